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
  private static final int WORDS_OF_THREAD = 64;

  /**
   * Prefix sums of 8, 16 and 32 MB took an H100 22, 29 and 60 us in one pass, and 63, 64 and 86 by
   * chunks, whose totals were not scanned in one pass then; of 64 MB 139 and 127. Since then all of
   * them take less, one pass by 3.
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
    int words = shape.bytes() / Integer.BYTES;
    int own = Integer.highestOneBit(Math.max(2, WORDS_OF_THREAD / words));
    int tile = THREADS * own;
    return new TileCount(tile, tile + 1L, MOST_BYTES / shape.bytes());
  }

  /** Returns a power of two of workgroups; 0 if the scan is not done in one pass. */
  long of(long elements) {
    return elements < leastElements || elements > mostElements
        ? 0
        : WorkgroupCount.ceilPowerOfTwo((elements + tileElements - 1) / tileElements);
  }
}
