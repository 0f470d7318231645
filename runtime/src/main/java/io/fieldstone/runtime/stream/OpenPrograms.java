// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of a stream that were not freed yet: one that is closed is, once no run of it is
 * pending. Not thread-safe but for {@link #closing}: used by whoever has the stream's turn.
 */
final class OpenPrograms {

  private final List<RecordedProgram> programs = new ArrayList<>();
  private final Timeline timeline;
  private volatile boolean closing;

  OpenPrograms(Timeline timeline) {
    this.timeline = timeline;
  }

  void add(RecordedProgram program) {
    programs.add(program);
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
      if (program.isClosed() && timeline.reached(program.lastRun())) {
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
