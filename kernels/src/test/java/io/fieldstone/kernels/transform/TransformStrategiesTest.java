// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12377FpField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.OwnField;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.shaders.ShaderModules;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transforms in every strategy that the device has, as CPUs and as GPUs make them: blocks of
 * elements in registers.
 */
class TransformStrategiesTest {

  private static final List<FiniteField<?>> FIELDS =
      List.of(
          Bls12381FrField.INSTANCE,
          Bls12377FpField.INSTANCE,
          GoldilocksField.INSTANCE,
          BabyBearField.INSTANCE,
          Mersenne31ComplexField.INSTANCE);

  /** Those that have the strategy. */
  private static List<FiniteField<?>> fields(String strategy) {
    return FIELDS.stream()
        .filter(field -> ShaderModules.strategies(field.shape()).contains(strategy))
        .filter(field -> TransformTest.FULL || field != Bls12377FpField.INSTANCE)
        .filter(
            field -> TransformTest.FULL || !strategy.equals("wide") || field.shape().limbs() == 1)
        .toList();
  }

  /** Those that the device has: no CPU driver rounds 64-bit floats as float64 needs it. */
  static List<String> strategies() {
    try (PersistentBackend gpu = PersistentBackend.open()) {
      var powers = gpu.registry().kernel(TransformPlan.POWERS);
      return gpu.strategies(powers, Bls12381FrField.INSTANCE.shape());
    }
  }

