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

  /**
   * out[i] = a[i] + b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  public void add(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(vectors).add(a, b, out);
  }

  /**
   * {@return a[i] + b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HostVector<F> add(HostVector<F> a, HostVector<F> b) {
    return open(vectors).add(a, b);
  }

  /**
   * {@return a[i] + b[i], in an array like that of the first}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HeapVector<F> add(HeapVector<F> a, HeapVector<F> b) {
    return open(vectors).add(a, b);
  }

  /**
   * out[i] = a[i] - b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  public void sub(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(vectors).sub(a, b, out);
  }

  /**
   * {@return a[i] - b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HostVector<F> sub(HostVector<F> a, HostVector<F> b) {
    return open(vectors).sub(a, b);
  }

  /**
   * {@return a[i] - b[i], in an array like that of the first}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HeapVector<F> sub(HeapVector<F> a, HeapVector<F> b) {
    return open(vectors).sub(a, b);
  }

  /**
   * out[i] = -a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void neg(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).neg(a, out);
  }

  /**
   * {@return -a[i]}
   *
   * @param a the operand
   */
  public HostVector<F> neg(HostVector<F> a) {
    return open(vectors).neg(a);
  }

  /**
   * {@return -a[i], in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> neg(HeapVector<F> a) {
    return open(vectors).neg(a);
  }

  /**
   * out[i] = 2 * a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void dbl(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).dbl(a, out);
  }

  /**
   * {@return 2 * a[i]}
   *
   * @param a the operand
   */
  public HostVector<F> dbl(HostVector<F> a) {
    return open(vectors).dbl(a);
  }

  /**
   * {@return 2 * a[i], in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> dbl(HeapVector<F> a) {
    return open(vectors).dbl(a);
  }

  /**
   * out[i] = a[i] * b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  public void mul(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    open(products).mul(a, b, out);
  }

  /**
   * {@return a[i] * b[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HostVector<F> mul(HostVector<F> a, HostVector<F> b) {
    return open(products).mul(a, b);
  }

  /**
   * {@return a[i] * b[i], in an array like that of the first}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   */
  public HeapVector<F> mul(HeapVector<F> a, HeapVector<F> b) {
    return open(products).mul(a, b);
  }

  /**
   * out[i] = a[i]^2.
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void sqr(DeviceVector<F> a, DeviceVector<F> out) {
    open(products).sqr(a, out);
  }

  /**
   * {@return a[i]^2}
   *
   * @param a the operand
   */
  public HostVector<F> sqr(HostVector<F> a) {
    return open(products).sqr(a);
  }

  /**
   * {@return a[i]^2, in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> sqr(HeapVector<F> a) {
    return open(products).sqr(a);
  }

  /**
   * out[i] = a[i] * b[i] + c[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   * @param out where the result goes
   */
  public void mulAdd(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> c, DeviceVector<F> out) {
    open(products).mulAdd(a, b, c, out);
  }

  /**
   * {@return a[i] * b[i] + c[i]}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   */
  public HostVector<F> mulAdd(HostVector<F> a, HostVector<F> b, HostVector<F> c) {
    return open(products).mulAdd(a, b, c);
  }

  /**
   * {@return a[i] * b[i] + c[i], in an array like that of the first}
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   */
  public HeapVector<F> mulAdd(HeapVector<F> a, HeapVector<F> b, HeapVector<F> c) {
    return open(products).mulAdd(a, b, c);
  }

  /**
   * out[i] = s * a[i].
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @param out where the result goes
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public void scale(BigInteger s, DeviceVector<F> a, DeviceVector<F> out) {
    open(products).scale(s, a, out);
  }

  /**
   * {@return s * a[i]}
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HostVector<F> scale(BigInteger s, HostVector<F> a) {
    return open(products).scale(s, a);
  }

  /**
   * {@return s * a[i], in an array like that of the first}
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HeapVector<F> scale(BigInteger s, HeapVector<F> a) {
    return open(products).scale(s, a);
  }

  /**
   * out[i] = s * x[i] + y[i].
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @param out where the result goes
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public void axpy(BigInteger s, DeviceVector<F> x, DeviceVector<F> y, DeviceVector<F> out) {
    open(products).axpy(s, x, y, out);
  }

  /**
   * {@return s * x[i] + y[i]}
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HostVector<F> axpy(BigInteger s, HostVector<F> x, HostVector<F> y) {
    return open(products).axpy(s, x, y);
  }

  /**
   * {@return s * x[i] + y[i], in an array like that of the first}
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @throws ElementRangeException if {@code s} is not in [0, p)
   */
  public HeapVector<F> axpy(BigInteger s, HeapVector<F> x, HeapVector<F> y) {
    return open(products).axpy(s, x, y);
  }

  /**
   * out[i] = a[i]^exponent, where a[i]^0 is 1 for every a[i]. The exponent is public: the time
   * depends on it.
   *
   * @param a the operand
   * @param exponent from 0 to 2^32 - 1
   * @param out where the result goes
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public void pow(DeviceVector<F> a, long exponent, DeviceVector<F> out) {
    open(products).pow(a, unsigned(exponent), out);
  }

  /**
   * {@return a[i]^exponent}
   *
   * @param a the operand
   * @param exponent from 0 to 2^32 - 1
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public HostVector<F> pow(HostVector<F> a, long exponent) {
    return open(products).pow(a, unsigned(exponent));
  }

  /**
   * {@return a[i]^exponent, in an array like that of the first}
   *
   * @param a the operand
   * @param exponent from 0 to 2^32 - 1
   * @throws ElementRangeException if the exponent is not from 0 to 2^32 - 1
   */
  public HeapVector<F> pow(HeapVector<F> a, long exponent) {
    return open(products).pow(a, unsigned(exponent));
  }

  /**
   * out[i] = the Montgomery form of a[i], a canonical vector.
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void toMontgomery(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).toMontgomery(a, out);
  }

  /**
   * {@return the Montgomery form of a[i], a canonical vector}
   *
   * @param a the operand
   */
  public HostVector<F> toMontgomery(HostVector<F> a) {
    return open(vectors).toMontgomery(a);
  }

  /**
   * {@return the Montgomery form of a[i], a canonical vector, in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> toMontgomery(HeapVector<F> a) {
    return open(vectors).toMontgomery(a);
  }

  /**
   * out[i] = the canonical form of a[i], a Montgomery vector.
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void fromMontgomery(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).fromMontgomery(a, out);
  }

  /**
   * {@return the canonical form of a[i], a Montgomery vector}
   *
   * @param a the operand
   */
  public HostVector<F> fromMontgomery(HostVector<F> a) {
    return open(vectors).fromMontgomery(a);
  }

  /**
   * {@return the canonical form of a[i], a Montgomery vector, in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> fromMontgomery(HeapVector<F> a) {
    return open(vectors).fromMontgomery(a);
  }

  /**
   * out[i] = a[i] mod p, canonical, for an unreduced vector.
   *
   * @param a the operand
   * @param out where the result goes
   */
  public void reduce(DeviceVector<F> a, DeviceVector<F> out) {
    open(vectors).reduce(a, out);
  }

  /**
   * {@return a[i] mod p, canonical, for an unreduced vector}
   *
   * @param a the operand
   */
  public HostVector<F> reduce(HostVector<F> a) {
    return open(vectors).reduce(a);
  }

  /**
   * {@return a[i] mod p, canonical, for an unreduced vector, in an array like that of the first}
   *
   * @param a the operand
   */
  public HeapVector<F> reduce(HeapVector<F> a) {
    return open(vectors).reduce(a);
  }
}
