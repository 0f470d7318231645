// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.time.Duration;
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

  /** How long an abandoned chunk is waited for before its memory is given up. */
  private static final Duration ABANDONED = Duration.ofSeconds(30);

  private final int firstBindingSet;
  private final OpenDevice device;
  private final MemoryAllocator memory;
  private final boolean dma;
  private final CommandStream upload;
  private final CommandStream compute;
  private final CommandStream download;
  private final ChunkStages stages;
  private byte[] block = new byte[0];
  private @Nullable GpuBuffer staging;
  private @Nullable Download pending;

  /** Whether the device may still run an abandoned chunk. */
  private boolean stuck;

  private enum Direction {
    UP,
    DOWN
  }

  /** A download that waits to be submitted, until the compute timeline reaches a value. */
  private record Download(List<HostCall> calls, Chunk chunk, GpuBuffer area, long computed) {}

  PipelineSlot(OpenDevice device, int index) {
    this.firstBindingSet = index * ChunkPlanner.MAX_PIECES;
    this.stages = new ChunkStages(device, index);
    this.device = device;
    this.memory = device.memory();
    this.dma = device.plan().hasDmaQueues();
    this.compute = new CommandStream(device, device.compute());
    CommandStream up = compute;
    boolean made = false;
    try {
      up = dma ? new CommandStream(device, device.upload()) : compute;
      this.upload = up;
      this.download = dma ? new CommandStream(device, device.download()) : compute;
      made = true;
    } finally {
      if (!made) {
        compute.close();
        if (up != compute) {
          up.close();
        }
      }
    }
  }

  /** Waits until everything that was submitted is done. */
  void await() {
    upload.await();
    compute.await();
    download.await();
    if (pending == null) {
      stages.done();
    }
  }

  /** Submits a chunk, all but a download by DMA; nothing of the slot's runs. */
  void start(List<HostCall> calls, Chunk chunk) {
    stages.start(calls, chunk);
    if (chunk.path() == TransferPath.HOST_VISIBLE) {
      startInHostMemory(calls, chunk);
    } else {
      startInDeviceMemory(calls, chunk);
    }
  }

  private void startInHostMemory(List<HostCall> calls, Chunk chunk) {
    compute.begin();
    stages.begin(Stage.COMPUTE, compute);
    for (int p = 0; p < chunk.pieces().size(); p++) {
      Piece piece = chunk.pieces().get(p);
      HostCall call = calls.get(piece.call());
      BindingSet bindings = call.pipeline().bindingSet(firstBindingSet + p);
      for (int b = 0; b < call.vectors().size(); b++) {
        VectorStorage vector = call.vectors().get(b);
        SegmentLayout layout = vector.layout();
        bindings.bind(
            b,
            vector.segment(layout.segment(piece.first())),
            layout.offset(piece.first()),
            piece.count() * layout.elementBytes());
      }
      dispatch(call, bindings, piece.count());
    }
    stages.end(Stage.COMPUTE, compute);
    compute.hostBarrier();
    compute.end();
    compute.submit();
  }

  private void startInDeviceMemory(List<HostCall> calls, Chunk chunk) {
    HostCall first = calls.get(chunk.pieces().get(0).call());
    int vectors = first.vectors().size();
    long regionBytes = regionBytes(first, chunk);
    GpuBuffer area = staging(regionBytes * vectors);
    BindingSet bindings = first.pipeline().bindingSet(firstBindingSet);
    for (int b = 0; b < vectors; b++) {
      bindings.bind(b, area, b * regionBytes, regionBytes);
    }

    upload.begin();
    stages.begin(Stage.UPLOAD, upload);
    copy(upload, calls, chunk, area, Direction.UP);
    stages.end(Stage.UPLOAD, upload);
    if (dma) {
      upload.end();
      long uploaded = upload.submit();
      compute.begin();
      computeStaged(first, bindings, chunk.elements());
      compute.end();
      long computed = compute.submit(upload.timeline(), uploaded);
      pending = new Download(calls, chunk, area, computed);
    } else {
      compute.barrier();
      computeStaged(first, bindings, chunk.elements());
      compute.barrier();
      downloadStaged(calls, chunk, area);
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
      downloadStaged(left.calls(), left.chunk(), left.area());
      download.hostBarrier();
      download.end();
      download.submit(compute.timeline(), left.computed());
    }
  }

  private void computeStaged(HostCall call, BindingSet bindings, long elements) {
    stages.begin(Stage.COMPUTE, compute);
    dispatch(call, bindings, elements);
    stages.end(Stage.COMPUTE, compute);
  }

  private void downloadStaged(List<HostCall> calls, Chunk chunk, GpuBuffer area) {
    stages.begin(Stage.DOWNLOAD, download);
    copy(download, calls, chunk, area, Direction.DOWN);
    stages.end(Stage.DOWNLOAD, download);
  }

  /**
   * Forgets a chunk that failed, and waits for what was submitted of it.
   *
   * @return whether the device is done with it for certain
   */
  boolean abandon() {
    pending = null;
    stages.forget();
    try {
      await();
      return true;
    } catch (FieldstoneException e) {
      // The caller already has the failure that matters. A lost device may still be running.
      stuck = !device.drain(Deadline.after(ABANDONED));
      return !stuck;
    }
  }

  /** Returns the bytes of device memory that it keeps for the next chunk. */
  long stagingBytes() {
    return staging == null ? 0 : staging.bytes();
  }

  /** Gives the staging area back, which no chunk in flight uses, unless the device may. */
  void trim() {
    if (!stuck) {
      freeStaging();
    }
  }

  private void freeStaging() {
    if (staging != null) {
      memory.free(staging);
      staging = null;
    }
  }

  private void dispatch(HostCall call, BindingSet bindings, long count) {
    KernelPipeline pipeline = call.pipeline();
    if (block.length != pipeline.pushConstantBytes()) {
      block = new byte[pipeline.pushConstantBytes()];
    }
    call.constants().copyTo(block);
    PushConstants.setCount(block, count);
    bindings.update();
    compute.dispatch(
        pipeline.pipeline(), bindings, block, block.length, call.kernel().workgroups(count));
  }

  /** Copies the pieces of the vectors that the kernel reads, or of those that it writes. */
  private static void copy(
      CommandStream stream,
      List<HostCall> calls,
      Chunk chunk,
      GpuBuffer area,
      Direction direction) {
    HostCall first = calls.get(chunk.pieces().get(0).call());
    long regionBytes = regionBytes(first, chunk);
    long done = 0;
    for (Piece piece : chunk.pieces()) {
      HostCall call = calls.get(piece.call());
      long bytes = 0;
      for (int b = 0; b < call.vectors().size(); b++) {
        VectorStorage vector = call.vectors().get(b);
        SegmentLayout layout = vector.layout();
        GpuBuffer host = vector.segment(layout.segment(piece.first()));
        long hostOffset = layout.offset(piece.first());
        bytes = piece.count() * layout.elementBytes();
        Access access = call.kernel().descriptor().bindings().get(b).access();
        if (direction == Direction.UP && access.reads()) {
          stream.copy(host, hostOffset, area, b * regionBytes + done, bytes);
        } else if (direction == Direction.DOWN && access.writes()) {
          stream.copy(area, b * regionBytes + done, host, hostOffset, bytes);
        }
      }
      done += bytes;
    }
  }

  private static long regionBytes(HostCall call, Chunk chunk) {
    return regionBytes(call, chunk.elements());
  }

  private static long regionBytes(HostCall call, long elements) {
    long bytes = elements * call.vectors().get(0).layout().elementBytes();
    return (bytes + REGION_ALIGNMENT - 1) / REGION_ALIGNMENT * REGION_ALIGNMENT;
  }

  /** Returns the device memory that a chunk of a call takes. */
  static long stagingBytes(HostCall call, long elements) {
    return regionBytes(call, elements) * call.vectors().size();
  }

  /** Returns how many elements of a call take at most some bytes of device memory. */
  static long elementsWithin(long bytes, HostCall call) {
    long region = bytes / call.vectors().size() / REGION_ALIGNMENT * REGION_ALIGNMENT;
    return region / call.vectors().get(0).layout().elementBytes();
  }

  private GpuBuffer staging(long bytes) {
    GpuBuffer area = staging;
    if (area == null || area.bytes() < bytes) {
      trim();
      area = memory.allocateDevice(bytes);
      staging = area;
    }
    return area;
  }

  @Override
  public void close() {
    freeStaging();
    stages.close();
    compute.close();
    if (dma) {
      upload.close();
      download.close();
    }
  }
}
