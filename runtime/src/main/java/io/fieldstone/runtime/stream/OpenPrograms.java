// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The programs of a stream that were not freed yet: one that is closed is, once no run of it is
 * pending. Not thread-safe but for {@link #closing}: used by whoever has the stream's turn.
 */
public final class OpenPrograms {

  private final List<RecordedProgram> programs = new ArrayList<>();
  private final DeviceStream stream;
  private final Timeline timeline;
  private volatile boolean closing;

  OpenPrograms(DeviceStream stream, Timeline timeline) {
    this.stream = stream;
    this.timeline = timeline;
  }

  /**
   * Makes a program, by calls that {@code calls} adds to it.
   *
   * @return the program, closed by the caller
   */
  public RecordedProgram make(Consumer<RecordedProgram> calls) {
    RecordedProgram program = new RecordedProgram(stream);
    boolean made = false;
    try {
      record(program, calls);
      programs.add(program);
      made = true;
      return program;
    } finally {
      if (!made) {
        program.free();
      }
    }
  }

  /** Records a program anew, no run of which is pending. */
  public void record(RecordedProgram program, Consumer<RecordedProgram> calls) {
    try {
      stream.stretches().next();
      program.begin();
      calls.accept(program);
      program.complete();
    } finally {
      stream.stretches().recorded();
    }
  }

  /** Returns whether the device is done with all runs of a program. */
  public boolean isIdle(RecordedProgram program) {
    return timeline.reached(program.lastRun());
  }

  /** Closes a program; returns whether it was open. */
  boolean close(RecordedProgram program) {
    boolean open = program.close();
    freeClosed();
    return open;
  }

  /** Returns whether there are some that are closed and not freed. */
  boolean closing() {
    return closing;
  }

  /** Frees those that are closed and that the device is done with. */
  void freeClosed() {
    boolean left = false;
    for (int i = programs.size() - 1; i >= 0; i--) {
      RecordedProgram program = programs.get(i);
      if (program.isClosed() && isIdle(program)) {
        programs.remove(i);
        program.free();
      } else {
        left |= program.isClosed();
      }
    }
    closing = left;
  }

  /** Frees all, on a drained device. */
  void freeAll() {
    programs.forEach(RecordedProgram::free);
    programs.clear();
    closing = false;
  }
}
