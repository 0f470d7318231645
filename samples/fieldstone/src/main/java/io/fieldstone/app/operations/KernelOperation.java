// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.PushConstantDescriptor;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * An element-wise kernel, anybody's, over files of any size.
 *
 * @param kernel one that {@link #fits}
 * @param formula what it computes, empty if nobody says
 */
record KernelOperation(KernelDescriptor kernel, String formula) implements Operation {

  /** Returns whether files and one scalar are all that a kernel takes. */
  static boolean fits(KernelDescriptor kernel) {
    long written = kernel.bindings().stream().filter(binding -> binding.access().writes()).count();
    List<PushConstantDescriptor> constants = kernel.pushConstants();
    return kernel.elementwise()
        && kernel.isOverPrimeField()
        && written == 1
        && kernel.bindings().stream().anyMatch(binding -> binding.access().reads())
        && (constants.isEmpty()
            || (constants.size() == 1 && scalar(constants.get(0)) != Scalar.NONE));
  }

  private static Scalar scalar(PushConstantDescriptor constant) {
    if (constant.type() == BigInteger.class) {
      return Scalar.ELEMENT;
    }
    return constant.type() == int.class ? Scalar.INTEGER : Scalar.NONE;
  }

  @Override
  public String name() {
    return kernel.name();
  }

  @Override
  public List<String> inputs() {
    return kernel.bindings().stream()
        .filter(binding -> binding.access().reads())
        .map(BindingDescriptor::name)
        .toList();
  }

  @Override
  public Scalar scalar() {
    return kernel.pushConstants().isEmpty() ? Scalar.NONE : scalar(kernel.pushConstants().get(0));
  }

  @Override
  public <F> String run(OperationRun<F> run) {
    try (KernelStream<F> stream = new KernelStream<>(run, kernel, job -> push(job, run.scalar()))) {
      stream.run();
    }
    return option(run.mode()) + ", " + option(run.gpu().options().transferPath());
  }

  @Override
  public long pieces(long elements, ExecutionMode mode, long chunkElements) {
    return Operation.pieces(elements, KernelStream.pieceElements(mode, chunkElements));
  }

  private <F> void push(Job.Builder<HostVector<F>> job, BigInteger value) {
    switch (scalar()) {
      case NONE -> {}
      case ELEMENT -> job.push(0, value);
      case INTEGER -> job.push(0, value.intValue());
    }
  }

  private static String option(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
