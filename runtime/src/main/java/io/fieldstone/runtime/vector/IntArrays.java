// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

/** Elements in int arrays: words of 32 bits, least significant first. */
final class IntArrays extends ElementArrays<int[]> {

  IntArrays() {
    super(Integer.BYTES, "ints");
  }

  @Override
  int length(int[] array) {
    return array.length;
  }

  @Override
  int word(int[] array, int at) {
    return array[at];
  }

  @Override
  int firstWordFrom(int[] array, int from, int count, long end) {
    for (int i = 0; i < count; i++) {
      if (Integer.toUnsignedLong(array[from + i]) >= end) {
        return i;
      }
    }
    return -1;
  }

  @Override
  int firstLimbFrom(int[] array, int from, int count, int each, int limb, long end) {
    for (int i = 0, at = from; i < count; i++, at += each) {
      if (Long.compareUnsigned(limb(array, at, limb), end) >= 0) {
        return i;
      }
    }
    return -1;
  }

  @Override
  long limb(int[] array, int at, int limb) {
    int low = at + 2 * limb;
    return Integer.toUnsignedLong(array[low]) | (long) array[low + 1] << Integer.SIZE;
  }

  @Override
  void copyIn(int[] array, int at, long address, int bytes) {
    HostMemory.copy(array, at, address, bytes / Integer.BYTES);
  }

  @Override
  void copyOut(long address, int[] array, int at, int bytes) {
    HostMemory.copy(address, array, at, bytes / Integer.BYTES);
  }
}
