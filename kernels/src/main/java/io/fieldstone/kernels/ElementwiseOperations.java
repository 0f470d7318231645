// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.error.ElementRangeException;
import java.math.BigInteger;

/**
 * The operations of {@link FieldOperations} that are one kernel, element by element.
 *
 * @param <F> the field's type tag
 */
abstract sealed class ElementwiseOperations<F> permits FieldOperations {

  private static final long EXPONENTS = 1L << 32;

  private final VectorKernelsDispatch<F> vectors;
  private final ProductKernelsDispatch<F> products;

  ElementwiseOperations(VectorKernelsDispatch<F> vectors, ProductKernelsDispatch<F> products) {
    this.vectors = vectors;
    this.products = products;
  }

  /**
   * Returns {@code part} if the operations are open.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if they were closed
   */
  abstract <T> T open(T part);

  static int unsigned(long exponent) {
    if (exponent < 0 || exponent >= EXPONENTS) {
      throw new ElementRangeException(
          "the exponent is " + exponent + "; it must be from 0 to 2^32 - 1");
    }
    return (int) exponent;
  }

  /** out[i] = a[i] + b[i]. */
  public void add(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(vectors).add(a, b, out);
  }

  /** Returns a[i] + b[i]. */
  public HostVector<F> add(HostVector<F> a, HostVector<F> b) {
    return open(vectors).add(a, b);
  }

  /** Returns a[i] + b[i], in an array like that of the first. */
  public HeapVector<F> add(HeapVector<F> a, HeapVector<F> b) {
    return open(vectors).add(a, b);
  }

  /** out[i] = a[i] - b[i]. */
  public void sub(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(vectors).sub(a, b, out);
  }

  /** Returns a[i] - b[i]. */
  public HostVector<F> sub(HostVector<F> a, HostVector<F> b) {
    return open(vectors).sub(a, b);
  }

  /** Returns a[i] - b[i], in an array like that of the first. */
  public HeapVector<F> sub(HeapVector<F> a, HeapVector<F> b) {
    return open(vectors).sub(a, b);
  }

