// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.vector.ParallelPieces;
import io.fieldstone.runtime.vector.PieceRunner;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vulkan.BindingSet;
import io.fieldstone.runtime.vulkan.CommandStream;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the pieces of a chunk are in host memory and in the area that they are gathered in, for
 * {@link GatherKernel}: first those that are read, operand by operand, then those that are written.
 * Each piece lies in one segment. Not thread-safe.
 */
final class PieceTable implements AutoCloseable {

  /** Pieces whose places one core looks up at a time. */
  private static final int PIECES_PER_UNIT = 128;

  private final GatherKernel kernel;
  private final MemoryAllocator memory;
  private PieceRunner runner = ParallelPieces.COMMON;
  private @Nullable GpuBuffer table;
  private @Nullable BindingSet bindings;

  /** Where the pieces begin, in elements of the chunk. */
  private long[] starts = new long[0];

  private int read;
  private int written;

  PieceTable(GatherKernel kernel, MemoryAllocator memory) {
    this.kernel = kernel;
    this.memory = memory;
  }

  /** Sets who looks pieces up. */
  void fillWith(PieceRunner who) {
    runner = who;
  }

  /** Returns the bytes that are kept for the next chunk. */
  long bytes() {
    return table == null ? 0 : table.bytes();
  }

  /**
   * Looks the pieces of a chunk up.
   *
   * @param area what they are gathered in
   */
  void fill(List<HostCall> calls, Chunk chunk, GpuBuffer area) {
    List<Piece> pieces = chunk.pieces();
    int count = pieces.size();
    HostCall first = calls.get(pieces.get(0).call());
    int operands = first.operands().size();
    findStarts(pieces);
    GpuBuffer entries = table(2L * operands * count * GatherKernel.ENTRY_BYTES);
    read = 0;
    written = 0;
    for (int b = 0; b < operands; b++) {
      read += first.reads(b) ? count : 0;
      written += first.writes(b) ? count : 0;
    }
    int units = (count + PIECES_PER_UNIT - 1) / PIECES_PER_UNIT;
    PieceRunner.Work work =
        unit -> {
          int from = (int) unit * PIECES_PER_UNIT;
          int to = Math.min(count, from + PIECES_PER_UNIT);
          put(calls, chunk, entries, from, to);
        };
    if (units == 1) {
      work.accept(0);
    } else {
      runner.run(units, work);
    }
    bind(entries, area, first.layout().areaBytes(chunk.elements()));
  }

  private void put(List<HostCall> calls, Chunk chunk, GpuBuffer entries, int from, int to) {
    List<Piece> pieces = chunk.pieces();
    HostCall first = calls.get(pieces.get(0).call());
    int count = pieces.size();
    long readAt = 0;
    long writtenAt = read;
    for (int b = 0; b < first.operands().size(); b++) {
      SegmentLayout layout = first.layout().operand(b);
      long region = first.layout().region(b, chunk.elements());
      for (int p = from; p < to; p++) {
        Piece piece = pieces.get(p);
        GpuBuffer vector = calls.get(piece.call()).vector(b).segment(layout.segment(piece.first()));
        long address = vector.deviceAddress() + layout.offset(piece.first());
        long at = region + starts[p] * layout.elementBytes();
        long bytes = piece.count() * layout.elementBytes();
        if (first.reads(b)) {
          GatherKernel.put(entries, readAt + p, address, at, bytes);
        }
        if (first.writes(b)) {
          GatherKernel.put(entries, writtenAt + p, address, at, bytes);
        }
      }
      readAt += first.reads(b) ? count : 0;
      writtenAt += first.writes(b) ? count : 0;
    }
  }

  private void findStarts(List<Piece> pieces) {
    int count = pieces.size();
    if (starts.length < count) {
      starts = new long[count];
    }
    long start = 0;
    for (int p = 0; p < count; p++) {
      starts[p] = start;
      start += pieces.get(p).count();
    }
  }

  private void bind(GpuBuffer entries, GpuBuffer area, long bytes) {
    BindingSet bound = bindings;
    if (bound == null) {
      bound = kernel.newBindingSet();
      bindings = bound;
    }
    bound.bind(0, entries, 0, entries.bytes());
    bound.bind(1, area, 0, bytes);
    bound.update();
  }

  /** Records the copies of what is read to the area. */
  void gather(CommandStream stream) {
    record(stream, 0, read, false);
  }

  /** Records the copies of what was written back to where it belongs. */
  void scatter(CommandStream stream) {
    record(stream, read, written, true);
  }

  private void record(CommandStream stream, int first, int count, boolean back) {
    BindingSet bound = bindings;
    if (bound != null && count > 0) {
      kernel.record(stream, bound, first, count, back);
    }
  }

  private GpuBuffer table(long bytes) {
    GpuBuffer kept = table;
    if (kept == null || kept.bytes() < bytes) {
      trim();
      kept = memory.allocateHost(bytes);
      table = kept;
    }
    return kept;
  }

  /** Gives the memory back, which nothing uses. */
  void trim() {
    if (table != null) {
      memory.free(table);
      table = null;
    }
  }

  @Override
  public void close() {
    trim();
    if (bindings != null) {
      bindings.close();
      bindings = null;
    }
  }
}
