// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

/**
 * How long the dispatches of a pipeline take, as far as that was seen: the least time per element.
 * It tells what is safe to submit together, not how fast a kernel is. Not thread-safe: used by
 * whoever has the stream's turn.
 */
public final class CostEstimate {

  /** What was seen of longer ones is taken for the truth, though shorter ones came before. */
  private static final double SURPRISE = 4;

  private static final double WORTH_NOTING_NANOS = 1e6;

  private double nanosPerElement = Double.POSITIVE_INFINITY;

  /** Returns how long a dispatch over some elements takes; infinite if none was seen yet. */
  double nanos(long elements) {
    return nanosPerElement * Math.max(1, elements);
  }

  /**
   * Notes how long a dispatch took at most.
   *
   * @param alone whether nothing else ran meanwhile
   */
  void saw(long elements, double nanos, boolean alone) {
    double each = nanos / Math.max(1, elements);
    boolean surprise = alone && nanos > WORTH_NOTING_NANOS && each > SURPRISE * nanosPerElement;
    if (each < nanosPerElement || surprise) {
      nanosPerElement = each;
    }
  }
}
