// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import io.fieldstone.runtime.vector.VectorStorage;

/** Tells who listens to a backend's stages how long copies from and to a host vector take. */
final class CopyStages {

  private CopyStages() {}

  /** Returns when a copy begins, 0 if nobody listens. */
  static long begin(VectorStorage vector) {
    return vector.device().stages() == null ? 0 : System.nanoTime();
  }

  /** Tells of a copy that has ended, if somebody has listened since {@link #begin}. */
  static void end(VectorStorage vector, Stage stage, long bytes, long begin) {
    StageLog log = vector.device().stages();
    if (log != null && begin != 0) {
      log.add(
          new StageTime(
              stage,
              "host vector",
              Thread.currentThread().getName(),
              bytes / vector.type().elementBytes(),
              bytes,
              begin,
              System.nanoTime(),
              false));
    }
  }
}
