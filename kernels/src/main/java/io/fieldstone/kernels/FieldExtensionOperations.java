// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Operations on vectors over an extension field, element by element: those of {@link
 * ExtensionKernels}, and products by elements of the prime field.
 *
 * <pre>{@code
 * try (var fp2 = FieldExtensionOperations.of(gpu, Bls12381Fp2Field.INSTANCE)) {
 *   fp2.mul(a, b, c);                                  // device vectors: c[i] = a[i] * b[i]
 *   HostVector<Bls12381Fp2> inverses = fp2.inv(host);
 * }
 * }</pre>
 *
 * <p>The vectors of a call are all canonical or all Montgomery, and of one length. An operation on
 * device vectors returns once it is submitted, and an output may be an input; one on host vectors
 * waits, and returns a new vector, which belongs to the caller. It is closed as {@link
 * FieldOperations} is, though it owns nothing on the device yet. Thread-safe.
 *
 * <p><b>Errors.</b> Before anything is submitted: {@link
 * io.fieldstone.runtime.error.LengthMismatchException}, {@link
 * io.fieldstone.runtime.error.FormMismatchException}, {@link
 * io.fieldstone.runtime.error.BackendMismatchException}, {@link
 * io.fieldstone.runtime.error.ClosedException}.
 *
 * @param <E> the extension's type tag
 */
public final class FieldExtensionOperations<E> implements AutoCloseable {

  private final ExtensionField<E> field;
  private final ExtensionKernelsDispatch<E> kernels;
  private final BaseProductKernelsDispatch<E, ?> products;
  private final AtomicBoolean closed = new AtomicBoolean();

  private FieldExtensionOperations(
      ExtensionField<E> field,
      ExtensionKernelsDispatch<E> kernels,
      BaseProductKernelsDispatch<E, ?> products) {
    this.field = field;
    this.kernels = kernels;
    this.products = products;
  }

  /**
   * {@return the operations on {@code field}, to be closed by the caller}
   *
   * @param <E> the extension field's type tag
   * @param backend the backend
   * @param field the field
   * @throws UnsupportedFieldException if there are no kernels for its limb shape and degree, or it
   *     is neither by x^d - n with a small n nor a tower with small numbers: see {@link
   *     ExtensionKernels}
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public static <E> FieldExtensionOperations<E> of(
      PersistentBackend backend, ExtensionField<E> field) {
    return new FieldExtensionOperations<>(
        field,
        ExtensionKernelsDispatch.of(backend, field),
        BaseProductKernelsDispatch.of(backend, field, field.primeField()));
  }

  /** {@return the field} */
  public ExtensionField<E> field() {
    return field;
  }

  /**
   * out[i] = a[i] + b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  public void add(DeviceVector<E> a, DeviceVector<E> b, DeviceVector<E> out) {
    open(kernels).add(a, b, out);
  }

  /**
   * {@return a[i] + b[i]}
   *
   * @param a the first operand
   * @param b the second operand
   */
  public HostVector<E> add(HostVector<E> a, HostVector<E> b) {
    return open(kernels).add(a, b);
  }

  /**
   * out[i] = a[i] - b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  public void sub(DeviceVector<E> a, DeviceVector<E> b, DeviceVector<E> out) {
    open(kernels).sub(a, b, out);
  }

  /**
   * {@return a[i] - b[i]}
   *
   * @param a the first operand
   * @param b the second operand
   */
  public HostVector<E> sub(HostVector<E> a, HostVector<E> b) {
    return open(kernels).sub(a, b);
  }

  /**
   * out[i] = -a[i].
   *
   * @param a the operand
   * @param out where the results go
   */
  public void neg(DeviceVector<E> a, DeviceVector<E> out) {
    open(kernels).neg(a, out);
  }

  /**
   * {@return -a[i]}
   *
   * @param a the operand
   */
  public HostVector<E> neg(HostVector<E> a) {
    return open(kernels).neg(a);
  }

  /**
   * out[i] = 2 * a[i].
   *
   * @param a the operand
   * @param out where the results go
   */
  public void dbl(DeviceVector<E> a, DeviceVector<E> out) {
    open(kernels).dbl(a, out);
  }

  /**
   * {@return 2 * a[i]}
   *
   * @param a the operand
   */
  public HostVector<E> dbl(HostVector<E> a) {
    return open(kernels).dbl(a);
  }

  /**
   * out[i] = a[i] * b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  public void mul(DeviceVector<E> a, DeviceVector<E> b, DeviceVector<E> out) {
    open(kernels).mul(a, b, out);
  }

  /**
   * {@return a[i] * b[i]}
   *
   * @param a the first operand
   * @param b the second operand
   */
  public HostVector<E> mul(HostVector<E> a, HostVector<E> b) {
    return open(kernels).mul(a, b);
  }

  /**
   * out[i] = a[i]^2.
   *
   * @param a the operand
   * @param out where the results go
   */
  public void sqr(DeviceVector<E> a, DeviceVector<E> out) {
    open(kernels).sqr(a, out);
  }

  /**
   * {@return a[i]^2}
   *
   * @param a the operand
   */
  public HostVector<E> sqr(HostVector<E> a) {
    return open(kernels).sqr(a);
  }

  /**
   * out[i] = a[i]^-1, where zero gives zero.
   *
   * @param a the operand
   * @param out where the results go
   */
  public void inv(DeviceVector<E> a, DeviceVector<E> out) {
    open(kernels).inv(a, out);
  }

  /**
   * {@return a[i]^-1, where zero gives zero}
   *
   * @param a the operand
   */
  public HostVector<E> inv(HostVector<E> a) {
    return open(kernels).inv(a);
  }

  /**
   * out[i] = a[i] * b[i], where b is over the prime field.
   *
   * @param <F> the field's type tag
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   * @throws UnsupportedFieldException if it is over another field
   */
  public <F> void mulBase(DeviceVector<E> a, DeviceVector<F> b, DeviceVector<E> out) {
    this.<F>baseProducts(b.type()).mul(a, b, out);
  }

  /**
   * {@return a[i] * b[i], where b is over the prime field}
   *
   * @param <F> the field's type tag
   * @param a the first operand
   * @param b the second operand
   * @throws UnsupportedFieldException if it is over another field
   */
  public <F> HostVector<E> mulBase(HostVector<E> a, HostVector<F> b) {
    return this.<F>baseProducts(b.type()).mul(a, b);
  }

  @SuppressWarnings("unchecked") // elements of the prime field have its tag
  private <F> BaseProductKernelsDispatch<E, F> baseProducts(Object typeOfBase) {
    Field<?> base = field.primeField();
    if (typeOfBase != base) {
      throw new UnsupportedFieldException(
          "b is over " + typeOfBase + ", but " + base + " is expected");
    }
    return (BaseProductKernelsDispatch<E, F>) open(products);
  }

  private <T> T open(T part) {
    if (closed.get()) {
      throw new ClosedException("the extension operations on " + field + " were closed");
    }
    return part;
  }

  /** Ends its use: what is called afterwards throws; what was submitted goes on. Idempotent. */
  @Override
  public void close() {
    closed.set(true);
  }

  @Override
  public String toString() {
    return "operations on " + field;
  }
}
