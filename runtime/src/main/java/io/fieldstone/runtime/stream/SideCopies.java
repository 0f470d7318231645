// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies that run beside the commands of a stream, on the queues that copy to the device and from
 * it. Each is a submission of its own, which waits on the device for the commands before it, and
 * for which commands that follow wait there: semaphores do both, on any device, and a queue that
 * only copies lets kernels run meanwhile. Of copies that use the same elements, the host waits for
 * the earlier one.
 *
 * <p>Not thread-safe but for {@link #pending()}: for whoever has the stream's turn.
 */
final class SideCopies implements AutoCloseable {

  /** Copies that the device has at most: each keeps a command buffer. */
  private static final int MOST = 32;

  /** A copy, and what it takes; used again for another one of the same queue. */
  final class Copy {
    private final CommandStream commands;
    private final GroupStages stages;
    private @Nullable CommandLog log;
    private @Nullable VectorRange source;
    private @Nullable VectorRange target;
    private Events.@Nullable Transfer event;
    private long submittedAt;

    private Copy(DeviceQueue queue) {
      this.commands = new CommandStream(device, queue);
      this.stages = new GroupStages(device, queue);
    }

    /** Returns the timeline that tells when it is done. */
    Timeline timeline() {
      return commands.timeline();
    }

    /** Returns the value that the timeline reaches then. */
    long value() {
      return commands.pending();
    }

    /** Returns whether a use of elements has to wait for it. */
    boolean meets(VectorRange range, Access access) {
      return requireNonNull(target).overlaps(range)
          || (access.writes() && requireNonNull(source).overlaps(range));
    }

    private void submit(VectorRange from, VectorRange to, @Nullable Timeline after, long value) {
      CommandLog made = pool.take();
      event = Events.transfer();
      boolean done = false;
      try {
        for (long at = 0; at < from.size(); ) {
          long count = to.run(at, from.run(at, from.size() - at));
          made.copy(
              from.buffer(at),
              from.offset(at),
              to.buffer(at),
              to.offset(at),
              count * from.layout().elementBytes(),
              false);
          at += count;
        }
        if (to.storage().inDevicesReach()) {
          made.writesHost();
        }
        stages.start(made);
        commands.begin();
        made.record(commands);
        commands.end();
        submittedAt = System.nanoTime();
        commands.submit(after, value);
        log = made;
        source = from;
        target = to;
        done = true;
      } finally {
        if (!done) {
          pool.giveBack(made);
        }
      }
    }

    private void ended(boolean done) {
      VectorRange from = requireNonNull(source);
      VectorRange to = requireNonNull(target);
      CommandLog made = requireNonNull(log);
      source = null;
      target = null;
      log = null;
      try {
        if (done) {
          stages.done(made, submittedAt, System.nanoTime());
        }
        if (event != null) {
          event.end(from.toString(), to.toString(), from.bytes(), done);
        }
      } finally {
        event = null;
        pool.giveBack(made);
        from.storage().release();
        to.storage().release();
      }
    }

    private void free() {
      commands.close();
      stages.close();
    }
  }

  /** What has to be done before something else: a copy, by what tells when it is. */
  static final class Obstacle {
    private @Nullable Timeline timeline;
    private long value;

    private boolean set(Copy copy) {
      timeline = copy.timeline();
      value = copy.value();
      return true;
    }

    /** Waits for it, as {@link Timeline#await(long, Deadline)} does; nobody has the turn. */
    boolean await(Deadline deadline) {
      return requireNonNull(timeline).await(value, deadline);
    }
  }

  private final OpenDevice device;
  private final CommandLog.Pool pool;
  private final List<Copy> pending = new ArrayList<>();
  private final List<Copy> free = new ArrayList<>();
  private volatile int count;

  SideCopies(OpenDevice device, CommandLog.Pool pool) {
    this.device = device;
    this.pool = pool;
  }

  /** Returns how many there are that the device was not seen to be done with. */
  int pending() {
    return count;
  }

  /** Returns one of them. */
  Copy pending(int index) {
    return pending.get(index);
  }

  /** Forgets those that the device is done with. */
  void look() {
    for (int i = pending.size() - 1; i >= 0; i--) {
      Copy copy = pending.get(i);
      if (copy.commands.isDone()) {
        forget(i, true);
      }
    }
  }

  /** Forgets all of them, on a drained device. */
  void forgetAll() {
    for (int i = pending.size() - 1; i >= 0; i--) {
      forget(i, false);
    }
  }

  private void forget(int index, boolean done) {
    Copy copy = pending.remove(index);
    free.add(copy);
    count = pending.size();
    copy.ended(done);
  }

  /** Returns whether a copy has to wait for one before it, and sets that. */
  boolean blocks(VectorRange source, VectorRange target, Obstacle obstacle) {
    return blocks(source, Access.IN, obstacle)
        || blocks(target, Access.OUT, obstacle)
        || (pending.size() >= MOST && oldest(obstacle));
  }

  /** Returns whether a use of elements has to wait for a copy, and sets that. */
  boolean blocks(VectorRange range, Access access, Obstacle obstacle) {
    for (Copy copy : pending) {
      if (copy.meets(range, access)) {
        return obstacle.set(copy);
      }
    }
    return false;
  }

  /** Returns whether there is any copy, and sets the first. */
  boolean oldest(Obstacle obstacle) {
    return !pending.isEmpty() && obstacle.set(pending.get(0));
  }

  /** Submits a copy that nothing {@linkplain #blocks blocks}, after a timeline reaches a value. */
  Copy submit(VectorRange source, VectorRange target, Timeline after, long value) {
    boolean up = source.storage().inDevicesReach();
    Copy copy = take(up ? device.upload() : device.download());
    boolean submitted = false;
    try {
      copy.submit(source, target, value == 0 ? null : after, value);
      submitted = true;
    } finally {
      if (!submitted) {
        free.add(copy);
      }
    }
    pending.add(copy);
    count = pending.size();
    return copy;
  }

  private Copy take(DeviceQueue queue) {
    for (int i = free.size() - 1; i >= 0; i--) {
      if (free.get(i).commands.queue() == queue) {
        return free.remove(i);
      }
    }
    return new Copy(queue);
  }

  /** Frees the command buffers, once nothing runs. */
  @Override
  public void close() {
    pending.forEach(Copy::free);
    free.forEach(Copy::free);
    pending.clear();
    free.clear();
    count = 0;
  }
}