  /** What {@link TransformTest} has is the portable one. */
  static List<String> strategiesAsCpusHaveThem() {
    return strategies().stream()
        .filter(strategy -> TransformTest.FULL || !strategy.equals("portable"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("strategiesAsCpusHaveThem")
  void everyStrategyGivesTheSame(String strategy) {
    check(OpenBackend.withStrategy(strategy), strategy);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void gpusGiveTheSame(String strategy) {
    check(OpenBackend.withGpuShaders(strategy), strategy);
  }

  /** A prime that nearly fills its words, and one whose top limb of columns has one bit set. */
  private static final List<String> EDGES =
      List.of(
          "fffe000000000000000000000000000000000000000000000000000008000001",
          "10000000000000000000000000000000000000000000000000000095000001");

  private static final int EDGE_LOG = 8;

  /** Returns an element of order 2^8. */
  private static BigInteger root(BigInteger p) {
    BigInteger half = p.shiftRight(1);
    return Stream.iterate(BigInteger.TWO, BigInteger.ONE::add)
        .filter(x -> !x.modPow(half, p).equals(BigInteger.ONE))
        .map(x -> x.modPow(p.shiftRight(EDGE_LOG), p))
        .findFirst()
        .orElseThrow();
  }

  /** The sum of 2^8 times p - 1, of which no partial sum is multiplied with a root but 1. */
  @ParameterizedTest
  @MethodSource("strategies")
  void sumsOfTheLargestElementsFit(String strategy) {
    OpenBackend backend = OpenBackend.withGpuShaders(strategy);
    backend.open();
    try {
      for (String modulus : EDGES) {
        checkLargest(backend.get(), OwnField.of(new BigInteger(modulus, 16)), strategy);
      }
    } finally {
      backend.close();
    }
  }

  /** Near 2^256 - 2^240: what is left of a sum by its two top limbs may have more than 256 bits. */
  private static final String LITTLE_ROOM =
      "fffefdb66c8ca6e4bb679c7e3bf7eb2e928cb9d8aa44c6c5513383e962738001";

  @ParameterizedTest
  @MethodSource("strategies")
  void wordsBetweenPassesHoldWhatIsLeftOfSums(String strategy) {
    OpenBackend backend = OpenBackend.withGpuShaders(strategy);
    backend.open();
    try {
      OwnField field = OwnField.of(new BigInteger(LITTLE_ROOM, 16));
      var plan = new TransformPlan(4, strategy, EDGE_LOG, List.of(3, 1), OptionalInt.of(EDGE_LOG));
      FieldElement<OwnField> root =
          field.element(root(field.modulus())).power(BigInteger.ONE.shiftLeft(EDGE_LOG - 4));
      try (var check =
          new TransformCheck<>(backend.get(), Domain.of(backend.get(), field, root, plan))) {
        List<List<FieldElement<OwnField>>> rows =
            IntStream.range(0, 7 * 40).mapToObj(i -> beyondWords(field, i % 7, i / 7)).toList();
        check.check(
            Order.NATURAL_TO_REVERSED,
            false,
            false,
            rows.size(),
            1,
            ElementForm.CANONICAL,
            true,
            rows);
      }
    } finally {
      backend.close();
    }
  }

  /**
   * Returns 16 elements, of which every second one together are multiple p + 2^256 + 2^(6 bits).
   */
  private static List<FieldElement<OwnField>> beyondWords(OwnField field, int multiple, int bits) {
    BigInteger p = field.modulus();
    BigInteger sum =
        p.multiply(BigInteger.valueOf(multiple))
            .add(BigInteger.ONE.shiftLeft(256))
            .add(BigInteger.ONE.shiftLeft(6 * bits))
            .min(p.shiftLeft(3).subtract(BigInteger.TEN));
    BigInteger eighth = sum.shiftRight(3);
    BigInteger rest = sum.and(BigInteger.valueOf(7));
    return IntStream.range(0, 16)
        .mapToObj(i -> field.element(i == 0 ? eighth.add(rest) : eighth))
        .toList();
  }

  private static void checkLargest(PersistentBackend gpu, OwnField field, String strategy) {
    BigInteger p = field.modulus();
    BigInteger largest = p.subtract(BigInteger.ONE);
    int size = 1 << EDGE_LOG;
    var plan =
        new TransformPlan(
            EDGE_LOG, strategy, EDGE_LOG, List.of(EDGE_LOG), OptionalInt.of(EDGE_LOG));
    try (Domain<OwnField> domain = Domain.of(gpu, field, field.element(root(p)), plan);
        HostVector<OwnField> host = gpu.hostVector(field, size, ElementForm.CANONICAL)) {
      for (Order order : Order.values()) {
        for (boolean inverse : List.of(false, true)) {
          for (int i = 0; i < size; i++) {
            host.set(i, largest);
          }
          (inverse ? domain.inverse(order) : domain.forward(order)).apply(host, host);
          BigInteger first = inverse ? largest : p.subtract(BigInteger.valueOf(size));
          for (int i = 0; i < size; i++) {
            BigInteger expected = i == 0 ? first : BigInteger.ZERO;
            assertEquals(expected, host.get(i), field + ", " + order + ", element " + i);
          }
        }
      }
    }
  }

  private static void check(OpenBackend backend, String strategy) {
    backend.open();
    try {
      PersistentBackend gpu = backend.get();
      for (FiniteField<?> field : fields(strategy)) {
        check(gpu, field, strategy);
      }
    } finally {
      backend.close();
    }
  }

  private static <F> void check(PersistentBackend gpu, FiniteField<F> field, String strategy) {
    for (List<Integer> radices : passes(field)) {
      int log = radices.stream().mapToInt(Integer::intValue).sum();
      TransformPlan plan =
          TransformPlan.of(
              gpu.plan(), field.shape(), strategy, log, !PassKernels.hasGpuShaders(gpu));
      try (var check =
          new TransformCheck<>(
              gpu,
              Domain.of(
                  gpu,
                  field,
                  DomainArguments.rootOfUnity(field, log),
                  new TransformPlan(
                      log,
                      strategy,
                      plan.logTile(),
                      TransformCheck.possible(plan, radices),
                      plan.multipliesBetween() ? OptionalInt.empty() : OptionalInt.of(30))))) {
        check.everyWay(log < 3 ? 150 : 1, TransformTest.FULL ? 2 : 1);
        if (TransformTest.FULL) {
          check.everyWay(3, 1);
        }
      }
    }
  }

  /** Short elements are transformed in registers from 2^3 on, three layers at a time. */
  private static List<List<Integer>> passes(FiniteField<?> field) {
    List<List<Integer>> passes = new ArrayList<>(List.of(List.of(1), List.of(2, 3, 1)));
    if (field.shape().limbs() == 1) {
      passes.addAll(List.of(List.of(7), List.of(3, 4)));
    }
    if (TransformTest.FULL) {
      passes.addAll(List.of(List.of(), List.of(2), List.of(5)));
    }
    return passes;
  }
}
