// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import io.fieldstone.runtime.vulkan.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were recorded into a command buffer, which is submitted again and again. Recorded
 * anew, it uses what it has: nothing is allocated on the Java heap then. Not thread-safe: used by
 * whoever has the stream's turn.
 */
public final class RecordedProgram implements CommandSink {

  /** How the program uses a vector. */
  private static final class Use {
    VectorStorage vector;

    /** Whether the program keeps its memory, and whether the recording itself closed it. */
    boolean kept;

    boolean temporary;
    boolean read;
    boolean written;

    Use(VectorStorage vector) {
      this.vector = vector;
    }
  }

  private final DeviceStream stream;
  private final CommandLog log = new CommandLog.Pool().take();
  private final CostEstimate cost = new CostEstimate();

  /** Those of the dispatches, in their order; of an earlier recording maybe more. */
  private final List<BindingSet> bindingSets = new ArrayList<>();

  private final List<ComputePipeline> pipelines = new ArrayList<>();
  private int dispatches;
  private final List<Use> uses = new ArrayList<>();
  private final List<Use> unused = new ArrayList<>();
  private @Nullable CommandStream commands;
  private long lastRun;
  private boolean closed;

  RecordedProgram(DeviceStream stream) {
    this.stream = stream;
  }

  CostEstimate cost() {
    return cost;
  }

  /** Returns how many dispatches a run has. */
  public int dispatches() {
    return dispatches;
  }

  @Override
  public boolean conflicts(VectorRange vector, Access access) {
    return log.size() == 0 || stream.stretches().conflicts(vector, access);
  }

  @Override
  public void dispatch(
      ComputePipeline pipeline,
      BindingSetCache bindings,
      byte[] constants,
      int workgroups,
      boolean barrier,
      CostEstimate unused,
      long elements) {
    log.dispatch(pipeline, bindingSet(pipeline, bindings), constants, workgroups, barrier);
    dispatches++;
  }

  /** Returns the set of the next dispatch: of the one before in its place, if it fits. */
  private BindingSet bindingSet(ComputePipeline pipeline, BindingSetCache bindings) {
    if (dispatches == bindingSets.size()) {
      bindingSets.add(bindings.make());
      pipelines.add(pipeline);
    } else if (pipelines.get(dispatches) == pipeline) {
      bindings.fill(bindingSets.get(dispatches));
    } else {
      BindingSet made = bindings.make();
      bindingSets.set(dispatches, made).close();
      pipelines.set(dispatches, pipeline);
    }
    return bindingSets.get(dispatches);
  }

  @Override
  public void barrierPassed() {
    stream.stretches().next();
  }

  @Override
  public void used(VectorRange vector, Access access) {
    stream.stretches().used(vector, access);
    Use use = use(vector.storage());
    use.read |= access.reads();
    use.written |= access.writes();
    if (access.writes() && vector.storage().inDevicesReach()) {
      log.writesHost();
    }
  }

  private Use use(VectorStorage vector) {
    for (int i = 0; i < uses.size(); i++) {
      if (uses.get(i).vector == vector) {
        return uses.get(i);
      }
    }
    Use use = unused.isEmpty() ? new Use(vector) : unused.remove(unused.size() - 1);
    use.vector = vector;
    uses.add(use);
    return use;
  }

  /**
   * Keeps the memory of a vector for as long as this is; runs want it open, unless it was closed
   * already. What is used and not kept is the concern of whoever has it run.
   */
  public void keep(VectorStorage vector) {
    Use use = use(vector);
    if (!use.kept) {
      vector.retainRecorded();
      use.kept = true;
      use.temporary = vector.isClosed();
    }
  }

  /** Begins a recording, which takes the place of an earlier one: no run of it is pending. */
  void begin() {
    log.truncate(0);
    dispatches = 0;
    for (int i = uses.size() - 1; i >= 0; i--) {
      Use use = uses.get(i);
      use.read = false;
      use.written = false;
      if (!use.kept) {
        unused.add(uses.remove(i));
      }
    }
  }

  /** Ends the recording. */
  void complete() {
    CommandStream recorded = commands;
    if (recorded == null) {
      recorded = new CommandStream(stream.device(), stream.device().resident());
      commands = recorded;
    }
    recorded.beginReusable();
    log.record(recorded);
    recorded.end();
    log.truncate(0);
  }

  /**
   * Throws unless it can be run.
   *
   * @throws ClosedException if it or one of its vectors was closed
   */
  public void requireOpen() {
    if (closed) {
      throw new ClosedException("the program was closed");
    }
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.kept && use.vector.isClosed() && !use.temporary) {
        throw new ClosedException("the program uses " + use.vector.whole() + ", which was closed");
      }
    }
  }

  /** Notes the uses of a run that is done at {@code value}. */
  void willRun(long value) {
    lastRun = value;
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.read) {
        stream.stretches().used(use.vector.all(), Access.IN);
      }
      if (use.written) {
        stream.stretches().used(use.vector.all(), Access.OUT);
      }
      use.vector.usedUntil(value);
    }
  }

  /** Has a run come after copies beside the stream that it meets. */
  void follow() {
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.read || use.written) {
        stream.follow(use.vector.all(), use.written ? Access.OUT : Access.IN);
      }
    }
  }

  /** Submits a run, to start on the device when {@code after} has reached a value. */
  long submit(@Nullable Timeline after, long afterValue) {
    return requireNonNull(commands).submit(after, afterValue);
  }

  /** Returns the value that the timeline reaches when its last run is done. */
  public long lastRun() {
    return lastRun;
  }

  boolean isClosed() {
    return closed;
  }

  /** Returns whether it was open. */
  boolean close() {
    boolean open = !closed;
    closed = true;
    return open;
  }

  /** Frees everything, once no run is pending. */
  void free() {
    closed = true;
    if (commands != null) {
      commands.close();
      commands = null;
    }
    bindingSets.forEach(BindingSet::close);
    bindingSets.clear();
    for (Use use : uses) {
      if (use.kept) {
        use.vector.release();
      }
    }
    uses.clear();
  }
}
