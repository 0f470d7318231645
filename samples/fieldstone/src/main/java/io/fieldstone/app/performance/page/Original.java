// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import io.fieldstone.app.performance.draw.Quantity;
import java.util.Map;

/**
 * The figures that this project began with: BLS12-381 Fp additions by a program in Rust on a laptop
 * with an Intel i7-9750H and Windows.
 */
final class Original {

  /** What it is called in tables. */
  static final String NAME = "original, laptop";

  /** Milliseconds of one-shot execution, by elements. */
  private static final Map<Long, Double> ONE_SHOT = Map.of(64L, 104.87, 1L << 16, 130.9);

  /** Milliseconds on a persistent backend, by elements. */
  private static final Map<Long, Double> PERSISTENT = Map.of(64L, 3.90, 1L << 16, 17.22);

  /** Milliseconds of sequential and pipelined batches. */
  private static final Map<String, double[]> BATCHES =
      Map.of(
          "16K x 2", new double[] {27, 23},
          "16K x 3", new double[] {41, 25},
          "16K x 4", new double[] {53, 29},
          "64K x 3", new double[] {82, 59},
          "64K x 4", new double[] {104, 70},
          "256K x 4", new double[] {262, 217});

  private Original() {}

  static double oneShot(long elements) {
    return ONE_SHOT.getOrDefault(elements, Double.NaN);
  }

  static double persistent(long elements) {
    return PERSISTENT.getOrDefault(elements, Double.NaN);
  }

  /** Returns the name of a batch. */
  static String batch(long elements, int jobs) {
    return Quantity.elements(elements) + " x " + jobs;
  }

  /** Returns how many times faster a batch was when pipelined. */
  static double speedUp(String batch) {
    double[] times = BATCHES.get(batch);
    return times == null ? Double.NaN : times[0] / times[1];
  }
}
