// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Preparation;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs every kernel over extension fields and curves on device vectors, in both forms and with each
 * strategy of the device, on all pairs of edges and on random elements, and holds every result
 * against the values on BigInteger, bit for bit. Outputs are poisoned before each call. Not
 * thread-safe.
 *
 * <pre>{@code
 * TypeSmoke smoke = new TypeSmoke(gpu, gpu.registry().curves(), 10_000, 1);
 * TypeSmokeReport report = smoke.run(Progress.start("smoke-types", smoke.steps()));
 * }</pre>
 */
public final class TypeSmoke {

  /** So many elements at a time, so that a million and their references need no great memory. */
  private static final int PIECE = 1 << 15;

  private static final List<ElementForm> FORMS =
      List.of(ElementForm.MONTGOMERY, ElementForm.CANONICAL);

  private final PersistentBackend gpu;
  private final List<TypeArgument<?>> types;
  private final long elements;
  private final long seed;
  private final Consumer<HostVector<?>> results;
  private final List<String> without = new ArrayList<>();
  private final List<TypeSmokeReport.Row> rows = new ArrayList<>();
  private @Nullable String firstMismatch;

  /**
   * Prepares a run.
   *
   * @param types extension fields and curves
   * @param elements random elements of each, beside the edges
   * @param seed what they are made from
   */
  public TypeSmoke(
      PersistentBackend gpu,
      Collection<? extends TypeArgument<?>> types,
      long elements,
      long seed) {
    this(gpu, types, elements, seed, vector -> {});
  }

  /** Has somebody see each result before it is compared; tests make some wrong. */
  TypeSmoke(
      PersistentBackend gpu,
      Collection<? extends TypeArgument<?>> types,
      long elements,
      long seed,
      Consumer<HostVector<?>> results) {
    this.gpu = gpu;
    this.types = List.copyOf(types);
    this.elements = elements;
    this.seed = seed;
    this.results = results;
  }

  /** Returns how many steps {@link #run} takes. */
  public long steps() {
    return types.size() * (2 + pieces());
  }

  private long pieces() {
    return (elements + PIECE - 1) / PIECE;
  }

  /** Runs all of it. */
  public TypeSmokeReport run(Progress progress) {
    for (TypeArgument<?> type : types) {
      run(type, progress);
    }
    return new TypeSmokeReport(
        gpu.plan().report().name(),
        elements,
        seed,
        List.copyOf(rows),
        List.copyOf(without),
        firstMismatch,
        gpu.validationMessages());
  }

  private void run(TypeArgument<?> type, Progress progress) {
    TypeOperands operands = TypeOperands.of(type, seed);
    Map<String, Tally> tallies = new LinkedHashMap<>();
    try {
      for (String kernel : operands.kernels()) {
        tallies.put(kernel, new Tally(strategies(gpu.registry().kernel(kernel), type)));
      }
      prepare(operands, tallies);
    } catch (UnsupportedFieldException e) {
      without.add(type.name() + ": " + e.getMessage());
      return;
    }
    progress.step("pipelines of " + type.name());
    run(type, operands.edges(), tallies);
    progress.step("edges of " + type.name());
    for (long first = 0; first < elements; first += PIECE) {
      int count = (int) Math.min(PIECE, elements - first);
      run(type, operands.random(first, count), tallies);
      progress.step(type.name() + ": " + (first + count) + " of " + elements);
    }
    tallies.forEach((kernel, tally) -> rows.add(tally.row(type, kernel)));
  }

  /** Returns the strategy that the options ask for, or all that the device can run. */
  private List<String> strategies(KernelDescriptor kernel, TypeArgument<?> type) {
    List<String> usable = gpu.strategies(kernel, type.coordinateField().shape());
    return usable.isEmpty() || gpu.options().strategy() == null
        ? usable
        : List.of(kernel(kernel, type, "").strategy());
  }

  /** Returns a kernel on a type, and on its prime field if it has two type arguments. */
  private Kernel<?> kernel(KernelDescriptor kernel, TypeArgument<?> type, String strategy) {
    TypeArgument<?>[] others =
        kernel.typeArguments() > 1
            ? new TypeArgument<?>[] {type.coordinateField().primeField()}
            : new TypeArgument<?>[0];
    return strategy.isEmpty()
        ? gpu.kernel(kernel, type, others)
        : gpu.kernel(kernel, type, strategy, others);
  }

  /** Makes pipelines on all cores: one after the other takes minutes. */
  private void prepare(TypeOperands operands, Map<String, Tally> tallies) {
    Preparation preparation = gpu.preparation();
    tallies.forEach(
        (name, tally) -> {
          for (String strategy : tally.orNone()) {
            Kernel<?> kernel = kernel(gpu.registry().kernel(name), operands.type(), strategy);
            FORMS.forEach(form -> preparation.dispatches(kernel, form));
          }
        });
    preparation.run().requireComplete();
  }

  private void run(TypeArgument<?> type, TypePiece piece, Map<String, Tally> tallies) {
    tallies.values().forEach(tally -> tally.operands += piece.size());
    for (ElementForm form : FORMS) {
      try (CaseVectors vectors = new CaseVectors(gpu, form)) {
        for (TypeCase each : piece.cases(vectors)) {
          Tally tally = requireNonNull(tallies.get(each.kernel()));
          for (String strategy : tally.orNone()) {
            Kernel<?> kernel = kernel(gpu.registry().kernel(each.kernel()), type, strategy);
            tally.planned += each.expected().size();
            check(kernel + " " + strategy + ", " + form, kernel, each, each.expected(), tally);
          }
        }
      }
    }
  }

  private <T> void check(
      String what, Kernel<?> kernel, TypeCase call, HostVector<T> expected, Tally tally) {
    List<DeviceVector<?>> inputs = new ArrayList<>();
    try (HostVector<T> actual = gpu.hostVector(expected.type(), expected.size(), expected.form())) {
      Elements.poison(actual);
      try (DeviceVector<T> out = gpu.upload(actual);
          Dispatch<?> dispatch = kernel.dispatch()) {
        for (HostVector<?> input : call.inputs()) {
          inputs.add(gpu.upload(input));
          dispatch.bind(inputs.size() - 1, inputs.get(inputs.size() - 1));
        }
        dispatch.bind(inputs.size(), out);
        dispatch.submit();
        out.download(actual);
      }
      results.accept(actual);
      tally.comparison.compare(what, actual, Elements.copy(expected));
    } finally {
      inputs.forEach(DeviceVector::close);
    }
    if (firstMismatch == null) {
      firstMismatch = tally.comparison.firstMismatch();
    }
  }

  /** What was found of one kernel on one type. */
  private static final class Tally {

    private final List<String> strategies;
    private final Comparison comparison = new Comparison();
    private long operands;
    private long planned;

    Tally(List<String> strategies) {
      this.strategies = strategies;
    }

    /** Returns the strategies, or none as one without a name. */
    List<String> orNone() {
      return strategies.isEmpty() ? List.of("") : strategies;
    }

    TypeSmokeReport.Row row(TypeArgument<?> type, String kernel) {
      return new TypeSmokeReport.Row(
          type.name(),
          kernel,
          strategies,
          operands,
          planned,
          comparison.compared(),
          comparison.mismatches());
    }
  }
}
