// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.annotations.arithmetic.MultiplicativeGroup;
import io.fieldstone.runtime.error.UnsupportedFieldException;
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
  private final MultiplicativeGroup group;
  private final BigInteger generator;

  /**
   * For fields that are declared nowhere: with the least generator of the multiplicative group.
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
    this(
        name,
        shape,
        modulus,
        negInverse,
        r,
        rSquared,
        new MultiplicativeGroup(modulus).leastGenerator());
  }

  /**
   * For generated classes.
   *
   * @param name the registered name
   * @param shape the limb shape
   * @param modulus the odd prime p
   * @param negInverse {@code -p^-1 mod 2^limbBits}
   * @param r {@code R mod p}, where R = 2^(limbs * limbBits)
   * @param rSquared {@code R^2 mod p}
   * @param generator a generator of the multiplicative group
   */
  protected Field(
      String name,
      LimbShape shape,
      BigInteger modulus,
      long negInverse,
      BigInteger r,
      BigInteger rSquared,
      BigInteger generator) {
    this.name = name;
    this.shape = shape;
    this.modulus = modulus;
    this.negInverse = negInverse;
    this.r = r;
    this.rSquared = rSquared;
    this.arithmetic = FieldArithmetic.ofPrime(modulus);
    this.group = new MultiplicativeGroup(modulus);
    this.generator = generator;
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

  /** {@return the largest k for which 2^k divides p - 1} Transforms have sizes up to 2^k. */
  @Override
  public final int twoAdicity() {
    return group.twoAdicity();
  }

  /** {@return the generator of the multiplicative group that gives the roots of unity} */
  public final BigInteger generator() {
    return generator;
  }

  /**
   * {@return the root of unity of order 2^log that is {@code generator^((p - 1) / 2^log)}}
   *
   * @param log from 0 to {@link #twoAdicity}
   * @throws UnsupportedFieldException if the field has none of that order
   */
  public final BigInteger rootOfUnity(int log) {
    if (log < 0 || log > twoAdicity()) {
      throw new UnsupportedFieldException(
          name
              + " has no root of unity of order 2^"
              + log
              + ": the largest power of two that divides p - 1 is 2^"
              + twoAdicity());
    }
    return group.rootOfUnity(generator, log);
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
