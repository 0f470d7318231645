// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;
import javax.lang.model.element.TypeElement;

/**
 * A declared prime field.
 *
 * @param element the interface that is its type tag
 * @param documentation the interface's Javadoc
 * @param name the registered name
 * @param modulus the prime p
 * @param generator a generator of the multiplicative group
 */
public record FieldDeclaration(
    TypeElement element,
    Documentation documentation,
    String name,
    BigInteger modulus,
    BigInteger generator) {

  /** Returns the limb shape of its elements. */
  public LimbShape shape() {
    return LimbShape.ofModulus(modulus);
  }

  /** Returns {@code R mod p}, where R is 2 to the bits of an element. */
  public BigInteger r() {
    return BigInteger.ONE.shiftLeft(shape().bits()).mod(modulus);
  }

  /** Returns {@code R^2 mod p}. */
  public BigInteger rSquared() {
    return r().multiply(r()).mod(modulus);
  }

  /** Returns {@code -p^-1 mod 2^limbBits}. */
  public long negInverse() {
    BigInteger base = BigInteger.ONE.shiftLeft(shape().limbBits());
    return base.subtract(modulus.modInverse(base)).longValue();
  }
}