  /** out[i] = -a[i]. */
  public void neg(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).neg(a, out);
  }

  /** Returns -a[i]. */
  public HostVector<F> neg(HostVector<F> a) {
    return open(vectors).neg(a);
  }

  /** Returns -a[i], in an array like that of the first. */
  public HeapVector<F> neg(HeapVector<F> a) {
    return open(vectors).neg(a);
  }

  /** out[i] = 2 * a[i]. */
  public void dbl(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).dbl(a, out);
  }

  /** Returns 2 * a[i]. */
  public HostVector<F> dbl(HostVector<F> a) {
    return open(vectors).dbl(a);
  }

  /** Returns 2 * a[i], in an array like that of the first. */
  public HeapVector<F> dbl(HeapVector<F> a) {
    return open(vectors).dbl(a);
  }

  /** out[i] = a[i] * b[i]. */
  public void mul(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(products).mul(a, b, out);
  }

  /** Returns a[i] * b[i]. */
  public HostVector<F> mul(HostVector<F> a, HostVector<F> b) {
    return open(products).mul(a, b);
  }

  /** Returns a[i] * b[i], in an array like that of the first. */
  public HeapVector<F> mul(HeapVector<F> a, HeapVector<F> b) {
    return open(products).mul(a, b);
  }

  /** out[i] = a[i]^2. */
  public void sqr(DeviceVector<F> a, DeviceVector<F> out) {
    open(products).sqr(a, out);
  }

  /** Returns a[i]^2. */
  public HostVector<F> sqr(HostVector<F> a) {
    return open(products).sqr(a);
  }

  /** Returns a[i]^2, in an array like that of the first. */
  public HeapVector<F> sqr(HeapVector<F> a) {
    return open(products).sqr(a);
  }

  /** out[i] = a[i] * b[i] + c[i]. */
  public void mulAdd(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> c, DeviceVector<F> out) {
    open(products).mulAdd(a, b, c, out);
  }

  /** Returns a[i] * b[i] + c[i]. */
  public HostVector<F> mulAdd(HostVector<F> a, HostVector<F> b, HostVector<F> c) {
    return open(products).mulAdd(a, b, c);
  }

  /** Returns a[i] * b[i] + c[i], in an array like that of the first. */
  public HeapVector<F> mulAdd(HeapVector<F> a, HeapVector<F> b, HeapVector<F> c) {
    return open(products).mulAdd(a, b, c);
  }

  /**
   * out[i] = s * a[i].
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public void scale(BigInteger s, DeviceVector<F> a, DeviceVector<F> out) {
    open(products).scale(s, a, out);
  }

  /**
   * Returns s * a[i].
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HostVector<F> scale(BigInteger s, HostVector<F> a) {
    return open(products).scale(s, a);
  }

  /**
   * Returns s * a[i], in an array like that of the first.
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HeapVector<F> scale(BigInteger s, HeapVector<F> a) {
    return open(products).scale(s, a);
  }

  /**
   * out[i] = s * x[i] + y[i].
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public void axpy(BigInteger s, DeviceVector<F> x, DeviceVector<F> y, DeviceVector<F> out) {
    open(products).axpy(s, x, y, out);
  }

  /**
   * Returns s * x[i] + y[i].
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HostVector<F> axpy(BigInteger s, HostVector<F> x, HostVector<F> y) {
    return open(products).axpy(s, x, y);
  }

  /**
   * Returns s * x[i] + y[i], in an array like that of the first.
   *
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HeapVector<F> axpy(BigInteger s, HeapVector<F> x, HeapVector<F> y) {
    return open(products).axpy(s, x, y);
  }

  /**
   * out[i] = a[i]^exponent, where a[i]^0 is 1 for every a[i]. The exponent is public: the time
   * depends on it.
   *
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public void pow(DeviceVector<F> a, long exponent, DeviceVector<F> out) {
    open(products).pow(a, unsigned(exponent), out);
  }

  /**
   * Returns a[i]^exponent.
   *
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public HostVector<F> pow(HostVector<F> a, long exponent) {
    return open(products).pow(a, unsigned(exponent));
  }

  /**
   * Returns a[i]^exponent, in an array like that of the first.
   *
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public HeapVector<F> pow(HeapVector<F> a, long exponent) {
    return open(products).pow(a, unsigned(exponent));
  }

  /** out[i] = the Montgomery form of a[i], a canonical vector. */
  public void toMontgomery(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).toMontgomery(a, out);
  }

  /** Returns the Montgomery form of a[i], a canonical vector. */
  public HostVector<F> toMontgomery(HostVector<F> a) {
    return open(vectors).toMontgomery(a);
  }

  /**
   * Returns the Montgomery form of a[i], a canonical vector, in an array like that of the first.
   */
  public HeapVector<F> toMontgomery(HeapVector<F> a) {
    return open(vectors).toMontgomery(a);
  }

  /** out[i] = the canonical form of a[i], a Montgomery vector. */
  public void fromMontgomery(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).fromMontgomery(a, out);
  }

  /** Returns the canonical form of a[i], a Montgomery vector. */
  public HostVector<F> fromMontgomery(HostVector<F> a) {
    return open(vectors).fromMontgomery(a);
  }

  /**
   * Returns the canonical form of a[i], a Montgomery vector, in an array like that of the first.
   */
  public HeapVector<F> fromMontgomery(HeapVector<F> a) {
    return open(vectors).fromMontgomery(a);
  }

  /** out[i] = a[i] mod p, canonical, for an unreduced vector. */
  public void reduce(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).reduce(a, out);
  }

  /** Returns a[i] mod p, canonical, for an unreduced vector. */
  public HostVector<F> reduce(HostVector<F> a) {
    return open(vectors).reduce(a);
  }

  /** Returns a[i] mod p, canonical, for an unreduced vector, in an array like that of the first. */
  public HeapVector<F> reduce(HeapVector<F> a) {
    return open(vectors).reduce(a);
  }
}
