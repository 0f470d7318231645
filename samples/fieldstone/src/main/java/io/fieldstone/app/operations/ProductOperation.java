// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.app.files.ElementFile;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.polynomial.PolynomialProduct;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import java.util.List;

/** The product of two polynomials, whose coefficients are whole files of any lengths. */
record ProductOperation() implements Operation {

  @Override
  public String name() {
    return "poly-mul";
  }

  @Override
  public String formula() {
    return "the coefficients of a b, as many as both have, less one";
  }

  @Override
  public List<String> inputs() {
    return List.of("a", "b");
  }

  @Override
  public Scalar scalar() {
    return Scalar.NONE;
  }

  @Override
  public boolean takesAnyLengths() {
    return true;
  }

  @Override
  public boolean takesNoElements() {
    return false;
  }

  @Override
  public <F> String run(OperationRun<F> run) {
    ElementFile<F> first = run.inputs().get(0);
    ElementFile<F> second = run.inputs().get(1);
    long most = first.size() + second.size() - 1;
    try (FieldOperations<F> field = FieldOperations.of(run.gpu(), run.field());
        PolynomialProduct<F> products = PolynomialProduct.of(field, most);
        HostVector<F> a = run.gpu().hostVector(run.field(), first.size(), run.form());
        HostVector<F> b = run.gpu().hostVector(run.field(), second.size(), run.form())) {
      first.read(0, a);
      second.read(0, b);
      try (HostVector<F> product = products.multiply(a, b)) {
        run.out().write(product);
      }
      run.progress().step("computed");
      return "transforms of " + products.domain().size();
    }
  }

  @Override
  public long pieces(long elements, ExecutionMode mode, long chunkElements) {
    return 1;
  }
}
