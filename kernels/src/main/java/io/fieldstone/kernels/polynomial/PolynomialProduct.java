// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import static io.fieldstone.kernels.check.OperandChecks.requireCoefficients;
import static io.fieldstone.kernels.check.OperandChecks.requireForm;
import static io.fieldstone.kernels.check.OperandChecks.requireLength;
import static io.fieldstone.kernels.check.OperandChecks.requireReduced;

import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;

/**
 * Products of polynomials of any two degrees, which are linear convolutions of their coefficients:
 * out[k] = a[0] b[k] + a[1] b[k - 1] + ... + a[k] b[0].
 *
 * <pre>{@code
 * try (var product = PolynomialProduct.of(fr, a.size() + b.size() - 1)) {
 *   product.multiply(a, b, out);                     // out has as many elements as that
 *   product.square(a, square);
 * }
 * }</pre>
 *
 * <p><b>How.</b> Both get zeros above until they have 2^k coefficients, as many as the product or
 * more, and are transformed; the product of their values is transformed back (Knuth, <i>The Art of
 * Computer Programming</i>, volume 2, 4.3.3). Nobody pays for an order: values are bit-reversed. A
 * square, or a product of one vector with itself, takes two transforms in place of three.
 *
 * <p><b>Device vectors.</b> A call returns once it is submitted, allocates nothing on the Java heap
 * and can be recorded. The output may share elements with the operands.
 *
 * <p><b>Forms.</b> All vectors of a call are canonical, or all Montgomery.
 *
 * <p><b>Errors</b>, before anything is written: {@link LengthMismatchException} for lengths that do
 * not fit or more coefficients than it was made for, forms, other fields and backends, closed.
 *
 * <p><b>Ownership.</b> It is the caller's and owns a domain, with its tables, and two vectors of
 * 2^k elements in each form it was called with. It does not own the operations of the field, which
 * have to stay open.
 *
 * <p>Thread-safe: calls of one object take turns.
 *
 * @param <F> the field's type tag
 */
public final class PolynomialProduct<F> implements AutoCloseable {

  private static final int WORKGROUP = 64;

  private final FieldOperations<F> field;
  private final long mostCoefficients;
  private final Domain<F> domain;
  private final Transform<F> forward;
  private final Transform<F> inverse;
  private final CosetKernels<F> kernels;
  private final WorkMemory<F> memory;

  private PolynomialProduct(FieldOperations<F> field, long mostCoefficients, Domain<F> domain) {
    this.field = field;
    this.mostCoefficients = mostCoefficients;
    this.domain = domain;
    this.forward = domain.forward(Order.NATURAL_TO_REVERSED);
    this.inverse = domain.inverse(Order.REVERSED_TO_NATURAL);
    this.kernels = CosetKernelsDispatch.of(field.backend(), field.field());
    this.memory = new WorkMemory<>(field.backend(), field.field(), 2);
  }

  /**
   * {@return products of up to so many coefficients, to be closed by the caller}
   *
   * @param <F> the field's type tag
   * @param field the operations of the field
   * @param mostCoefficients how many coefficients a product may have: those of both operands, less
   *     one. Every product takes the time of the next power of two, however short it is.
   * @throws LengthMismatchException if they are none, or more than a dispatch can count
   * @throws UnsupportedFieldException if the field has no transforms of that length, or there are
   *     no kernels for its limb shape
   * @throws io.fieldstone.runtime.error.RecordingException if a program is being recorded
   */
  public static <F> PolynomialProduct<F> of(FieldOperations<F> field, long mostCoefficients) {
    if (mostCoefficients < 1 || mostCoefficients > 1 << 30) {
      throw new LengthMismatchException(
          "a product has from 1 to 2^30 coefficients, and not " + mostCoefficients);
    }
    int log = Long.SIZE - Long.numberOfLeadingZeros(mostCoefficients - 1);
    Field<F> of = field.field();
    if (log > of.twoAdicity()) {
      throw new UnsupportedFieldException(
          "a product of "
              + mostCoefficients
              + " coefficients takes transforms of 2^"
              + log
              + " elements, but the longest of "
              + of
              + " have 2^"
              + of.twoAdicity());
    }
    field.backend().requireNotRecording("PolynomialProduct.of(field, mostCoefficients)");
    return new PolynomialProduct<>(
        field, mostCoefficients, Domain.of(field.backend(), of, 1L << log));
  }

