// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import java.math.BigInteger;

/**
 * A prime field and everything that kernels need to know of it. One subclass per field is generated
 * from {@code @PrimeField}; its {@code INSTANCE} is the way to name a field.
 *
 * <pre>{@code
 * HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 1_000_000);
 * }</pre>
 *
 * <p>Immutable and thread-safe. Fields are compared by identity.
 *
 * @param <F> the field's type tag, the interface annotated with {@code @PrimeField}
 */
public abstract non-sealed class Field<F> implements FiniteField<F> {

  private final String name;
  private final LimbShape shape;
  private final BigInteger modulus;
  private final long negInverse;
  private final BigInteger r;
  private final BigInteger rSquared;
  private final FieldArithmetic arithmetic;

  /**
   * For generated classes.
   *
   * @param name the registered name
   * @param shape the limb shape
   * @param modulus the odd prime p
   * @param negInverse {@code -p^-1 mod 2^limbBits}
   * @param r {@code R mod p}, where R = 2^(limbs * limbBits)
   * @param rSquared {@code R^2 mod p}
   */
  protected Field(
      String name,
      LimbShape shape,
      BigInteger modulus,
      long negInverse,
      BigInteger r,
      BigInteger rSquared) {
    this.name = name;
    this.shape = shape;
    this.modulus = modulus;
    this.negInverse = negInverse;
    this.r = r;
    this.rSquared = rSquared;
    this.arithmetic = FieldArithmetic.ofPrime(modulus);
  }

  /** Returns the name in registries and on the command line, such as {@code bls12_381_fp}. */
  @Override
  public final String name() {
    return name;
  }

  /** Returns the layout of an element in host memory. */
  @Override
  public final LimbShape shape() {
    return shape;
  }

  /** {@return the prime p} */
  public final BigInteger modulus() {
    return modulus;
  }

  /** {@return {@code -p^-1 mod 2^limbBits}, which Montgomery reduction multiplies by} */
  public final long negInverse() {
    return negInverse;
  }

  /** {@return {@code R mod p}: the Montgomery form of one} */
  public final BigInteger r() {
    return r;
  }

  /** {@return {@code R^2 mod p}, which brings an element into Montgomery form} */
  public final BigInteger rSquared() {
    return rSquared;
  }

  /** Returns this. */
  @Override
  public final Field<F> primeField() {
    return this;
  }

  @Override
  public final FieldArithmetic arithmetic() {
    return arithmetic;
  }

  /** Returns {@link BigInteger}, in which vectors give and take elements. */
  @Override
  public final Class<?> valueType() {
    return BigInteger.class;
  }

  @Override
  public final String toString() {
    return name;
  }
}
