// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static io.fieldstone.kernels.ReferencePolynomials.series;
import static io.fieldstone.kernels.ReferencePolynomials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.polynomial.BatchOpenings;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Openings against the sum of quotients, each by its definition. */
class BatchOpeningsTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final ElementForm CANONICAL = ElementForm.CANONICAL;

  static Stream<Arguments> cases() {
    return PolynomialBackends.cases(0);
  }

  /** sum of gamma^i (f[i](x) - f[i](z)) / (x - z), coefficient by coefficient. */
  private static List<BigInteger> quotient(
      List<List<BigInteger>> f, BigInteger gamma, BigInteger z, BigInteger p) {
    int n = f.get(0).size();
    BigInteger[] sum = new BigInteger[n];
    Arrays.fill(sum, BigInteger.ZERO);
    BigInteger power = BigInteger.ONE;
    for (List<BigInteger> each : f) {
      BigInteger above = BigInteger.ZERO;
      for (int i = n - 1; i > 0; i--) {
        above = above.multiply(z).add(each.get(i)).mod(p);
        sum[i - 1] = sum[i - 1].add(above.multiply(power)).mod(p);
      }
      power = power.multiply(gamma).mod(p);
    }
    return List.of(sum);
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("cases")
  <F> void quotientsOfCoefficientsAndValuesAreTheSame(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    BigInteger z = random(field, 1, 9).get(0);
    BigInteger gamma = p.subtract(BigInteger.TWO);
    int n = 70;
    // any points, z among them
    List<BigInteger> points = new ArrayList<>(series(BigInteger.ONE, field.generator(), n, p));
    points.set(11, z);
    try (var check = new OperationCheck<>(BACKENDS.get(onGpu), field);
        var polynomials = PolynomialOperations.of(check.vectors());
        var openings = BatchOpenings.of(check.vectors(), polynomials);
        DeviceVector<F> at = check.upload(List.of(z), form);
        DeviceVector<F> by = check.upload(List.of(gamma), form);
        DeviceVector<F> x = check.upload(points, form);
        DeviceVector<F> out = check.poisoned(n, form);
        DeviceVector<F> value = check.poisoned(1, form)) {
      List<List<BigInteger>> f = new ArrayList<>();
      List<DeviceVector<F>> coefficients = new ArrayList<>();
      List<DeviceVector<F>> values = new ArrayList<>();
      try {
        for (int count = 1; count <= 6; count++) {
          List<BigInteger> next = random(field, n, count);
          f.add(next);
          coefficients.add(check.upload(next, form));
          values.add(
              check.upload(points.stream().map(each -> value(next, each, p)).toList(), form));
          List<BigInteger> y = f.stream().map(each -> value(each, z, p)).toList();
          List<BigInteger> expected = quotient(f, gamma, z, p);
          openings.quotient(coefficients, by, at, out, value);
          assertEquals(expected, elements(out), count + " polynomials");
          assertEquals(List.of(value(y, gamma, p)), elements(value));
          try (DeviceVector<F> claims = check.upload(y, form)) {
            openings.quotientValues(values, x, by, claims, at, out);
          }
          assertEquals(
              IntStream.range(0, n)
                  .mapToObj(
                      i ->
                          points.get(i).equals(z)
                              ? BigInteger.ZERO
                              : value(expected, points.get(i), p))
                  .toList(),
              elements(out),
              "values of " + count);
        }
      } finally {
        coefficients.forEach(DeviceVector::close);
        values.forEach(DeviceVector::close);
      }
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void aProgramOfThemFollowsItsScalars() {
    BigInteger p = FIELD.modulus();
    List<BigInteger> f = random(FIELD, 100, 1);
    List<BigInteger> g = random(FIELD, 100, 2);
    try (var check = new OperationCheck<>(BACKENDS.get(false), FIELD);
        var polynomials = PolynomialOperations.of(check.vectors());
        var openings = BatchOpenings.of(check.vectors(), polynomials);
        var a = check.upload(f, CANONICAL);
        var b = check.upload(g, CANONICAL);
        var gamma = check.upload(List.of(BigInteger.TEN), CANONICAL);
        var z = check.poisoned(1, CANONICAL);
        var out = check.poisoned(100, CANONICAL);
        Program program =
            check
                .vectors()
                .backend()
                .record(() -> openings.quotient(List.of(a, b), gamma, z, out, null))) {
      openings.close();
      for (int run = 0; run < 3; run++) {
        BigInteger at = BigInteger.valueOf(5 + run);
        try (HostVector<BabyBear> host = check.hostVector(List.of(at), CANONICAL)) {
          z.upload(host);
        }
        program.run();
        assertEquals(quotient(List.of(f, g), BigInteger.TEN, at, p), elements(out));
      }
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  @SuppressWarnings("try") // closed early
  void badOperandsAreNamedAndNothingIsWritten() {
    List<BigInteger> kept = random(FIELD, 8, 3);
    try (var check = new OperationCheck<>(BACKENDS.get(false), FIELD);
        var polynomials = PolynomialOperations.of(check.vectors());
        var openings = BatchOpenings.of(check.vectors(), polynomials);
        var a = check.upload(kept, CANONICAL);
        var b = check.upload(kept, CANONICAL);
        var seven = check.upload(kept.subList(0, 7), CANONICAL);
        var one = check.upload(kept.subList(0, 1), CANONICAL);
        var montgomery = check.upload(kept.subList(0, 1), ElementForm.MONTGOMERY);
        var out = check.upload(kept, CANONICAL)) {
      refused(
          LengthMismatchException.class,
          "no polynomials are combined; take one at least",
          () -> openings.quotient(List.of(), one, one, out, null));
      refused(
          LengthMismatchException.class,
          "polynomial 1 has 7 elements, but 8 are expected",
          () -> openings.quotient(List.of(a, seven), one, one, out, null));
      refused(
          LengthMismatchException.class,
          "claims has 1 elements, but 2 are expected",
          () -> openings.quotientValues(List.of(a, b), b, one, one, one, out));
      refused(
          LengthMismatchException.class,
          "points has 7 elements, but 8 are expected",
          () -> openings.quotientValues(List.of(a), seven, one, one, one, out));
      refused(
          FormMismatchException.class,
          "gamma is MONTGOMERY, but CANONICAL is expected",
          () -> openings.quotient(List.of(a), montgomery, one, out, null));
      openings.close();
      refused(
          ClosedException.class,
          "the openings over baby_bear were closed",
          () -> openings.quotient(List.of(a), one, one, out, null));
      assertEquals(kept, elements(out));
    }
  }
}
