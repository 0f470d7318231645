// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.stream.RecordedProgram;
import io.fieldstone.runtime.vector.VectorRange;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a program, and the recordings of them, each with vectors of its own in the place of
 * the parameters. A run takes the recording with its vectors, or one that is not pending, which is
 * recorded anew: barriers are then those that these vectors need.
 *
 * <pre>
 *   calls         mul(p0, p1, c)   add(c, p1, p0)
 *   recordings    | x, y | x, z | u, v |                  by their vectors; the last used first out
 * </pre>
 *
 * <p>Thread-safe; in the long run a run allocates nothing on the Java heap.
 */
public final class ProgramTemplate {

  /** Sets of vectors that runs have without recording anew. */
  private static final int MOST_RECORDINGS = 8;

  private static final class Recording {
    final RecordedProgram program;

    /** The vectors in the place of the parameters; null while it is of no use. */
    final @Nullable VectorRange[] bound;

    Recording(RecordedProgram program, int parameters) {
      this.program = program;
      this.bound = new @Nullable VectorRange[parameters];
    }

    boolean isOf(@Nullable VectorRange[] arguments) {
      for (int i = 0; i < bound.length; i++) {
        VectorRange each = bound[i];
        VectorRange argument = requireNonNull(arguments[i]);
        if (each == null
            || each.storage() != argument.storage()
            || each.first() != argument.first()) {
          return false;
        }
      }
      return true;
    }
  }

  private final DeviceStream stream;
  private final List<RecordedCall> calls;
  private final List<ApartVectors> apart;

  /** Vectors like those that runs take: of their field, form and length. */
  private final VectorRange[] parameters;

  private final String[] names;
  private final int dispatches;

  /** Changed by whoever has the stream's turn; never empty. */
  private final List<Recording> recordings = new CopyOnWriteArrayList<>();

  /** The vectors of the recording that is made. */
  private @Nullable VectorRange[] arguments;

  private final Consumer<RecordedProgram> recordAll = this::recordAll;

  /**
   * Makes the program.
   *
   * @param apart vectors that share no elements, in no run
   * @param parameters the vectors of the calls in whose place runs have others
   * @throws BindingException if two parameters share elements, or one is in no call
   */
  ProgramTemplate(
      DeviceStream stream,
      List<RecordedCall> calls,
      List<ApartVectors> apart,
      VectorRange[] parameters) {
    this.stream = stream;
    this.calls = calls;
    this.apart = apart;
    this.parameters = parameters;
    this.arguments = parameters;
    this.names = new String[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      names[i] = name(i);
      parameterize(i);
    }
    stream.begin("the recording");
    try {
      this.dispatches = make(parameters).program.dispatches();
    } finally {
      stream.end();
    }
  }

  /** Returns what a parameter is called in messages. */
  static String name(int parameter) {
    return "vector " + parameter + " of the program";
  }

  private void parameterize(int index) {
    for (int other = 0; other < index; other++) {
      if (parameters[other].overlaps(parameters[index])) {
        throw new BindingException(
            names[other]
                + " and "
                + names[index]
                + " share some elements; record it with vectors that do not");
      }
    }
    boolean used = false;
    for (RecordedCall call : calls) {
      used |= call.parameterize(index, parameters[index]);
    }
    for (ApartVectors each : apart) {
      each.parameterize(index, parameters[index]);
    }
    if (!used) {
      throw new BindingException(names[index] + " is in none of its calls");
    }
  }

  /** Returns how many vectors a run takes. */
  public int parameters() {
    return parameters.length;
  }

  /** Returns how many dispatches a run has. */
  public int dispatches() {
    return dispatches;
  }

  /**
   * Has the program run after all calls before, inside the gate.
   *
   * @param given the vectors in the place of the parameters
   * @return the value that the timeline reaches when it is done
   * @throws io.fieldstone.runtime.error.ClosedException if it or one of its vectors was closed
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if {@code deadline} has passed
   *     before
   */
  public long run(@Nullable VectorRange[] given, Deadline deadline, String what) {
    require(given);
    long value = 0;
    while (value == 0) {
      long busyUntil = 0;
      stream.begin(what);
      int retained = 0;
      try {
        recordings.get(0).program.requireOpen();
        if (deadline.passed()) {
          Patience.check(stream.device().gate(), deadline, what, "before it began");
        }
        while (retained < given.length) {
          requireNonNull(given[retained]).retain();
          retained++;
        }
        Recording recording = find(given);
        if (recording == null) {
          busyUntil = oldest().program.lastRun();
        } else {
          value = stream.run(recording.program);
        }
      } finally {
        while (retained > 0) {
          requireNonNull(given[--retained]).storage().release();
        }
        stream.end();
      }
      if (value == 0) {
        stream.await(busyUntil, deadline, what, "before it was submitted");
      }
    }
    return value;
  }

  private void require(@Nullable VectorRange[] given) {
    for (int i = 0; i < parameters.length; i++) {
      VectorRange vector = requireNonNull(given[i]);
      ArgumentRules.requireMember(stream.device(), parameters[i].type(), names[i], vector);
      ArgumentRules.requireLength(names[i], vector, parameters[i].size());
      ArgumentRules.requireForm(names[i], vector, parameters[i].form());
    }
  }

  /** Returns the recording with these vectors, made if there is room; null if all are pending. */
  private @Nullable Recording find(@Nullable VectorRange[] given) {
    for (int i = 0; i < recordings.size(); i++) {
      if (recordings.get(i).isOf(given)) {
        return recordings.get(i);
      }
    }
    for (int i = 0; i < apart.size(); i++) {
      apart.get(i).require(given);
    }
    if (recordings.size() < MOST_RECORDINGS) {
      return make(given);
    }
    Recording oldest = oldest();
    if (!stream.programs().isIdle(oldest.program)) {
      return null;
    }
    oldest.bound[0] = null; // until it is recorded
    arguments = given;
    stream.programs().record(oldest.program, recordAll);
    System.arraycopy(given, 0, oldest.bound, 0, given.length);
    return oldest;
  }

  private Recording oldest() {
    Recording oldest = recordings.get(0);
    for (int i = 1; i < recordings.size(); i++) {
      Recording each = recordings.get(i);
      oldest = each.program.lastRun() < oldest.program.lastRun() ? each : oldest;
    }
    return oldest;
  }

  private Recording make(@Nullable VectorRange[] given) {
    arguments = given;
    Recording made = new Recording(stream.programs().make(recordAll), given.length);
    System.arraycopy(given, 0, made.bound, 0, given.length);
    recordings.add(made);
    return made;
  }

  private void recordAll(RecordedProgram program) {
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).keep(program);
    }
    for (int i = 0; i < calls.size(); i++) {
      calls.get(i).record(program, arguments);
    }
  }

  /**
   * Closes the program, which is freed once no run of it is pending; returns whether it was open.
   */
  public boolean close() {
    boolean wasOpen = false;
    // The first close waits for the turn of whoever adds one.
    for (int i = 0; i < recordings.size(); i++) {
      wasOpen |= stream.close(recordings.get(i).program);
    }
    return wasOpen;
  }
}
