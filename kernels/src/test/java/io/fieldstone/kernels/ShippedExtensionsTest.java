// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped extension fields, on edges and random elements. */
class ShippedExtensionsTest {

  static Collection<ExtensionField<?>> extensions() {
    return KernelRegistry.load().extensionFields();
  }

  /** Zero, one, the root, all coefficients p - 1, one part zero, and random ones. */
  private static <E> List<FieldElement<E>> elements(ExtensionField<E> field) {
    Random random = new Random(15);
    BigInteger p = field.primeField().modulus();
    BigInteger last = p.subtract(BigInteger.ONE);
    int degree = field.components();
    List<FieldElement<E>> elements =
        new ArrayList<>(List.of(field.zero(), field.one(), field.root(), field.one().negate()));
    elements.add(field.element(Collections.nCopies(degree, last)));
    for (int i = 0; i < degree; i++) {
      List<BigInteger> one = new ArrayList<>(Collections.nCopies(degree, BigInteger.ZERO));
      one.set(i, last);
      elements.add(field.element(one));
    }
    for (int i = 0; i < 20; i++) {
      List<BigInteger> coefficients = new ArrayList<>();
      for (int c = 0; c < degree; c++) {
        coefficients.add(new BigInteger(p.bitLength() + 64, random).mod(p));
      }
      elements.add(field.element(coefficients));
    }
    return elements;
  }

  @Test
  void theFieldsThatAreShippedAreThese() {
    assertEquals(
        List.of(
            "baby_bear4",
            "bls12_377_fp2",
            "bls12_381_fp2",
            "bn254_fp2",
            "goldilocks2",
            "koala_bear4",
            "mersenne31_complex",
            "mersenne31_complex2"),
        extensions().stream().map(ExtensionField::name).toList());
    assertEquals(Bls12381Fp2Field.INSTANCE, KernelRegistry.load().extensionField("bls12_381_fp2"));
  }

