// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;

/**
 * Which scans are done in one pass, and by how many workgroups: those of more than a tile, on GPUs,
 * that are over before waiting for each other takes longer than reading twice.
 *
 * @param tileElements elements of a tile, as in {@code scan/one_pass.glsl}
 * @param leastElements of a scan in one pass
 * @param mostElements of a scan in one pass; 0 if there are none
 */
record TileCount(int tileElements, long leastElements, long mostElements) {

  private static final int THREADS = 128;

  /** Elements of no more words are short. */
  private static final int SHORT_WORDS = 2;

  private static final int WORDS_OF_THREAD = 64;
  private static final int WORDS_OF_THREAD_IF_SHORT = 32;

  /**
   * Prefix sums of 8, 16 and 32 MB took an H100 22, 29 and 60 us in one pass, and 63, 64 and 86 by
   * chunks, whose totals were not scanned in one pass then; of 64 MB 139 and 127.
   */
  private static final long MOST_BYTES = 1L << 25;

  static final TileCount NONE = new TileCount(1, 1, 0);

  /** Returns how sums of elements of a shape are scanned. */
  static TileCount ofSums(PersistentBackend backend, LimbShape shape) {
    DeviceType madeFor = backend.options().shadersFor();
    DeviceType type = madeFor == null ? backend.plan().report().type() : madeFor;
    if (type == DeviceType.CPU) {
      return NONE;
    }
    boolean isShort = shape.words() <= SHORT_WORDS;
    int ofThread = isShort ? WORDS_OF_THREAD_IF_SHORT : WORDS_OF_THREAD;
    int tile = THREADS * Integer.highestOneBit(Math.max(2, ofThread / shape.words()));
    return new TileCount(tile, tile + 1L, MOST_BYTES / shape.bytes());
  }

  /**
   * Returns how products of elements of a shape are scanned. Where they are long, one product after
   * the other takes longer than to read twice: scans of 2^12, 2^16 and 2^18 products of 8 words
   * took an H100 120, 144 and 415 us in one pass, and 52, 53 and 66 by blocks. Of one word, 2^18
   * take 11, and 35 by chunks.
   */
  static TileCount ofProducts(PersistentBackend backend, LimbShape shape) {
    return shape.words() <= SHORT_WORDS ? ofSums(backend, shape) : NONE;
  }

  /** Returns whether no scan is done in one pass. */
  boolean isNone() {
    return mostElements == 0;
  }

  /** Returns a power of two of workgroups; 0 if the scan is not done in one pass. */
  long of(long elements) {
    return elements < leastElements || elements > mostElements
        ? 0
        : WorkgroupCount.ceilPowerOfTwo((elements + tileElements - 1) / tileElements);
  }
}
