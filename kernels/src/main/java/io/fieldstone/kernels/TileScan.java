// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;

/**
 * Scans in one pass by one operation, of vectors that are neither long nor very short. Not
 * thread-safe.
 */
final class TileScan<F> {

  private final TileCount count;
  private final TileKernels<F> kernels;
  private final TileStates.Kernel<F> kernel;
  private final TileMemory<F> memory;

  TileScan(
      TileCount count, TileKernels<F> kernels, TileStates.Kernel<F> kernel, TileMemory<F> memory) {
    this.count = count;
    this.kernels = kernels;
    this.kernel = kernel;
    this.memory = memory;
  }

  /** Returns whether so many elements are scanned so. */
  boolean takes(long elements) {
    return count.of(elements) > 0;
  }

  /**
   * Scans.
   *
   * @return the total of all elements and the carry, until the next scan
   */
  DeviceVector<F> scan(DeviceVector<F> a, Scan scan, DeviceVector<F> carry, DeviceVector<F> out) {
    TileStates<F> states = memory.states(count.of(a.size()), a.form());
    states.scan(kernels, kernel, a, scan, carry, out);
    return states.total();
  }
}
