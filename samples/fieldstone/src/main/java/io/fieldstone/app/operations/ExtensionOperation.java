// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import java.util.List;

/** The low-degree extension of a whole file of coefficients. */
record ExtensionOperation() implements Operation {

  @Override
  public String name() {
    return "lde";
  }

  @Override
  public String formula() {
    return "the values of a at s, s w, ..., blowup times as many, bit-reversed";
  }

  @Override
  public List<String> inputs() {
    return List.of("a");
  }

  @Override
  public Scalar scalar() {
    return Scalar.ELEMENT;
  }

  @Override
  public boolean extendsInput() {
    return true;
  }

  @Override
  public boolean takesNoElements() {
    return false;
  }

  @Override
  public <F> String run(OperationRun<F> run) {
    try (Domain<F> domain = Domain.of(run.gpu(), run.field(), run.size());
        LowDegreeExtension<F> extension =
            LowDegreeExtension.of(domain, run.blowup(), run.scalar());
        HostVector<F> coefficients = run.gpu().hostVector(run.field(), run.size(), run.form());
        DeviceVector<F> values =
            run.gpu().deviceVector(run.field(), extension.size(), run.form())) {
      run.inputs().get(0).read(0, coefficients);
      try (DeviceVector<F> a = run.gpu().upload(coefficients)) {
        extension.ofCoefficients(a, values);
      }
      try (HostVector<F> out = values.download()) {
        run.out().write(out);
      }
      run.progress().step("computed");
      return run.blowup() + " transforms, " + TransformOperation.passes(domain.plan());
    }
  }

  @Override
  public long pieces(long elements, ExecutionMode mode, long chunkElements) {
    return 1;
  }
}
