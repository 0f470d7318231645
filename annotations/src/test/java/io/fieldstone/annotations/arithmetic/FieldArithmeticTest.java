// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import static io.fieldstone.annotations.arithmetic.SmallFields.elements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every element of small fields; what defines a field, and what follows from it. */
class FieldArithmeticTest {

  static Stream<FieldArithmetic> fields() {
    return SmallFields.all();
  }

  @ParameterizedTest
  @MethodSource("fields")
  void sumsAndProductsAreThoseOfAField(FieldArithmetic field) {
    List<List<BigInteger>> all = elements(field);
    assertEquals(field.order().intValue(), new HashSet<>(all).size());
    for (List<BigInteger> a : all) {
      assertEquals(a, field.add(a, field.zero()));
      assertEquals(a, field.multiply(a, field.one()));
      assertEquals(field.zero(), field.add(a, field.negate(a)));
      for (List<BigInteger> b : all) {
        assertEquals(field.multiply(a, b), field.multiply(b, a));
        assertEquals(a, field.add(field.subtract(a, b), b));
        List<BigInteger> c = field.add(field.multiply(a, a), field.add(b, field.one()));
        assertEquals(
            field.multiply(field.multiply(a, b), c), field.multiply(a, field.multiply(b, c)));
        assertEquals(
            field.multiply(a, field.add(b, c)),
            field.add(field.multiply(a, b), field.multiply(a, c)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void everyElementButZeroHasAnInverse(FieldArithmetic field) {
    assertEquals(field.zero(), field.inverse(field.zero()));
    for (List<BigInteger> a : elements(field)) {
      if (!FieldArithmetic.isZero(a)) {
        assertEquals(field.one(), field.multiply(a, field.inverse(a)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void powersAreRepeatedProducts(FieldArithmetic field) {
    for (List<BigInteger> a : elements(field)) {
      List<BigInteger> product = field.one();
      for (int e = 0; e < 20; e++) {
        assertEquals(product, field.power(a, BigInteger.valueOf(e)));
        product = field.multiply(product, a);
      }
      assertEquals(a, field.power(a, field.order()));
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void squareRootsAreFoundWhereThereAreAny(FieldArithmetic field) {
    Set<List<BigInteger>> squares = new HashSet<>();
    elements(field).forEach(a -> squares.add(field.square(a)));
    assertEquals(field.order().intValue() / 2 + 1, squares.size());
    for (List<BigInteger> a : elements(field)) {
      assertEquals(squares.contains(a), field.isSquare(a));
      assertEquals(squares.contains(a), field.squareRoot(a).isPresent());
      field.squareRoot(a).ifPresent(root -> assertEquals(a, field.square(root)));
    }
  }

  @Test
  void squareRootsAreFoundWhereTwoDividesTheUnitsOften() {
    FieldArithmetic goldilocks =
        FieldArithmetic.ofPrime(new BigInteger("ffffffff00000001", 16)); // 32 times
    for (int i = 1; i < 50; i++) {
      List<BigInteger> a = goldilocks.square(goldilocks.of(BigInteger.valueOf(-i)));
      assertEquals(a, goldilocks.square(goldilocks.squareRoot(a).orElseThrow()));
    }
  }

  /** Gauss: the sum over k | d of k times the irreducible polynomials of degree k is q^d. */
  @ParameterizedTest
  @CsvSource({"3, 1, 5", "5, 1, 4", "7, 1, 3", "3, 2, 3"})
  void irreduciblePolynomialsAreAsManyAsGaussCounted(int p, int degree, int highest) {
    FieldArithmetic prime = SmallFields.prime(p);
    FieldArithmetic field = degree == 1 ? prime : prime.extend(SmallFields.polynomial(prime, 1, 0));
    int[] irreducible = new int[highest + 1];
    for (int d = 1; d <= highest; d++) {
      for (List<List<BigInteger>> polynomial : polynomials(field, d)) {
        irreducible[d] += field.isIrreducible(polynomial) ? 1 : 0;
      }
      int sum = 0;
      for (int k = 1; k <= d; k++) {
        sum += d % k == 0 ? k * irreducible[k] : 0;
      }
      assertEquals(field.order().pow(d).intValue(), sum);
    }
  }

  private static List<List<List<BigInteger>>> polynomials(FieldArithmetic field, int degree) {
    List<List<List<BigInteger>>> all = new ArrayList<>(List.of(List.of()));
    for (int i = 0; i < degree; i++) {
      List<List<List<BigInteger>>> longer = new ArrayList<>();
      for (List<List<BigInteger>> polynomial : all) {
        for (List<BigInteger> coefficient : elements(field)) {
          List<List<BigInteger>> next = new ArrayList<>(polynomial);
          next.add(coefficient);
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  @Test
  void aPolynomialWithoutARootMayBeReducible() {
    FieldArithmetic f7 = SmallFields.prime(7);
    // (x^2 + 1)^2 and (x^2 + 1)(x^2 + 2)
    assertFalse(f7.isIrreducible(SmallFields.polynomial(f7, 1, 0, 2, 0)));
    assertFalse(f7.isIrreducible(SmallFields.polynomial(f7, 2, 0, 3, 0)));
    assertTrue(f7.isIrreducible(SmallFields.polynomial(f7, 1, 0)));
  }

  @Test
  void theRootIsOneOfThePolynomial() {
    FieldArithmetic f5 = SmallFields.prime(5);
    FieldArithmetic f125 = f5.extend(SmallFields.polynomial(f5, 1, 1, 0)); // x^3 + x + 1
    List<BigInteger> x = f125.root();
    assertEquals(
        f125.zero(), f125.add(f125.power(x, BigInteger.valueOf(3)), f125.add(x, f125.one())));
    assertEquals(f125.of(BigInteger.TWO), f125.embed(f5.of(BigInteger.TWO)));
  }
}
