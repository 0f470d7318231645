// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.ChunkPlanner.Chunk;
import io.fieldstone.runtime.ChunkPlanner.Piece;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the chunks that a batch keeps in flight: its commands, and its staging area in device
 * memory with one region per vector of the kernel.
 *
 * <pre>
 *   staging    | a: piece, piece, ... | b: piece, piece, ... | out: piece, piece, ... |
 *   upload     host ---------> a, b
 *   compute                    a, b -> out
 *   download                           out ---------> host
 * </pre>
 *
 * <p>With DMA queues the three stages are three submissions, ordered by timeline semaphores;
 * without, they are one, ordered by barriers. Not thread-safe.
 */
final class PipelineSlot implements AutoCloseable {

  private static final long REGION_ALIGNMENT = 256;

  private final int firstBindingSet;
  private final MemoryAllocator allocator;
  private final boolean dma;
  private final CommandStream upload;
  private final CommandStream compute;
  private final CommandStream download;
  private @Nullable GpuBuffer staging;
  private @Nullable Download pending;

  private enum Direction {
    UP,
    DOWN
  }

  /** A download that waits to be submitted, until the compute timeline reaches a value. */
  private record Download(List<Job<?>> jobs, Chunk chunk, GpuBuffer area, long computed) {}

  PipelineSlot(VulkanDevice device, int index) {
    this.firstBindingSet = index * ChunkPlanner.MAX_PIECES;
    this.allocator = device.allocator();
    this.dma = device.plan().hasDmaQueues();
    this.compute = new CommandStream(device, device.compute());
    this.upload = dma ? new CommandStream(device, device.upload()) : compute;
    this.download = dma ? new CommandStream(device, device.download()) : compute;
  }

  /** Waits until everything that was submitted is done. */
  void await() {
    upload.await();
    compute.await();
    download.await();
  }

  /** Submits a chunk, all but a download by DMA, once the slot is free. */
  void start(List<Job<?>> jobs, Chunk chunk) {
    await();
    if (chunk.path() == TransferPath.HOST_VISIBLE) {
      startInHostMemory(jobs, chunk);
    } else {
      startInDeviceMemory(jobs, chunk);
    }
  }

  private void startInHostMemory(List<Job<?>> jobs, Chunk chunk) {
    compute.begin();
    for (int p = 0; p < chunk.pieces().size(); p++) {
      Piece piece = chunk.pieces().get(p);
      Job<?> job = jobs.get(piece.job());
      BindingSet bindings = job.variant().bindingSet(firstBindingSet + p);
      for (int b = 0; b < job.vectors().size(); b++) {
        HostVector<?> vector = job.vectors().get(b);
        SegmentLayout layout = vector.layout();
        bindings.bind(
            b,
            vector.segments()[layout.segment(piece.first())],
            layout.offset(piece.first()),
            piece.count() * layout.elementBytes());
      }
      dispatch(job, bindings, piece.count());
    }
    compute.hostBarrier();
    compute.end();
    compute.submit();
  }

  private void startInDeviceMemory(List<Job<?>> jobs, Chunk chunk) {
    Job<?> first = jobs.get(chunk.pieces().get(0).job());
    int vectors = first.vectors().size();
    long regionBytes = regionBytes(first, chunk);
    GpuBuffer area = staging(regionBytes * vectors);
    BindingSet bindings = first.variant().bindingSet(firstBindingSet);
    for (int b = 0; b < vectors; b++) {
      bindings.bind(b, area, b * regionBytes, regionBytes);
    }

    upload.begin();
    copy(upload, jobs, chunk, area, Direction.UP);
    if (dma) {
      upload.end();
      long uploaded = upload.submit();
      compute.begin();
      dispatch(first, bindings, chunk.elements());
      compute.end();
      long computed = compute.submit(upload.timeline(), uploaded);
      pending = new Download(jobs, chunk, area, computed);
    } else {
      compute.barrier();
      dispatch(first, bindings, chunk.elements());
      compute.barrier();
      copy(download, jobs, chunk, area, Direction.DOWN);
      download.hostBarrier();
      download.end();
      download.submit();
    }
  }

  /**
   * Submits the download that {@link #start} left over. Where uploads and downloads share a queue,
   * the next chunk's upload must be submitted before, or it would wait behind this chunk's compute.
   */
  void finish() {
    Download left = pending;
    pending = null;
    if (left != null) {
      download.begin();
      copy(download, left.jobs(), left.chunk(), left.area(), Direction.DOWN);
      download.hostBarrier();
      download.end();
      download.submit(compute.timeline(), left.computed());
    }
  }

  /** Forgets a chunk that failed, and waits for what was submitted of it. */
  void abandon() {
    pending = null;
    try {
      await();
    } catch (DeviceLostException e) {
      // Nothing runs on a lost device; the caller already has the failure that matters.
    }
  }

  private void dispatch(Job<?> job, BindingSet bindings, long count) {
    PushConstants constants = job.pushConstants();
    constants.setCount(count);
    bindings.update();
    compute.dispatch(
        job.variant().pipeline(), bindings, constants.bytes(), job.kernel().workgroups(count));
  }

  /** Copies the pieces of the vectors that the kernel reads, or of those that it writes. */
  private static void copy(
      CommandStream stream, List<Job<?>> jobs, Chunk chunk, GpuBuffer area, Direction direction) {
    Job<?> first = jobs.get(chunk.pieces().get(0).job());
    long regionBytes = regionBytes(first, chunk);
    long done = 0;
    for (Piece piece : chunk.pieces()) {
      Job<?> job = jobs.get(piece.job());
      long bytes = 0;
      for (int b = 0; b < job.vectors().size(); b++) {
        HostVector<?> vector = job.vectors().get(b);
        SegmentLayout layout = vector.layout();
        GpuBuffer host = vector.segments()[layout.segment(piece.first())];
        long hostOffset = layout.offset(piece.first());
        bytes = piece.count() * layout.elementBytes();
        Access access = job.kernel().descriptor().bindings().get(b).access();
        if (direction == Direction.UP && access.reads()) {
          stream.copy(host, hostOffset, area, b * regionBytes + done, bytes);
        } else if (direction == Direction.DOWN && access.writes()) {
          stream.copy(area, b * regionBytes + done, host, hostOffset, bytes);
        }
      }
      done += bytes;
    }
  }

  private static long regionBytes(Job<?> job, Chunk chunk) {
    long bytes = chunk.elements() * job.vectors().get(0).layout().elementBytes();
    return (bytes + REGION_ALIGNMENT - 1) / REGION_ALIGNMENT * REGION_ALIGNMENT;
  }

  private GpuBuffer staging(long bytes) {
    GpuBuffer area = staging;
    if (area == null || area.bytes() < bytes) {
      if (area != null) {
        staging = null;
        allocator.free(area);
      }
      area = allocator.allocateDevice(bytes);
      staging = area;
    }
    return area;
  }

  @Override
  public void close() {
    if (staging != null) {
      allocator.free(staging);
      staging = null;
    }
    compute.close();
    if (dma) {
      upload.close();
      download.close();
    }
  }
}
