// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.gate.Gate;

/**
 * A {@link io.fieldstone.runtime.trace.StageListener} that is told of a backend's stages until this
 * is closed. Closing the backend ends it too. Thread-safe.
 */
public final class StageSubscription implements AutoCloseable {

  private final DeviceContext context;
  private final StageLog log;

  StageSubscription(DeviceContext context, StageLog log) {
    this.context = context;
    this.log = log;
  }

  /**
   * Returns once the listener was told of all stages that have ended; what still runs is not told.
   * Idempotent.
   */
  @Override
  public void close() {
    Gate gate = context.device().gate();
    if (gate.tryEnter()) {
      try {
        context.stream().learn();
      } finally {
        gate.leave(true);
      }
    }
    context.device().endStages(log);
    log.close();
  }
}
