// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.ComputePipeline;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls that were recorded into a command buffer, which is submitted again and again. It keeps the
 * memory of its vectors. Not thread-safe: used by whoever has the stream's turn.
 */
public final class RecordedProgram implements CommandSink {

  /** How the program uses a vector, and whether it was closed within the recording. */
  private static final class Use {
    final VectorStorage vector;
    final boolean temporary;
    boolean read;
    boolean written;

    Use(VectorStorage vector, boolean temporary) {
      this.vector = vector;
      this.temporary = temporary;
    }
  }

  private final DeviceStream stream;
  private final CommandLog log = new CommandLog.Pool().take();
  private final CostEstimate cost = new CostEstimate();
  private final List<BindingSet> bindingSets = new ArrayList<>();
  private final List<Use> uses = new ArrayList<>();
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
    return bindingSets.size();
  }

  @Override
  public boolean conflicts(VectorStorage vector, Access access) {
    return log.size() == 0 || stream.conflictsInStretch(vector, access);
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
    BindingSet set = bindings.make();
    bindingSets.add(set);
    log.dispatch(pipeline, set, constants, workgroups, barrier);
  }

  @Override
  public void barrierPassed() {
    stream.nextStretch();
  }

  @Override
  public void used(VectorStorage vector, Access access) {
    stream.usedInStretch(vector, access);
    Use use = use(vector);
    use.read |= access.reads();
    use.written |= access.writes();
    if (access.writes() && vector.inDevicesReach()) {
      log.writesHost();
    }
  }

  private Use use(VectorStorage vector) {
    for (Use use : uses) {
      if (use.vector == vector) {
        return use;
      }
    }
    vector.retainRecorded();
    Use made = new Use(vector, vector.isClosed());
    uses.add(made);
    return made;
  }

  /** Ends the recording. */
  void complete() {
    CommandStream made = new CommandStream(stream.device(), stream.device().resident());
    commands = made;
    made.beginReusable();
    log.record(made);
    made.end();
    log.truncate(0);
  }

  /**
   * Throws unless it can be run.
   *
   * @throws ClosedException if it or one of its vectors was closed
   */
  void requireOpen() {
    if (closed) {
      throw new ClosedException("the program was closed");
    }
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.vector.isClosed() && !use.temporary) {
        throw new ClosedException("the program uses " + use.vector + ", which was closed");
      }
    }
  }

  /** Notes the uses of a run that is done at {@code value}. */
  void willRun(long value) {
    lastRun = value;
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.read) {
        stream.usedInStretch(use.vector, Access.IN);
      }
      if (use.written) {
        stream.usedInStretch(use.vector, Access.OUT);
      }
      use.vector.usedUntil(value);
    }
  }

  long submit() {
    return requireNonNull(commands).submit();
  }

  long lastRun() {
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
    uses.forEach(use -> use.vector.release());
    uses.clear();
  }
}
