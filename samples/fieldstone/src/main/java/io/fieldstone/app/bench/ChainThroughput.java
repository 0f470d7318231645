// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

/**
 * How fast products are in registers: a hundred per element, in Montgomery form.
 *
 * @param kernel mul-chain or sqr-chain
 * @param strategy how it multiplies
 * @param elements elements of each vector
 * @param samples how long the device takes
 */
public record ChainThroughput(String kernel, String strategy, long elements, Samples samples) {

  /** Products per element. */
  public static final int PRODUCTS = 100;

  private static final double NANOS_PER_SECOND = 1e9;

  /** Returns the best time, in nanoseconds. */
  public long nanos() {
    return samples.leastNanos();
  }

  /** Returns products per second. */
  public double productsPerSecond() {
    return elements * PRODUCTS * NANOS_PER_SECOND / nanos();
  }

  /** Returns the time per product, in nanoseconds, where the device does as many as it can. */
  public double nanosPerProduct() {
    return (double) nanos() / elements / PRODUCTS;
  }
}
