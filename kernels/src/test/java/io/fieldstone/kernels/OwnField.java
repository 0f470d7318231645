// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * The field of a modulus that is not shipped. By hand, as {@link OwnExtension} is: the modulus may
 * be any odd number, where no more of it is used.
 */
public final class OwnField extends Field<OwnField> {

  private OwnField(LimbShape shape, BigInteger p, BigInteger limb, BigInteger r) {
    super(
        "own_" + p.toString(16),
        shape,
        p,
        limb.subtract(p.modInverse(limb)).longValue(),
        r.mod(p),
        r.multiply(r).mod(p));
  }

  /** Returns the field of a modulus, in the limbs that it needs. */
  public static OwnField of(BigInteger modulus) {
    return of(LimbShape.ofModulus(modulus), modulus);
  }

  /** Returns the field of a modulus, in limbs that may be more than it needs. */
  public static OwnField of(LimbShape shape, BigInteger modulus) {
    BigInteger limb = BigInteger.ONE.shiftLeft(shape.limbBits());
    return new OwnField(shape, modulus, limb, limb.pow(shape.limbs()));
  }
}
