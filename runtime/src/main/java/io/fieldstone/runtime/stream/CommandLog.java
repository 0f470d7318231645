// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.StageTimer;
import io.fieldstone.runtime.vulkan.Timeline;
import io.fieldstone.runtime.vulkan.TimestampPool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are to be recorded into a command buffer, all at once: so that what fails then has
 * lost none of them. Not thread-safe; logs and their entries come from a {@link Pool} and go back
 * to it, so that in the long run nothing is allocated on the Java heap.
 */
final class CommandLog {

  /** What a slow bus takes. */
  static final double COPY_NANOS_PER_BYTE = 0.1;

  private enum Kind {
    NOTHING,
    DISPATCH,
    COPY,
    PROGRAM
  }

  /** One command; which of the fields count depends on its kind. */
  private static final class Entry {
    Kind kind = Kind.NOTHING;
    boolean barrier;

    @Nullable ComputePipeline pipeline;
    @Nullable BindingSet bindings;
    byte[] constants = new byte[0];
    int constantBytes;
    int workgroups;
    @Nullable TimestampPool timestamps;
    @Nullable StageTimer stages;
    int pair;
    @Nullable CostEstimate cost;
    long elements;
    double predictedNanos;

    @Nullable GpuBuffer source;
    @Nullable GpuBuffer target;
    long sourceOffset;
    long targetOffset;
    long bytes;
  }

  /** What logs are made of, while it is not in use. Not thread-safe. */
  static final class Pool {
    private final List<Entry> entries = new ArrayList<>();
    private final List<CommandLog> logs = new ArrayList<>();

    /** Returns an empty log. */
    CommandLog take() {
      return logs.isEmpty() ? new CommandLog(this) : logs.remove(logs.size() - 1);
    }

    /** Takes back a log, with what it holds. */
    void giveBack(CommandLog log) {
      log.truncate(0);
      log.program = null;
      log.writesHost = false;
      log.after = null;
      log.afterValue = 0;
      logs.add(log);
    }
  }

  private static final int USUAL_SIZE = 64;

  private final Pool pool;
  private @Nullable RecordedProgram program;
  private boolean writesHost;

  /** What the device waits for before the first command, if there is anything. */
  private @Nullable Timeline after;

  private long afterValue;
  private final List<Entry> entries = new ArrayList<>(USUAL_SIZE);

  private CommandLog(Pool pool) {
    this.pool = pool;
  }

  int size() {
    return entries.size();
  }

  /** Returns whether a command sees what those before it have written. */
  boolean isAfterBarrier(int command) {
    return entries.get(command).barrier;
  }

  private Entry next(Kind kind, boolean barrier) {
    Entry entry =
        pool.entries.isEmpty() ? new Entry() : pool.entries.remove(pool.entries.size() - 1);
    entries.add(entry);
    entry.kind = kind;
    entry.barrier = barrier;
    entry.timestamps = null;
    entry.stages = null;
    entry.cost = null;
    entry.predictedNanos = 0;
    return entry;
  }

  /** Adds a dispatch; {@code barrier} says that it sees what commands before it have written. */
  void dispatch(
      ComputePipeline pipeline,
      BindingSet bindings,
      byte[] constants,
      int workgroups,
      boolean barrier) {
    Entry entry = next(Kind.DISPATCH, barrier);
    entry.pipeline = pipeline;
    entry.bindings = bindings;
    if (entry.constants.length < constants.length) {
      entry.constants = new byte[constants.length];
    }
    System.arraycopy(constants, 0, entry.constants, 0, constants.length);
    entry.constantBytes = constants.length;
    entry.workgroups = workgroups;
  }

  /** Says what the last dispatch, over some elements, will cost. */
  void predictLast(CostEstimate cost, long elements) {
    Entry entry = entries.get(entries.size() - 1);
    entry.cost = cost;
    entry.elements = elements;
    entry.predictedNanos = cost.nanos(elements);
  }

  /** Returns how long the commands take together; infinite if one of them is not known. */
  double predictedNanos() {
    double sum = 0;
    for (int i = 0; i < entries.size(); i++) {
      sum += entries.get(i).predictedNanos;
    }
    return sum;
  }

