// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

/** Elements in long arrays: words of 64 bits, least significant first. */
final class LongArrays extends ElementArrays<long[]> {

  LongArrays() {
    super(Long.BYTES, "longs");
  }

  @Override
  int length(long[] array) {
    return array.length;
  }

  @Override
  int word(long[] array, int at) {
    throw new IllegalStateException("longs have no elements of 32 bits");
  }

  @Override
  int firstWordFrom(long[] array, int from, int count, long end) {
    throw new IllegalStateException("longs have no elements of 32 bits");
  }

  @Override
  int firstLimbFrom(long[] array, int from, int count, int each, int limb, long end) {
    for (int i = 0, at = from; i < count; i++, at += each) {
      if (Long.compareUnsigned(array[at + limb], end) >= 0) {
        return i;
      }
    }
    return -1;
  }

  @Override
  long limb(long[] array, int at, int limb) {
    return array[at + limb];
  }

  @Override
  void copyIn(long[] array, int at, long address, int bytes) {
    HostMemory.copy(array, at, address, bytes / Long.BYTES);
  }

  @Override
  void copyOut(long address, long[] array, int at, int bytes) {
    HostMemory.copy(address, array, at, bytes / Long.BYTES);
  }
}
