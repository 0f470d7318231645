// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import static java.util.stream.Collectors.joining;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.batch.ChunkPlanner.Work;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs calls on vectors in host memory.
 *
 * <pre>
 *   sequential   U0 C0 D0 U1 C1 D1 U2 C2 D2
 *
 *   pipelined    U0 U1 U2 U3 ...              upload queue
 *                   C0 C1 C2 C3 ...           compute queue
 *                      D0 D1 D2 D3 ...        download queue
 * </pre>
 *
 * <p>Where the kernel reads host memory itself, a chunk is one compute submission, and the
 * pipelined mode submits the next one before the first is done.
 *
 * <p>Thread-safe: executions of different threads take turns, but for {@link SmallJobs}.
 */
public final class BatchExecutor implements AutoCloseable {

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  /** Chunks per slot that a pipelined batch is cut into, so that its copies overlap. */
  private static final int CHUNKS_PER_SLOT = 2;

  /** Smaller chunks than this spend more time on submission than on work. */
  private static final long MIN_OVERLAPPING_CHUNK_BYTES = 1L << 20;

  /** A CPU computes one chunk at a time; the second hides the host's part. */
  private static final int CPU_CHUNKS_IN_FLIGHT = 2;

  /** Chunks that take so long gain nothing by overlapping, and closing would wait for them all. */
  private static final long LONG_CHUNK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** What of the free device memory staging may take: others want some meanwhile. */
  private static final double STAGING_SHARE = 0.9;

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private record Kind(KernelPipeline pipeline, ByteBuffer constants) {}

  private final OpenDevice device;
  private final List<PipelineSlot> slots = new ArrayList<>();
  private final SmallJobs smallJobs;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean trimming = new AtomicBoolean();
  private volatile long lastRun;
  private volatile boolean keepsStaging;

