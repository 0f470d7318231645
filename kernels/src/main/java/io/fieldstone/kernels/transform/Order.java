// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

/**
 * The order of the elements of a transform, first those that it reads, then those that it writes.
 * In <i>natural</i> order, element i is at index i: coefficient i of a polynomial, or its value at
 * point i of the domain. In <i>bit-reversed</i> order it is at the index that has the log2(size)
 * bits of i in the opposite order.
 *
 * <p>A transform takes vectors for what the order says; one of another order cannot be told from
 * it, and gives something else.
 *
 * <p>{@link #NATURAL_TO_REVERSED} and back by {@link #REVERSED_TO_NATURAL} is the fastest pair: no
 * element moves farther than its pass, and no memory is needed beside the vector's own.
 */
public enum Order {
  /** Natural to natural. */
  NATURAL(false, false),
  /** Natural to bit-reversed. */
  NATURAL_TO_REVERSED(false, true),
  /** Bit-reversed to natural. */
  REVERSED_TO_NATURAL(true, false),
  /** Bit-reversed to bit-reversed. */
  REVERSED(true, true);

  private final boolean readsReversed;
  private final boolean writesReversed;

  Order(boolean readsReversed, boolean writesReversed) {
    this.readsReversed = readsReversed;
    this.writesReversed = writesReversed;
  }

  /** {@return whether what is read is bit-reversed} */
  public boolean readsReversed() {
    return readsReversed;
  }

  /** {@return whether what is written is bit-reversed} */
  public boolean writesReversed() {
    return writesReversed;
  }

  /** Returns whether results lie in another order than elements do by passes that move none. */
  boolean moves() {
    return readsReversed == writesReversed;
  }

  /** {@return the order of the way back} */
  public Order opposite() {
    return switch (this) {
      case NATURAL_TO_REVERSED -> REVERSED_TO_NATURAL;
      case REVERSED_TO_NATURAL -> NATURAL_TO_REVERSED;
      default -> this;
    };
  }
}
