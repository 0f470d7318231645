// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import io.fieldstone.runtime.vulkan.OpenDevice;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a stream that the device has, each in a command buffer, and how long they took. Not
 * thread-safe.
 */
final class SubmittedGroups implements AutoCloseable {

  private static final int BUFFERS = 4;

  /** A command buffer, and the group that it was recorded from until that is done. */
  private static final class Slot {
    final CommandStream commands;
    final GroupStages stages;
    @Nullable CommandLog log;
    long value;
    long submittedAt;

    Slot(CommandStream commands, GroupStages stages) {
      this.commands = commands;
      this.stages = stages;
    }
  }

  private final OpenDevice device;
  private final DeviceQueue lane;
  private final @Nullable Slot[] slots = new @Nullable Slot[BUFFERS];
  private final CommandLog.Pool pool;
  private int next;
  private int oldest;
  private long lastDone;
  private long done;

  SubmittedGroups(OpenDevice device, DeviceQueue lane, CommandLog.Pool pool) {
    this.device = device;
    this.lane = lane;
    this.pool = pool;
  }

  /** Looks which groups the device is done with, and learns from them. */
  void look() {
    long completed = lane.timeline().completed();
    long now = 0;
    for (Slot slot = slots[oldest]; slot != null; slot = slots[oldest]) {
      CommandLog log = slot.log;
      if (log == null || slot.value > completed) {
        break;
      }
      now = now == 0 ? System.nanoTime() : now;
      long begun = Math.max(slot.submittedAt, lastDone);
      log.took((double) (now - begun));
      slot.stages.done(log, begun, now);
      lastDone = now;
      pool.giveBack(log);
      slot.log = null;
      oldest = (oldest + 1) % BUFFERS;
    }
    done = completed;
  }

  /** Returns how many groups the device had at the last {@link #look}. */
  long running() {
    return lane.submitted() - done;
  }

  /** Returns how long the groups that the device has take, as far as that is known. */
  double predictedNanos() {
    double sum = 0;
    for (Slot slot : slots) {
      if (slot != null && slot.log != null) {
        sum += slot.log.predictedNanos();
      }
    }
    return sum;
  }

  /** Returns whether there is a command buffer for one more. */
  boolean hasRoom() {
    Slot slot = slots[next];
    return slot == null || slot.log == null;
  }

  /** Submits a group, for which there is room; if that fails, nothing has changed. */
  void submit(CommandLog log) {
    Slot slot = slots[next];
    if (slot == null) {
      slot = new Slot(new CommandStream(device, lane), new GroupStages(device, lane));
      slots[next] = slot;
    }
    slot.stages.start(log);
    RecordedProgram program = log.program();
    if (program != null) {
      slot.value = program.submit(log.after(), log.afterValue());
    } else {
      slot.commands.begin();
      log.record(slot.commands);
      slot.commands.end();
      slot.value = slot.commands.submit(log.after(), log.afterValue());
    }
    slot.log = log;
    slot.submittedAt = System.nanoTime();
    next = (next + 1) % BUFFERS;
  }

  /** Frees the command buffers, once nothing runs. */
  @Override
  public void close() {
    for (int i = 0; i < BUFFERS; i++) {
      Slot slot = slots[i];
      if (slot != null) {
        slot.commands.close();
        slot.stages.close();
        slots[i] = null;
      }
    }
  }
}