  @ParameterizedTest
  @CsvSource({
    "baby_bear4, 4, 16, 4",
    "bls12_377_fp2, 2, 96, 8",
    "bls12_381_fp2, 2, 96, 8",
    "bn254_fp2, 2, 64, 8",
    "goldilocks2, 2, 16, 8",
    "koala_bear4, 4, 16, 4",
    "mersenne31_complex, 2, 8, 4",
    "mersenne31_complex2, 4, 16, 4"
  })
  void anElementIsATupleOfBaseElements(String name, int components, int bytes, int alignment) {
    ExtensionField<?> field = KernelRegistry.load().extensionField(name);
    assertEquals(components, field.components());
    assertEquals(bytes, field.elementBytes());
    assertEquals(bytes / 4, field.words());
    assertEquals(alignment, field.alignment());
    assertEquals(field.primeField().shape(), field.shape());
    assertEquals(FieldElement.class, field.valueType());
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void elementsAreOfAField(ExtensionField<?> field) {
    checkField(field);
  }

  private static <E> void checkField(ExtensionField<E> field) {
    List<FieldElement<E>> elements = elements(field);
    for (int i = 0; i < elements.size(); i++) {
      FieldElement<E> a = elements.get(i);
      FieldElement<E> b = elements.get(elements.size() - 1 - i);
      FieldElement<E> c = elements.get((7 * i + 3) % elements.size());
      assertEquals(a.multiply(b), b.multiply(a));
      assertEquals(a.multiply(b.add(c)), a.multiply(b).add(a.multiply(c)));
      assertEquals(a.multiply(b).multiply(c), a.multiply(b.multiply(c)));
      assertEquals(a, a.subtract(b).add(b));
      assertEquals(field.zero(), a.add(a.negate()));
      assertEquals(a.isZero() ? field.zero() : field.one(), a.multiply(a.inverse()));
      assertEquals(a.multiply(a), a.square());
      assertEquals(a, a.power(field.order()));
      assertEquals(
          a.square(), a.square().squareRoot().orElseThrow().square(), "a square has a root");
    }
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void theRootIsOneOfThePolynomial(ExtensionField<?> field) {
    checkRoot(field);
  }

  private static <E> void checkRoot(ExtensionField<E> field) {
    FieldElement<E> sum = field.root().power(BigInteger.valueOf(field.relativeDegree()));
    for (int i = 0; i < field.relativeDegree(); i++) {
      FieldElement<E> coefficient =
          field.element(field.arithmetic().embed(field.polynomial().get(i)));
      sum = sum.add(coefficient.multiply(field.root().power(BigInteger.valueOf(i))));
    }
    assertTrue(sum.isZero());
  }

  /** (a0 + a1 u)(b0 + b1 u) with u^2 = n, written out. */
  @ParameterizedTest
  @CsvSource({"bls12_381_fp2, -1", "bls12_377_fp2, -5", "bn254_fp2, -1", "goldilocks2, 7"})
  void productsOfPairsAreThoseOfTheFormula(String name, int nonResidue) {
    ExtensionField<?> field = KernelRegistry.load().extensionField(name);
    checkPairs(field, BigInteger.valueOf(nonResidue));
  }

  private static <E> void checkPairs(ExtensionField<E> field, BigInteger n) {
    BigInteger p = field.primeField().modulus();
    List<FieldElement<E>> elements = elements(field);
    for (FieldElement<E> a : elements) {
      for (FieldElement<E> b : elements.subList(0, 12)) {
        BigInteger a0 = a.coefficients().get(0);
        BigInteger a1 = a.coefficients().get(1);
        BigInteger b0 = b.coefficients().get(0);
        BigInteger b1 = b.coefficients().get(1);
        assertEquals(
            List.of(
                a0.multiply(b0).add(n.multiply(a1).multiply(b1)).mod(p),
                a0.multiply(b1).add(a1.multiply(b0)).mod(p)),
            a.multiply(b).coefficients());
      }
    }
  }

  /** The towers of the pairing-friendly curves go on with the cube root of u + 1 and of u + 9. */
  @Test
  void towersGoOn() {
    FieldArithmetic bls = Bls12381Fp2Field.INSTANCE.arithmetic();
    assertTrue(bls.isIrreducible(cubic(bls, 1)));
    FieldArithmetic bn = Bn254Fp2Field.INSTANCE.arithmetic();
    assertTrue(bn.isIrreducible(cubic(bn, 9)));
    assertFalse(bn.isIrreducible(cubic(bn, 0)), "u is a cube"); // of -u
  }

  /** v^3 - u - n. */
  private static List<List<BigInteger>> cubic(FieldArithmetic field, int n) {
    List<BigInteger> constant = field.add(field.root(), field.of(BigInteger.valueOf(n)));
    return List.of(field.negate(constant), field.zero(), field.zero());
  }

  @Test
  void theTowerOfMersenne31IsThatOfStwo() {
    var u = Mersenne31Complex2Field.INSTANCE.element(0, 0, 1, 0);
    assertEquals(Mersenne31Complex2Field.INSTANCE.root(), u);
    assertEquals(Mersenne31Complex2Field.INSTANCE.element(2, 1, 0, 0), u.square());
    assertEquals("(0x0, 0x0, 0x1, 0x0)", u.toString());
  }

  /** (a + b u)(c + d u) = a c + b d (2 + i) + (a d + b c) u, written out. */
  @Test
  void productsOfTheTowerAreThoseOfTheFormula() {
    var complex = Mersenne31ComplexField.INSTANCE;
    for (FieldElement<Mersenne31Complex2> x : elements(Mersenne31Complex2Field.INSTANCE)) {
      for (FieldElement<Mersenne31Complex2> y : elements(Mersenne31Complex2Field.INSTANCE)) {
        var a = complex.element(x.coefficients().subList(0, 2));
        var b = complex.element(x.coefficients().subList(2, 4));
        var c = complex.element(y.coefficients().subList(0, 2));
        var d = complex.element(y.coefficients().subList(2, 4));
        assertEquals(
            Mersenne31Complex2Field.INSTANCE.element(
                a.multiply(c).add(b.multiply(d).multiply(complex.element(2, 1))),
                a.multiply(d).add(b.multiply(c))),
            x.multiply(y));
      }
    }
  }

  @Test
  void coefficientsAreInRangeAndAsManyAsTheDegree() {
    FiniteField<BabyBear4> field = BabyBear4Field.INSTANCE;
    assertEquals(
        "an element of baby_bear4 has 4 coefficients, not 2",
        assertThrows(ElementRangeException.class, () -> field.element(1, 2)).getMessage());
    assertEquals(
        "coefficient 3 is not in [0, p) of baby_bear: 0x78000001",
        assertThrows(ElementRangeException.class, () -> field.element(0, 0, 0, 0x78000001L))
            .getMessage());
    assertEquals(
        "coefficient 0 is not in [0, p) of baby_bear: 0x-1",
        assertThrows(ElementRangeException.class, () -> field.element(-1, 0, 0, 0)).getMessage());
    assertEquals(
        "exponent -1 is negative; invert the base",
        assertThrows(ElementRangeException.class, () -> field.one().power(BigInteger.valueOf(-1)))
            .getMessage());
  }

  @Test
  void elementsAreMadeOfTheirCoefficients() {
    BigInteger c0 = Bls12381FpField.MODULUS.subtract(BigInteger.ONE);
    assertEquals(
        Bls12381Fp2Field.INSTANCE.element(List.of(c0, BigInteger.TEN)),
        Bls12381Fp2Field.INSTANCE.element(c0, BigInteger.TEN));
    FieldElement<Mersenne31Complex> one = Mersenne31ComplexField.INSTANCE.element(1, 2);
    FieldElement<Mersenne31Complex> other = Mersenne31ComplexField.INSTANCE.element(3, 4);
    FieldElement<Mersenne31Complex2> made = Mersenne31Complex2Field.INSTANCE.element(one, other);
    assertEquals(Mersenne31Complex2Field.INSTANCE.element(1, 2, 3, 4), made);
  }

  @Test
  void coefficientsThatDoNotFitAreNamed() {
    var fp2 = Bls12381Fp2Field.INSTANCE;
    var complex = Mersenne31ComplexField.INSTANCE;
    var tower = Mersenne31Complex2Field.INSTANCE;
    assertEquals(
        "an element of bls12_381_fp2 has 2 coefficients, not 1",
        assertThrows(ElementRangeException.class, () -> fp2.element(BigInteger.ONE)).getMessage());
    assertEquals(
        "coefficient 1 is null",
        assertThrows(
                NullPointerException.class,
                () -> fp2.element(new BigInteger[] {BigInteger.ONE, null}))
            .getMessage());
    assertEquals(
        "an element of mersenne31_complex2 has 2 coefficients over mersenne31_complex, not 1",
        assertThrows(ElementRangeException.class, () -> tower.element(complex.one())).getMessage());
    assertEquals(
        "coefficient 1 is over mersenne31_complex2, but mersenne31_complex is expected",
        assertThrows(
                UnsupportedFieldException.class, () -> tower.element(complex.one(), tower.one()))
            .getMessage());
  }
}
