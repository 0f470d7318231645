// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.ProgramTemplate;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Dropped;
import io.fieldstone.runtime.vector.VectorRange;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs a program, and closes it if its user has dropped it. Thread-safe. */
final class ProgramRuns {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());
  private static final String NAME = "the program";
  private static final @Nullable VectorRange[] NONE = {};

  private final DeviceContext context;
  private final ProgramTemplate template;
  private final Owner owner;
  private final Cleaner.Cleanable watch;

  /** An array for a run's vectors, while no run has it. */
  private final AtomicReference<@Nullable VectorRange @Nullable []> spare = new AtomicReference<>();

  /** Keeps the backend from being taken for dropped. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Object backend;

  /** What is left of a program that was dropped. */
  private record Owner(DeviceContext context, ProgramTemplate template) {

    void closeDropped() {
      if (close()) {
        LOGGER.log(Level.WARNING, "a program was dropped without close(); it is closed now");
      }
    }

    /** Returns whether it was open, on an open backend. */
    boolean close() {
      if (!context.device().gate().tryEnter()) {
        return false; // whoever closes the backend frees it
      }
      try {
        return template.close();
      } finally {
        context.device().gate().leave(true);
      }
    }
  }

  /**
   * Watches a program.
   *
   * @param holder what its user has
   */
  ProgramRuns(Object holder, DeviceContext context, ProgramTemplate template, Object backend) {
    this.context = context;
    this.template = template;
    this.backend = backend;
    this.owner = new Owner(context, template);
    this.watch = Dropped.watch(holder, owner::closeDropped);
  }

  int dispatches() {
    return template.dispatches();
  }

  int parameters() {
    return template.parameters();
  }

  /** Returns an array for the vectors of a run, given back by {@link #start(VectorRange[])}. */
  @Nullable VectorRange[] arguments() {
    @Nullable VectorRange[] kept = spare.getAndSet(null);
    return kept == null ? new @Nullable VectorRange[template.parameters()] : kept;
  }

  /** Has a program without parameters run; returns the value to {@link #await}. */
  long start() {
    return submit(NONE, Deadline.NEVER);
  }

  /** Has a program without parameters run, unless it is too late for that. */
  long start(Deadline deadline) {
    return submit(NONE, deadline);
  }

  /** Has the program run with the vectors of {@link #arguments}. */
  long start(@Nullable VectorRange[] arguments) {
    try {
      return submit(arguments, Deadline.NEVER);
    } finally {
      Arrays.fill(arguments, null);
      spare.set(arguments);
    }
  }

  private long submit(@Nullable VectorRange[] arguments, Deadline deadline) {
    context.recordings().refuseProgram();
    boolean done = false;
    context.device().gate().enter();
    try {
      context.device().requireNotLost();
      long value = template.run(arguments, deadline, NAME);
      done = true;
      return value;
    } finally {
      context.device().gate().leave(done);
    }
  }

  void await(long value, Deadline deadline) {
    boolean done = false;
    context.device().gate().enter();
    try {
      context.stream().await(value, deadline, NAME, "while it runs");
      done = true;
    } finally {
      context.device().gate().leave(done);
    }
  }

  void close() {
    owner.close();
    watch.clean();
  }
}
