// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The multiplicative group of a prime field: p - 1 elements, cyclic. Its subgroups of 2^k elements
 * are what transforms of that size evaluate on.
 *
 * <pre>{@code
 * var group = new MultiplicativeGroup(p);
 * group.twoAdicity();                       // 32 for the scalar field of BLS12-381
 * group.leastGenerator();                   // 7
 * group.rootOfUnity(generator, 20);         // of order 2^20
 * }</pre>
 *
 * <p>A generator is no q-th power for any prime q that divides p - 1. That is decided for the
 * primes below {@value #SMALL_PRIMES_END}, since p - 1 cannot be factored in general: what passes
 * has every order that is made of such primes, powers of two above all. (Handbook of Applied
 * Cryptography, 4.80, asks for all primes.)
 *
 * <p>Immutable and thread-safe.
 */
public final class MultiplicativeGroup {

  private static final int SMALL_PRIMES_END = 1000;

  private final BigInteger p;
  private final BigInteger order;
  private final List<Integer> smallPrimes;

  /**
   * Describes the group of the integers modulo an odd prime, which is not checked.
   *
   * @param p the modulus, a prime
   */
  public MultiplicativeGroup(BigInteger p) {
    this.p = p;
    this.order = p.subtract(BigInteger.ONE);
    this.smallPrimes = smallPrimesOf(order);
  }

  static List<Integer> smallPrimesOf(BigInteger number) {
    List<Integer> primes = new ArrayList<>();
    for (int q = 2; q < SMALL_PRIMES_END; q++) {
      BigInteger candidate = BigInteger.valueOf(q);
      // those that are no primes have a factor that is one of them
      if (number.mod(candidate).signum() == 0
          && primes.stream().mapToInt(Integer::intValue).noneMatch(isFactorOf(q))) {
        primes.add(q);
      }
    }
    return List.copyOf(primes);
  }

  private static IntPredicate isFactorOf(int q) {
    return prime -> q % prime == 0;
  }

  /** {@return the largest k for which 2^k divides p - 1} */
  public int twoAdicity() {
    return order.getLowestSetBit();
  }

  /**
   * {@return a prime q that divides p - 1, below 1000, for which {@code element} is a q-th power,
   * if there is one: then it is no generator}
   *
   * @param element an element, not zero
   */
  public OptionalInt powerOf(BigInteger element) {
    return smallPrimes.stream()
        .mapToInt(Integer::intValue)
        .filter(q -> element.modPow(order.divide(BigInteger.valueOf(q)), p).equals(BigInteger.ONE))
        .findFirst();
  }

  /** {@return the least positive integer that {@link #powerOf} finds nothing against} */
  public BigInteger leastGenerator() {
    BigInteger candidate = BigInteger.TWO;
    while (powerOf(candidate).isPresent()) {
      candidate = candidate.add(BigInteger.ONE);
    }
    return candidate;
  }

  /**
   * {@return generator^((p - 1) / 2^log), which has order 2^log if the generator is no square}
   *
   * @param generator no square
   * @param log from 0 to {@link #twoAdicity}
   * @throws IllegalArgumentException if there is no root of that order
   */
  public BigInteger rootOfUnity(BigInteger generator, int log) {
    if (log < 0 || log > twoAdicity()) {
      throw new IllegalArgumentException(
          "2^" + log + " does not divide p - 1, whose largest such divisor is 2^" + twoAdicity());
    }
    return generator.modPow(order.shiftRight(log), p);
  }
}
