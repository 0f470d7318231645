// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Elements in buffers, of the heap or direct, at absolute positions: little-endian, whatever the
 * buffer's order.
 */
final class ByteBuffers extends ElementArrays<ByteBuffer> {

  ByteBuffers() {
    super(Byte.BYTES, "bytes");
  }

  @Override
  int length(ByteBuffer buffer) {
    return buffer.limit();
  }

  @Override
  int word(ByteBuffer buffer, int at) {
    int word = buffer.getInt(at);
    return buffer.order() == ByteOrder.LITTLE_ENDIAN ? word : Integer.reverseBytes(word);
  }

  @Override
  int firstWordFrom(ByteBuffer buffer, int from, int count, long end) {
    for (int i = 0; i < count; i++) {
      if (Integer.toUnsignedLong(word(buffer, from + i * Integer.BYTES)) >= end) {
        return i;
      }
    }
    return -1;
  }

  @Override
  int firstLimbFrom(ByteBuffer buffer, int from, int count, int each, int limb, long end) {
    for (int i = 0, at = from; i < count; i++, at += each) {
      if (Long.compareUnsigned(limb(buffer, at, limb), end) >= 0) {
        return i;
      }
    }
    return -1;
  }

  @Override
  long limb(ByteBuffer buffer, int at, int limb) {
    long word = buffer.getLong(at + limb * Long.BYTES);
    return buffer.order() == ByteOrder.LITTLE_ENDIAN ? word : Long.reverseBytes(word);
  }

  // Direct buffers by the JDK's own copy: it keeps off one whose memory its owner frees
  // meanwhile.

  @Override
  void copyIn(ByteBuffer buffer, int at, long address, int bytes) {
    if (buffer.hasArray()) {
      HostMemory.copy(buffer.array(), buffer.arrayOffset() + at, address, bytes);
    } else {
      HostMemory.view(address, bytes).put(0, buffer, at, bytes);
    }
  }

  @Override
  void copyOut(long address, ByteBuffer buffer, int at, int bytes) {
    if (buffer.hasArray()) {
      HostMemory.copy(address, buffer.array(), buffer.arrayOffset() + at, bytes);
    } else {
      buffer.put(at, HostMemory.view(address, bytes), 0, bytes);
    }
  }
}
