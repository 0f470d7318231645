// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Work;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.vulkan.MemoryBudget;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how large the chunks of a batch are: large enough to pay, small enough that their stages
 * overlap, and within the memory that is free. Used once.
 */
final class BatchPlan {

  /** Chunks per slot that a pipelined batch is cut into, so that its copies overlap. */
  private static final int CHUNKS_PER_SLOT = 2;

  /** Smaller chunks than this, of each vector, spend more time on submission than on work. */
  private static final long MIN_OVERLAPPING_CHUNK_BYTES = 1L << 20;

  /**
   * Calls of fewer bytes are put together, by a kernel or the host: that takes less time than a
   * dispatch of each, some microseconds.
   */
  private static final long GATHERED_BYTES = 1L << 16;

  /** Bytes of a staged chunk: what is copied then is still in the cache when the device reads. */
  private static final long STAGED_BYTES = 8L << 20;

  /** The same where a kernel gathers: what one submission costs more than its work is less then. */
  private static final long GATHERED_CHUNK_BYTES = 16L << 20;

  private static final long LEAST_STAGED_BYTES = 1L << 19;

  /** Where nothing overlaps, fewer chunks are better. */
  private static final long STAGED_BYTES_ALONE = 64L << 20;

  /** What of the free memory staging may take: others want some meanwhile. */
  private static final double STAGING_SHARE = 0.9;

  private final OpenDevice device;
  private final SlotPool slots;
  private final List<HostCall> calls;
  private final boolean pipelined;
  private final long batchBytes;

  /** Whether a kernel puts small calls together, once that was asked. */
  private @Nullable Boolean gathers;

  /** Which calls are like the one before them, and as long: thousands often are. */
  private final boolean[] repeats;

  BatchPlan(
      OpenDevice device,
      SlotPool slots,
      List<HostCall> calls,
      boolean pipelined,
      BatchCores cores) {
    this.device = device;
    this.slots = slots;
    this.calls = calls;
    this.pipelined = pipelined;
    this.repeats = new boolean[calls.size()];
    cores.forEach(
        repeats.length, i -> repeats[i] = i > 0 && repeats(calls.get(i - 1), calls.get(i)));
    long bytes = 0;
    long last = 0;
    for (int i = 0; i < repeats.length; i++) {
      last = repeats[i] ? last : calls.get(i).bytes();
      bytes += last;
    }
    this.batchBytes = bytes;
  }

  private static boolean repeats(HostCall before, HostCall call) {
    return call.size() == before.size() && call.isLike(before);
  }

  /**
   * Returns the chunks, of at most some elements each.
   *
   * @throws OutOfMemoryException if there is no memory for the smallest
   */
  List<Chunk> chunks(long chunkElements) {
    long chunk = chunkElements;
    long bindingElements = Long.MAX_VALUE;
    List<Work> works = new ArrayList<>();
    @Nullable HostCall kind = null;
    for (int i = 0, end; i < repeats.length; i = end) {
      for (end = i + 1; end < repeats.length && repeats[end]; ) {
        end++;
      }
      HostCall call = calls.get(i);
      if (kind == null || !call.isLike(kind)) {
        kind = call;
        // What can fail without the device fails before anything is submitted.
        bindingElements = Math.min(bindingElements, call.mostElements());
      }
      Staging staging = staging(call);
      works.add(new Work(kind, call.size(), call.layout(), call.transferPath(), staging, end - i));
      chunk = chunk(call, staging, chunk);
    }
    return ChunkPlanner.plan(works, chunk, bindingElements, pipelined);
  }

