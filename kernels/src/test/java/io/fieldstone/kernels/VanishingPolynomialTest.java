// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static io.fieldstone.kernels.ReferencePolynomials.reversed;
import static io.fieldstone.kernels.ReferencePolynomials.series;
import static io.fieldstone.kernels.ReferencePolynomials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.ReferencePolynomials.Division;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PointOrder;
import io.fieldstone.kernels.polynomial.VanishingPolynomial;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Division by x^n - g^n against long division, and of values against values of the quotient. */
class VanishingPolynomialTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final ElementForm CANONICAL = ElementForm.CANONICAL;

  /**
   * Coefficients and n: shorter than the divisor, rows that are not full, no power of two, around
   * the 32 of a chunk, chunks of chunks and of those.
   */
  private static final int[][] SHAPES = {
    {1, 1},
    {1, 4},
    {5, 8},
    {8, 8},
    {9, 8},
    {33, 1},
    {33, 3},
    {70, 64},
    {256, 8},
    {257, 8},
    {1025, 1},
    {2100, 2},
    {1500, 100}
  };

  /** Three levels of chunks, for the fields whose references are fast. */
  private static final int[] LONG_SHAPE = {34_000, 1};

  static Stream<Arguments> cases() {
    return PolynomialBackends.cases(0);
  }

  static Stream<Arguments> casesWithDomains() {
    return PolynomialBackends.cases(10);
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("cases")
  <F> void quotientsAndRemaindersAreThoseOfLongDivision(
      Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    PersistentBackend gpu = BACKENDS.get(onGpu);
    List<int[]> shapes = new ArrayList<>(List.of(SHAPES));
    if (field.shape().limbs() == 1) {
      shapes.add(LONG_SHAPE);
    }
    try (var check = new OperationCheck<>(gpu, field)) {
      for (int[] shape : shapes) {
        BigInteger g = shape[0] % 2 == 0 ? BigInteger.ONE : field.generator();
        List<BigInteger> a = random(field, shape[0], shape[1]);
        Division expected = Division.of(a, shape[1], g.modPow(BigInteger.valueOf(shape[1]), p), p);
        String what = shape[0] + " coefficients by x^" + shape[1] + " - " + g + "^" + shape[1];
        try (var vanishing = VanishingPolynomial.of(gpu, field, shape[1], g);
            DeviceVector<F> dividend = check.upload(a, form);
            DeviceVector<F> quotient = check.poisoned(shape[0], form);
            DeviceVector<F> remainder = check.poisoned(shape[1], form);
            DeviceVector<F> alone = check.poisoned(shape[1], form)) {
          vanishing.divide(dividend, quotient, remainder);
          assertEquals(expected.quotient(), elements(quotient), what);
          assertEquals(expected.remainder(), elements(remainder), what);
          vanishing.remainder(dividend, alone);
          assertEquals(expected.remainder(), elements(alone), what);
          vanishing.divide(dividend, quotient, null);
          assertEquals(expected.quotient(), elements(quotient), what);
          assertEquals(a, elements(dividend), what + " changed its dividend");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("casesWithDomains")
  <F> void valuesOverLargerCosetsAreDivided(Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    PersistentBackend gpu = BACKENDS.get(onGpu);
    BigInteger g = field.generator();
    try (var check = new OperationCheck<>(gpu, field)) {
      for (int[] shape : new int[][] {{1, 1}, {1, 4}, {8, 2}, {8, 8}, {64, 4}}) {
        int n = shape[0];
        int points = n * shape[1];
        BigInteger root = field.rootOfUnity(Integer.numberOfTrailingZeros(points));
        List<BigInteger> x = series(g, root, points, p);
        List<BigInteger> natural = new ArrayList<>();
        List<BigInteger> bitReversed = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
          List<BigInteger> values = random(field, points, row);
          natural.addAll(values);
          bitReversed.addAll(reversed(values));
        }
        List<BigInteger> expected =
            IntStream.range(0, natural.size())
                .mapToObj(
                    i ->
                        x.get(i % points)
                            .modPow(BigInteger.valueOf(n), p)
                            .subtract(BigInteger.ONE)
                            .modInverse(p)
                            .multiply(natural.get(i))
                            .mod(p))
                .toList();
        List<BigInteger> expectedReversed = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
          expectedReversed.addAll(reversed(expected.subList(row * points, (row + 1) * points)));
        }
        try (var vanishing = VanishingPolynomial.of(gpu, field, n, BigInteger.ONE);
            var domain = Domain.of(gpu, field, n);
            var extension = LowDegreeExtension.of(domain, shape[1], g);
            var inNatural = vanishing.inversesOn(points, g, root, PointOrder.NATURAL);
            var inReversed = vanishing.inversesOn(extension);
            DeviceVector<F> values = check.upload(natural, form);
            DeviceVector<F> reversed = check.upload(bitReversed, form);
            DeviceVector<F> out = check.poisoned(natural.size(), form)) {
          assertEquals(points, inReversed.points());
          inNatural.apply(values, out);
          assertEquals(expected, elements(out), n + " of " + points);
          inReversed.apply(reversed, out);
          assertEquals(expectedReversed, elements(out), n + " of " + points + ", reversed");
          inReversed.apply(reversed, reversed);
          assertEquals(expectedReversed, elements(reversed), "in place");
        }
      }
    }
  }

  /** What a prover does: a product vanishes on the domain, and so has a quotient. */
  @Test
  @SuppressWarnings("try") // closed early
  void aProgramDividesTheValuesOfAMultiple() {
    BigInteger p = FIELD.modulus();
    int n = 16;
    List<BigInteger> q = random(FIELD, n, 7);
    PersistentBackend gpu = BACKENDS.get(false);
    // q (x^n - 1), of 2n coefficients
    List<BigInteger> multiple = new ArrayList<>();
    q.forEach(each -> multiple.add(each.negate().mod(p)));
    multiple.addAll(q);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var twice = Domain.of(gpu, FIELD, 2L * n);
        var extension = LowDegreeExtension.of(twice, 2, FIELD.generator());
        var vanishing = VanishingPolynomial.of(gpu, FIELD, n, BigInteger.ONE);
        var inverses = vanishing.inversesOn(extension);
        var a = check.upload(multiple, CANONICAL);
        var values = check.poisoned(4 * n, CANONICAL);
        var quotient = check.poisoned(2 * n, CANONICAL);
        var remainder = check.poisoned(n, CANONICAL);
        Program program =
            gpu.record(
                () -> {
                  extension.ofCoefficients(a, values);
                  inverses.apply(values, values);
                  vanishing.divide(a, quotient, remainder);
                })) {
      List<BigInteger> expected =
          reversed(
              series(FIELD.generator(), extension.root(), 4 * n, p).stream()
                  .map(x -> value(q, x, p))
                  .toList());
      for (int run = 0; run < 2; run++) {
        program.run();
        assertEquals(expected, elements(values));
        assertEquals(q, elements(quotient).subList(0, n));
        assertEquals(
            random(FIELD, n, 8).stream().map(e -> BigInteger.ZERO).toList(), elements(remainder));
      }
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void aProgramOfChunksHasMemoryOfItsOwn() {
    BigInteger p = FIELD.modulus();
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var vanishing = VanishingPolynomial.of(gpu, FIELD, 2, FIELD.generator());
        var a = check.poisoned(3000, CANONICAL);
        var quotient = check.poisoned(3000, CANONICAL);
        var remainder = check.poisoned(2, CANONICAL);
        Program program =
            gpu.record(
                () -> {
                  vanishing.divide(a, quotient, null);
                  vanishing.remainder(a, remainder);
                })) {
      vanishing.remainder(quotient, remainder); // with memory that is not the program's
      for (int run = 0; run < 2; run++) {
        List<BigInteger> next = random(FIELD, 3000, run);
        try (HostVector<BabyBear> host = check.hostVector(next, CANONICAL)) {
          a.upload(host);
        }
        program.run();
        Division expected = Division.of(next, 2, vanishing.constant(), p);
        assertEquals(expected.quotient(), elements(quotient));
        assertEquals(expected.remainder(), elements(remainder));
      }
    }
  }

  @Test
  void nothingIsAllocatedOnTheJavaHeap() {
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var vanishing = VanishingPolynomial.of(gpu, FIELD, 16, BigInteger.ONE);
        var inverses =
            vanishing.inversesOn(
                64, FIELD.generator(), FIELD.rootOfUnity(6), PointOrder.BIT_REVERSED);
        var a = check.upload(random(FIELD, 1024, 3), CANONICAL);
        var quotient = check.poisoned(1024, CANONICAL)) {
      Allocations.assertNone(
          gpu,
          () -> {
            vanishing.divide(a, quotient, null);
            inverses.apply(quotient, quotient);
          });
    }
  }

  @Test
  void chunksAreNoWayAroundTheRules() {
    PersistentBackend gpu = BACKENDS.get(false);
    List<BigInteger> kept = random(FIELD, 3000, 5);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var vanishing = VanishingPolynomial.of(gpu, FIELD, 8, BigInteger.ONE);
        var a = check.upload(kept, CANONICAL);
        var out = check.upload(kept, CANONICAL);
        var remainder = check.upload(kept.subList(0, 8), CANONICAL)) {
      assertThrows(BindingException.class, () -> vanishing.divide(a, out, a.slice(0, 8)));
      assertThrows(BindingException.class, () -> vanishing.divide(a, out, out.slice(0, 8)));
      assertThrows(BindingException.class, () -> vanishing.divide(a, a, remainder));
      assertEquals(kept, elements(a));
      assertEquals(kept, elements(out));
      assertEquals(kept.subList(0, 8), elements(remainder));
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void whatHasNoInversesIsRefused() {
    PersistentBackend gpu = BACKENDS.get(false);
    BigInteger g = FIELD.generator();
    BigInteger root = FIELD.rootOfUnity(5);
    for (long size : new long[] {0, -1, (1 << 30) + 1L}) {
      refused(
          LengthMismatchException.class,
          "a polynomial vanishes at 1 to 2^30 points of a coset, and not at " + size,
          () -> VanishingPolynomial.of(gpu, FIELD, size, g));
    }
    refused(
        ElementRangeException.class,
        "the generator of a coset is not from 1 to p - 1 of baby_bear: 0x0",
        () -> VanishingPolynomial.of(gpu, FIELD, 8, BigInteger.ZERO));
    refused(
        RecordingException.class,
        "a vanishing polynomial is made, which uploads its powers, while a program is recorded; make"
            + " it before",
        () -> gpu.record(() -> VanishingPolynomial.of(gpu, FIELD, 8, g)));
    try (var vanishing = VanishingPolynomial.of(gpu, FIELD, 8, BigInteger.ONE)) {
      assertEquals("x^8 - 0x1 over baby_bear", vanishing.toString());
      for (long points : new long[] {4, 24, 0}) {
        refused(
            LengthMismatchException.class,
            "a coset of " + points + " points has no cosets of 8 points",
            () -> vanishing.inversesOn(points, g, root, PointOrder.NATURAL));
      }
      refused(
          ElementRangeException.class,
          "x^8 - 0x1 over baby_bear is zero at a point of the coset of generator 0x1",
          () -> vanishing.inversesOn(32, BigInteger.ONE, root, PointOrder.NATURAL));
      refused(
          ElementRangeException.class,
          "the root 0x" + root.toString(16) + " is not of order 2^6 in baby_bear",
          () -> vanishing.inversesOn(64, g, root, PointOrder.NATURAL));
      refused(
          RecordingException.class,
          "inverses of a vanishing polynomial are made, which are uploaded, while a program is"
              + " recorded; make them before",
          () -> gpu.record(() -> vanishing.inversesOn(32, g, root, PointOrder.NATURAL)));
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void badOperandsAreNamedAndNothingIsWritten() {
    PersistentBackend gpu = BACKENDS.get(false);
    List<BigInteger> kept = random(FIELD, 32, 4);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var vanishing = VanishingPolynomial.of(gpu, FIELD, 8, BigInteger.ONE);
        var inverses =
            vanishing.inversesOn(32, FIELD.generator(), FIELD.rootOfUnity(5), PointOrder.NATURAL);
        var a = check.upload(kept, CANONICAL);
        var out = check.upload(kept, CANONICAL);
        var none = check.upload(List.of(), CANONICAL);
        var eight = check.upload(kept.subList(0, 8), CANONICAL);
        var montgomery = check.upload(kept, ElementForm.MONTGOMERY);
        var unreduced = gpu.deviceVector(FIELD, 32, ElementForm.UNREDUCED)) {
      refused(
          LengthMismatchException.class,
          "a has no elements; a polynomial has one at least",
          () -> vanishing.divide(none, none, eight));
      refused(
          LengthMismatchException.class,
          "quotient has 8 elements, but 32 are expected",
          () -> vanishing.divide(a, eight, null));
      refused(
          LengthMismatchException.class,
          "remainder has 32 elements, but 8 are expected",
          () -> vanishing.divide(a, out, out));
      refused(
          FormMismatchException.class,
          "quotient is CANONICAL, but MONTGOMERY is expected",
          () -> vanishing.divide(montgomery, out, null));
      refused(
          FormMismatchException.class,
          "a is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> vanishing.remainder(unreduced, eight));
      refused(
          LengthMismatchException.class,
          "values has 8 elements, but a multiple of 32 is expected",
          () -> inverses.apply(eight, eight));
      assertThrows(BindingException.class, () -> vanishing.divide(a, a.slice(0, 32), null));
      assertThrows(BindingException.class, () -> vanishing.divide(a, out, a.slice(0, 8)));
      assertThrows(BindingException.class, () -> vanishing.divide(a, out, out.slice(0, 8)));
      inverses.close();
      vanishing.close();
      refused(
          ClosedException.class,
          "the inverses of x^8 - 0x1 over baby_bear were closed",
          () -> inverses.apply(a, out));
      refused(
          ClosedException.class,
          "the vanishing polynomial of 8 points over baby_bear was closed",
          () -> vanishing.divide(a, out, null));
      assertEquals(kept, elements(a));
      assertEquals(kept, elements(out));
      assertEquals(kept.subList(0, 8), elements(eight));
    }
  }
}
