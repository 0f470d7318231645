// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NonResiduesTest {

  private static final FieldArithmetic F7 = SmallFields.prime(7);

  /** i^2 + 1. */
  private static final FieldArithmetic F49 = F7.extend(SmallFields.polynomial(F7, 1, 0));

  private static Optional<NonResidues> numbers(int n, int k, int m) {
    return Optional.of(
        new NonResidues(BigInteger.valueOf(n), BigInteger.valueOf(k), BigInteger.valueOf(m)));
  }

  /** By y^2 + c1 y - (k + m x), over {@code base}. */
  private static FieldArithmetic quadratic(FieldArithmetic base, int k, int m, int c1) {
    List<BigInteger> x = base.root();
    List<BigInteger> number =
        base.add(base.of(BigInteger.valueOf(k)), base.multiply(x, base.of(BigInteger.valueOf(m))));
    return base.extend(List.of(base.negate(number), base.of(BigInteger.valueOf(c1))));
  }

  @Test
  void primeFieldsHaveNone() {
    assertEquals(numbers(0, 0, 0), NonResidues.of(F7));
  }

  @Test
  void numbersHaveTheLeastAbsoluteValue() {
    assertEquals(numbers(-1, 0, 0), NonResidues.of(F49));
    assertEquals(numbers(3, 0, 0), NonResidues.of(F7.extend(SmallFields.polynomial(F7, 4, 0))));
    assertEquals(numbers(2, 0, 0), NonResidues.of(F7.extend(SmallFields.polynomial(F7, -2, 0, 0))));
    assertEquals(numbers(-1, 2, -3), NonResidues.of(quadratic(F49, 2, 4, 0)));
    assertFalse(NonResidues.of(F49).orElseThrow().isTower());
    assertTrue(NonResidues.of(quadratic(F49, 0, 1, 0)).orElseThrow().isTower());
  }

  @Test
  void otherPolynomialsAndOtherTowersHaveNoSuchNumbers() {
    FieldArithmetic trinomial = F7.extend(SmallFields.polynomial(F7, 3, 1)); // x^2 + x + 3
    assertEquals(Optional.empty(), NonResidues.of(trinomial));
    assertEquals(Optional.empty(), NonResidues.of(quadratic(trinomial, 2, 1, 0)));
    assertEquals(Optional.empty(), NonResidues.of(quadratic(F49, 2, 1, 1)));
    assertEquals(Optional.empty(), NonResidues.of(quadratic(F49, 3, 0, 0)), "no field");
    FieldArithmetic cubicOver = F49.extend(SmallFields.polynomial(F49, 2, 0, 0));
    assertEquals(Optional.empty(), NonResidues.of(cubicOver));
    FieldArithmetic overCubic = quadratic(F7.extend(SmallFields.polynomial(F7, -2, 0, 0)), 2, 1, 0);
    assertEquals(Optional.empty(), NonResidues.of(overCubic));
    assertEquals(Optional.empty(), NonResidues.of(quadratic(quadratic(F49, 2, 1, 0), 1, 1, 0)));
  }

  @Test
  void allNumbersHaveToFit() {
    for (NonResidues numbers :
        List.of(
            numbers(-8, 7, 1).orElseThrow(),
            numbers(1, -8, 7).orElseThrow(),
            numbers(7, 1, 8).orElseThrow())) {
      assertTrue(numbers.fit(4), numbers::toString);
      assertFalse(numbers.fit(3), numbers::toString);
    }
  }
}
