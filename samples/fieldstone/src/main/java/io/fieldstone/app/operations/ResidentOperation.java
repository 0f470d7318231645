// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.polynomial.PolynomialOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import java.math.BigInteger;
import java.util.List;

/**
 * An operation of several kernels on device vectors: chunk after chunk is brought to the device, so
 * that files may be larger than its memory.
 *
 * @param operation one that is no single kernel
 */
record ResidentOperation(StandardOperation operation) implements Operation {

  @Override
  public String name() {
    return operation.operationName();
  }

  @Override
  public String formula() {
    return operation.formula();
  }

  @Override
  public List<String> inputs() {
    return operation.inputs();
  }

  @Override
  public Scalar scalar() {
    return operation.scalar();
  }

  @Override
  public boolean takesNoElements() {
    return operation != StandardOperation.POLY_EVAL; // a polynomial has a coefficient at least
  }

  @Override
  public <F> String run(OperationRun<F> run) {
    try (FieldOperations<F> vectors = FieldOperations.of(run.gpu(), run.field());
        Chunks<F> chunks = new Chunks<>(run)) {
      BigInteger result = ofNoElements();
      long first = 0;
      while (chunks.next()) {
        result = next(vectors, chunks, run.scalar(), first, result);
        first += chunks.input(0).size();
        run.progress().step("computed");
      }
      if (operation.reduces()) {
        write(run, result);
      }
    }
    return "in chunks of " + run.gpu().options().chunkElements();
  }

  @Override
  public long pieces(long elements, ExecutionMode mode, long chunkElements) {
    return Operation.pieces(elements, chunkElements);
  }

  private BigInteger ofNoElements() {
    return switch (operation) {
      case PRODUCT, PREFIX_PRODUCT, EQUAL -> BigInteger.ONE;
      default -> BigInteger.ZERO;
    };
  }

  /** Takes one more chunk, from element {@code first} on, and returns the result of all so far. */
  private <F> BigInteger next(
      FieldOperations<F> vectors,
      Chunks<F> chunks,
      BigInteger scalar,
      long first,
      BigInteger soFar) {
    BigInteger p = vectors.field().modulus();
    DeviceVector<F> a = chunks.input(0);
    return switch (operation) {
      case SUM -> soFar.add(vectors.sum(a)).mod(p);
      case PRODUCT -> soFar.multiply(vectors.product(a)).mod(p);
      case INNER_PRODUCT -> soFar.add(vectors.innerProduct(a, chunks.input(1))).mod(p);
      case EQUAL -> vectors.equal(a, chunks.input(1)) ? soFar : BigInteger.ZERO;
      case PREFIX_PRODUCT -> {
        BigInteger carry = vectors.prefixProduct(a, soFar, a);
        chunks.write(a);
        yield carry;
      }
      case PREFIX_SUM -> {
        BigInteger carry = vectors.prefixSum(a, soFar, a);
        chunks.write(a);
        yield carry;
      }
      case POLY_EVAL -> {
        try (var polynomials = PolynomialOperations.of(vectors)) {
          BigInteger power = scalar.modPow(BigInteger.valueOf(first), p);
          yield polynomials.evaluate(a, scalar).multiply(power).add(soFar).mod(p);
        }
      }
      case INV -> {
        vectors.inv(a, a);
        chunks.write(a);
        yield soFar;
      }
      default -> throw new IllegalStateException(operation + " is one kernel");
    };
  }

  private <F> void write(OperationRun<F> run, BigInteger result) {
    try (HostVector<F> element = run.gpu().hostVector(run.field(), 1, run.form())) {
      if (operation == StandardOperation.EQUAL) {
        element.setRaw(0, result); // an integer, in either form
      } else {
        element.set(0, result);
      }
      run.out().write(element);
    }
  }
}
