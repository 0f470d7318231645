// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.annotations.LimbShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How transforms of one size are made on a device: plain data.
 *
 * <p>A transform of 2^logSize elements is made in passes over them. A pass makes transforms of
 * 2^radix elements in the memory of workgroups, each of which holds 2^logTile elements: several
 * small transforms side by side. Between two passes each element is multiplied with a power of a
 * root of unity, which is looked up in a table as long as the vector, or in two short ones whose
 * elements are multiplied with each other.
 *
 * @param logSize log2 of the size
 * @param logTile log2 of the elements that a workgroup holds
 * @param radices log2 of the sizes of the small transforms, whose sum is {@code logSize}: one for
 *     each pass, the first for what is farthest apart; none for size 1
 * @param logTableMost log2 of the longest table that holds every power
 */
public record TransformPlan(int logSize, int logTile, List<Integer> radices, int logTableMost) {

  /**
   * Checks the plan.
   *
   * @param logSize log2 of the size
   * @param logTile log2 of the elements that a workgroup holds
   * @param radices log2 of the sizes of the small transforms
   * @param logTableMost log2 of the longest table that holds every power
   */
  public TransformPlan {
    radices = List.copyOf(radices);
    if (logSize < 0 || radices.stream().mapToInt(Integer::intValue).sum() != logSize) {
      throw new IllegalArgumentException(
          "passes of " + radices + " bits do not make a transform of 2^" + logSize + " elements");
    }
    if (radices.stream().anyMatch(radix -> radix < 1 || radix > logTile)) {
      throw new IllegalArgumentException(
          "passes of " + radices + " bits, with 2^" + logTile + " elements to a workgroup");
    }
  }

  /**
   * {@return the plan with the fewest passes}
   *
   * @param logSize log2 of the size
   * @param logTile log2 of the elements that a workgroup holds
   * @param most log2 of the largest small transform
   * @param logTableMost log2 of the longest table that holds every power
   */
  static TransformPlan of(int logSize, int logTile, int most, int logTableMost) {
    int passes = (logSize + most - 1) / most;
    List<Integer> radices = new ArrayList<>();
    for (int i = 0; i < passes; i++) {
      radices.add(logSize * (i + 1) / passes - logSize * i / passes);
    }
    return new TransformPlan(logSize, logTile, radices, logTableMost);
  }

  /** {@return how often the elements are read and written} */
  public int passes() {
    return Math.max(radices.size(), 1);
  }

  /** {@return log2 of the distance of the elements of the small transforms of a pass} */
  int logStride(int pass) {
    return radices.subList(pass + 1, radices.size()).stream().mapToInt(Integer::intValue).sum();
  }

  /** {@return log2 of how many powers of roots are between a pass and the next one} */
  int logTwiddles(int pass) {
    return logStride(pass) + radices.get(pass);
  }

  /** {@return whether powers of roots, 2^log of them, are in two short tables} */
  boolean windowed(int log) {
    return log > logTableMost;
  }

  /** {@return the passes in the order in which they run} */
  List<Integer> order(boolean readsReversed) {
    List<Integer> passes =
        new ArrayList<>(IntStream.range(0, radices.size()).boxed().toList());
    if (readsReversed) {
      Collections.reverse(passes);
    }
    return passes;
  }

  /** {@return how many bytes of shared memory a workgroup takes} */
  static long tileBytes(LimbShape shape, String strategy, int logTile) {
    int words = shape.words();
    long factor =
        switch (strategy) {
          case "columns" -> words == 8 ? 9 * Integer.BYTES : 14 * Integer.BYTES;
          case "float64" -> words == 8 ? 5 * Double.BYTES : 8 * Double.BYTES;
          default -> words * (long) Integer.BYTES;
        };
    return factor << logTile;
  }
}
