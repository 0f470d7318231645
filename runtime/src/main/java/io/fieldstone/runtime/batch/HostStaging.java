// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Chunk;
import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.vector.ParallelPieces;
import io.fieldstone.runtime.vector.PieceRunner;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Host memory that a chunk's pieces are copied to and from, on all cores, since the device cannot
 * reach them or reaches them one by one only: with one region for each vector of the kernel.
 *
 * <pre>
 *   | a: piece, piece, ... | b: piece, piece, ... | out: piece, piece, ... |
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class HostStaging implements AutoCloseable {

  /** What one core copies at a time: short enough for a safepoint, long enough to pay. */
  private static final long MOST_UNIT_BYTES = 1L << 17;

  private static final long LEAST_UNIT_BYTES = 1L << 14;

  /** Units for each core, so that one that is late holds nobody up for long. */
  private static final int UNITS_PER_THREAD = 2;

  private final MemoryAllocator memory;
  private PieceRunner copier = ParallelPieces.COMMON;
  private @Nullable GpuBuffer area;

  /** The chunk that is in it, until its results are copied out. */
  private @Nullable List<HostCall> calls;

  private @Nullable Chunk chunk;

  /** How the operands of its calls lie in it. */
  private @Nullable CallLayout layout;

  /** Where the pieces begin, in elements of the chunk. */
  private long[] starts = new long[0];

  HostStaging(MemoryAllocator memory) {
    this.memory = memory;
  }

  /** Sets who copies. */
  void copyWith(PieceRunner runner) {
    copier = runner;
  }

  /** Returns the bytes that are kept for the next chunk. */
  long bytes() {
    return area == null ? 0 : area.bytes();
  }

  /**
   * Copies a chunk's inputs in, and returns where its regions are.
   *
   * @param done what else there is to copy meanwhile, or null: the outputs of another staging
   */
  GpuBuffer copyIn(
      List<HostCall> ofBatch, Chunk next, CallLayout ofCalls, @Nullable HostStaging done) {
    GpuBuffer target = area(ofCalls.areaBytes(next.elements()));
    layout = ofCalls;
    findStarts(next);
    Copies inputs =
        copies(
            ofBatch,
            next,
            ofCalls,
            (call, operand, from, count, offset) -> {
              if (call.reads(operand)) {
                long address = target.address() + offset;
                try {
                  call.operands().get(operand).copyTo(address, from, count);
                } catch (ElementRangeException e) {
                  throw call.refusal(operand, e, ofBatch);
                }
              }
            });
    Copies outputs = done == null ? Copies.NONE : done.outputs();
    run(outputs, inputs);
    calls = ofBatch;
    chunk = next;
    return target;
  }

  /** Copies the outputs of the chunk that is in it out, once the device is done with it. */
  void copyOut() {
    run(outputs(), Copies.NONE);
  }

  /** Returns what copies the outputs of the chunk that is in it, and forgets the chunk. */
  private Copies outputs() {
    List<HostCall> ofBatch = calls;
    Chunk done = chunk;
    GpuBuffer source = area;
    CallLayout ofCalls = layout;
    if (ofBatch == null || done == null || source == null || ofCalls == null) {
      return Copies.NONE;
    }
    forget();
    return copies(
        ofBatch,
        done,
        ofCalls,
        (call, operand, to, count, offset) -> {
          if (call.writes(operand)) {
            call.operands().get(operand).copyFrom(source.address() + offset, to, count);
          }
        });
  }

  /** Does the copies of two kinds at once: what one core has to wait for, others do. */
  private void run(Copies first, Copies second) {
    long units = first.units() + second.units();
    PieceRunner.Work work =
        unit -> {
          if (unit < first.units()) {
            first.work().accept(unit);
          } else {
            second.work().accept(unit - first.units());
          }
        };
    if (units == 1) {
      work.accept(0);
    } else if (units > 1) {
      copier.run(units, work);
    }
  }

  /** Returns whether a chunk is in it. */
  boolean isFilled() {
    return chunk != null;
  }

  /** Forgets the chunk that is in it. */
  void forget() {
    calls = null;
    chunk = null;
  }

  private void findStarts(Chunk next) {
    int count = next.pieces().size();
    if (starts.length < count) {
      starts = new long[count];
    }
    long start = 0;
    for (int p = 0; p < count; p++) {
      starts[p] = start;
      start += next.pieces().get(p).count();
    }
  }

  /** Copies some elements of an operand; the offset in the area is in bytes. */
  private interface Copy {
    void of(HostCall call, int operand, long first, long count, long offset);
  }

  /**
   * Copies that may be done in any order, on any core.
   *
   * @param units how many there are
   * @param work does one
   */
  private record Copies(long units, PieceRunner.Work work) {
    static final Copies NONE = new Copies(0, unit -> {});
  }

  private Copies copies(List<HostCall> ofBatch, Chunk all, CallLayout ofCalls, Copy copy) {
    long bytes = all.elements() * ofCalls.elementBytes() / UNITS_PER_THREAD / copier.threads();
    long unitBytes = Math.max(LEAST_UNIT_BYTES, Math.min(MOST_UNIT_BYTES, bytes));
    long unit = Math.max(1, unitBytes / ofCalls.elementBytes());
    long units = (all.elements() + unit - 1) / unit;
    return new Copies(
        units,
        index -> {
          long begin = index * unit;
          copyUnit(ofBatch, all, begin, Math.min(all.elements(), begin + unit), ofCalls, copy);
        });
  }

  private void copyUnit(
      List<HostCall> ofBatch, Chunk all, long begin, long end, CallLayout ofCalls, Copy copy) {
    List<Piece> pieces = all.pieces();
    int found = Arrays.binarySearch(starts, 0, pieces.size(), begin);
    int p = found >= 0 ? found : -found - 2;
    for (long at = begin; at < end; p++) {
      Piece piece = pieces.get(p);
      HostCall call = ofBatch.get(piece.call());
      long skipped = at - starts[p];
      long count = Math.min(end - at, piece.count() - skipped);
      for (int operand = 0; operand < call.operands().size(); operand++) {
        long offset =
            ofCalls.region(operand, all.elements()) + at * ofCalls.operand(operand).elementBytes();
        copy.of(call, operand, piece.first() + skipped, count, offset);
      }
      at += count;
    }
  }

  private GpuBuffer area(long bytes) {
    GpuBuffer kept = area;
    if (kept == null || kept.bytes() < bytes) {
      trim();
      kept = memory.allocateHost(bytes);
      area = kept;
    }
    return kept;
  }

  /** Gives the memory back, which nothing uses. */
  void trim() {
    if (area != null) {
      memory.free(area);
      area = null;
    }
  }

  @Override
  public void close() {
    trim();
  }
}
