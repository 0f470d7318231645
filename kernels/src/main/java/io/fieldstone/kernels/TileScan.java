// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import java.util.HashMap;
import java.util.Map;

/** Scans of sums in one pass, of vectors that are neither long nor very short. Not thread-safe. */
final class TileScan<F> {

  private record Key(long workgroups, ElementForm form) {}

  private final PersistentBackend backend;
  private final TileCount count;
  private final TileKernels<F> kernels;
  private final ReductionMemory<F> memory;
  private final Map<Key, TileStates<F>> states = new HashMap<>();

  TileScan(
      PersistentBackend backend,
      TileCount count,
      TileKernels<F> kernels,
      ReductionMemory<F> memory) {
    this.backend = backend;
    this.count = count;
    this.kernels = kernels;
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
    memory.requireOpen();
    long workgroups = count.of(a.size());
    // A program that runs again finds what its last run has told, and is to clear that.
    TileStates<F> ofScan =
        backend.isRecording()
            ? new TileStates<>(memory, workgroups, a.form())
            : states.computeIfAbsent(
                new Key(workgroups, a.form()),
                key -> new TileStates<>(memory, key.workgroups, key.form));
    ofScan.scan(kernels, a, scan, carry, out);
    return ofScan.total();
  }
}
