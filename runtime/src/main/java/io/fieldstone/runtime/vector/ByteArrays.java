// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Elements in byte arrays: little-endian, whatever the platform. */
final class ByteArrays extends ElementArrays<byte[]> {

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  ByteArrays() {
    super(Byte.BYTES, "bytes");
  }

  @Override
  int length(byte[] array) {
    return array.length;
  }

  @Override
  int word(byte[] array, int at) {
    return (int) INTS.get(array, at);
  }

  @Override
  int firstWordFrom(byte[] array, int from, int count, long end) {
    for (int i = 0; i < count; i++) {
      if (Integer.toUnsignedLong(word(array, from + i * Integer.BYTES)) >= end) {
        return i;
      }
    }
    return -1;
  }

  @Override
  int firstLimbFrom(byte[] array, int from, int count, int each, int limb, long end) {
    for (int i = 0, at = from; i < count; i++, at += each) {
      if (Long.compareUnsigned(limb(array, at, limb), end) >= 0) {
        return i;
      }
    }
    return -1;
  }

  @Override
  long limb(byte[] array, int at, int limb) {
    return (long) LONGS.get(array, at + limb * Long.BYTES);
  }

  @Override
  void copyIn(byte[] array, int at, long address, int bytes) {
    HostMemory.copy(array, at, address, bytes);
  }

  @Override
  void copyOut(long address, byte[] array, int at, int bytes) {
    HostMemory.copy(address, array, at, bytes);
  }
}
