// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.app.smoke.Elements;
import io.fieldstone.app.smoke.ResidentSmoke;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Preparation;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures the kernels of one field, having checked what they compute. Not thread-safe. */
final class FieldBench<F> {

  /** A small public exponent: that of Poseidon's S-box. */
  static final BigInteger EXPONENT = BigInteger.valueOf(5);

  /** How many vectors a copy has. */
  static final int COPIED = 2;

  private static final long SEED = 1;

  /** The part of the elements that inversions are measured on. */
  private static final int INVERSION_PART = 4;

  /** The part of the elements for products in registers, where all would take too long. */
  private static final int CHAIN_PART = 8;

  /** Systems with a watchdog end dispatches of two seconds. */
  private static final long LONGEST_CHAIN_NANOS = 200_000_000;

  private final PersistentBackend gpu;
  private final Field<F> field;
  private final KernelTimer timer;
  private final long elements;

  FieldBench(PersistentBackend gpu, Field<F> field, KernelTimer timer, long elements) {
    this.gpu = gpu;
    this.field = field;
    this.timer = timer;
    this.elements = elements;
  }

  /**
   * Holds every operation against BigInteger, on edge values and random ones.
   *
   * @throws WrongResultException if one computes something else
   */
  void check(long checkedElements) {
    prepare();
    ResidentSmoke smoke = new ResidentSmoke(gpu, checkedElements, SEED);
    try (FieldOperations<F> vectors = FieldOperations.of(gpu, field)) {
      for (StandardOperation operation : StandardOperation.values()) {
        smoke.run(vectors, operation, ElementForm.MONTGOMERY);
      }
      smoke.run(vectors, StandardOperation.MUL, ElementForm.CANONICAL);
    }
    if (smoke.result().mismatches() > 0 || smoke.result().comparisons() != smoke.planned()) {
      throw new WrongResultException(String.valueOf(smoke.firstMismatch()));
    }
  }

  /** Makes the pipelines of all operations, and settles the strategies that they multiply with. */
  private void prepare() {
    Preparation preparation = gpu.preparation();
    for (StandardOperation operation : StandardOperation.values()) {
      operation
          .kernels()
          .forEach(name -> preparation.dispatches(gpu.kernel(name, field), ElementForm.MONTGOMERY));
    }
    preparation
        .dispatches(gpu.kernel(StandardOperation.MUL.operationName(), field))
        .run()
        .requireComplete();
  }

  /** Measures every operation on vectors that stay on the device. */
  List<Throughput> resident() {
    List<Throughput> rows = new ArrayList<>();
    try (FieldOperations<F> operations = FieldOperations.of(gpu, field);
        KernelVectors<F> vectors = new KernelVectors<>(gpu, field, elements)) {
      for (StandardOperation operation : StandardOperation.values()) {
        if (operation != StandardOperation.INV) {
          rows.add(measure(operations, operation, ElementForm.MONTGOMERY, vectors));
        }
        if (operation == StandardOperation.MUL) {
          rows.add(measure(operations, operation, ElementForm.CANONICAL, vectors));
        }
      }
    }
    try (FieldOperations<F> operations = FieldOperations.of(gpu, field);
        KernelVectors<F> vectors =
            new KernelVectors<>(gpu, field, Math.max(1, elements / INVERSION_PART))) {
      rows.add(measure(operations, StandardOperation.INV, ElementForm.MONTGOMERY, vectors));
    }
    return rows;
  }

  /** Returns how many vectors {@link #resident} has on the device at once. */
  static int residentVectors() {
    Set<ElementForm> outputs = EnumSet.noneOf(ElementForm.class);
    Map<ElementForm, Integer> inputs = new EnumMap<>(ElementForm.class);
    for (StandardOperation operation : StandardOperation.values()) {
      if (operation != StandardOperation.INV) {
        int arity = operation.inputs().size();
        inputs.merge(operation.inputForm(ElementForm.MONTGOMERY), arity, Math::max);
        outputs.add(operation.outputForm(ElementForm.MONTGOMERY));
      }
    }
    inputs.merge(ElementForm.CANONICAL, StandardOperation.MUL.inputs().size(), Math::max);
    outputs.add(ElementForm.CANONICAL);
    return inputs.values().stream().mapToInt(Integer::intValue).sum() + outputs.size();
  }

