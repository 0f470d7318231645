// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.device.TransferPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the jobs of a batch into chunks: large jobs are split, small ones of the same kind merged.
 * Pure functions on plain data.
 */
final class ChunkPlanner {

  /** Pieces of one chunk that the device gets at by itself; more would only delay its start. */
  static final int MAX_PIECES = 64;

  /** Pieces of one chunk that a kernel gathers: their table is small beside a chunk. */
  static final int MAX_GATHERED = 1 << 14;

  private ChunkPlanner() {}

  /**
   * What the planner needs to know of a job.
   *
   * @param kind equal for jobs that one dispatch could run: same kernel, field and push constants
   * @param elements the job's length
   * @param layout how its vectors are cut into segments
   * @param path how the job gets at its vectors
   * @param staging who puts them together
   * @param jobs how many jobs, one after the other, this is true of
   */
  record Work(
      Object kind, long elements, CallLayout layout, TransferPath path, Staging staging, int jobs) {

    boolean staged() {
      return staging != Staging.NONE;
    }
  }

  /**
   * A run of elements of one call, within one segment of its vectors unless the host copies it.
   *
   * @param call the call's index in the batch
   * @param first its first element
   * @param count its number of elements
   */
  record Piece(int call, long first, long count) {}

  /**
   * What is uploaded, computed and downloaded at once.
   *
   * @param path how
   * @param staging who puts the pieces together first
   * @param pieces what; staged or in device memory, they lie one after the other
   * @param elements the pieces' elements in all
   */
  record Chunk(TransferPath path, Staging staging, List<Piece> pieces, long elements) {

    boolean staged() {
      return staging != Staging.NONE;
    }
  }

  /**
   * Plans a batch.
   *
   * @param works the jobs
   * @param chunkElements elements of one chunk at most, at least 1; where the kernel reads host
   *     memory itself it is rounded up to what a binding can start at
   * @param bindingElements elements that one binding covers at most, at least a granule of every
   *     job's layout: else no kernel could get at the elements between one granule and the next
   * @param merge whether jobs may share a chunk
   * @throws IllegalArgumentException if a number is below its minimum
   */
  static List<Chunk> plan(
      List<Work> works, long chunkElements, long bindingElements, boolean merge) {
    if (chunkElements < 1) {
      throw new IllegalArgumentException("a chunk cannot have " + chunkElements + " elements");
    }
    List<Chunk> chunks = new ArrayList<>();
    Open open = null;
    int job = 0;
    for (Work work : works) {
      long room = room(work, chunkElements, bindingElements);
      int end = job + work.jobs();
      while (job < end) {
        int whole = merge && open != null && open.accepts(work) ? open.take(work, job, end) : 0;
        if (whole > 0) {
          job += whole;
          continue;
        }
        long first = 0;
        while (first < work.elements()) {
          if (open == null || !open.accepts(work)) {
            flush(open, chunks);
            open = new Open(work, room);
          }
          long count = open.take(work, job, first);
          if (count == 0) {
            flush(open, chunks);
            open = null;
          }
          first += count;
        }
        if (!merge) {
          flush(open, chunks);
          open = null;
        }
        job++;
      }
    }
    flush(open, chunks);
    return chunks;
  }

  /** Returns how many elements a chunk of {@code work} may have: at least one, or a granule. */
  private static long room(Work work, long chunkElements, long bindingElements) {
    long granule = work.layout().granule();
    if (bindingElements < granule) {
      throw new IllegalArgumentException(
          "a binding covers "
              + bindingElements
              + " elements, but can only start at every "
              + granule);
    }
    if (work.path() == TransferPath.DEVICE_LOCAL || work.staged()) {
      return Math.min(chunkElements, bindingElements);
    }
    long granules = (chunkElements - 1) / granule + 1;
    return Math.min(granules, bindingElements / granule) * granule;
  }

  private static void flush(@Nullable Open open, List<Chunk> chunks) {
    if (open != null && !open.pieces.isEmpty()) {
      chunks.add(new Chunk(open.path, open.staging, open.pieces, open.elements));
    }
  }

  /** A chunk that still has room. */
  private static final class Open {
    final Object kind;
    final TransferPath path;
    final Staging staging;
    final long room;
    final PieceList pieces = new PieceList();
    long elements;

    Open(Work work, long room) {
      this.kind = work.kind();
      this.path = work.path();
      this.staging = work.staging();
      this.room = room;
    }

    boolean accepts(Work work) {
      return (kind == work.kind() || kind.equals(work.kind()))
          && path == work.path()
          && staging == work.staging()
          && elements < room
          && pieces.size() < mostPieces();
    }

    private int mostPieces() {
      return switch (staging) {
        case NONE -> MAX_PIECES;
        case BY_DEVICE -> MAX_GATHERED;
        case BY_HOST -> Integer.MAX_VALUE;
      };
    }

    /** Adds jobs of {@code work} as they are, while there is room; returns how many. */
    int take(Work work, int job, int end) {
      if (work.elements() == 0
          || (staging != Staging.BY_HOST
              && work.layout().run(0, work.elements()) < work.elements())) {
        return 0;
      }
      long fitting = (room - elements) / work.elements();
      int count = (int) Math.min(Math.min(end - job, fitting), mostPieces() - pieces.size());
      pieces.appendWhole(job, count, work.elements());
      elements += count * work.elements();
      return count;
    }

    /** Adds elements of {@code work} from {@code first} on; returns how many. */
    long take(Work work, int job, long first) {
      long left = work.elements() - first;
      long most = Math.min(left, room - elements);
      long count = staging == Staging.BY_HOST ? most : work.layout().run(first, most);
      if (path == TransferPath.HOST_VISIBLE && staging == Staging.NONE && count < left) {
        // The rest of the job is bound where this piece ends.
        count = count / work.layout().granule() * work.layout().granule();
      }
      if (count > 0) {
        pieces.append(job, first, count);
        elements += count;
      }
      return count;
    }
  }
}
