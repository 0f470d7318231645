// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import org.jspecify.annotations.Nullable;

/**
 * How long products take on one thread of the CPU.
 *
 * @param bigIntegerNanos of BigInteger: a multiplication and a remainder, in nanoseconds
 * @param nativeProduct of a native library, null if there is none for the field
 */
public record CpuTimes(double bigIntegerNanos, @Nullable NativeProduct nativeProduct) {

  /**
   * A native library's Montgomery product.
   *
   * @param function the C function
   * @param nanos of a call from Java, the call itself included
   * @param callNanos of a call of an addition, which is little more than the call itself
   */
  public record NativeProduct(String function, double nanos, double callNanos) {}
}