  /** Returns how many elements a chunk has that holds elements of a call, up to {@code most}. */
  private long chunk(HostCall call, Staging staging, long most) {
    boolean staged = staging != Staging.NONE;
    long elementBytes = call.layout().elementBytes();
    long wanted = Math.min(most, batchBytes / elementBytes);
    boolean inDeviceMemory =
        staging == Staging.BY_DEVICE || call.transferPath() == TransferPath.DEVICE_LOCAL;
    if (staged) {
      wanted = Math.min(wanted, Math.max(1, stagedBytes(staging) / elementBytes));
    }
    if (staging == Staging.BY_HOST) {
      wanted = Math.min(wanted, within(call, wanted, MemoryBudget::hostFree, true));
    }
    if (inDeviceMemory) {
      wanted = Math.min(wanted, Math.max(1, device.plan().segmentBytes() / elementBytes));
      if (pipelined && !staged) {
        wanted = Math.min(wanted, overlappingChunk(call));
      }
      wanted = Math.min(wanted, within(call, wanted, MemoryBudget::deviceFree, false));
    }
    return staged || inDeviceMemory ? Math.max(1, wanted) : most;
  }

  private Staging staging(HostCall call) {
    if (pipelined && calls.size() > 1 && call.bytes() <= GATHERED_BYTES) {
      return call.path().gathers() && call.canBeGathered() && gathers()
          ? Staging.BY_DEVICE
          : Staging.BY_HOST;
    }
    return call.inDevicesReach() && call.layout().isLinedUp() ? Staging.NONE : Staging.BY_HOST;
  }

  /** Returns whether a kernel puts small calls together: without device memory the host does. */
  private boolean gathers() {
    Boolean known = gathers;
    if (known == null) {
      long bytes = stagedBytes(Staging.BY_DEVICE);
      long missing = slots.missing(slots.size(), bytes, PipelineSlot::stagingBytes);
      known =
          device.plan().gathersPieces()
              && (missing == 0 || missing <= freeBytes(MemoryBudget::deviceFree));
      gathers = known;
    }
    return known;
  }

  private long stagedBytes(Staging staging) {
    long most = staging == Staging.BY_DEVICE ? GATHERED_CHUNK_BYTES : STAGED_BYTES;
    return pipelined
        ? Math.max(
            LEAST_STAGED_BYTES,
            Math.min(most, batchBytes / ((long) CHUNKS_PER_SLOT * slots.size())))
        : STAGED_BYTES_ALONE;
  }

  /** Returns a chunk small enough that copies overlap with compute, and large enough to pay. */
  private long overlappingChunk(HostCall call) {
    long elementBytes = call.layout().elementBytes();
    long elements = batchBytes / elementBytes;
    return Math.max(
        MIN_OVERLAPPING_CHUNK_BYTES * call.operands().size() / elementBytes,
        elements / ((long) CHUNKS_PER_SLOT * slots.size()));
  }

  /**
   * Returns how many elements of a chunk there is memory for in each slot, up to {@code wanted}.
   *
   * @throws OutOfMemoryException if there is none for the smallest chunk
   */
  private long within(
      HostCall call, long wanted, ToLongFunction<MemoryBudget> free, boolean inHostMemory) {
    int inFlight = pipelined ? slots.size() : 1;
    long missing =
        slots.missing(
            inFlight,
            call.layout().areaBytes(wanted),
            inHostMemory ? PipelineSlot::hostStagingBytes : PipelineSlot::stagingBytes);
    if (missing == 0 || missing <= freeBytes(free)) {
      return wanted;
    }
    slots.trim();
    long left = freeBytes(free);
    long each = call.layout().elementsWithin(left / inFlight);
    if (each < 1) {
      throw new OutOfMemoryException(
          call.kernel()
              + "["
              + call.size()
              + "] needs "
              + call.layout().areaBytes(1) * inFlight
              + " bytes of "
              + (inHostMemory ? "host" : "device")
              + " memory at least, for "
              + inFlight
              + " chunks in flight, but there are "
              + left
              + (inHostMemory
                  ? "; close host vectors"
                  : "; close device vectors, or have kernels use host memory"
                      + " (GPU_DEVICE_LOCAL=0)"));
    }
    return Math.min(wanted, each);
  }

  private long freeBytes(ToLongFunction<MemoryBudget> free) {
    return (long) (free.applyAsLong(device.memory().budget()) * STAGING_SHARE);
  }
}
