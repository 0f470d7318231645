// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds transforms over every field, and the complex extension of Mersenne31, against their
 * definition on BigInteger, with the portable strategy, which every device has. {@code
 * -Dfieldstone.test.random=100000} and more has all sizes to 2^10, all batches and all forms.
 */
class TransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  static final boolean FULL = Integer.getInteger("fieldstone.test.random", 1000) >= 100_000;

  /** The largest size that is held against the definition. */
  private static final int LOG_MOST = 10;

  private final PersistentBackend gpu = BACKEND.get();

  /** All fields, or one of each limb shape, and one that has next to no domains; an extension. */
  static Stream<FiniteField<?>> fields() {
    Stream<Field<?>> primeFields =
        KernelRegistry.load().fields().stream()
            .filter(
                field ->
                    FULL
                        || List.of(
                                "baby_bear", "mersenne31", "goldilocks", "bn254_fr", "bls12_377_fp")
                            .contains(field.name()));
    return Stream.concat(primeFields, Stream.of(Mersenne31ComplexField.INSTANCE));
  }

  /** Those that have transforms worth their name, of up to 256 bits where not all are. */
  static Stream<FiniteField<?>> longFields() {
    return fields()
        .filter(field -> field.twoAdicity() >= LOG_MOST)
        .filter(field -> FULL || field.shape().limbs() <= 4);
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void smallSizesOfEveryFieldAndWay(FiniteField<F> field) {
    int most = Math.min(field.twoAdicity(), FULL ? LOG_MOST : 2);
    for (int log = 0; log <= most; log++) {
      try (var check = new TransformCheck<>(gpu, Domain.of(gpu, field, 1L << log))) {
        check.everyWay(1, 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("longFields")
  <F> void passesAndBatches(FiniteField<F> field) {
    for (List<Integer> radices :
        FULL
            ? List.of(List.of(3, 3), List.of(1, 2, 3), List.of(2, 1), List.of(1, 1, 1, 1))
            : List.of(List.of(3, 3), List.of(1, 2, 1))) {
      for (int[] batch :
          FULL ? new int[][] {{1, 1}, {3, 1}, {1, 5}, {2, 3}} : new int[][] {{1, 1}, {2, 3}}) {
        try (var check =
            new TransformCheck<>(gpu, TransformCheck.planned(gpu, field, radices, 30))) {
          check.everyWay(batch[0], batch[1]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("longFields")
  <F> void tablesInTwoParts(FiniteField<F> field) {
    for (int logTable : new int[] {0, 4}) {
      try (var check =
          new TransformCheck<>(
              gpu, TransformCheck.planned(gpu, field, List.of(2, 2, 1), logTable))) {
        check.everyWay(1, 1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("longFields")
  <F> void tilesAndMoreThanOne(FiniteField<F> field) {
    for (int log : FULL ? new int[] {8, 9, LOG_MOST} : new int[] {9}) {
      try (var check = new TransformCheck<>(gpu, Domain.of(gpu, field, 1L << log))) {
        for (Order order : Order.values()) {
          check.check(order, false, true, 1, 1, ElementForm.MONTGOMERY, false);
          check.check(order, true, false, 1, 1, ElementForm.CANONICAL, true);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("longFields")
  <F> void edges(FiniteField<F> field) {
    int n = 8;
    FieldElement<F> zero = field.zero();
    List<List<FieldElement<F>>> batch = new ArrayList<>();
    for (FieldElement<F> each : edgesOf(field)) {
      batch.add(Collections.nCopies(n, each));
      for (int place = 0; place < n; place++) {
        int one = place;
        batch.add(IntStream.range(0, n).mapToObj(i -> i == one ? each : zero).toList());
        batch.add(IntStream.range(0, n).mapToObj(i -> i == one ? zero : each).toList());
      }
    }
    try (var check =
        new TransformCheck<>(gpu, TransformCheck.planned(gpu, field, List.of(2, 1), 30))) {
      for (Order order : Order.values()) {
        for (boolean inverse : List.of(false, true)) {
          check.check(order, inverse, false, batch.size(), 1, ElementForm.CANONICAL, true, batch);
        }
      }
    }
  }

  /** Elements whose coefficients are 0, 1 and p - 1. */
  private static <F> List<FieldElement<F>> edgesOf(FiniteField<F> field) {
    BigInteger last = field.primeField().modulus().subtract(BigInteger.ONE);
    List<BigInteger> edges = List.of(BigInteger.ZERO, BigInteger.ONE, last);
    return field.components() == 1
        ? edges.stream().map(field::element).toList()
        : edges.stream().flatMap(c0 -> edges.stream().map(c1 -> field.element(c0, c1))).toList();
  }

  @Test
  void plansOfShortElementsHaveNoLongestTable() {
    TransformPlan plan = TransformPlan.of(gpu, BabyBearField.INSTANCE, 1 << 20);
    assertTrue(plan.multipliesBetween());
    assertEquals(OptionalInt.empty(), plan.logTableMost());
    TransformPlan ofLong = TransformPlan.of(gpu, Bls12381FrField.INSTANCE, 1 << 20);
    assertFalse(ofLong.multipliesBetween());
    assertTrue(ofLong.logTableMost().isPresent());
    refused(
        "a plan with 2^11 elements to a workgroup has no longest table", plan, OptionalInt.of(20));
    refused(
        "a plan with 2^" + ofLong.logTile() + " elements to a workgroup has a longest table",
        ofLong,
        OptionalInt.empty());
  }

  /** Of one word, what moves elements may take other passes; what it gives is the same. */
  @Test
  void ordersThatMoveElementsMayHavePassesOfTheirOwn() {
    int size = 1 << 20;
    var field = BabyBearField.INSTANCE;
    assertEquals(List.of(6, 7, 7), TransformPlan.of(gpu, field, size, Order.REVERSED).radices());
    assertEquals(
        List.of(6, 6, 7, 7), TransformPlan.of(gpu, field, 1 << 26, Order.NATURAL).radices());
    TransformPlan ofLong = TransformPlan.of(gpu, Bls12381FrField.INSTANCE, size);
    assertEquals(ofLong, TransformPlan.of(gpu, Bls12381FrField.INSTANCE, size, Order.NATURAL));
    try (var domain = Domain.of(gpu, field, size);
        var a = gpu.deviceVector(field, size, ElementForm.MONTGOMERY);
        var natural = gpu.deviceVector(field, size, ElementForm.MONTGOMERY);
        var host = gpu.hostVector(field, size, ElementForm.MONTGOMERY)) {
      assertEquals(List.of(9, 11), domain.plan(Order.NATURAL_TO_REVERSED).radices());
      assertEquals(List.of(6, 7, 7), domain.plan(Order.NATURAL).radices());
      int[] words = new Random(5).ints(size, 0, 1 << 30).toArray();
      host.put(0, words);
      a.upload(host);
      domain.forward(Order.NATURAL).apply(a, natural);
      natural.download(host);
      int[] naturally = new int[size];
      host.get(0, naturally);
      domain.forward(Order.NATURAL_TO_REVERSED).apply(a, natural);
      natural.download(host);
      int[] reversed = new int[size];
      host.get(0, reversed);
      for (int i = 0; i < size; i++) {
        assertEquals(naturally[i], reversed[Integer.reverse(i) >>> 12], "value " + i);
      }
      domain.inverse(Order.REVERSED_TO_NATURAL).apply(natural);
      domain.forward(Order.NATURAL).apply(natural);
      domain.inverse(Order.NATURAL).apply(natural);
      natural.download(host);
      int[] back = new int[size];
      host.get(0, back);
      assertArrayEquals(words, back);
    }
  }

  private static void refused(String message, TransformPlan plan, OptionalInt logTableMost) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new TransformPlan(
                    plan.logSize(), plan.strategy(), plan.logTile(), plan.radices(), logTableMost));
    assertEquals(message, e.getMessage());
  }
}
