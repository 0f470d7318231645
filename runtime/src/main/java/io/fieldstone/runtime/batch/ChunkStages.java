// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.DeviceQueue;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.StageTimer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The times of the stages of one chunk after the other, while somebody listens. Not thread-safe.
 */
final class ChunkStages implements AutoCloseable {

  private static final int STAGES = 3;

  private final OpenDevice device;
  private final String track;

  /** One for each queue: stages may share one. */
  private final Map<DeviceQueue, StageTimer> timers = new HashMap<>();

  private final Map<Stage, StageTimer> timersOfStages = new EnumMap<>(Stage.class);

  /** When the stages of the chunk were recorded, which is just before they are submitted. */
  private final Map<Stage, Long> recorded = new EnumMap<>(Stage.class);

  private @Nullable StageLog log;

  /** Whether the commands that were recorded last have timestamps. */
  private boolean measured;

  private String what = "";
  private long elements;
  private long bytesUp;
  private long bytesDown;

  ChunkStages(OpenDevice device, int slot) {
    this.device = device;
    this.track = "slot " + slot;
  }

  /** Begins a chunk. */
  void start(List<HostCall> calls, Chunk chunk) {
    log = device.stages();
    measured = log != null;
    if (log != null) {
      recorded.clear();
      HostCall first = calls.get(chunk.pieces().get(0).call());
      int pieces = chunk.pieces().size();
      what = first.kernel() + (pieces == 1 ? "" : ", " + pieces + " pieces");
      elements = chunk.elements();
      bytesUp = bytes(first, Access::reads);
      bytesDown = bytes(first, Access::writes);
    }
  }

  private long bytes(HostCall call, Predicate<Access> moved) {
    long bytes = 0;
    List<BindingDescriptor> bindings = call.kernel().descriptor().bindings();
    for (int i = 0; i < bindings.size(); i++) {
      if (moved.test(bindings.get(i).access())) {
        bytes += elements * call.layout().operand(i).elementBytes();
      }
    }
    return bytes;
  }

  /** Returns whether the commands that were recorded last tell when they ran. */
  boolean areMeasured() {
    return measured;
  }

  /** Tells of a copy by the host, which has just ended. */
  void copied(Stage stage, long begin) {
    StageLog taker = log;
    if (taker != null) {
      long bytes = stage == Stage.COPY_IN ? bytesUp : bytesDown;
      taker.add(
          new StageTime(stage, what, track, elements, bytes, begin, System.nanoTime(), false));
    }
  }

  private static int pair(Stage stage) {
    return stage == Stage.UPLOAD ? 0 : stage == Stage.COMPUTE ? 1 : 2;
  }

  /** Begins a stage, whose commands follow. */
  void begin(Stage stage, CommandStream commands) {
    if (log != null) {
      StageTimer timer =
          timers.computeIfAbsent(commands.queue(), queue -> new StageTimer(device, queue, STAGES));
      timersOfStages.put(stage, timer);
      timer.reset(pair(stage), 1);
      timer.begin(commands, pair(stage));
    }
  }

  /** Ends a stage, which is submitted next. */
  void end(Stage stage, CommandStream commands) {
    StageTimer timer = timersOfStages.get(stage);
    if (log != null && timer != null) {
      timer.end(commands, pair(stage));
      recorded.put(stage, System.nanoTime());
    }
  }

  /** Tells of a chunk that the device is done with. */
  void done() {
    StageLog taker = log;
    log = null;
    if (taker != null) {
      long now = System.nanoTime();
      recorded.forEach((stage, submitted) -> tell(taker, stage, submitted, now));
    }
  }

  private void tell(StageLog taker, Stage stage, long submitted, long now) {
    StageTimer timer = timersOfStages.get(stage);
    if (timer != null) {
      long bytes = stage == Stage.UPLOAD ? bytesUp : stage == Stage.DOWNLOAD ? bytesDown : 0;
      timer.tell(taker, pair(stage), stage, what, track, elements, bytes, submitted, now);
    }
  }

  /** Forgets a chunk that failed. */
  void forget() {
    log = null;
  }

  @Override
  public void close() {
    timers.values().forEach(StageTimer::close);
    timers.clear();
  }
}
