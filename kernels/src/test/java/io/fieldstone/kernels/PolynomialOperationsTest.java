// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static io.fieldstone.kernels.ReferencePolynomials.series;
import static io.fieldstone.kernels.ReferencePolynomials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.polynomial.PointOrder;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Polynomials against BigInteger: one field of each kind daily, with shaders as CPUs and as GPUs
 * run them; every field in both forms both ways with {@link OperationsTest#FULL}.
 */
class PolynomialOperationsTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  /** Around chunks of 32, chunks of chunks, and tiles of 64 chunks. */
  private static final int[] LENGTHS = {1, 2, 31, 32, 33, 1024, 1025, 2048, 2049, 4100};

  static Stream<Arguments> fieldsAndForms() {
    return PolynomialBackends.cases(0);
  }

  private static PersistentBackend backend(boolean onGpu) {
    return BACKENDS.get(onGpu);
  }

  /** The suffix sums of Horner's rule: element i is the value at z of a[i], a[i + 1], ... */
  private static List<BigInteger> horner(List<BigInteger> a, BigInteger z, BigInteger p) {
    List<BigInteger> values = new ArrayList<>(a);
    for (int i = a.size() - 2; i >= 0; i--) {
      values.set(i, values.get(i + 1).multiply(z).add(a.get(i)).mod(p));
    }
    return values;
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("fieldsAndForms")
  <F> void valuesAndQuotientsAreThoseOfHornersRule(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    BigInteger least = p.subtract(BigInteger.ONE);
    List<BigInteger> coefficients = random(field, LENGTHS[LENGTHS.length - 1], 1);
    List<BigInteger> points = new ArrayList<>(random(field, 1, 2));
    points.addAll(List.of(BigInteger.ZERO, BigInteger.ONE, least));
    try (OperationCheck<F> check = new OperationCheck<>(backend(onGpu), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        DeviceVector<F> all = check.upload(points, form);
        DeviceVector<F> z = check.upload(points.subList(0, 1), form);
        DeviceVector<F> values = check.poisoned(points.size(), form);
        DeviceVector<F> remainder = check.poisoned(1, form)) {
      for (int length : LENGTHS) {
        List<BigInteger> a = coefficients.subList(0, length);
        List<BigInteger> horner = horner(a, points.get(0), p);
        List<BigInteger> quotient = new ArrayList<>(horner.subList(1, length));
        quotient.add(BigInteger.ZERO);
        try (DeviceVector<F> f = check.upload(a, form);
            DeviceVector<F> out = check.poisoned(length, form)) {
          polynomials.evaluateAll(f, all, values);
          assertEquals(points.stream().map(point -> value(a, point, p)).toList(), elements(values));
          assertEquals(horner.get(0), polynomials.evaluate(f, points.get(0)));
          polynomials.divideByLinear(f, z, out, remainder);
          assertEquals(quotient, elements(out), "quotient of " + length);
          assertEquals(horner.subList(0, 1), elements(remainder));
          polynomials.divideByLinear(f, least, out, null);
          List<BigInteger> byLeast = new ArrayList<>(horner(a, least, p).subList(1, length));
          byLeast.add(BigInteger.ZERO);
          assertEquals(byLeast, elements(out), "quotient of " + length);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("fieldsAndForms")
  <F> void manyPointsAreEvaluatedTogether(Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    List<BigInteger> points = random(field, 150, 50);
    try (OperationCheck<F> check = new OperationCheck<>(backend(onGpu), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        DeviceVector<F> z = check.upload(points, form);
        DeviceVector<F> values = check.poisoned(points.size(), form)) {
      for (int length : new int[] {1, 33, 1025}) {
        List<BigInteger> a = random(field, length, 51);
        try (DeviceVector<F> f = check.upload(a, form)) {
          polynomials.evaluateAll(f, z, values);
          assertEquals(
              points.stream().map(each -> value(a, each, p)).toList(),
              elements(values),
              "values of " + length);
        }
      }
    }
  }

  /** So long that points are taken in several turns, and one by one. */
  @Test
  void longPolynomialsAreEvaluatedInTurns() {
    BabyBearField field = BabyBearField.INSTANCE;
    for (int[] each : new int[][] {{60_000, 80}, {(1 << 20) + 1, 2}}) {
      List<BigInteger> a = random(field, each[0], 52);
      List<BigInteger> points = random(field, each[1], 53);
      try (var check = new OperationCheck<>(backend(true), field);
          var polynomials = PolynomialOperations.of(check.vectors());
          var f = check.upload(a, ElementForm.CANONICAL);
          var z = check.upload(points, ElementForm.CANONICAL);
          var values = check.poisoned(each[1], ElementForm.CANONICAL)) {
        polynomials.evaluateAll(f, z, values);
        assertEquals(
            points.parallelStream().map(point -> value(a, point, field.modulus())).toList(),
            elements(values),
            each[1] + " points of " + each[0]);
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("fieldsAndForms")
  <F> void sumsSeriesAndCombinationsAreThoseOfBigInteger(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    BigInteger z = random(field, 1, 3).get(0).max(BigInteger.TWO);
    List<BigInteger> x = random(field, 300, 4);
    List<BigInteger> y = random(field, 77, 5);
    try (OperationCheck<F> check = new OperationCheck<>(backend(onGpu), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        DeviceVector<F> a = check.upload(x, form);
        DeviceVector<F> b = check.upload(y, form);
        DeviceVector<F> g = check.upload(List.of(z), form);
        DeviceVector<F> out = check.poisoned(300, form)) {
      polynomials.add(b, a, out);
      assertEquals(sum(y, x, BigInteger.ONE, p), elements(out));
      polynomials.sub(b, a, out);
      assertEquals(sum(y, x, p.subtract(BigInteger.ONE), p), elements(out));
      polynomials.sub(a, b, out);
      assertEquals(sum(x, y, p.subtract(BigInteger.ONE), p), elements(out));
      polynomials.add(out, a, out);
      assertEquals(
          sum(sum(x, y, p.subtract(BigInteger.ONE), p), x, BigInteger.ONE, p), elements(out));

      for (int length : new int[] {1, 2, 31, 33, 300, 2049, 4200}) {
        try (DeviceVector<F> series = check.poisoned(length, form)) {
          polynomials.powers(g, series);
          assertEquals(series(BigInteger.ONE, z, length, p), elements(series));
          polynomials.geometric(x.get(0), z, series);
          assertEquals(series(x.get(0), z, length, p), elements(series));
        }
      }

      List<DeviceVector<F>> many = new ArrayList<>();
      List<List<BigInteger>> terms = new ArrayList<>();
      try {
        for (int count = 1; count <= 9; count++) {
          terms.add(random(field, 300, 10 + count));
          many.add(check.upload(terms.get(count - 1), form));
          polynomials.combine(many, g, out);
          List<BigInteger> expected = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            final int at = i;
            expected.add(value(terms.stream().map(term -> term.get(at)).toList(), z, p));
          }
          assertEquals(expected, elements(out), count + " polynomials");
          for (int k = 0; k < count && (count & 3) == 1; k++) {
            try (DeviceVector<F> one = check.upload(terms.get(k), form)) {
              List<DeviceVector<F>> others = new ArrayList<>(many);
              others.set(k, one);
              polynomials.combine(others, g, one);
              assertEquals(expected, elements(one), count + " polynomials, out is " + k);
            }
          }
        }
      } finally {
        many.forEach(DeviceVector::close);
      }
    }
  }

  private static List<BigInteger> sum(
      List<BigInteger> a, List<BigInteger> b, BigInteger factor, BigInteger p) {
    List<BigInteger> sum = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      BigInteger x = i < a.size() ? a.get(i) : BigInteger.ZERO;
      BigInteger y = i < b.size() ? b.get(i) : BigInteger.ZERO;
      sum.add(y.multiply(factor).add(x).mod(p));
    }
    return sum;
  }

  /** An element whose powers are a group of 2^log elements. */
  private static BigInteger root(Field<?> field, int log) {
    BigInteger p = field.modulus();
    BigInteger order = BigInteger.ONE.shiftLeft(log);
    for (int x = 2; ; x++) {
      BigInteger root = BigInteger.valueOf(x).modPow(p.subtract(BigInteger.ONE).divide(order), p);
      if (root.modPow(order.shiftRight(1), p).equals(p.subtract(BigInteger.ONE))) {
        return root;
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("fieldsAndForms")
  <F> void valuesOverADomainAreFoldedAndInterpolated(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    int log = Math.min(8, p.subtract(BigInteger.ONE).getLowestSetBit());
    int n = 1 << log;
    BigInteger w = root(field, log);
    BigInteger beta = random(field, 1, 20).get(0);
    List<BigInteger> coefficients = random(field, n, 21);
    List<BigInteger> even = new ArrayList<>();
    List<BigInteger> odd = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      (i % 2 == 0 ? even : odd).add(coefficients.get(i));
    }
    try (OperationCheck<F> check = new OperationCheck<>(backend(onGpu), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        DeviceVector<F> points = check.poisoned(n, form);
        DeviceVector<F> inverses = check.poisoned(n / 2, form);
        DeviceVector<F> challenge = check.upload(List.of(beta), form);
        DeviceVector<F> half = check.poisoned(n / 2, form);
        DeviceVector<F> one = check.poisoned(1, form)) {
      for (BigInteger shift : List.of(BigInteger.ONE, BigInteger.valueOf(5))) {
        List<BigInteger> x = series(shift, w, n, p);
        List<BigInteger> values = x.stream().map(each -> value(coefficients, each, p)).toList();
        polynomials.geometric(shift, w, points);
        polynomials.geometric(shift.modInverse(p), w.modInverse(p), inverses);
        List<BigInteger> folded = new ArrayList<>();
        List<BigInteger> fixed = new ArrayList<>();
        for (int i = 0; i < n / 2; i++) {
          BigInteger square = x.get(i).multiply(x.get(i)).mod(p);
          folded.add(value(odd, square, p).multiply(beta).add(value(even, square, p)).mod(p));
          BigInteger u = values.get(i);
          fixed.add(values.get(i + n / 2).subtract(u).multiply(beta).add(u).mod(p));
        }
        // 2i, 2i + 1: here with the pairs themselves in natural order, which the fold keeps
        List<BigInteger> pairs = new ArrayList<>();
        for (int i = 0; i < n / 2; i++) {
          pairs.add(values.get(i));
          pairs.add(values.get(i + n / 2));
        }
        try (DeviceVector<F> f = check.upload(values, form);
            DeviceVector<F> reversed = check.upload(pairs, form)) {
          polynomials.fold(f, PointOrder.NATURAL, inverses, challenge, half);
          assertEquals(folded, elements(half));
          polynomials.fold(reversed, PointOrder.BIT_REVERSED, inverses, challenge, half);
          assertEquals(folded, elements(half));
          polynomials.foldMultilinear(f, PointOrder.NATURAL, challenge, half);
          assertEquals(fixed, elements(half));
          polynomials.foldMultilinear(reversed, PointOrder.BIT_REVERSED, challenge, half);
          assertEquals(fixed, elements(half));
          for (BigInteger z : List.of(beta, BigInteger.ZERO, x.get(0), x.get(n - 1))) {
            try (DeviceVector<F> at = check.upload(List.of(z), form)) {
              polynomials.evaluateBarycentric(f, points, at, one);
              assertEquals(List.of(value(coefficients, z, p)), elements(one), "at " + z);
            }
          }
        }
      }
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void aProgramOfThemIsOneSubmissionAndFollowsItsScalars() {
    Bls12381FrField field = Bls12381FrField.INSTANCE;
    BigInteger p = field.modulus();
    ElementForm form = ElementForm.MONTGOMERY;
    List<BigInteger> a = random(field, 1500, 30);
    List<BigInteger> b = random(field, 1500, 31).stream().map(e -> e.max(BigInteger.ONE)).toList();
    PersistentBackend gpu = backend(false);
    try (var check = new OperationCheck<>(gpu, field);
        var polynomials = PolynomialOperations.of(check.vectors());
        var f = check.upload(a, form);
        var g = check.upload(b, form);
        var z = check.upload(List.of(BigInteger.TWO), form);
        var quotient = check.poisoned(1500, form);
        var combined = check.poisoned(1500, form);
        var product = check.poisoned(1500, form);
        var y = check.poisoned(1, form);
        var total = check.poisoned(1, form);
        Program step =
            gpu.record(
                () -> {
                  polynomials.combine(List.of(f, g), z, combined);
                  polynomials.divideByLinear(combined, z, quotient, y);
                  polynomials.divideByLinear(f, BigInteger.TEN, combined, null);
                  polynomials.grandProduct(f, g, product, total);
                })) {
      polynomials.close();
      for (int run = 0; run < 3; run++) {
        BigInteger at = BigInteger.valueOf(3 + run);
        try (HostVector<Bls12381Fr> value = check.hostVector(List.of(at), form)) {
          z.upload(value);
        }
        step.run();
        List<BigInteger> horner = horner(sum(a, b, at, p), at, p);
        assertEquals(horner.subList(0, 1), elements(y));
        assertEquals(horner.subList(1, 1500), elements(quotient).subList(0, 1499));
        assertEquals(
            horner(a, BigInteger.TEN, p).subList(1, 1500), elements(combined).subList(0, 1499));
      }
      BigInteger running = BigInteger.ONE;
      List<BigInteger> products = elements(product);
      for (int i = 0; i < 1500; i++) {
        assertEquals(running, products.get(i));
        running = running.multiply(a.get(i)).multiply(b.get(i).modInverse(p)).mod(p);
      }
      assertEquals(List.of(running), elements(total));
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  @SuppressWarnings("try") // closed early
  void badArgumentsAreNamedAndNothingIsWritten() {
    GoldilocksField field = GoldilocksField.INSTANCE;
    PersistentBackend gpu = backend(false);
    ElementForm form = ElementForm.CANONICAL;
    List<BigInteger> values = random(field, 64, 40);
    try (var check = new OperationCheck<>(gpu, field);
        var other = new OperationCheck<>(backend(true), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        var a = check.upload(values, form);
        var out = check.upload(values, form);
        var none = check.upload(List.of(), form);
        var one = check.upload(List.of(BigInteger.TWO), form);
        var montgomery = check.upload(List.of(BigInteger.TWO), ElementForm.MONTGOMERY);
        var foreign = other.upload(List.of(BigInteger.TWO), form)) {
      refused(
          LengthMismatchException.class,
          "a has no elements; a polynomial has one at least",
          () -> polynomials.evaluate(none, one, out.slice(0, 1)));
      refused(
          LengthMismatchException.class,
          "z has 64 elements, but 1 are expected",
          () -> polynomials.evaluate(a, a, one));
      refused(
          FormMismatchException.class,
          "z is MONTGOMERY, but CANONICAL is expected",
          () -> polynomials.evaluate(a, montgomery, one));
      refused(
          FormMismatchException.class,
          "points is MONTGOMERY, but CANONICAL is expected",
          () -> polynomials.evaluateAll(a, montgomery, one));
      refused(
          FormMismatchException.class,
          "z is MONTGOMERY, but CANONICAL is expected",
          () -> polynomials.divideByLinear(a, montgomery, out, null));
      refused(
          LengthMismatchException.class,
          "quotient has 1 elements, but 64 are expected",
          () -> polynomials.divideByLinear(a, one, one, null));
      refused(
          LengthMismatchException.class,
          "f has 1 elements, but an even number, 2 at least, is folded",
          () -> polynomials.foldMultilinear(one, PointOrder.NATURAL, one, out));
      refused(
          LengthMismatchException.class,
          "no polynomials are combined; take one at least",
          () -> polynomials.combine(List.of(), one, out));
      refused(
          LengthMismatchException.class,
          "polynomial 1 has 1 elements, but 64 are expected",
          () -> polynomials.combine(List.of(a, one), one, out));
      refused(
          ElementRangeException.class,
          "z is not in [0, p) of goldilocks: -0x1",
          () -> polynomials.divideByLinear(a, BigInteger.ONE.negate(), out, null));
      assertThrows(BindingException.class, () -> polynomials.divideByLinear(a, one, a, null));
      assertThrows(
          BackendMismatchException.class, () -> polynomials.divideByLinear(a, foreign, out, null));
      assertThrows(
          RecordingException.class,
          () -> gpu.record(() -> polynomials.evaluate(a, BigInteger.ONE)));
      polynomials.evaluateAll(a, none, none);
      polynomials.close();
      refused(
          ClosedException.class,
          "the polynomial operations on goldilocks were closed",
          () -> polynomials.evaluate(a, one, out.slice(0, 1)));
      assertEquals(values, elements(a));
      assertEquals(values, elements(out));
    }
  }
}
