// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.vector.PieceRunner;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.Timeline;
import java.time.Duration;
import java.util.Collection;
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

  /** How long an abandoned chunk is waited for before its memory is given up. */
  private static final Duration ABANDONED = Duration.ofSeconds(30);

  private final int firstBindingSet;
  private final OpenDevice device;
  private final MemoryAllocator memory;
  private final boolean dma;
  private final CommandStream upload;
  private final CommandStream compute;
  private final CommandStream download;
  private final HostStaging host;
  private final GatheredChunk gathered;
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
  private record Download(Copies copies, long computed) {}

  PipelineSlot(OpenDevice device, GatherKernel gather, int index) {
    this.firstBindingSet = index * ChunkPlanner.MAX_PIECES;
    this.stages = new ChunkStages(device, index);
    this.device = device;
    this.memory = device.memory();
    this.host = new HostStaging(memory);
    this.gathered = new GatheredChunk(device, gather, stages);
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

  /** Sets who copies what is staged, or looks it up. */
  void copyWith(PieceRunner runner) {
    host.copyWith(runner);
    gathered.fillWith(runner);
  }

  /** Waits until everything that was submitted is done, and copies out what was staged. */
  void await() {
    awaitDevice();
    if (pending == null && gathered.isFinished()) {
      if (host.isFilled()) {
        long begin = System.nanoTime();
        host.copyOut();
        stages.copied(Stage.COPY_OUT, begin);
      }
      stages.done();
    }
  }

  /** Returns whether the host copies the chunk that it has, and the device reads what is copied. */
  boolean isCopiedByHost() {
    return host.isFilled() && pending == null;
  }

  private void awaitDevice() {
    upload.await();
    compute.await();
    download.await();
    gathered.await();
  }

  /**
   * Submits a chunk, all but what {@link #finish} and {@link #finishAll} do; nothing of the slot's
   * runs.
   *
   * @param running this slot and those of chunks before, which may not be finished
   */
  void start(List<HostCall> calls, Chunk chunk, Collection<PipelineSlot> running) {
    stages.start(calls, chunk);
    if (chunk.staging() == Staging.BY_DEVICE) {
      startGathered(calls, chunk, running);
    } else {
      submit(calls, chunk, chunk.staged() ? copyIn(calls, chunk, null) : null);
    }
  }

  /**
   * Waits for another slot's chunk that the {@linkplain #isCopiedByHost host copies}, copies its
   * outputs out as it copies the inputs of this one in, and submits this one.
   */
  void startAfter(PipelineSlot done, List<HostCall> calls, Chunk chunk) {
    done.awaitDevice();
    stages.start(calls, chunk);
    long begin = System.nanoTime();
    GpuBuffer staged = copyIn(calls, chunk, done.host);
    done.stages.copied(Stage.COPY_OUT, begin);
    done.stages.done();
    submit(calls, chunk, staged);
  }

  private void submit(List<HostCall> calls, Chunk chunk, @Nullable GpuBuffer staged) {
    HostCall first = calls.get(chunk.pieces().get(0).call());
    if (chunk.path() == TransferPath.DEVICE_LOCAL) {
      startInDeviceMemory(calls, chunk, staged);
    } else if (staged != null) {
      startStaged(first, chunk, staged);
    } else {
      startInHostMemory(calls, chunk);
    }
  }

  private GpuBuffer copyIn(List<HostCall> calls, Chunk chunk, @Nullable HostStaging done) {
    long begin = System.nanoTime();
    HostCall first = calls.get(chunk.pieces().get(0).call());
    GpuBuffer staged = host.copyIn(calls, chunk, first.layout(), done);
    stages.copied(Stage.COPY_IN, begin);
    return staged;
  }

  private void startInHostMemory(List<HostCall> calls, Chunk chunk) {
    compute.begin();
    stages.begin(Stage.COMPUTE, compute);
    for (int p = 0; p < chunk.pieces().size(); p++) {
      Piece piece = chunk.pieces().get(p);
      HostCall call = calls.get(piece.call());
      BindingSet bindings = call.pipeline().bindingSet(firstBindingSet + p);
      for (int b = 0; b < call.operands().size(); b++) {
        SegmentLayout layout = call.layout().operand(b);
        bindings.bind(
            b,
            call.vector(b).segment(layout.segment(piece.first())),
            layout.offset(piece.first()),
            piece.count() * layout.elementBytes());
      }
      // Pieces run side by side, and share what keeps the bus busy.
      dispatch(
          compute,
          call,
          bindings,
          piece.count(),
          call.path().invocations() / chunk.pieces().size());
    }
    stages.end(Stage.COMPUTE, compute);
    submitInHostMemory();
  }

  private void startStaged(HostCall first, Chunk chunk, GpuBuffer staged) {
    compute.begin();
    BindingSet bindings = regions(first, staged, chunk.elements());
    computeStaged(first, bindings, chunk.elements(), first.path().invocations());
    submitInHostMemory();
  }

  private void startGathered(List<HostCall> calls, Chunk chunk, Collection<PipelineSlot> running) {
    HostCall first = calls.get(chunk.pieces().get(0).call());
    long elements = chunk.elements();
    GpuBuffer area = staging(first.layout().areaBytes(elements));
    BindingSet bindings = regions(first, area, elements);
    gathered.start(
        compute,
        calls,
        chunk,
        area,
        stream -> dispatch(stream, first, bindings, elements, PathCalibration.ALL),
        gathered(running));
  }

  private static List<GatheredChunk> gathered(Collection<PipelineSlot> slots) {
    return slots.stream().map(slot -> slot.gathered).toList();
  }

  private void submitInHostMemory() {
    compute.hostBarrier();
    compute.end();
    compute.submit();
  }

  /** Returns what binds each vector of a call to its region. */
  private BindingSet regions(HostCall call, GpuBuffer area, long elements) {
    BindingSet bindings = call.pipeline().bindingSet(firstBindingSet);
    CallLayout layout = call.layout();
    for (int b = 0; b < call.operands().size(); b++) {
      long bytes = elements * layout.operand(b).elementBytes();
      bindings.bind(b, area, layout.region(b, elements), bytes);
    }
    return bindings;
  }

  /** Returns whether the commands can be submitted again: they measure no stages, nor need to. */
  boolean isRepeatable() {
    return !stages.areMeasured() && device.stages() == null;
  }

  /** Tells of a chunk that somebody else has waited for. */
  void told() {
    stages.done();
  }

  /** Submits once more what {@link #start} has recorded for one piece in host memory. */
  void startAgain() {
    compute.submit();
  }

  /** Returns the timeline that tells when what {@link #startAgain} submits is done. */
  Timeline timeline() {
    return compute.timeline();
  }

  /** Returns the value that it reaches then. */
  long pending() {
    return compute.pending();
  }

  private void startInDeviceMemory(List<HostCall> calls, Chunk chunk, @Nullable GpuBuffer staged) {
    HostCall first = calls.get(chunk.pieces().get(0).call());
    GpuBuffer area = staging(first.layout().areaBytes(chunk.elements()));
    BindingSet bindings = regions(first, area, chunk.elements());
    Copies copies = new Copies(calls, chunk, area, staged);

    upload.begin();
    stages.begin(Stage.UPLOAD, upload);
    copies.record(upload, Direction.UP);
    stages.end(Stage.UPLOAD, upload);
    if (dma) {
      upload.end();
      long uploaded = upload.submit();
      compute.begin();
      computeStaged(first, bindings, chunk.elements(), PathCalibration.ALL);
      compute.end();
      long computed = compute.submit(upload.timeline(), uploaded);
      pending = new Download(copies, computed);
    } else {
      compute.barrier();
      computeStaged(first, bindings, chunk.elements(), PathCalibration.ALL);
      compute.barrier();
      downloadStaged(copies);
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
      downloadStaged(left.copies());
      download.hostBarrier();
      download.end();
      download.submit(compute.timeline(), left.computed());
    }
  }

  /** Submits all that was left over of chunks. */
  static void finishAll(Collection<PipelineSlot> slots) {
    slots.forEach(PipelineSlot::finish);
    GatheredChunk.finish(gathered(slots));
  }

  private void computeStaged(
      HostCall call, BindingSet bindings, long elements, long mostInvocations) {
    stages.begin(Stage.COMPUTE, compute);
    dispatch(compute, call, bindings, elements, mostInvocations);
    stages.end(Stage.COMPUTE, compute);
  }

  private void downloadStaged(Copies copies) {
    stages.begin(Stage.DOWNLOAD, download);
    copies.record(download, Direction.DOWN);
    stages.end(Stage.DOWNLOAD, download);
  }

  /**
   * Forgets a chunk that failed, and waits for what was submitted of it.
   *
   * @return whether the device is done with it for certain
   */
  boolean abandon() {
    pending = null;
    gathered.forget();
    host.forget();
    stages.forget();
    try {
      awaitDevice();
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

  /** Returns the bytes of host memory that it keeps for the next chunk. */
  long hostStagingBytes() {
    return host.bytes() + gathered.bytes();
  }

  /** Gives the staging areas back, which no chunk in flight uses, unless the device may. */
  void trim() {
    if (!stuck) {
      freeStaging();
      host.trim();
      gathered.trim();
    }
  }

  private void freeStaging() {
    if (staging != null) {
      memory.free(staging);
      staging = null;
    }
  }

  private void dispatch(
      CommandStream stream, HostCall call, BindingSet bindings, long count, long mostInvocations) {
    KernelPipeline pipeline = call.pipeline();
    if (block.length != pipeline.pushConstantBytes()) {
      block = new byte[pipeline.pushConstantBytes()];
    }
    call.constants().copyTo(block);
    PushConstants.setCount(block, count);
    for (int i = 0; i < pipeline.constantTables(); i++) {
      GpuBuffer table = pipeline.constantTable(i);
      bindings.bind(call.operands().size() + i, table, 0, table.bytes());
    }
    bindings.update();
    stream.dispatch(
        pipeline.pipeline(),
        bindings,
        block,
        block.length,
        pipeline.workgroups(count, mostInvocations));
  }

  /**
   * The copies of a chunk between host memory and its area in device memory.
   *
   * @param staged the host memory with regions like the area's, or null if that is the vectors'
   */
  private record Copies(
      List<HostCall> calls, Chunk chunk, GpuBuffer area, @Nullable GpuBuffer staged) {

    /** Copies the vectors that the kernel reads, or those that it writes. */
    void record(CommandStream stream, Direction direction) {
      HostCall first = calls.get(chunk.pieces().get(0).call());
      GpuBuffer host = staged;
      if (host != null) {
        for (int b = 0; b < first.operands().size(); b++) {
          long bytes = chunk.elements() * first.layout().operand(b).elementBytes();
          long region = first.layout().region(b, chunk.elements());
          copy(stream, direction, first, b, host, region, region, bytes);
        }
        return;
      }
      long done = 0;
      for (Piece piece : chunk.pieces()) {
        HostCall call = calls.get(piece.call());
        for (int b = 0; b < call.operands().size(); b++) {
          SegmentLayout layout = call.layout().operand(b);
          long bytes = piece.count() * layout.elementBytes();
          long region = call.layout().region(b, chunk.elements());
          GpuBuffer vector = call.vector(b).segment(layout.segment(piece.first()));
          long offset = layout.offset(piece.first());
          long at = region + done * layout.elementBytes();
          copy(stream, direction, call, b, vector, offset, at, bytes);
        }
        done += piece.count();
      }
    }

    private void copy(
        CommandStream stream,
        Direction direction,
        HostCall call,
        int operand,
        GpuBuffer host,
        long hostOffset,
        long offset,
        long bytes) {
      if (direction == Direction.UP && call.reads(operand)) {
        stream.copy(host, hostOffset, area, offset, bytes);
      } else if (direction == Direction.DOWN && call.writes(operand)) {
        stream.copy(area, offset, host, hostOffset, bytes);
      }
    }
  }

  private GpuBuffer staging(long bytes) {
    GpuBuffer area = staging;
    if (area == null || area.bytes() < bytes) {
      freeStaging();
      area = memory.allocateDevice(bytes);
      staging = area;
    }
    return area;
  }

  @Override
  public void close() {
    freeStaging();
    host.close();
    gathered.close();
    stages.close();
    compute.close();
    if (dma) {
      upload.close();
      download.close();
    }
  }
}