  private Samples measure(
      FieldOperations<F> operations,
      StandardOperation operation,
      List<DeviceVector<F>> in,
      BigInteger scalar,
      DeviceVector<F> out) {
    if (operation != StandardOperation.POLY_EVAL) {
      return timer.measure(() -> operation.run(operations, in, scalar, out));
    }
    try (var polynomials = PolynomialOperations.of(operations)) {
      return timer.measure(() -> polynomials.evaluate(in.get(0), scalar));
    }
  }

  private Throughput measure(
      FieldOperations<F> operations,
      StandardOperation operation,
      ElementForm form,
      KernelVectors<F> vectors) {
    int arity = operation.inputs().size();
    List<DeviceVector<F>> in = vectors.inputs(arity, operation.inputForm(form));
    DeviceVector<F> out = vectors.output(operation.outputForm(form));
    BigInteger scalar =
        operation.scalar() == Scalar.INTEGER ? EXPONENT : new Elements(field, SEED).random();
    Samples samples = measure(operations, operation, in, scalar, out);
    int moved = arity + (operation.reduces() ? 0 : 1);
    return new Throughput(
        operation.operationName(),
        operation.inputForm(form),
        vectors.size(),
        moved * vectors.size() * field.elementBytes(),
        samples);
  }

  /** Measures a copy. */
  Throughput copy() {
    try (KernelVectors<F> vectors = new KernelVectors<>(gpu, field, elements)) {
      DeviceVector<F> a = vectors.inputs(1, ElementForm.MONTGOMERY).get(0);
      DeviceVector<F> out = vectors.output(ElementForm.MONTGOMERY);
      CopyKernels<F> kernels = CopyKernelsDispatch.of(gpu, field);
      Samples samples = timer.measure(() -> kernels.copy(a, out));
      return new Throughput(
          "vector-copy on " + field, ElementForm.MONTGOMERY, elements, 2 * a.bytes(), samples);
    }
  }

  /**
   * Measures products in registers, with each strategy.
   *
   * @throws WrongResultException if one computes something else than BigInteger
   */
  List<ChainThroughput> chains(long checkedElements) {
    List<ChainThroughput> rows = new ArrayList<>();
    try (KernelVectors<F> part =
            new KernelVectors<>(gpu, field, Math.max(1, elements / CHAIN_PART));
        KernelVectors<F> all = new KernelVectors<>(gpu, field, elements);
        ChainCheck<F> check = new ChainCheck<>(gpu, field, checkedElements)) {
      for (String name : List.of("mul-chain", "sqr-chain")) {
        KernelDescriptor descriptor = gpu.registry().kernel(name);
        for (String strategy : Strategies.of(gpu, descriptor, field)) {
          Kernel<F> kernel = gpu.kernel(descriptor, field, strategy);
          check.require(kernel);
          ChainThroughput row = chain(kernel, part);
          if (row.nanos() * CHAIN_PART <= LONGEST_CHAIN_NANOS) {
            row = chain(kernel, all);
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private ChainThroughput chain(Kernel<F> kernel, KernelVectors<F> vectors) {
    KernelDescriptor descriptor = kernel.descriptor();
    List<DeviceVector<F>> in =
        vectors.inputs(descriptor.bindings().size() - 1, ElementForm.MONTGOMERY);
    DeviceVector<F> out = vectors.output(ElementForm.MONTGOMERY);
    Samples samples = timer.measure(() -> dispatch(kernel, in, out));
    return new ChainThroughput(descriptor.name(), kernel.strategy(), vectors.size(), samples);
  }

  static <F> void dispatch(Kernel<F> kernel, List<DeviceVector<F>> in, DeviceVector<F> out) {
    try (Dispatch<F> dispatch = kernel.dispatch()) {
      for (int i = 0; i < in.size(); i++) {
        dispatch.bind(i, in.get(i));
      }
      dispatch.bind(in.size(), out);
      dispatch.submit();
    }
  }

  /** Returns the strategy that the operations of the field multiply with. */
  String strategy() {
    return gpu.kernel(StandardOperation.MUL.operationName(), field).strategy();
  }
}
