// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vector.VectorRange;

/** Copies elements of vectors, in their place among the stream's commands. Thread-safe. */
public final class VectorTransfers {

  private final DeviceStream stream;

  /** Makes copies in {@code stream}. */
  public VectorTransfers(DeviceStream stream) {
    this.stream = stream;
  }

  /**
   * Copies all elements and waits until that is done, once submitted whether or not the thread is
   * interrupted. The ranges are of equal length and layout, and do not overlap.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one of them or the backend was closed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     before; nothing was copied then
   */
  public void copy(VectorRange source, VectorRange target) {
    boolean done = false;
    Gate gate = stream.device().gate();
    Events.Transfer event = Events.transfer();
    gate.enter();
    try {
      stream.device().requireNotLost();
      source.retain();
      try {
        target.retain();
        try {
          stream.awaitUninterruptibly(submit(source, target));
        } finally {
          target.storage().release();
        }
      } finally {
        source.storage().release();
      }
      done = true;
    } finally {
      if (event != null) {
        event.end(source.toString(), target.toString(), source.bytes(), done);
      }
      gate.leave(done);
    }
  }

  /**
   * Submits a copy of all elements, which runs beside the stream's commands: after those before it,
   * and before those that follow and use elements of it. The ranges are of equal length and layout,
   * and do not overlap.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one of them or the backend was closed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread was interrupted
   *     before; nothing was copied then
   */
  public StartedCopy start(VectorRange source, VectorRange target) {
    boolean kept = false;
    Gate gate = stream.device().gate();
    gate.enter();
    try {
      stream.device().requireNotLost();
      source.retain();
      try {
        target.retain();
        try {
          StartedCopy copy = submitBeside(source, target);
          kept = true;
          return copy;
        } finally {
          if (!kept) {
            target.storage().release();
          }
        }
      } finally {
        if (!kept) {
          source.storage().release();
        }
      }
    } finally {
      gate.leave(kept);
    }
  }

  private StartedCopy submitBeside(VectorRange source, VectorRange target) {
    String what = "the copy of " + source;
    String how = "before it was submitted";
    Gate gate = stream.device().gate();
    long after = Math.max(source.storage().lastUse(), target.storage().lastUse());
    SideCopies.Obstacle obstacle = new SideCopies.Obstacle();
    stream.submitThrough(after, Deadline.NEVER, what, how);
    while (true) {
      Patience.check(gate, Deadline.NEVER, what, how);
      stream.begin(what);
      try {
        StartedCopy copy = stream.tryCopy(source, target, after, obstacle);
        if (copy != null) {
          return copy;
        }
      } finally {
        stream.end();
      }
      obstacle.await(Deadline.NEVER);
    }
  }

  /** Submits the copy and returns the value that the timeline reaches when it is done. */
  private long submit(VectorRange source, VectorRange target) {
    String what = "the copy of " + source;
    long value;
    CommandLog group;
    int mark;
    int end;
    stream.begin(what);
    try {
      stream.follow(source, Access.IN);
      stream.follow(target, Access.OUT);
      Patience.check(stream.device().gate(), Deadline.NEVER, what, "before it was submitted");
      stream.openGroup(source.bytes() * CommandLog.COPY_NANOS_PER_BYTE);
      value = stream.value();
      group = stream.group();
      mark = stream.mark();
      boolean barrier = stream.conflicts(source, Access.IN) || stream.conflicts(target, Access.OUT);
      for (long at = 0; at < source.size(); ) {
        long count = target.run(at, source.run(at, source.size() - at));
        stream.copy(source, target, at, count, barrier && at == 0);
        at += count;
      }
      end = stream.mark();
      if (barrier && end > mark) {
        stream.barrierPassed();
      }
      stream.used(source, Access.IN);
      stream.used(target, Access.OUT);
      stream.commitForWaiter();
    } finally {
      stream.end();
    }
    boolean submitted = false;
    try {
      stream.submitThrough(value, Deadline.NEVER, what, "before it was submitted");
      submitted = true;
      return value;
    } finally {
      if (!submitted) {
        stream.cancel(value, group, mark, end); // the host's memory is its owner's again
      }
    }
  }
}
