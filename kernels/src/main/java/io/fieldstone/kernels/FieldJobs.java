// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.error.ElementRangeException;
import java.math.BigInteger;

/**
 * The element-wise operations of {@link FieldOperations} as jobs, on host vectors and on Java
 * arrays: to be run together in a {@link io.fieldstone.runtime.Batch}, later, or with a deadline.
 *
 * <pre>{@code
 * try (Batch batch = gpu.batch()) {
 *   var sum = batch.add(fr.jobs().add(a, b));
 *   var product = batch.add(fr.jobs().mul(a, b));
 *   batch.runPipelined();
 *   sum.join();
 * }
 * CompletableFuture<HeapVector<Bls12381Fr>> later = fr.jobs().sqr(array).start();
 * }</pre>
 *
 * <p>A job's result is a vector of its own, on the host or in an array like the first; it belongs
 * to whoever runs the job. What must agree is checked here, as {@link FieldOperations} says.
 * Thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class FieldJobs<F> {

  private final FieldOperations<F> operations;
  private final VectorKernelsDispatch<F> vectors;
  private final ProductKernelsDispatch<F> products;

  FieldJobs(
      FieldOperations<F> operations,
      VectorKernelsDispatch<F> vectors,
      ProductKernelsDispatch<F> products) {
    this.operations = operations;
    this.vectors = vectors;
    this.products = products;
  }

  /**
   * {@return a job whose result is a[i] + b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HostVector<F>> add(HostVector<F> a, HostVector<F> b) {
    return operations.open(vectors).addJob(a, b);
  }

  /**
   * {@return a job whose result is a[i] + b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HeapVector<F>> add(HeapVector<F> a, HeapVector<F> b) {
    return operations.open(vectors).addJob(a, b);
  }

  /**
   * {@return a job whose result is a[i] - b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HostVector<F>> sub(HostVector<F> a, HostVector<F> b) {
    return operations.open(vectors).subJob(a, b);
  }

  /**
   * {@return a job whose result is a[i] - b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HeapVector<F>> sub(HeapVector<F> a, HeapVector<F> b) {
    return operations.open(vectors).subJob(a, b);
  }

  /**
   * {@return a job whose result is -a[i]}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> neg(HostVector<F> a) {
    return operations.open(vectors).negJob(a);
  }

  /**
   * {@return a job whose result is -a[i]}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> neg(HeapVector<F> a) {
    return operations.open(vectors).negJob(a);
  }

  /**
   * {@return a job whose result is 2 * a[i]}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> dbl(HostVector<F> a) {
    return operations.open(vectors).dblJob(a);
  }

  /**
   * {@return a job whose result is 2 * a[i]}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> dbl(HeapVector<F> a) {
    return operations.open(vectors).dblJob(a);
  }

  /**
   * {@return a job whose result is a[i] * b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HostVector<F>> mul(HostVector<F> a, HostVector<F> b) {
    return operations.open(products).mulJob(a, b);
  }

  /**
   * {@return a job whose result is a[i] * b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public Job<HeapVector<F>> mul(HeapVector<F> a, HeapVector<F> b) {
    return operations.open(products).mulJob(a, b);
  }

  /**
   * {@return a job whose result is a[i]^2}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> sqr(HostVector<F> a) {
    return operations.open(products).sqrJob(a);
  }

  /**
   * {@return a job whose result is a[i]^2}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> sqr(HeapVector<F> a) {
    return operations.open(products).sqrJob(a);
  }

  /**
   * {@return a job whose result is a[i] * b[i] + c[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   */
  public Job<HostVector<F>> mulAdd(HostVector<F> a, HostVector<F> b, HostVector<F> c) {
    return operations.open(products).mulAddJob(a, b, c);
  }

  /**
   * {@return a job whose result is a[i] * b[i] + c[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   */
  public Job<HeapVector<F>> mulAdd(HeapVector<F> a, HeapVector<F> b, HeapVector<F> c) {
    return operations.open(products).mulAddJob(a, b, c);
  }

  /**
   * {@return a job whose result is s * a[i]}
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public Job<HostVector<F>> scale(BigInteger s, HostVector<F> a) {
    return operations.open(products).scaleJob(s, a);
  }

  /**
   * {@return a job whose result is s * a[i]}
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public Job<HeapVector<F>> scale(BigInteger s, HeapVector<F> a) {
    return operations.open(products).scaleJob(s, a);
  }

  /**
   * {@return a job whose result is s * x[i] + y[i]}
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public Job<HostVector<F>> axpy(BigInteger s, HostVector<F> x, HostVector<F> y) {
    return operations.open(products).axpyJob(s, x, y);
  }

  /**
   * {@return a job whose result is s * x[i] + y[i]}
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public Job<HeapVector<F>> axpy(BigInteger s, HeapVector<F> x, HeapVector<F> y) {
    return operations.open(products).axpyJob(s, x, y);
  }

  /**
   * {@return a job whose result is a[i]^exponent}
   *
   * @param a the operand
   * @param exponent from 0 to 2^32 - 1
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public Job<HostVector<F>> pow(HostVector<F> a, long exponent) {
    return operations.open(products).powJob(a, ElementwiseOperations.unsigned(exponent));
  }

  /**
   * {@return a job whose result is a[i]^exponent}
   *
   * @param a the operand
   * @param exponent from 0 to 2^32 - 1
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public Job<HeapVector<F>> pow(HeapVector<F> a, long exponent) {
    return operations.open(products).powJob(a, ElementwiseOperations.unsigned(exponent));
  }

  /**
   * {@return a job whose result is the Montgomery form of a[i], a canonical vector}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> toMontgomery(HostVector<F> a) {
    return operations.open(vectors).toMontgomeryJob(a);
  }

  /**
   * {@return a job whose result is the Montgomery form of a[i], a canonical vector}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> toMontgomery(HeapVector<F> a) {
    return operations.open(vectors).toMontgomeryJob(a);
  }

  /**
   * {@return a job whose result is the canonical form of a[i], a Montgomery vector}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> fromMontgomery(HostVector<F> a) {
    return operations.open(vectors).fromMontgomeryJob(a);
  }

  /**
   * {@return a job whose result is the canonical form of a[i], a Montgomery vector}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> fromMontgomery(HeapVector<F> a) {
    return operations.open(vectors).fromMontgomeryJob(a);
  }

  /**
   * {@return a job whose result is a[i] mod p, canonical, for an unreduced vector}
   *
   * @param a the operand
   */
  public Job<HostVector<F>> reduce(HostVector<F> a) {
    return operations.open(vectors).reduceJob(a);
  }

  /**
   * {@return a job whose result is a[i] mod p, canonical, for an unreduced vector}
   *
   * @param a the operand
   */
  public Job<HeapVector<F>> reduce(HeapVector<F> a) {
    return operations.open(vectors).reduceJob(a);
  }
}
