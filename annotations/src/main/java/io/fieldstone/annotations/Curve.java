// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an elliptic curve in short Weierstrass form, y^2 = x^3 + a x + b, with its subgroup of
 * prime order. The annotated interface is the curve's type tag; {@link Affine} of it is that of its
 * points.
 *
 * <pre>{@code
 * @Curve(field = Secp256k1Fp.class, scalars = Secp256k1Fr.class, a = "0", b = "7",
 *        generator = {"0x79be667e...", "0x483ada77..."})
 * public interface Secp256k1 {}
 * }</pre>
 *
 * generates {@code Secp256k1Curve}, the descriptor. {@code javac} checks that the curve is not
 * singular, that the generator is on it, and that its order is the modulus of the scalars.
 *
 * <p><b>Elements.</b> Integers of any sign, decimal or {@code 0x}-prefixed hexadecimal, whose
 * absolute value is below the modulus. An element of an extension field is given by its
 * coefficients over the prime field, c0, c1, ...; one coefficient alone is an element of the prime
 * field.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Curve {

  /**
   * {@return the name in registries: lower case, digits, underscores} Left out, that of the
   * interface: {@code Bls12381G1} is {@code bls12381_g1}.
   */
  String name() default "";

  /**
   * {@return the type tag of the coordinates' field: a {@link PrimeField} or an {@link
   * ExtensionField}}
   */
  Class<?> field();

  /**
   * {@return the type tag of the {@link PrimeField} whose modulus is the order of the generator}
   */
  Class<?> scalars();

  /** {@return the coefficient of x} */
  String[] a();

  /** {@return the constant coefficient} */
  String[] b();

  /** {@return the coordinates of the generator: x, then y, with all coefficients of each} */
  String[] generator();
}
