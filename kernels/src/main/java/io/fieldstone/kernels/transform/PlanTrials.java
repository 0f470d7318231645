// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.GpuTimer;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FiniteField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Times the plans of one size on a device, and finds the one that was kept. */
final class PlanTrials {

  private static final int ROUNDS = 7;

  /** A plan that is better by less than one part in so many is as good as the usual one. */
  private static final long WORTH = 50;

  private PlanTrials() {}

  /** Returns the plan that was measured to be the fastest, if one was kept. */
  static Optional<TransformPlan> kept(
      PersistentBackend backend, FiniteField<?> field, TransformPlan usual) {
    return backend.choices().find(key(field, usual)).flatMap(bits -> read(usual, bits));
  }

  /** Returns the plan, unless it is none of those that are tried. */
  private static Optional<TransformPlan> read(TransformPlan usual, String bits) {
    return usual.alternatives().stream().filter(plan -> bits(plan).equals(bits)).findFirst();
  }

  /** Times all plans, keeps the fastest, and returns them, the fastest first. */
  static <F> List<MeasuredPlan> measure(
      PersistentBackend backend, FiniteField<F> field, TransformPlan usual) {
    List<MeasuredPlan> measured = new ArrayList<>();
    long size = 1L << usual.logSize();
    try (DeviceVector<F> data = backend.deviceVector(field, size, ElementForm.MONTGOMERY);
        GpuTimer timer = backend.timer()) {
      for (TransformPlan plan : usual.alternatives()) {
        measured.add(new MeasuredPlan(plan, nanos(backend, field, plan, data, timer)));
      }
    }
    measured.sort(Comparator.comparingLong(MeasuredPlan::nanos));
    keep(backend, field, usual, measured);
    return List.copyOf(measured);
  }

  private static <F> long nanos(
      PersistentBackend backend,
      FiniteField<F> field,
      TransformPlan plan,
      DeviceVector<F> data,
      GpuTimer timer) {
    long least = Long.MAX_VALUE;
    try (Domain<F> domain =
        Domain.of(backend, field, DomainArguments.rootOfUnity(field, plan.logSize()), plan)) {
      Transform<F> transform = domain.forward(Order.NATURAL_TO_REVERSED);
      transform.apply(data); // makes the pipeline
      for (int round = 0; round < ROUNDS; round++) {
        least = Math.min(least, timer.measure(() -> transform.apply(data)));
      }
    }
    return least;
  }

  private static void keep(
      PersistentBackend backend,
      FiniteField<?> field,
      TransformPlan usual,
      List<MeasuredPlan> fastestFirst) {
    MeasuredPlan fastest = fastestFirst.get(0);
    long usualNanos =
        fastestFirst.stream()
            .filter(each -> each.plan().equals(usual))
            .mapToLong(MeasuredPlan::nanos)
            .findFirst()
            .orElseThrow();
    boolean better = usualNanos - fastest.nanos() > usualNanos / WORTH;
    backend.choices().keep(key(field, usual), bits(better ? fastest.plan() : usual));
  }

  /** What transforms were measured for; how products are made is measured by others, before. */
  private static String key(FiniteField<?> field, TransformPlan plan) {
    return "io.fieldstone.transform/"
        + field.name()
        + "/"
        + field.primeField().modulus().toString(Character.MAX_RADIX)
        + "/"
        + plan.strategy()
        + "/2^"
        + plan.logSize();
  }

  private static String bits(TransformPlan plan) {
    return plan.radices().isEmpty()
        ? "none"
        : plan.radices().stream().map(String::valueOf).collect(Collectors.joining("+"));
  }
}
