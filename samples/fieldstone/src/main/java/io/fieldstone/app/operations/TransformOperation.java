// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.kernels.transform.TransformPlan;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import java.util.List;

/**
 * A transform of a whole file, natural order to natural order; its size is that of the file.
 *
 * @param name the name on the command line
 * @param formula what it computes
 * @param inverse whether values become coefficients
 * @param scalar the generator of the coset, if it is on one
 */
record TransformOperation(String name, String formula, boolean inverse, Scalar scalar)
    implements Operation {

  /** Returns all of them. */
  static List<TransformOperation> all() {
    return List.of(
        new TransformOperation("ntt", "the values of a at 1, w, w^2, ...", false, Scalar.NONE),
        new TransformOperation("intt", "the coefficients of values a", true, Scalar.NONE),
        new TransformOperation(
            "coset-ntt", "the values of a at s, s w, s w^2, ...", false, Scalar.ELEMENT),
        new TransformOperation(
            "coset-intt", "the coefficients of values a at s, s w, ...", true, Scalar.ELEMENT));
  }

  @Override
  public List<String> inputs() {
    return List.of("a");
  }

  @Override
  public boolean takesNoElements() {
    return false;
  }

  @Override
  public boolean takesExtensions() {
    return true;
  }

  @Override
  public <F> String run(OperationRun<F> run) {
    try (Domain<F> domain = Domain.of(run.gpu(), run.elementField(), run.size());
        HostVector<F> host = run.gpu().hostVector(run.elementField(), run.size(), run.form());
        DeviceVector<F> device =
            run.gpu().deviceVector(run.elementField(), run.size(), run.form())) {
      run.inputs().get(0).read(0, host);
      device.upload(host);
      Transform<F> transform = transform(domain, run);
      transform.apply(device);
      device.download(host);
      run.out().write(host);
      run.progress().step("computed");
      return passes(domain.plan(transform.order()));
    }
  }

  /** Returns what a transform is made of: that of one element is the element. */
  static String passes(TransformPlan plan) {
    return plan.radices().isEmpty() ? "one pass, a copy" : "passes of " + plan.radices() + " bits";
  }

  private <F> Transform<F> transform(Domain<F> domain, OperationRun<F> run) {
    Transform<F> plain = inverse ? domain.inverse(Order.NATURAL) : domain.forward(Order.NATURAL);
    return scalar == Scalar.NONE ? plain : plain.on(domain.coset(run.element()));
  }

  @Override
  public long pieces(long elements, ExecutionMode mode, long chunkElements) {
    return 1;
  }
}
