// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of scans in one pass, for each number of workgroups and form, whatever the operation:
 * what a scan has told, the next but one finds cleared. Not thread-safe.
 */
final class TileMemory<F> {

  private record Key(long workgroups, ElementForm form) {}

  private final PersistentBackend backend;
  private final ReductionMemory<F> memory;
  private final Map<Key, TileStates<F>> states = new HashMap<>();

  /** Those of the last scan: most are as long as the one before. */
  private @Nullable TileStates<F> last;

  TileMemory(PersistentBackend backend, ReductionMemory<F> memory) {
    this.backend = backend;
    this.memory = memory;
  }

  /** Returns the states of the next scan. */
  TileStates<F> states(long workgroups, ElementForm form) {
    memory.requireOpen();
    if (backend.isRecording()) {
      // A program that runs again finds what its last run has told, and is to clear that.
      return new TileStates<>(memory, workgroups, form);
    }
    TileStates<F> kept = last;
    if (kept == null || !kept.areOf(workgroups, form)) {
      kept =
          states.computeIfAbsent(
              new Key(workgroups, form), key -> new TileStates<>(memory, key.workgroups, key.form));
      last = kept;
    }
    return kept;
  }
}
