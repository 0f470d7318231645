// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.ChunkPlanner.Chunk;
import io.fieldstone.runtime.ChunkPlanner.Work;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs jobs over host vectors. {@link Batch} and {@link Job#run()} are the ways to it.
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
 * pipelined mode submits the next ones before the first is done.
 *
 * <p>Thread-safe: executions of different threads take turns.
 */
public final class BatchExecutor {

  /** Chunks per slot that a pipelined batch is cut into, so that its copies overlap. */
  private static final int CHUNKS_PER_SLOT = 2;

  /** Smaller chunks than this spend more time on submission than on work. */
  private static final long MIN_OVERLAPPING_CHUNK_BYTES = 1L << 20;

  private record Kind(KernelVariant kernel, ByteBuffer pushConstants) {}

  private final PersistentBackend backend;
  private final List<PipelineSlot> slots = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  BatchExecutor(PersistentBackend backend, VulkanDevice device) {
    this.backend = backend;
    for (int i = 0; i < device.plan().slots(); i++) {
      slots.add(new PipelineSlot(device, i));
    }
  }

  /**
   * Runs jobs with the backend's path and chunk size.
   *
   * @see #execute(List, ExecutionMode, TransferPath, long)
   */
  public void execute(List<? extends Job<?>> jobs, ExecutionMode mode) {
    execute(jobs, mode, backend.options().transferPath(), backend.options().chunkElements());
  }

  /**
   * Runs jobs and waits for them. If one fails, none is guaranteed to have run, and the backend
   * stays usable unless the device is lost.
   *
   * @param jobs the jobs, none of which writes what another reads or writes
   * @param mode how
   * @param path how kernels get at host memory
   * @param chunkElements elements per chunk at most; a pipelined batch may take fewer
   * @throws io.fieldstone.runtime.error.ClosedException if a vector or the backend was closed
   * @throws BackendMismatchException if a job is another backend's
   * @throws io.fieldstone.runtime.error.ConfigurationException if {@code chunkElements} is below 1
   */
  public void execute(
      List<? extends Job<?>> jobs, ExecutionMode mode, TransferPath path, long chunkElements) {
    BackendOptions.requireChunkElements("chunk size", chunkElements);
    for (Job<?> job : jobs) {
      if (job.kernel().backend() != backend) {
        throw new BackendMismatchException("job " + job + " belongs to another backend");
      }
    }
    lock.lock();
    try {
      backend.requireOpen();
      List<HostVector<?>> retained = new ArrayList<>();
      try {
        for (Job<?> job : jobs) {
          for (HostVector<?> vector : job.vectors()) {
            vector.retain();
            retained.add(vector);
          }
        }
        // What can fail without the device fails before anything is submitted.
        jobs.forEach(Job::variant);
        run(List.copyOf(jobs), plan(jobs, mode, path, chunkElements), mode);
      } finally {
        retained.forEach(HostVector::release);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Chunk> plan(
      List<? extends Job<?>> jobs, ExecutionMode mode, TransferPath path, long chunkElements) {
    long totalBytes = jobs.stream().mapToLong(job -> job.vectors().get(0).bytes()).sum();
    long chunk = chunkElements;
    long bindingElements = Long.MAX_VALUE;
    List<Work> works = new ArrayList<>();
    for (Job<?> job : jobs) {
      SegmentLayout layout = job.vectors().get(0).layout();
      long elements = totalBytes / layout.elementBytes();
      Work work =
          new Work(
              new Kind(job.variant(), job.pushConstants().own()),
              job.size(),
              layout,
              path == TransferPath.AUTO ? job.kernel().path(elements) : path);
      works.add(work);
      bindingElements = Math.min(bindingElements, backend.maxBindingElements(layout));
      if (work.path() == TransferPath.DEVICE_LOCAL) {
        long vectorBytes = (long) layout.elementBytes() * job.vectors().size();
        chunk = Math.min(chunk, Math.max(1, backend.plan().segmentBytes() / vectorBytes));
        if (mode == ExecutionMode.PIPELINED) {
          chunk = Math.min(chunk, overlappingChunk(elements, layout));
        }
      }
    }
    return ChunkPlanner.plan(works, chunk, bindingElements, mode == ExecutionMode.PIPELINED);
  }

  /** Returns a chunk small enough that copies overlap with compute, and large enough to pay. */
  private long overlappingChunk(long elements, SegmentLayout layout) {
    return Math.max(
        MIN_OVERLAPPING_CHUNK_BYTES / layout.elementBytes(),
        elements / ((long) CHUNKS_PER_SLOT * slots.size()));
  }

  private void run(List<Job<?>> jobs, List<Chunk> chunks, ExecutionMode mode) {
    int inFlight = mode == ExecutionMode.PIPELINED ? slots.size() : 1;
    boolean done = false;
    try {
      for (int c = 0; c < chunks.size(); c++) {
        slots.get(c % inFlight).start(jobs, chunks.get(c));
        if (inFlight == 1) {
          slots.get(0).finish();
        } else if (c > 0) {
          slots.get((c - 1) % inFlight).finish();
        }
      }
      slots.forEach(PipelineSlot::finish);
      slots.forEach(PipelineSlot::await);
      done = true;
    } finally {
      if (!done) {
        slots.forEach(PipelineSlot::abandon);
      }
    }
  }

  /** Frees the slots, once no execution runs. Called by the backend. */
  void free() {
    lock.lock();
    try {
      slots.forEach(PipelineSlot::close);
      slots.clear();
    } finally {
      lock.unlock();
    }
  }
}
