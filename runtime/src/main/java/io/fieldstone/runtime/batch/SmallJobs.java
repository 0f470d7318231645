// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one small chunk, whose kernel reads and writes host memory itself. Threads run them side
 * by side, and behind no more of a large batch than the chunks that the device has: each has a slot
 * of its own meanwhile. A job that runs again finds its commands recorded. Thread-safe.
 */
final class SmallJobs implements AutoCloseable {

  /** Jobs at once; more threads than that take turns with the batches. */
  private static final int MOST = 16;

  private static final long SMALL_BYTES = 1L << 18;

  /** A slot, and the job whose commands it holds. */
  static final class Place {
    private final PipelineSlot slot;
    private @Nullable HostCall recorded;

    Place(PipelineSlot slot) {
      this.slot = slot;
    }

    private void start(List<HostCall> calls) {
      HostCall call = calls.get(0);
      if (call.equals(recorded)) {
        slot.startAgain();
      } else {
        recorded = null;
        long size = call.size();
        slot.start(
            calls,
            new Chunk(TransferPath.HOST_VISIBLE, false, List.of(new Piece(0, 0, size)), size));
        recorded = call;
      }
    }
  }

  private final OpenDevice device;
  private final int firstSlot;
  private final List<Place> made = new ArrayList<>();
  private final List<Place> free = new ArrayList<>(MOST);

  /**
   * Makes room for small jobs.
   *
   * @param firstSlot the number of slots that others have
   */
  SmallJobs(OpenDevice device, int firstSlot) {
    this.device = device;
    this.firstSlot = firstSlot;
  }

  /** Returns a place for {@link #run}, or null if the calls are no such job or all are taken. */
  @Nullable Place take(List<HostCall> calls, long chunkElements) {
    return calls.size() == 1 && isSmall(calls.get(0), chunkElements) ? take(calls.get(0)) : null;
  }

  private static boolean isSmall(HostCall call, long chunkElements) {
    SegmentLayout layout = call.layout();
    return call.path() == TransferPath.HOST_VISIBLE
        && call.inDevicesReach()
        && call.size() * layout.elementBytes() <= SMALL_BYTES
        && call.size() > 0
        && call.size() <= Math.min(chunkElements, call.kernel().maxBindingElements(layout))
        && layout.run(0, call.size()) == call.size();
  }

  private synchronized @Nullable Place take(HostCall call) {
    if (free.isEmpty()) {
      if (made.size() == MOST) {
        return null;
      }
      Place place = new Place(new PipelineSlot(device, firstSlot + made.size()));
      made.add(place);
      return place;
    }
    int best = 0; // what was not used for longest
    for (int i = 0; i < free.size(); i++) {
      if (call.equals(free.get(i).recorded)) {
        best = i;
      }
    }
    return free.remove(best);
  }

  private synchronized void giveBack(Place place) {
    free.add(place);
  }

  /** Runs the call in a place that was taken, inside the gate. */
  void run(Place place, List<HostCall> calls, Deadline deadline) {
    RetainedOperands retained = new RetainedOperands(calls);
    boolean idle = true;
    try {
      Patience.check(device.gate(), deadline, "the batch", "before it began");
      retained.retain();
      calls.get(0).pipeline(); // what can fail without the device fails before it is submitted
      idle = false;
      boolean finished = false;
      try {
        place.start(calls);
        place.slot.await();
        finished = true;
      } finally {
        idle = finished || place.slot.abandon();
      }
    } finally {
      retained.end(idle);
      if (idle) {
        giveBack(place);
      }
    }
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public synchronized void close() {
    made.forEach(place -> place.slot.close());
    made.clear();
    free.clear();
  }
}
