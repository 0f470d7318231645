// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;

/** Scans of sums in one pass, of vectors that are neither long nor very short. Not thread-safe. */
final class TileScan<F> {

  private final TileCount count;
  private final TileKernels<F> kernels;
  private final ReductionMemory<F> memory;

  TileScan(TileCount count, TileKernels<F> kernels, ReductionMemory<F> memory) {
    this.count = count;
    this.kernels = kernels;
    this.memory = memory;
  }

  /** Returns whether so many elements are scanned so. */
  boolean takes(long elements) {
    return count.of(elements) > 0;
  }

  /** Returns what a scan needs besides its vectors, which nothing has been told yet. */
  TileStates<F> states(DeviceVector<F> a) {
    TileStates<F> states = TileStates.of(memory, count.of(a.size()), a.form());
    kernels.clearStates(states.states(), states.moreStates());
    return states;
  }

  /** Scans; {@code states} are those of this scan alone. */
  void scan(
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      TileStates<F> states,
      DeviceVector<F> out) {
    kernels.prefixSums(
        a, carry, states.states(), states.moreStates(), scan.constant(), out, states.totals());
  }
}
