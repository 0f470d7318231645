// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.operations;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Form;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Ticket;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.PushConstantDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An element-wise kernel, anybody's, as one job: the executor streams it in chunks.
 *
 * @param kernel one that {@link #fits}
 * @param formula what it computes, empty if nobody says
 */
record KernelOperation(KernelDescriptor kernel, String formula) implements Operation {

  /** Returns whether files and one scalar are all that a kernel takes. */
  static boolean fits(KernelDescriptor kernel) {
    long written = kernel.bindings().stream().filter(binding -> binding.access().writes()).count();
    List<PushConstantDescriptor> constants = kernel.pushConstants();
    return !kernel.cooperative()
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
    List<HostVector<F>> vectors = new ArrayList<>();
    try (Batch batch = run.gpu().batch()) {
      Job.Builder<F> job = run.gpu().kernel(kernel, run.field()).job();
      int read = 0;
      for (int i = 0; i < kernel.bindings().size(); i++) {
        BindingDescriptor binding = kernel.bindings().get(i);
        ElementForm form = form(binding.form(), run.form());
        if (binding.access() == Access.OUT) {
          vectors.add(run.gpu().hostVector(run.field(), run.size(), form));
        } else {
          vectors.add(run.inputs().get(read++).read(run.gpu(), form));
          run.progress().step("read");
        }
        job.bind(i, vectors.get(i));
      }
      switch (scalar()) {
        case NONE -> {}
        case ELEMENT -> job.push(0, run.scalar());
        case INTEGER -> job.push(0, run.scalar().intValue());
      }
      Ticket<F> ticket = batch.submit(job.build());
      batch.run(run.mode());
      run.progress().step("computed");
      run.out().write(ticket.result());
      run.progress().step("written");
      return option(run.mode()) + ", " + option(run.gpu().options().transferPath());
    } finally {
      vectors.forEach(HostVector::close);
    }
  }

  private static ElementForm form(Form declared, ElementForm ofFiles) {
    return switch (declared) {
      case OF_CALL -> ofFiles;
      case CANONICAL -> ElementForm.CANONICAL;
      case MONTGOMERY -> ElementForm.MONTGOMERY;
      case UNREDUCED -> ElementForm.UNREDUCED;
    };
  }

  private static String option(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