  /** Notes how long all commands took together at most, with what the device waited for first. */
  void took(double nanos) {
    double share = nanos / predictedNanos();
    boolean alone = entries.size() == 1;
    boolean waited = after != null;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      CostEstimate cost = entry.cost;
      if (cost != null) {
        cost.saw(entry.elements, alone ? nanos : entry.predictedNanos * share, alone && !waited);
      }
    }
  }

  /** Has the device note the times before and after the last dispatch. */
  void measureLast(TimestampPool timestamps, int pair) {
    Entry entry = entries.get(entries.size() - 1);
    entry.timestamps = timestamps;
    entry.pair = pair;
  }

  /** Who is told of commands. */
  interface Told {
    /** Tells of one; {@code pair} is -1 if nobody has had it measured for him. */
    void command(Stage stage, String what, long elements, long bytes, int pair);
  }

  /** Has dispatches and copies measured, the first {@code most} that nobody measures already. */
  void stage(StageTimer timer, int most) {
    int pair = 0;
    for (int i = 0; i < entries.size() && pair < most; i++) {
      Entry entry = entries.get(i);
      boolean counts = entry.kind == Kind.DISPATCH || entry.kind == Kind.COPY;
      if (counts && entry.timestamps == null) {
        entry.stages = timer;
        entry.pair = pair++;
      }
    }
  }

  /** Tells of all dispatches, copies and programs. */
  void tell(Told told) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      int pair = entry.stages == null ? -1 : entry.pair;
      switch (entry.kind) {
        case DISPATCH ->
            told.command(
                Stage.COMPUTE, requireNonNull(entry.pipeline).name(), entry.elements, 0, pair);
        case COPY -> {
          boolean up = requireNonNull(entry.source).address() != 0;
          told.command(up ? Stage.UPLOAD : Stage.DOWNLOAD, "vector", 0, entry.bytes, pair);
        }
        case PROGRAM ->
            told.command(
                Stage.COMPUTE,
                "program of " + requireNonNull(program).dispatches() + " dispatches",
                0,
                0,
                pair);
        case NOTHING -> {}
      }
    }
  }

  /** Adds a copy. */
  void copy(
      GpuBuffer source,
      long sourceOffset,
      GpuBuffer target,
      long targetOffset,
      long bytes,
      boolean barrier) {
    Entry entry = next(Kind.COPY, barrier);
    entry.predictedNanos = bytes * COPY_NANOS_PER_BYTE;
    entry.source = source;
    entry.sourceOffset = sourceOffset;
    entry.target = target;
    entry.targetOffset = targetOffset;
    entry.bytes = bytes;
  }

  /**
   * Has the device wait, before the first command, until a timeline reaches a value.
   *
   * @return false if it waits for another timeline already, and so does not for this one
   */
  boolean waitFor(Timeline timeline, long value) {
    if (after != null && after != timeline) {
      return false;
    }
    after = timeline;
    afterValue = Math.max(afterValue, value);
    return true;
  }

  /** Returns whether the device waits for that before the first command. */
  boolean waitsFor(Timeline timeline, long value) {
    return after == timeline && afterValue >= value;
  }

  /** Returns the timeline that the device waits for before the first command, or null. */
  @Nullable Timeline after() {
    return after;
  }

  /** Returns the value of it that the device waits for. */
  long afterValue() {
    return afterValue;
  }

  /** Adds a command that does nothing, so that what waits is submitted. */
  void nothing() {
    next(Kind.NOTHING, false);
  }

  /** Makes this, which is empty, a run of a program: nothing else joins it. */
  void run(RecordedProgram recorded) {
    program = recorded;
    Entry entry = next(Kind.PROGRAM, false);
    entry.cost = recorded.cost();
    entry.elements = 1;
    entry.predictedNanos = recorded.cost().nanos(1);
  }

  /** Returns the program that this is a run of, or null. */
  @Nullable RecordedProgram program() {
    return program;
  }

  /** Forgets all commands but the first {@code left}. */
  void truncate(int left) {
    for (int i = entries.size() - 1; i >= left; i--) {
      pool.entries.add(entries.remove(i));
    }
  }

  /** Has commands that were not recorded yet do nothing. */
  void cancel(int first, int end) {
    for (int i = first; i < end; i++) {
      entries.get(i).kind = Kind.NOTHING;
      entries.get(i).barrier = true; // others may rely on theirs
    }
  }

  /** Notes that a command writes memory that the host reads. */
  void writesHost() {
    writesHost = true;
  }

  /** Records all commands. */
  void record(CommandStream commands) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      if (entry.barrier) {
        commands.barrier();
      }
      switch (entry.kind) {
        case DISPATCH -> dispatch(commands, entry);
        case COPY -> copy(commands, entry);
        case NOTHING, PROGRAM -> {}
      }
    }
    if (writesHost) {
      commands.hostBarrier();
    }
  }

  private static void copy(CommandStream commands, Entry entry) {
    StageTimer stages = entry.stages;
    if (stages != null) {
      stages.begin(commands, entry.pair);
    }
    commands.copy(
        requireNonNull(entry.source),
        entry.sourceOffset,
        requireNonNull(entry.target),
        entry.targetOffset,
        entry.bytes);
    if (stages != null) {
      stages.end(commands, entry.pair);
    }
  }

  private static void dispatch(CommandStream commands, Entry entry) {
    TimestampPool timestamps = entry.timestamps;
    StageTimer stages = entry.stages;
    if (stages != null) {
      stages.begin(commands, entry.pair);
    }
    if (timestamps != null) {
      commands.startTimestamp(timestamps, entry.pair);
    }
    commands.dispatch(
        requireNonNull(entry.pipeline),
        requireNonNull(entry.bindings),
        entry.constants,
        entry.constantBytes,
        entry.workgroups);
    if (timestamps != null) {
      commands.endTimestamp(timestamps, entry.pair);
    }
    if (stages != null) {
      stages.end(commands, entry.pair);
    }
  }
}
