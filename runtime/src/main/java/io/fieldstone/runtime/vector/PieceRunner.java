// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

/** Does the pieces of a work, in the calling thread and maybe in others. */
public interface PieceRunner {

  /** Does one piece. What it throws ends the work: no further piece is begun. */
  interface Work {
    void accept(long piece);
  }

  /** Returns how many threads work at most. */
  int threads();

  /**
   * Does pieces {@code 0 .. pieces}, and throws what the first one that failed has thrown. When it
   * returns or throws, no other thread is at a piece, nor will be.
   */
  void run(long pieces, Work work);
}
