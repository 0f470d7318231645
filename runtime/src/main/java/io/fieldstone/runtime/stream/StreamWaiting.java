// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vulkan.DeviceQueue;

/**
 * Waits for commands of a {@link DeviceStream}: whoever waits has the groups before submitted, one
 * after the other as the device can have them. Thread-safe; no lock is held meanwhile.
 */
final class StreamWaiting {

  private final DeviceStream stream;
  private final DeviceQueue lane;

  StreamWaiting(DeviceStream stream, DeviceQueue lane) {
    this.stream = stream;
    this.lane = lane;
  }

  /** See {@link DeviceStream#await}. */
  void await(long value, Deadline deadline, String what, String how) {
    Events.Wait event = Events.waiting();
    try {
      submitThrough(value, deadline, what, how);
      if (!lane.timeline().await(reachable(value), deadline)) {
        Patience.check(stream.device().gate(), deadline, what, how);
      }
      stream.learn();
    } finally {
      if (event != null) {
        event.end(what);
      }
    }
  }

  /** See {@link DeviceStream#awaitUninterruptibly}. */
  void awaitUninterruptibly(long value) {
    while (stream.isHeldUp(value)) {
      lane.timeline().await(stream.submitTowards(value, true));
    }
    lane.timeline().await(reachable(value));
  }

  /** Of a call on no elements there is no command: nothing may ever come to raise the timeline. */
  private long reachable(long value) {
    return Math.min(value, lane.submitted());
  }

  /** See {@link DeviceStream#finish}. */
  void finish(Deadline deadline, String what, String how) {
    Events.Wait event = Events.waiting();
    try {
      submitThrough(Long.MAX_VALUE, deadline, what, how);
      if (!lane.finish(deadline)) {
        Patience.check(stream.device().gate(), deadline, what, how);
      }
      stream.learn();
    } finally {
      if (event != null) {
        event.end(what);
      }
    }
  }

  /** See {@link DeviceStream#submitThrough}. */
  void submitThrough(long value, Deadline deadline, String what, String how) {
    while (stream.isHeldUp(value)) {
      if (!lane.timeline().await(stream.submitTowards(value, false), deadline)) {
        Patience.check(stream.device().gate(), deadline, what, how);
      }
    }
  }
}
