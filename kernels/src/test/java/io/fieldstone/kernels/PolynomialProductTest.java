// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.product;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.polynomial.PolynomialProduct;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of polynomials against the schoolbook. */
class PolynomialProductTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  private static final GoldilocksField FIELD = GoldilocksField.INSTANCE;
  private static final ElementForm CANONICAL = ElementForm.CANONICAL;

  /** Of both operands: around powers of two, one whole, the shorter one first and last. */
  private static final int[][] LENGTHS = {
    {1, 1},
    {1, 2},
    {2, 1},
    {2, 2},
    {1, 64},
    {64, 1},
    {17, 16},
    {16, 17},
    {33, 33},
    {5, 100},
    {129, 128},
    {200, 313}
  };

  static Stream<Arguments> cases() {
    return PolynomialBackends.cases(10);
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("cases")
  <F> void productsAndSquaresAreThoseOfTheSchoolbook(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    try (var check = new OperationCheck<>(BACKENDS.get(onGpu), field)) {
      for (int[] lengths : LENGTHS) {
        int size = lengths[0] + lengths[1] - 1;
        List<BigInteger> x = random(field, lengths[0], lengths[1]);
        List<BigInteger> y = random(field, lengths[1], 1000 + lengths[0]);
        String what = lengths[0] + " by " + lengths[1];
        try (var products = PolynomialProduct.of(check.vectors(), size);
            DeviceVector<F> a = check.upload(x, form);
            DeviceVector<F> b = check.upload(y, form);
            DeviceVector<F> out = check.poisoned(size, form)) {
          products.multiply(a, b, out);
          assertEquals(product(x, y, p), elements(out), what);
          assertEquals(x, elements(a), what + ", an operand changed");
          assertEquals(y, elements(b), what + ", an operand changed");
        }
        try (var products = PolynomialProduct.of(check.vectors(), 2L * lengths[0] + 40);
            DeviceVector<F> a = check.upload(x, form);
            DeviceVector<F> out = check.poisoned(2 * lengths[0] - 1, form)) {
          products.square(a, out);
          assertEquals(product(x, x, p), elements(out), "square of " + lengths[0]);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("cases")
  <F> void edgesAreMultiplied(Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    try (var check = new OperationCheck<>(BACKENDS.get(onGpu), field);
        var products = PolynomialProduct.of(check.vectors(), 64);
        DeviceVector<F> out = check.poisoned(63, form)) {
      for (BigInteger each : List.of(BigInteger.ZERO, BigInteger.ONE, p.subtract(BigInteger.ONE))) {
        List<BigInteger> all = Collections.nCopies(32, each);
        List<BigInteger> other = random(field, 32, 5);
        try (DeviceVector<F> a = check.upload(all, form);
            DeviceVector<F> b = check.upload(other, form)) {
          products.multiply(a, b, out);
          assertEquals(product(all, other, p), elements(out));
          products.square(a, out);
          assertEquals(product(all, all, p), elements(out));
        }
      }
    }
  }

  @Test
  void fieldsWithNextToNoTransformsHaveProductsOfTwo() {
    Mersenne31Field field = Mersenne31Field.INSTANCE;
    try (var check = new OperationCheck<>(BACKENDS.get(false), field);
        var products = PolynomialProduct.of(check.vectors(), 2);
        var a = check.upload(List.of(BigInteger.TWO), CANONICAL);
        var b = check.upload(List.of(BigInteger.TEN, BigInteger.ONE), CANONICAL);
        var out = check.poisoned(2, CANONICAL)) {
      products.multiply(a, b, out);
      assertEquals(List.of(BigInteger.valueOf(20), BigInteger.TWO), elements(out));
      products.multiply(b, a, b); // as long as the operand, which it may be
      assertEquals(List.of(BigInteger.valueOf(20), BigInteger.TWO), elements(b));
      refused(
          UnsupportedFieldException.class,
          "a product of 3 coefficients takes transforms of 2^2 elements, but the longest of"
              + " mersenne31 have 2^1",
          () -> PolynomialProduct.of(check.vectors(), 3));
    }
  }

  @Test
  void hostVectorsAndArraysAreMultiplied() {
    List<BigInteger> x = random(FIELD, 9, 1);
    List<BigInteger> y = random(FIELD, 12, 2);
    List<BigInteger> expected = product(x, y, FIELD.modulus());
    PersistentBackend gpu = BACKENDS.get(false);
    try (var field = FieldOperations.of(gpu, FIELD);
        var products = PolynomialProduct.of(field, 20);
        HostVector<Goldilocks> a = gpu.hostVector(FIELD, x);
        HostVector<Goldilocks> b = gpu.hostVector(FIELD, y);
        HostVector<Goldilocks> c = products.multiply(a, b);
        HostVector<Goldilocks> square = products.multiply(a, a)) {
      assertEquals(expected, c.toList());
      assertEquals(product(x, x, FIELD.modulus()), square.toList());
      HeapVector<Goldilocks> array =
          products.multiply(
              HeapVector.of(FIELD, x.toArray(BigInteger[]::new)),
              HeapVector.of(FIELD, y.toArray(BigInteger[]::new)));
      assertEquals(expected, List.of(array.values()));
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void aProgramOfThemFollowsItsOperands() {
    BigInteger p = FIELD.modulus();
    PersistentBackend gpu = BACKENDS.get(false);
    List<BigInteger> y = random(FIELD, 40, 6);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var products = PolynomialProduct.of(check.vectors(), 100);
        var a = check.poisoned(30, CANONICAL);
        var b = check.upload(y, CANONICAL);
        var out = check.poisoned(69, CANONICAL);
        Program program = gpu.record(() -> products.multiply(a, b, out))) {
      for (int run = 0; run < 3; run++) {
        List<BigInteger> x = random(FIELD, 30, run);
        try (HostVector<Goldilocks> next = check.hostVector(x, CANONICAL)) {
          a.upload(next);
        }
        program.run();
        assertEquals(product(x, y, p), elements(out), "run " + run);
      }
    }
  }

  @Test
  void nothingIsAllocatedOnTheJavaHeap() {
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var products = PolynomialProduct.of(check.vectors(), 100);
        var a = check.upload(random(FIELD, 50, 3), CANONICAL);
        var b = check.upload(random(FIELD, 51, 4), CANONICAL);
        var out = check.poisoned(100, CANONICAL)) {
      Allocations.assertNone(
          gpu,
          () -> {
            products.multiply(a, b, out);
          });
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  @SuppressWarnings("try") // closed early
  void badOperandsAreNamedAndNothingIsWritten() {
    PersistentBackend gpu = BACKENDS.get(false);
    List<BigInteger> kept = random(FIELD, 7, 4);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var products = PolynomialProduct.of(check.vectors(), 7);
        var four = check.upload(kept.subList(0, 4), CANONICAL);
        var five = check.upload(kept.subList(0, 5), CANONICAL);
        var none = check.upload(List.of(), CANONICAL);
        var montgomery = check.upload(kept.subList(0, 4), ElementForm.MONTGOMERY);
        var unreduced = gpu.deviceVector(FIELD, 4, ElementForm.UNREDUCED);
        var out = check.upload(kept, CANONICAL)) {
      assertEquals(7, products.mostCoefficients());
      for (long most : new long[] {0, -1, (1 << 30) + 1L}) {
        refused(
            LengthMismatchException.class,
            "a product has from 1 to 2^30 coefficients, and not " + most,
            () -> PolynomialProduct.of(check.vectors(), most));
      }
      refused(
          LengthMismatchException.class,
          "the product of 5 and 4 coefficients has 8, but the most are 7; make products of more",
          () -> products.multiply(five, four, out));
      refused(
          LengthMismatchException.class,
          "b has no elements; a polynomial has one at least",
          () -> products.multiply(five, none, out));
      refused(
          LengthMismatchException.class,
          "out has 5 elements, but 7 are expected",
          () -> products.multiply(four, four, five));
      refused(
          FormMismatchException.class,
          "b is MONTGOMERY, but CANONICAL is expected",
          () -> products.multiply(four, montgomery, out));
      refused(
          FormMismatchException.class,
          "a is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> products.square(unreduced, out));
      assertThrows(
          RecordingException.class,
          () -> gpu.record(() -> PolynomialProduct.of(check.vectors(), 7)));
      products.close();
      products.close();
      refused(
          ClosedException.class,
          "the products of polynomials over goldilocks were closed",
          () -> products.square(four, out));
      assertEquals(kept, elements(out));
    }
  }
}
