// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.stream.StartedCopy;

/**
 * A copy that {@link DeviceVector#startUpload} or {@link DeviceVector#startDownload} has started,
 * which runs beside dispatches.
 *
 * <p>It owns nothing. Both vectors keep their memory until it is done, whether or not they are
 * closed, and whether or not anybody waits. Thread-safe.
 */
public final class Transfer {

  private final DeviceContext context;
  private final StartedCopy copy;

  Transfer(DeviceContext context, StartedCopy copy) {
    this.context = context;
    this.copy = copy;
  }

  /**
   * {@return whether it is done: then the host's elements are its owner's again}
   *
   * @throws io.fieldstone.runtime.error.DeviceLostException if the device was lost
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public boolean isDone() {
    return context.device().gate().inside(copy::isDone);
  }

  /**
   * Waits until it is done, whether or not the thread is interrupted, since it reads or writes
   * memory of the caller's. If it throws, nothing does so any more either.
   *
   * @throws io.fieldstone.runtime.error.DeviceLostException if the device was lost
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void await() {
    Gate gate = context.device().gate();
    if (!gate.tryEnter()) {
      gate.awaitEnd(); // until then the device goes on
      throw gate.refusal("the backend");
    }
    boolean done = false;
    try {
      copy.await();
      done = true;
    } finally {
      gate.leave(done);
    }
  }
}
