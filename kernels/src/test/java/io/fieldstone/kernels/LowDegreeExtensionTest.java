// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static io.fieldstone.kernels.ReferencePolynomials.reversed;
import static io.fieldstone.kernels.ReferencePolynomials.series;
import static io.fieldstone.kernels.ReferencePolynomials.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PointOrder;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
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
import io.fieldstone.runtime.error.UnsupportedFieldException;
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

/** Low-degree extensions against the values of the polynomials by Horner's rule. */
class LowDegreeExtensionTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final ElementForm CANONICAL = ElementForm.CANONICAL;

  /** log2 of n, N / n, and how many polynomials: around the 32 elements of a thread. */
  private static final int[][] SHAPES = {
    {0, 1, 1}, {0, 4, 3}, {1, 2, 2}, {3, 8, 1}, {4, 1, 5}, {5, 4, 3}, {6, 2, 1}, {8, 4, 2}
  };

  static Stream<Arguments> cases() {
    return PolynomialBackends.cases(10);
  }

  /** The values at the points of the coset, in natural order. */
  private static List<BigInteger> values(
      List<BigInteger> a, BigInteger shift, BigInteger root, int points, BigInteger p) {
    return series(shift, root, points, p).parallelStream().map(x -> value(a, x, p)).toList();
  }

  @ParameterizedTest(name = "{0}, {1}, as on a GPU: {2}")
  @MethodSource("cases")
  <F> void valuesAreThoseOfHornersRule(Field<F> field, ElementForm form, boolean onGpu) {
    BigInteger p = field.modulus();
    PersistentBackend gpu = BACKENDS.get(onGpu);
    try (var check = new OperationCheck<>(gpu, field)) {
      for (int[] shape : SHAPES) {
        int n = 1 << shape[0];
        int points = n * shape[1];
        int log = Integer.numberOfTrailingZeros(points);
        BigInteger shift = shape[2] == 2 ? BigInteger.ONE : field.generator();
        List<BigInteger> coefficients = new ArrayList<>();
        List<BigInteger> natural = new ArrayList<>();
        List<BigInteger> bitReversed = new ArrayList<>();
        List<BigInteger> expected = new ArrayList<>();
        for (int row = 0; row < shape[2]; row++) {
          List<BigInteger> a = random(field, n, 100 * shape[0] + row);
          List<BigInteger> own = values(a, BigInteger.ONE, field.rootOfUnity(shape[0]), n, p);
          coefficients.addAll(a);
          natural.addAll(own);
          bitReversed.addAll(reversed(own));
          expected.addAll(reversed(values(a, shift, field.rootOfUnity(log), points, p)));
        }
        try (var domain = Domain.of(gpu, field, n);
            var extension = LowDegreeExtension.of(domain, shape[1], shift);
            DeviceVector<F> a = check.upload(coefficients, form);
            DeviceVector<F> values = check.upload(natural, form);
            DeviceVector<F> reversed = check.upload(bitReversed, form);
            DeviceVector<F> first = check.poisoned(expected.size(), form);
            DeviceVector<F> second = check.poisoned(expected.size(), form);
            DeviceVector<F> third = check.poisoned(expected.size(), form)) {
          extension.ofCoefficients(a, first);
          extension.ofValues(values, PointOrder.NATURAL, second);
          extension.ofValues(reversed, PointOrder.BIT_REVERSED, third);
          String what = n + " times " + shape[1] + ", " + shape[2] + " rows";
          assertEquals(expected, elements(first), what);
          assertEquals(expected, elements(second), "from values, " + what);
          assertEquals(expected, elements(third), "from reversed values, " + what);
          assertEquals(coefficients, elements(a), "the input stays");
        }
      }
    }
  }

  @Test
  void severalPassesAndAnotherRoot() {
    BigInteger p = FIELD.modulus();
    int log = 12;
    BigInteger root = FIELD.rootOfUnity(log + 2).modPow(BigInteger.valueOf(5), p);
    BigInteger own = root.modPow(BigInteger.valueOf(4), p);
    BigInteger shift = BigInteger.valueOf(7);
    List<BigInteger> a = random(FIELD, 1 << log, 1);
    PersistentBackend gpu = BACKENDS.get(true);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var domain = Domain.of(gpu, FIELD, 1 << log, own);
        var extension = LowDegreeExtension.of(domain, 4, shift, root);
        var in = check.upload(a, CANONICAL);
        var out = check.poisoned(4 << log, CANONICAL)) {
      assertEquals(4 << log, extension.size());
      extension.ofCoefficients(in, out);
      List<BigInteger> values = reversed(elements(out));
      for (int i : new int[] {0, 1, 2, 3, 4097, 10_000, (4 << log) - 1}) {
        BigInteger x = root.modPow(BigInteger.valueOf(i), p).multiply(shift).mod(p);
        assertEquals(value(a, x, p), values.get(i), "at point " + i);
      }
    }
  }

  @Test
  void hostVectorsAndArraysAreExtended() {
    BigInteger p = FIELD.modulus();
    List<BigInteger> a = random(FIELD, 8, 2);
    List<BigInteger> expected = reversed(values(a, FIELD.generator(), FIELD.rootOfUnity(4), 16, p));
    PersistentBackend gpu = BACKENDS.get(false);
    try (var domain = Domain.of(gpu, FIELD, 8);
        var extension = LowDegreeExtension.of(domain, 2, FIELD.generator());
        HostVector<BabyBear> host = gpu.hostVector(FIELD, a);
        HostVector<BabyBear> values = extension.ofCoefficients(host)) {
      assertEquals(expected, values.toList());
      HeapVector<BabyBear> array =
          extension.ofCoefficients(HeapVector.of(FIELD, a.toArray(BigInteger[]::new)));
      assertEquals(expected, List.of(array.values()));
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void aProgramOfThemFollowsItsInput() {
    BigInteger p = FIELD.modulus();
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var domain = Domain.of(gpu, FIELD, 16);
        var extension = LowDegreeExtension.of(domain, 4, FIELD.generator());
        var in = check.poisoned(32, CANONICAL);
        var out = check.poisoned(128, CANONICAL);
        Program program = gpu.record(() -> extension.ofValues(in, PointOrder.BIT_REVERSED, out))) {
      for (int run = 0; run < 3; run++) {
        List<BigInteger> values = new ArrayList<>();
        List<BigInteger> expected = new ArrayList<>();
        for (int row = 0; row < 2; row++) {
          List<BigInteger> a = random(FIELD, 16, 10 * run + row);
          values.addAll(reversed(values(a, BigInteger.ONE, domain.root(), 16, p)));
          expected.addAll(reversed(values(a, FIELD.generator(), extension.root(), 64, p)));
        }
        try (HostVector<BabyBear> next = check.hostVector(values, CANONICAL)) {
          in.upload(next);
        }
        program.run();
        assertEquals(expected, elements(out), "run " + run);
      }
    }
  }

  @Test
  void nothingIsAllocatedOnTheJavaHeap() {
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var domain = Domain.of(gpu, FIELD, 64);
        var extension = LowDegreeExtension.of(domain, 4, FIELD.generator());
        var in = check.upload(random(FIELD, 128, 3), CANONICAL);
        var out = check.poisoned(512, CANONICAL)) {
      Allocations.assertNone(
          gpu,
          () -> {
            extension.ofCoefficients(in, out);
            extension.ofValues(in, PointOrder.NATURAL, out);
          });
    }
  }

  private static void refused(
      Class<? extends FieldstoneException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void extensionsThatThereAreNotAreRefused() {
    PersistentBackend gpu = BACKENDS.get(false);
    BigInteger g = FIELD.generator();
    try (var domain = Domain.of(gpu, FIELD, 8);
        var other =
            Domain.of(gpu, FIELD, 8, domain.root().modPow(BigInteger.valueOf(3), FIELD.modulus()));
        var last = Domain.of(gpu, KoalaBearField.INSTANCE, 1 << 10)) {
      for (int blowup : new int[] {0, 3, -4, 12}) {
        refused(
            LengthMismatchException.class,
            "a low-degree extension has 1, 2, 4, 8 ... times as many points, a power of two, and not "
                + blowup,
            () -> LowDegreeExtension.of(domain, blowup, g));
      }
      for (BigInteger shift : List.of(BigInteger.ZERO, FIELD.modulus())) {
        refused(
            ElementRangeException.class,
            "the generator of a coset is not from 1 to p - 1 of baby_bear: 0x" + shift.toString(16),
            () -> LowDegreeExtension.of(domain, 2, shift));
      }
      refused(
          ElementRangeException.class,
          "the power of the root 0x"
              + FIELD.rootOfUnity(5).toString(16)
              + " by 4 is not the root of the domain of 2^3 points over baby_bear; give a root of"
              + " the larger domain that fits it",
          () -> LowDegreeExtension.of(other, 4, g));
      refused(
          UnsupportedFieldException.class,
          "koala_bear has no root of unity of order 2^25: the largest power of two that divides p -"
              + " 1 is 2^24",
          () -> LowDegreeExtension.of(last, 1 << 15, g));
      refused(
          RecordingException.class,
          "a low-degree extension is made, which uploads a table, while a program is recorded; make"
              + " it before",
          () -> gpu.record(() -> LowDegreeExtension.of(domain, 2, g)));
    }
  }

  @Test
  @SuppressWarnings("try") // closed early
  void badOperandsAreNamedAndNothingIsWritten() {
    PersistentBackend gpu = BACKENDS.get(false);
    List<BigInteger> kept = random(FIELD, 16, 4);
    try (var check = new OperationCheck<>(gpu, FIELD);
        var domain = Domain.of(gpu, FIELD, 8);
        var extension = LowDegreeExtension.of(domain, 2, FIELD.generator());
        var in = check.upload(kept.subList(0, 8), CANONICAL);
        var odd = check.upload(kept.subList(0, 9), CANONICAL);
        var none = check.upload(List.of(), CANONICAL);
        var montgomery = check.upload(kept.subList(0, 8), ElementForm.MONTGOMERY);
        var unreduced = gpu.deviceVector(FIELD, 8, ElementForm.UNREDUCED);
        var out = check.upload(kept, CANONICAL)) {
      refused(
          LengthMismatchException.class,
          "a has 9 elements, but a multiple of 8 is expected",
          () -> extension.ofCoefficients(odd, out));
      refused(
          LengthMismatchException.class,
          "values has 0 elements, but a multiple of 8 is expected",
          () -> extension.ofValues(none, PointOrder.NATURAL, out));
      refused(
          LengthMismatchException.class,
          "out has 8 elements, but 16 are expected",
          () -> extension.ofCoefficients(in, in));
      refused(
          FormMismatchException.class,
          "out is CANONICAL, but MONTGOMERY is expected",
          () -> extension.ofCoefficients(montgomery, out));
      refused(
          FormMismatchException.class,
          "a is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first",
          () -> extension.ofCoefficients(unreduced, out));
      assertThrows(BindingException.class, () -> extension.ofCoefficients(out.slice(0, 8), out));
      extension.close();
      extension.close();
      refused(
          ClosedException.class,
          "the low-degree extension of the domain of 2^3 points over baby_bear was closed",
          () -> extension.ofCoefficients(in, out));
      assertEquals(kept, elements(out));
    }
  }
}
