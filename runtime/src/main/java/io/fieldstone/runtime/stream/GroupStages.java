// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.StageTimer;
import org.jspecify.annotations.Nullable;

/**
 * The times of the commands of one group after the other, while somebody listens. Not thread-safe.
 */
final class GroupStages implements AutoCloseable {

  private static final int MOST = 64;
  private static final String TRACK = "device vectors";

  private final OpenDevice device;
  private final StageTimer timer;
  private @Nullable StageLog log;

  GroupStages(OpenDevice device, DeviceQueue queue) {
    this.device = device;
    this.timer = new StageTimer(device, queue, MOST);
  }

  /** Begins a group that is about to be recorded. */
  void start(CommandLog commands) {
    log = device.stages();
    if (log != null && commands.program() == null) {
      timer.reset(0, MOST);
      commands.stage(timer, timer.pairs());
    }
  }

  /** Tells of a group that the device is done with. */
  void done(CommandLog commands, long begun, long seen) {
    StageLog taker = log;
    log = null;
    if (taker != null) {
      commands.tell(
          (stage, what, elements, bytes, pair) ->
              timer.tell(taker, pair, stage, what, TRACK, elements, bytes, begun, seen));
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