  /** Makes the slots of a device. */
  public BatchExecutor(OpenDevice device) {
    this.device = device;
    this.smallJobs = new SmallJobs(device, device.plan().slots());
    boolean made = false;
    try {
      for (int i = 0; i < device.plan().slots(); i++) {
        slots.add(new PipelineSlot(device, i));
      }
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  /**
   * Runs calls and waits for them. If one fails, none is guaranteed to have run, and the backend
   * stays usable unless the device is lost.
   *
   * @param calls the calls, none of which writes what another reads or writes
   * @param pipelined whether chunks overlap
   * @param chunkElements elements per chunk at most; a pipelined batch may take fewer
   * @param deadline until when chunks are submitted
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     before all chunks are submitted
   * @throws io.fieldstone.runtime.error.DeadlineExceededException if the deadline passes before
   *     that
   * @throws OutOfMemoryException if there is no memory for the smallest chunks
   */
  public void execute(
      List<HostCall> calls, boolean pipelined, long chunkElements, Deadline deadline) {
    Gate gate = device.gate();
    boolean done = false;
    gate.enter();
    try {
      device.requireNotLost();
      calls.forEach(HostCall::pipeline); // before the turn, which others wait for
      PipelineSlot small = smallJobs.take(calls, chunkElements);
      if (small != null) {
        smallJobs.run(small, calls, deadline);
      } else {
        executeInTurn(calls, pipelined, chunkElements, deadline);
      }
      done = true;
    } finally {
      gate.leave(done);
    }
  }

  private void executeInTurn(
      List<HostCall> calls, boolean pipelined, long chunkElements, Deadline deadline) {
    Patience.lock(lock, device.gate(), deadline, "the batch");
    try {
      Patience.check(device.gate(), deadline, "the batch", "before it began");
      runRetained(calls, pipelined, chunkElements, deadline);
    } finally {
      lastRun = System.nanoTime();
      keepsStaging = slots.stream().anyMatch(slot -> slot.stagingBytes() > 0);
      lock.unlock();
    }
    trimWhenIdle();
  }

  private void runRetained(
      List<HostCall> calls, boolean pipelined, long chunkElements, Deadline deadline) {
    // Large enough from the start, so that a vector that is retained is in it for certain.
    List<VectorStorage> retained =
        new ArrayList<>(calls.stream().mapToInt(call -> call.vectors().size()).sum());
    boolean idle = true;
    try {
      for (HostCall call : calls) {
        for (VectorStorage vector : call.vectors()) {
          vector.retain();
          retained.add(vector);
        }
      }
      // What can fail without the device fails before anything is submitted.
      calls.forEach(HostCall::pipeline);
      List<Chunk> chunks = plan(calls, pipelined, chunkElements);
      idle = false;
      boolean finished = false;
      try {
        run(calls, chunks, pipelined, deadline);
        finished = true;
      } finally {
        idle = finished || abandon();
      }
    } finally {
      if (idle) {
        retained.forEach(VectorStorage::release);
      } else {
        LOGGER.log(
            Level.WARNING,
            "a batch failed and the device does not say whether it still runs; the memory of {0}"
                + " vectors is given up",
            retained.size());
      }
    }
  }

  private boolean abandon() {
    boolean idle = true;
    for (PipelineSlot slot : slots) {
      idle &= slot.abandon();
    }
    return idle;
  }

  private List<Chunk> plan(List<HostCall> calls, boolean pipelined, long chunkElements) {
    long totalBytes = calls.stream().mapToLong(call -> call.vectors().get(0).bytes()).sum();
    long chunk = chunkElements;
    long bindingElements = Long.MAX_VALUE;
    List<Work> works = new ArrayList<>();
    for (HostCall call : calls) {
      SegmentLayout layout = call.vectors().get(0).layout();
      works.add(
          new Work(
              new Kind(call.pipeline(), call.constants().own()), call.size(), layout, call.path()));
      bindingElements = Math.min(bindingElements, call.kernel().maxBindingElements(layout));
      if (call.path() == TransferPath.DEVICE_LOCAL) {
        long vectorBytes = (long) layout.elementBytes() * call.vectors().size();
        chunk = Math.min(chunk, Math.max(1, device.plan().segmentBytes() / vectorBytes));
        if (pipelined) {
          chunk = Math.min(chunk, overlappingChunk(totalBytes / layout.elementBytes(), layout));
        }
        long wanted = Math.min(chunk, totalBytes / layout.elementBytes());
        chunk = Math.min(chunk, Math.max(1, stagedElements(call, wanted, pipelined)));
      }
    }
    return ChunkPlanner.plan(works, chunk, bindingElements, pipelined);
  }

  /** Returns a chunk small enough that copies overlap with compute, and large enough to pay. */
  private long overlappingChunk(long elements, SegmentLayout layout) {
    return Math.max(
        MIN_OVERLAPPING_CHUNK_BYTES / layout.elementBytes(),
        elements / ((long) CHUNKS_PER_SLOT * slots.size()));
  }

  /**
   * Returns how many elements of a chunk there is device memory for in each slot, up to {@code
   * wanted}.
   *
   * @throws OutOfMemoryException if there is none for the smallest chunk
   */
  private long stagedElements(HostCall call, long wanted, boolean pipelined) {
    int inFlight = pipelined ? slots.size() : 1;
    long missing = missingBytes(inFlight, PipelineSlot.stagingBytes(call, wanted));
    if (missing == 0 || missing <= freeBytes()) {
      return wanted;
    }
    slots.forEach(PipelineSlot::trim);
    long free = freeBytes();
    long each = PipelineSlot.elementsWithin(free / inFlight, call);
    if (each < 1) {
      throw new OutOfMemoryException(
          call.kernel()
              + "["
              + call.size()
              + "] needs "
              + PipelineSlot.stagingBytes(call, 1) * inFlight
              + " bytes of device memory at least, for "
              + inFlight
              + " chunks in flight, but there are "
              + free
              + "; close device vectors, or have kernels use host memory (GPU_DEVICE_LOCAL=0)");
    }
    return Math.min(wanted, each);
  }

  /** Returns by how much the slots would have to grow for chunks that take {@code bytes} each. */
  private long missingBytes(int inFlight, long bytes) {
    long missing = 0;
    for (int i = 0; i < inFlight; i++) {
      missing += Math.max(0, bytes - slots.get(i).stagingBytes());
    }
    return missing;
  }

  private long freeBytes() {
    return (long) (device.memory().budget().deviceFree() * STAGING_SHARE);
  }

  private void run(List<HostCall> calls, List<Chunk> chunks, boolean pipelined, Deadline deadline) {
    Gate gate = device.gate();
    int inFlight = pipelined ? chunksInFlight() : 1;
    boolean longChunks = false;
    long last = System.nanoTime();
    for (int c = 0; c < chunks.size(); c++) {
      if (c > 0 && Patience.ended(gate, deadline)) {
        slots.forEach(PipelineSlot::finish);
        Patience.check(
            gate,
            deadline,
            "the batch",
            "after " + c + " of " + chunks.size() + " chunks: " + incomplete(calls, chunks, c));
      }
      PipelineSlot slot = slots.get(c % inFlight);
      if (c == 1 && device.plan().hostVisibleOnly()) {
        slots.get(0).await(); // tells whether chunks are long before there are two
      }
      slot.await();
      long now = System.nanoTime();
      longChunks |= now - last > LONG_CHUNK_NANOS;
      last = now;
      slot.start(calls, chunks.get(c));
      if (inFlight == 1 || longChunks) {
        slot.finish();
        slot.await();
      } else if (c > 0) {
        slots.get((c - 1) % inFlight).finish();
      }
    }
    slots.forEach(PipelineSlot::finish);
    slots.forEach(PipelineSlot::await);
  }

  /** Tells which outputs are not all written once the chunks before some one are done. */
  private static String incomplete(List<HostCall> calls, List<Chunk> chunks, int next) {
    int first = chunks.get(next).pieces().get(0).call();
    HostCall call = calls.get(first);
    String outputs =
        call.kernel().descriptor().bindings().stream()
            .filter(binding -> binding.access().writes())
            .map(BindingDescriptor::name)
            .collect(joining(", "));
    long others =
        chunks.subList(next, chunks.size()).stream()
            .flatMap(chunk -> chunk.pieces().stream())
            .mapToInt(Piece::call)
            .filter(each -> each != first)
            .distinct()
            .count();
    return outputs
        + " of "
        + call.kernel()
        + "["
        + call.size()
        + "]"
        + (others == 0 ? " is" : " and the outputs of " + others + " jobs after it are")
        + " not all written";
  }

  private int chunksInFlight() {
    return device.plan().hostVisibleOnly()
        ? Math.min(slots.size(), CPU_CHUNKS_IN_FLIGHT)
        : slots.size();
  }

  /** Gives back what is kept for later batches, unless one runs. */
  public void trim() {
    if (lock.tryLock()) {
      try {
        slots.forEach(PipelineSlot::trim);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Has staging given back once no batch has run for a while; does without if it cannot be. */
  private void trimWhenIdle() {
    if (keepsStaging && trimming.compareAndSet(false, true)) {
      boolean planned = false;
      try {
        CompletableFuture.delayedExecutor(IDLE_NANOS, TimeUnit.NANOSECONDS)
            .execute(this::trimIfIdle);
        planned = true;
      } catch (OutOfMemoryError e) {
        LOGGER.log(Level.DEBUG, "no thread can be had to give staging memory back", e);
      } finally {
        trimming.compareAndSet(true, planned);
      }
    }
  }

  private void trimIfIdle() {
    trimming.set(false);
    if (!device.gate().tryEnter()) {
      return; // closing frees it
    }
    try {
      if (lock.tryLock()) {
        try {
          if (System.nanoTime() - lastRun >= IDLE_NANOS) {
            slots.forEach(PipelineSlot::trim);
          } else {
            trimWhenIdle();
          }
        } finally {
          lock.unlock();
        }
      } // whoever has the lock runs a batch, and comes here after it
    } finally {
      device.gate().leave(true);
    }
  }

  /** Frees the slots, once nothing runs. */
  @Override
  public void close() {
    smallJobs.close();
    slots.forEach(PipelineSlot::close);
    slots.clear();
  }
}
