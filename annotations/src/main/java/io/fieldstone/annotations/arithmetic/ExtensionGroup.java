// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The multiplicative group of an extension field: p^d - 1 elements, cyclic. What {@link
 * MultiplicativeGroup} is for prime fields, of elements that are lists of coefficients.
 *
 * <pre>{@code
 * FieldArithmetic fp = FieldArithmetic.ofPrime(p);                  // p = 2^31 - 1
 * var group = new ExtensionGroup(fp.extend(List.of(fp.one(), fp.zero())));
 * group.twoAdicity();                       // 32
 * group.leastGenerator();                   // 12, 1
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 */
public final class ExtensionGroup {

  /** In a field, one element of ten at least is none of the powers. */
  private static final int MOST_TRIES = 1_000;

  private final FieldArithmetic field;
  private final BigInteger order;

  /**
   * Describes the group of a field.
   *
   * @param field an extension of another field
   */
  public ExtensionGroup(FieldArithmetic field) {
    this.field = field;
    this.order = field.order().subtract(BigInteger.ONE);
  }

  /** {@return the largest k for which 2^k divides p^d - 1} */
  public int twoAdicity() {
    return order.getLowestSetBit();
  }

  /**
   * {@return the first of u, 1 + u, 2 + u, ..., where u is {@link FieldArithmetic#root}, that is no
   * q-th power for any prime q below 1000 that divides p^d - 1} After p - 1 + u, of small fields,
   * come those whose next coefficient is larger by one.
   *
   * @throws IllegalArgumentException if there is none among the first thousand, since the
   *     polynomial is reducible, so that this is no field
   */
  public List<BigInteger> leastGenerator() {
    List<Integer> primes = MultiplicativeGroup.smallPrimesOf(order);
    List<BigInteger> candidate = field.root();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      if (primes.stream().noneMatch(isPower(candidate))) {
        return candidate;
      }
      candidate = next(candidate);
    }
    throw new IllegalArgumentException(
        "none of "
            + MOST_TRIES
            + " elements generates the group of the extension: its polynomial is reducible, so that"
            + " it is no field");
  }

  /** Returns the next element, if its coefficients are digits of a number, the lowest first. */
  private List<BigInteger> next(List<BigInteger> element) {
    List<BigInteger> next = new ArrayList<>(element);
    BigInteger last = field.characteristic().subtract(BigInteger.ONE);
    int digit = 0;
    while (digit < next.size() - 1 && next.get(digit).equals(last)) {
      next.set(digit++, BigInteger.ZERO);
    }
    next.set(digit, next.get(digit).add(BigInteger.ONE));
    return List.copyOf(next);
  }

  private Predicate<Integer> isPower(List<BigInteger> element) {
    return q -> field.power(element, order.divide(BigInteger.valueOf(q))).equals(field.one());
  }

  /**
   * {@return generator^((p^d - 1) / 2^log), which has order 2^log if the generator is no square}
   *
   * @param generator no square, as its coefficients
   * @param log from 0 to {@link #twoAdicity}
   * @throws IllegalArgumentException if there is no root of that order
   */
  public List<BigInteger> rootOfUnity(List<BigInteger> generator, int log) {
    if (log < 0 || log > twoAdicity()) {
      throw new IllegalArgumentException(
          "2^" + log + " does not divide p^d - 1, whose largest such divisor is 2^" + twoAdicity());
    }
    return field.power(generator, order.shiftRight(log));
  }
}
