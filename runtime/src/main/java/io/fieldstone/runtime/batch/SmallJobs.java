// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one small chunk, whose kernel reads and writes host memory itself. Threads run them side
 * by side, and behind no more of a large batch than the chunks that the device has: each has a slot
 * of its own meanwhile. Thread-safe.
 */
final class SmallJobs implements AutoCloseable {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  /** Jobs at once; more threads than that take turns with the batches. */
  private static final int MOST = 16;

  private static final long SMALL_BYTES = 1L << 18;

  private final OpenDevice device;
  private final int firstSlot;
  private final List<PipelineSlot> made = new ArrayList<>();
  private final ArrayDeque<PipelineSlot> free = new ArrayDeque<>(MOST);

  /**
   * Makes room for small jobs.
   *
   * @param firstSlot the number of slots that others have
   */
  SmallJobs(OpenDevice device, int firstSlot) {
    this.device = device;
    this.firstSlot = firstSlot;
  }

  /** Returns a slot for {@link #run}, or null if the calls are no such job or all are taken. */
  @Nullable PipelineSlot take(List<HostCall> calls, long chunkElements) {
    return calls.size() == 1 && isSmall(calls.get(0), chunkElements) ? take() : null;
  }

  private static boolean isSmall(HostCall call, long chunkElements) {
    VectorStorage vector = call.vectors().get(0);
    SegmentLayout layout = vector.layout();
    return call.path() == TransferPath.HOST_VISIBLE
        && vector.bytes() <= SMALL_BYTES
        && call.size() > 0
        && call.size() <= Math.min(chunkElements, call.kernel().maxBindingElements(layout))
        && layout.run(0, call.size()) == call.size();
  }

  private synchronized @Nullable PipelineSlot take() {
    PipelineSlot slot = free.poll();
    if (slot == null && made.size() < MOST) {
      slot = new PipelineSlot(device, firstSlot + made.size());
      made.add(slot);
    }
    return slot;
  }

  private synchronized void giveBack(PipelineSlot slot) {
    free.push(slot);
  }

  /** Runs the call in a slot that was taken, inside the gate. */
  void run(PipelineSlot slot, List<HostCall> calls, Deadline deadline) {
    HostCall call = calls.get(0);
    List<VectorStorage> vectors = call.vectors();
    int retained = 0;
    boolean idle = true;
    try {
      Patience.check(device.gate(), deadline, "the batch", "before it began");
      while (retained < vectors.size()) {
        vectors.get(retained).retain();
        retained++;
      }
      call.pipeline(); // what can fail without the device fails before anything is submitted
      idle = false;
      boolean finished = false;
      try {
        long size = call.size();
        slot.start(
            calls, new Chunk(TransferPath.HOST_VISIBLE, List.of(new Piece(0, 0, size)), size));
        slot.await();
        finished = true;
      } finally {
        idle = finished || slot.abandon();
      }
    } finally {
      if (idle) {
        while (retained > 0) {
          vectors.get(--retained).release();
        }
        giveBack(slot);
      } else {
        LOGGER.log(
            Level.WARNING,
            "a batch failed and the device does not say whether it still runs; the memory of {0}"
                + " vectors is given up",
            retained);
      }
    }
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public synchronized void close() {
    made.forEach(PipelineSlot::close);
    made.clear();
    free.clear();
  }
}
