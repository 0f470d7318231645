// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

/**
 * The order of n values over a domain or coset, and so which of them belong together when they are
 * folded.
 */
public enum PointOrder {
  /**
   * Elements i and i + n / 2: the values at w^i and -w^i of a domain in natural order, or those of
   * a multilinear polynomial whose first variable, the one of the highest bit, is 0 and 1.
   */
  NATURAL,
  /**
   * Elements 2i and 2i + 1: the same of a domain in bit-reversed order, or of the variable of the
   * lowest bit.
   */
  BIT_REVERSED;

  int constant() {
    return this == BIT_REVERSED ? 1 : 0;
  }
}
