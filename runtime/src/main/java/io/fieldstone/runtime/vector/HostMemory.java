// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lwjgl.system.MemoryUtil;

/**
 * Host memory by address, which the caller retains: little-endian, as every platform is that LWJGL
 * has natives for. Thread-safe as memory is.
 */
final class HostMemory {

  private HostMemory() {}

  static int getInt(long address) {
    return MemoryUtil.memGetInt(address);
  }

  static void putInt(long address, int value) {
    MemoryUtil.memPutInt(address, value);
  }

  static long getLong(long address) {
    return MemoryUtil.memGetLong(address);
  }

  static void putLong(long address, long value) {
    MemoryUtil.memPutLong(address, value);
  }

  static void fill(long address, long bytes, byte value) {
    MemoryUtil.memSet(address, value, bytes);
  }

  static void copy(long source, long target, long bytes) {
    MemoryUtil.memCopy(source, target, bytes);
  }

  static void copy(byte[] source, int at, long address, int bytes) {
    MemoryUtil.memCopy(source, address, at, bytes);
  }

  static void copy(long address, byte[] target, int at, int bytes) {
    MemoryUtil.memCopy(address, target, at, bytes);
  }

  static void copy(int[] source, int at, long address, int ints) {
    MemoryUtil.memCopy(source, address, at, ints);
  }

  static void copy(long address, int[] target, int at, int ints) {
    MemoryUtil.memCopy(address, target, at, ints);
  }

  static void copy(long[] source, int at, long address, int longs) {
    MemoryUtil.memCopy(source, address, at, longs);
  }

  static void copy(long address, long[] target, int at, int longs) {
    MemoryUtil.memCopy(address, target, at, longs);
  }

  /** Returns the memory as a buffer, which must not be used once the memory is not retained. */
  static ByteBuffer view(long address, long bytes) {
    return MemoryUtil.memByteBuffer(address, (int) bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns where a direct buffer's first byte is. */
  static long address(ByteBuffer direct) {
    return MemoryUtil.memAddress0(direct);
  }
}
