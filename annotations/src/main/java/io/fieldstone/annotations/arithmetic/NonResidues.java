// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that an extension of a prime field is made with: n of one by a root of x^d - n; n, k
 * and m of a tower, which is quadratic by a root of y^2 - (k + m x) over one by a root x of x^2 -
 * n. Each is the integer of least absolute value that it is modulo p.
 *
 * <pre>{@code
 * NonResidues.of(BabyBear4Field.INSTANCE.arithmetic());            // 11, 0 and 0
 * NonResidues.of(Mersenne31Complex2Field.INSTANCE.arithmetic());   // -1, 2 and 1
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param n n of x^d - n; 0 for a prime field
 * @param k the part of y^2 in the prime field; 0 unless it is a tower
 * @param m the coefficient of x in y^2; 0 unless it is a tower, and never for one: every number of
 *     the prime field has its square root in a quadratic extension
 */
public record NonResidues(BigInteger n, BigInteger k, BigInteger m) {

  /**
   * {@return the numbers of a field, if it is a prime field, one by a root of x^d - n over such a
   * field, or a tower}
   *
   * @param field a field
   */
  public static Optional<NonResidues> of(FieldArithmetic field) {
    if (field.isPrime()) {
      return Optional.of(new NonResidues(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO));
    }
    FieldArithmetic base = field.base();
    if (base.isPrime()) {
      return field
          .powerOfRoot()
          .map(n -> new NonResidues(least(n.get(0), field), BigInteger.ZERO, BigInteger.ZERO));
    }
    boolean tower = base.base().isPrime() && base.degree() == 2 && field.degree() == 4;
    return tower
        ? field
            .powerOfRoot()
            .flatMap(upper -> base.powerOfRoot().map(n -> tower(n, upper, field)))
            .filter(NonResidues::isTower)
        : Optional.empty();
  }

  private static NonResidues tower(
      List<BigInteger> n, List<BigInteger> upper, FieldArithmetic field) {
    return new NonResidues(
        least(n.get(0), field), least(upper.get(0), field), least(upper.get(1), field));
  }

  private static BigInteger least(BigInteger x, FieldArithmetic field) {
    BigInteger p = field.characteristic();
    return x.shiftLeft(1).compareTo(p) > 0 ? x.subtract(p) : x;
  }

  /** {@return whether the field is a tower} */
  public boolean isTower() {
    return m.signum() != 0;
  }

  /**
   * {@return whether all absolute values are below 2^bits}
   *
   * @param bits how many bits they may have
   */
  public boolean fit(int bits) {
    return n.abs().bitLength() <= bits
        && k.abs().bitLength() <= bits
        && m.abs().bitLength() <= bits;
  }
}
