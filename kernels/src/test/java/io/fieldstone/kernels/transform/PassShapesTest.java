// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.Bls12377FpField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.Goldilocks;
import io.fieldstone.kernels.GoldilocksField;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.PreparationReport;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms as GPUs make them: each shape of a pass by a kernel that has code for it alone. */
class PassShapesTest {

  /** One way of transforming, in a form, in place or not, of so many columns. */
  private record Way(
      Order order,
      boolean inverse,
      boolean onCoset,
      int columns,
      ElementForm form,
      boolean inPlace) {}

  private static final List<Way> WAYS =
      List.of(
          new Way(Order.NATURAL_TO_REVERSED, false, false, 1, ElementForm.MONTGOMERY, true),
          new Way(Order.REVERSED_TO_NATURAL, true, false, 1, ElementForm.CANONICAL, false),
          new Way(Order.NATURAL, false, true, 1, ElementForm.CANONICAL, false),
          new Way(Order.REVERSED, true, false, 1, ElementForm.MONTGOMERY, true),
          new Way(Order.NATURAL_TO_REVERSED, true, true, 3, ElementForm.CANONICAL, true));

  /** Whose kernels have what those of others have too. */
  private static final Set<List<Object>> SLOW =
      Set.of(
          List.of(Bls12381FrField.INSTANCE, List.of(1, 2)),
          List.of(Bls12377FpField.INSTANCE, List.of(2, 1)));

  /** Fields, the strategies of GPUs for them, the tile and passes of a plan, its longest table. */
  static Stream<Arguments> plans() {
    return Stream.of(
            Arguments.of(Bls12381FrField.INSTANCE, "columns", 8, List.of(3, 4), OptionalInt.of(30)),
            Arguments.of(Bls12381FrField.INSTANCE, "columns", 8, List.of(1, 2), OptionalInt.of(0)),
            Arguments.of(Bls12377FpField.INSTANCE, "columns", 8, List.of(2, 1), OptionalInt.of(30)),
            Arguments.of(GoldilocksField.INSTANCE, "wide", 10, List.of(3, 4), OptionalInt.empty()),
            Arguments.of(
                BabyBearField.INSTANCE, "portable", 11, List.of(4, 3), OptionalInt.empty()),
            Arguments.of(BabyBearField.INSTANCE, "portable", 10, List.of(7), OptionalInt.empty()),
            Arguments.of(
                Mersenne31ComplexField.INSTANCE,
                "portable",
                10,
                List.of(3, 3),
                OptionalInt.empty()))
        .filter(
            each -> TransformTest.FULL || !SLOW.contains(List.of(each.get()[0], each.get()[3])));
  }

  @ParameterizedTest
  @MethodSource("plans")
  <F> void shapesGiveTheSame(
      FiniteField<F> field,
      String strategy,
      int logTile,
      List<Integer> radices,
      OptionalInt logTableMost) {
    with(
        strategy,
        gpu -> {
          TransformPlan plan = plan(strategy, logTile, radices, logTableMost);
          try (var check = new TransformCheck<>(gpu, domain(gpu, field, plan, true))) {
            for (Way way : ways(field)) {
              check.check(
                  way.order, way.inverse, way.onCoset, 2, way.columns, way.form, way.inPlace);
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("plans")
  <F> void kernelsAreThoseOfTheShapes(
      FiniteField<F> field,
      String strategy,
      int logTile,
      List<Integer> radices,
      OptionalInt logTableMost) {
    with(
        strategy,
        gpu -> {
          TransformPlan plan = plan(strategy, logTile, radices, logTableMost);
          try (Domain<F> shaped = domain(gpu, field, plan, true);
              Domain<F> other = domain(gpu, field, plan, false)) {
            Transform<F> forward = shaped.forward(Order.NATURAL_TO_REVERSED);
            assertEquals(0, forward.kernels().size() % 2, "in place and apart");
            List<Kernel<F>> all = shaped.kernels();
            assertEquals(all.size(), new HashSet<>(all).size());
            assertTrue(all.containsAll(forward.kernels()));
            assertEquals(forward.kernels(), shaped.forward(Order.NATURAL_TO_REVERSED).kernels());
            assertEquals(1, other.kernels().size(), "one for all shapes");
            boolean small = plan.logTile() != plan.logTileOfMany();
            assertEquals(forward.kernels(), forward.rows(2).kernels());
            assertEquals(small, !forward.kernels().equals(forward.rows(1 << 17).kernels()));
          }
        });
  }

  @Test
  void aTileThatTheDeviceHasNoRoomForIsRefused() {
    with(
        "wide",
        gpu -> {
          DeviceLimits limits = gpu.plan().report().limits();
          int threads = limits.maxComputeWorkGroupInvocations();
          long most = limits.maxComputeSharedMemorySize();
          assertTrue(threads * 64L > most, () -> limits + " has room for all");
          KernelDescriptor large =
              gpu.registry().kernel("transform-pass-short").specialized(1, threads);
          Kernel<Goldilocks> kernel = gpu.kernel(large, GoldilocksField.INSTANCE, "wide");
          PreparationReport report = gpu.prepare(List.of(kernel));
          assertTrue(
              report
                  .toString()
                  .contains(
                      "transform-pass-short shares "
                          + threads * 64L
                          + " bytes in each workgroup, but the device takes "
                          + most),
              report::toString);
        });
  }

  private static void with(String strategy, Consumer<PersistentBackend> test) {
    OpenBackend backend = OpenBackend.withGpuShaders(strategy);
    backend.open();
    try {
      test.accept(backend.get());
    } finally {
      backend.close();
    }
  }

  private static TransformPlan plan(
      String strategy, int logTile, List<Integer> radices, OptionalInt logTableMost) {
    int log = radices.stream().mapToInt(Integer::intValue).sum();
    return new TransformPlan(log, strategy, logTile, radices, logTableMost);
  }

  private static <F> Domain<F> domain(
      PersistentBackend gpu, FiniteField<F> field, TransformPlan plan, boolean shaped) {
    return Domain.of(gpu, field, DomainArguments.rootOfUnity(field, plan.logSize()), plan, shaped);
  }

  /**
   * Those of short elements are all tried with BabyBear and Goldilocks, whose pipelines are quick.
   */
  private static List<Way> ways(FiniteField<?> field) {
    boolean quick = field.components() == 1 && field.shape().limbs() == 1;
    if (quick || TransformTest.FULL) {
      return WAYS;
    }
    return field.components() == 1 ? WAYS.subList(0, 3) : WAYS.subList(1, 3);
  }
}
