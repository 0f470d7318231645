// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.PieceRunner;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The operands of calls, whose memory a run keeps until its end. Those of many calls are retained
 * and released on several cores: each is in the cache of whichever core has copied it. Used once,
 * by one thread.
 */
final class RetainedOperands {

  /** Calls of one piece of work. */
  private static final int CALLS = 128;

  private static final System.Logger LOGGER =
      System.getLogger("io.fieldstone.runtime.PersistentBackend");

  private final List<HostCall> calls;
  private final PieceRunner cores;

  /** How many operands are retained of each piece, of all its calls in their order. */
  private final int[] retained;

  RetainedOperands(List<HostCall> calls, PieceRunner cores) {
    this.calls = calls;
    this.cores = cores;
    this.retained = new int[(calls.size() + CALLS - 1) / CALLS];
  }

  /** Returns whether the calls are so many that several cores pay. */
  static boolean areMany(List<HostCall> calls) {
    return calls.size() > CALLS;
  }

  /**
   * Retains all operands; {@link #end} releases what was retained, if that fails too.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if one was closed
   */
  void retain() {
    forEachPiece(this::retain);
  }

  private void retain(int piece) {
    int last = Math.min(calls.size(), (piece + 1) * CALLS);
    int count = 0;
    try {
      for (int c = piece * CALLS; c < last; c++) {
        List<? extends HostOperand> operands = calls.get(c).operands();
        for (int i = 0; i < operands.size(); i++) {
          operands.get(i).retain();
          count++;
        }
      }
    } finally {
      retained[piece] = count;
    }
  }

  /**
   * Releases what was retained, if the device is done with it.
   *
   * @param idle whether it is, for certain
   */
  void end(boolean idle) {
    if (idle) {
      forEachPiece(this::release);
    } else {
      LOGGER.log(
          Level.WARNING,
          "a batch failed and the device does not say whether it still runs; the memory of {0}"
              + " vectors is given up",
          IntStream.of(retained).sum());
    }
  }

  private void release(int piece) {
    int left = retained[piece];
    retained[piece] = 0;
    for (int c = piece * CALLS; left > 0; c++) {
      List<? extends HostOperand> operands = calls.get(c).operands();
      for (int i = 0; i < operands.size() && left > 0; i++) {
        operands.get(i).release();
        left--;
      }
    }
  }

  private interface Piece {
    void accept(int piece);
  }

  private void forEachPiece(Piece each) {
    if (retained.length == 1) {
      each.accept(0);
    } else {
      cores.run(retained.length, piece -> each.accept((int) piece));
    }
  }
}
