// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vector.ParallelPieces;
import io.fieldstone.runtime.vector.PieceRunner;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one batch on their way through slots. It has as many slots as it may have chunks in
 * flight, unless others wait for one: then each chunk takes its turn. Used once, by one thread.
 */
final class BatchRun {

  /** A CPU computes one chunk at a time; the second hides the host's part. */
  private static final int CPU_CHUNKS_IN_FLIGHT = 2;

  /** Chunks that the device has, at least, when the host waits for one before it copies another. */
  private static final int LEAST_BEHIND = 2;

  /** Chunks that take so long gain nothing by overlapping, and closing would wait for them all. */
  private static final long LONG_CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final OpenDevice device;
  private final SlotPool pool;
  private final List<HostCall> calls;
  private final List<Chunk> chunks;
  private final Deadline deadline;
  private final CallsDone callsDone;
  private final int inFlight;

  /** The slots of chunks in flight, in their order. */
  private final ArrayDeque<PipelineSlot> running = new ArrayDeque<>();

  BatchRun(
      OpenDevice device,
      SlotPool pool,
      List<HostCall> calls,
      List<Chunk> chunks,
      boolean pipelined,
      Deadline deadline,
      CallsDone callsDone) {
    this.device = device;
    this.pool = pool;
    this.calls = calls;
    this.chunks = chunks;
    this.deadline = deadline;
    this.callsDone = callsDone;
    this.inFlight = pipelined ? chunksInFlight(device, pool) : 1;
  }

  private static int chunksInFlight(OpenDevice device, SlotPool pool) {
    return device.plan().hostVisibleOnly()
        ? Math.min(pool.size(), CPU_CHUNKS_IN_FLIGHT)
        : pool.size();
  }

  /** Runs all chunks and waits for them; {@code cores} copy, or a crew if they are not one. */
  void run(BatchCores cores) {
    boolean copies = chunks.size() > 1 && chunks.stream().anyMatch(Chunk::staged);
    if (copies && !cores.haveCrew() && !device.plan().hostVisibleOnly()) {
      try (ParallelPieces.Crew crew = ParallelPieces.COMMON.crew()) {
        runChunks(crew);
      }
    } else {
      runChunks(cores);
    }
  }

  private void runChunks(PieceRunner copier) {
    Gate gate = device.gate();
    boolean longChunks = false;
    long last = System.nanoTime();
    for (int c = 0; c < chunks.size(); c++) {
      if (c > 0 && Patience.ended(gate, deadline)) {
        completeAll();
        callsDone.allBut(openFrom(c));
        Patience.check(gate, deadline, HostCall.nameOf(calls), progress(c));
      }
      if (c == 1 && !running.isEmpty() && device.plan().hostVisibleOnly()) {
        running.element().await(); // tells whether chunks are long before there are two
      }
      PipelineSlot done = copiedMeanwhile(chunks.get(c));
      PipelineSlot slot = slot(c);
      PipelineSlot before = running.peekLast();
      running.add(slot);
      slot.copyWith(copier);
      long now = System.nanoTime();
      longChunks |= now - last > LONG_CHUNK_NANOS;
      last = now;
      if (done != null && done != slot && done == running.peek()) {
        slot.startAfter(done, calls, chunks.get(c));
        running.remove();
        pool.giveBack(done);
      } else {
        slot.start(calls, chunks.get(c), running);
      }
      if (inFlight == 1 || longChunks) {
        completeAll();
      } else if (before != null) {
        before.finish();
      }
    }
    completeAll();
  }

  /**
   * Returns the chunk whose outputs the host can copy out as it copies the next one's inputs in, or
   * null: the oldest, of which all slots but one hold a later one. It would be waited for next.
   */
  private @Nullable PipelineSlot copiedMeanwhile(Chunk next) {
    PipelineSlot oldest = running.peek();
    boolean last = running.size() == inFlight - 1 && running.size() >= LEAST_BEHIND;
    return last && oldest != null && next.staging() == Staging.BY_HOST && oldest.isCopiedByHost()
        ? oldest
        : null;
  }

  private PipelineSlot slot(int next) {
    if (running.size() < inFlight) {
      PipelineSlot free = pool.tryTake();
      if (free != null) {
        return free;
      }
    }
    if (!running.isEmpty()) {
      PipelineSlot oldest = running.element();
      PipelineSlot.finishAll(List.of(oldest));
      oldest.await();
      running.remove();
      if (!pool.isWanted()) {
        return oldest;
      }
      pool.giveBack(oldest);
    }
    try {
      String how = next == 0 ? "before it began" : progress(next);
      return pool.take(deadline, HostCall.nameOf(calls), how);
    } catch (RuntimeException e) {
      completeAll();
      callsDone.allBut(openFrom(next));
      throw e;
    }
  }

  private void completeAll() {
    PipelineSlot.finishAll(running);
    while (!running.isEmpty()) {
      running.element().await();
      pool.giveBack(running.remove());
    }
  }

  /**
   * Waits for what runs of a run that failed.
   *
   * @return whether the device is done with it for certain
   */
  boolean abandon() {
    boolean idle = true;
    while (!running.isEmpty()) {
      PipelineSlot slot = running.remove();
      if (slot.abandon()) {
        pool.giveBack(slot);
      } else {
        idle = false;
      }
    }
    return idle;
  }

  /** Returns the calls that are not done once the chunks before some one are. */
  private BitSet openFrom(int next) {
    BitSet open = new BitSet();
    chunks.subList(next, chunks.size()).stream()
        .flatMap(chunk -> chunk.pieces().stream())
        .forEach(piece -> open.set(piece.call()));
    return open;
  }

  private static String others(int others) {
    return switch (others) {
      case 0 -> " is";
      case 1 -> " and the outputs of the job after it are";
      default -> " and the outputs of " + others + " jobs after it are";
    };
  }

  private String progress(int next) {
    return "after " + next + " of " + chunks.size() + " chunks: " + incomplete(next);
  }

  /** Tells which outputs are not all written once the chunks before some one are done. */
  private String incomplete(int next) {
    int first = chunks.get(next).pieces().get(0).call();
    HostCall call = calls.get(first);
    String outputs =
        call.kernel().descriptor().bindings().stream()
            .filter(binding -> binding.access().writes())
            .map(BindingDescriptor::name)
            .collect(joining(", "));
    int others = openFrom(next).cardinality() - 1;
    return outputs
        + " of "
        + call.kernel()
        + "["
        + call.size()
        + "]"
        + others(others)
        + " not all written";
  }
}
