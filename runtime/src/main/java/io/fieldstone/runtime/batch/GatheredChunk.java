// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.vector.PieceRunner;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.OpenDevice;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A chunk whose pieces a kernel gathers in the device's memory, and scatters: one of a slot after
 * the other. Only its gather is submitted at once. What follows goes with the gathers of later
 * chunks, between whose barriers the device does all three at once, and the bus takes both
 * directions; to submissions of its own the device would turn one after the other.
 *
 * <pre>
 *   submission 1   gather 1
 *   submission 2   gather 2   compute 1
 *   submission 3   gather 3   compute 2   scatter 1
 *   the last one              compute 3   scatter 2  |  scatter 3
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class GatheredChunk implements AutoCloseable {

  private enum Step {
    COMPUTE,
    SCATTER,
    DONE
  }

  private final OpenDevice device;
  private final ChunkStages stages;
  private final PieceTable table;
  private @Nullable Consumer<CommandStream> kernel;

  /** What is to be submitted next. */
  private Step next = Step.DONE;

  /** The value that the compute queue's timeline reaches when all that was submitted is done. */
  private long submitted;

  /** What submits that which goes with no later chunk. */
  private @Nullable CommandStream last;

  GatheredChunk(OpenDevice device, GatherKernel gather, ChunkStages stages) {
    this.device = device;
    this.stages = stages;
    this.table = new PieceTable(gather, device.memory());
  }

  /** Sets who looks pieces up. */
  void fillWith(PieceRunner runner) {
    table.fillWith(runner);
  }

  /**
   * Submits the gather of a chunk, with what is next of those before it.
   *
   * @param stream what submits it
   * @param area where the pieces go
   * @param computed records the kernel that computes there
   * @param before those that may not be finished, and this
   */
  void start(
      CommandStream stream,
      List<HostCall> calls,
      Chunk chunk,
      GpuBuffer area,
      Consumer<CommandStream> computed,
      List<GatheredChunk> before) {
    table.fill(calls, chunk, area);
    kernel = computed;
    stream.begin();
    before.forEach(chunkBefore -> chunkBefore.record(stream));
    stages.begin(Stage.UPLOAD, stream);
    table.gather(stream);
    stages.end(Stage.UPLOAD, stream);
    submit(stream);
    before.forEach(chunkBefore -> chunkBefore.isIn(stream));
    next = Step.COMPUTE;
    submitted = stream.pending();
  }

  /** Ends with a barrier for the next submission's commands, and one for the host. */
  private static void submit(CommandStream stream) {
    stream.barrier();
    stream.hostBarrier();
    stream.end();
    stream.submit();
  }

  /** Records what is next. */
  private void record(CommandStream stream) {
    Consumer<CommandStream> computed = kernel;
    if (next == Step.COMPUTE && computed != null) {
      stages.begin(Stage.COMPUTE, stream);
      computed.accept(stream);
      stages.end(Stage.COMPUTE, stream);
    } else if (next == Step.SCATTER) {
      stages.begin(Stage.DOWNLOAD, stream);
      table.scatter(stream);
      stages.end(Stage.DOWNLOAD, stream);
    }
  }

  /** Notes that what was next is submitted. */
  private void isIn(CommandStream stream) {
    if (next != Step.DONE) {
      step();
      submitted = stream.pending();
    }
  }

  /** Goes on to what comes after. */
  private void step() {
    next = next == Step.COMPUTE ? Step.SCATTER : Step.DONE;
    kernel = null; // it knows vectors, which may be dropped
  }

  /** Submits all that is left of chunks, which later ones have not taken along. */
  static void finish(List<GatheredChunk> chunks) {
    List<GatheredChunk> unfinished = unfinished(chunks);
    if (unfinished.isEmpty()) {
      return;
    }
    CommandStream stream = unfinished.get(0).last();
    stream.begin();
    for (List<GatheredChunk> left = unfinished; !left.isEmpty(); left = unfinished(left)) {
      stream.barrier();
      left.forEach(chunk -> chunk.record(stream));
      left.forEach(GatheredChunk::step);
    }
    submit(stream);
    unfinished.forEach(chunk -> chunk.submitted = stream.pending());
  }

  private static List<GatheredChunk> unfinished(List<GatheredChunk> chunks) {
    return chunks.stream().filter(chunk -> !chunk.isFinished()).toList();
  }

  private CommandStream last() {
    CommandStream stream = last;
    if (stream == null) {
      stream = new CommandStream(device, device.compute());
      last = stream;
    }
    return stream;
  }

  /** Returns whether all of it was submitted, or there is none. */
  boolean isFinished() {
    return next == Step.DONE;
  }

  /** Waits for all that was submitted. */
  void await() {
    device.compute().timeline().await(submitted);
  }

  /** Submits nothing more of the chunk. */
  void forget() {
    next = Step.DONE;
    kernel = null;
  }

  /** Returns the bytes that are kept for the next chunk. */
  long bytes() {
    return table.bytes();
  }

  /** Gives the memory back, which nothing uses. */
  void trim() {
    table.trim();
  }

  @Override
  public void close() {
    table.close();
    if (last != null) {
      last.close();
    }
  }
}