  /** {@return how many coefficients a product may have} */
  public long mostCoefficients() {
    return mostCoefficients;
  }

  /** {@return the domain at whose points products are made} */
  public Domain<F> domain() {
    return domain;
  }

  /**
   * out = a b.
   *
   * @param a the coefficients of one, 1 at least
   * @param b those of the other, of any length
   * @param out as many as both have, less one
   */
  public synchronized void multiply(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    requireOperands(a, b, out);
    try {
      DeviceVector<F> values = memory.vector(0, domain.size(), a.form());
      transform(a, values);
      if (b == a) {
        field.sqr(values, values);
      } else {
        DeviceVector<F> others = memory.vector(1, domain.size(), a.form());
        transform(b, others);
        field.mul(values, others, values);
      }
      if (out.size() == domain.size()) {
        inverse.apply(values, out);
      } else {
        inverse.apply(values);
        resize(values, out);
      }
    } finally {
      memory.endCall();
    }
  }

  /**
   * out = a^2.
   *
   * @param a the coefficients, 1 at least
   * @param out twice as many, less one
   */
  public void square(DeviceVector<F> a, DeviceVector<F> out) {
    multiply(a, a, out);
  }

  private void transform(DeviceVector<F> a, DeviceVector<F> values) {
    if (a.size() == values.size()) {
      forward.apply(a, values);
    } else {
      resize(a, values);
      forward.apply(values);
    }
  }

  private void resize(DeviceVector<F> from, DeviceVector<F> to) {
    kernels.resizeRows(
        from, (int) from.size(), (int) to.size(), to, CallWorkgroups.of(to.size(), WORKGROUP));
  }

  private void requireOperands(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    if (memory.isClosed()) {
      throw new ClosedException(
          "the products of polynomials over " + field.field() + " were closed");
    }
    requireReduced("a", a);
    requireForm("b", b, a);
    requireLength("out", out, sizeOfProduct(a.size(), b.size()));
    requireForm("out", out, a);
    field.backend().requireOperand("a", a);
    field.backend().requireOperand("b", b);
    field.backend().requireOperand("out", out);
  }

  private long sizeOfProduct(long a, long b) {
    requireCoefficients("a", a);
    requireCoefficients("b", b);
    if (a + b - 1 > mostCoefficients) {
      throw new LengthMismatchException(
          "the product of "
              + a
              + " and "
              + b
              + " coefficients has "
              + (a + b - 1)
              + ", but the most are "
              + mostCoefficients
              + "; make products of more");
    }
    return a + b - 1;
  }

  /**
   * {@return a b, to be closed by the caller} The whole polynomials are on the device meanwhile.
   *
   * @param a the coefficients of one, 1 at least
   * @param b those of the other, of any length
   */
  public HostVector<F> multiply(HostVector<F> a, HostVector<F> b) {
    field.backend().requireNotRecording("multiply(a, b)");
    return HostCalls.binary(
        field.backend(), a, b, sizeOfProduct(a.size(), b.size()), this::multiply);
  }

  /**
   * {@return a b, in an array like that of a}
   *
   * @param a the coefficients of one, 1 at least
   * @param b those of the other, of any length
   */
  public HeapVector<F> multiply(HeapVector<F> a, HeapVector<F> b) {
    try (HostVector<F> x = field.backend().hostVector(a);
        HostVector<F> y = field.backend().hostVector(b);
        HostVector<F> product = multiply(x, y)) {
      return a.copyOf(product);
    }
  }

  /** Frees what it owns, its domain too; calls that were submitted go on. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
    domain.close();
  }
}
