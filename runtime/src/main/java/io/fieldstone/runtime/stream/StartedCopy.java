// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.vulkan.Timeline;

/** A copy that was submitted, and runs beside the commands of a stream. Thread-safe. */
public final class StartedCopy {

  private final DeviceStream stream;
  private final Timeline timeline;
  private final long value;

  StartedCopy(DeviceStream stream, Timeline timeline, long value) {
    this.stream = stream;
    this.timeline = timeline;
    this.value = value;
  }

  /** Returns whether it is done; the caller is inside the gate. */
  public boolean isDone() {
    return timeline.reached(value);
  }

  /** Waits until it is done, interrupted or not; the caller is inside the gate. */
  public void await() {
    timeline.await(value);
    stream.forgetCopies();
  }
}
