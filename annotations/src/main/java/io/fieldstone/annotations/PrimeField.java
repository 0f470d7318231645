// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a prime field. The annotated interface is the field's type tag, so that vectors of
 * different fields do not mix; everything else about the field is derived from its modulus.
 *
 * <pre>{@code
 * @PrimeField(name = "goldilocks", modulus = "0xffffffff00000001")
 * public interface Goldilocks {}
 * }</pre>
 *
 * generates {@code GoldilocksField}, a {@code Field<Goldilocks>} with the modulus, its limbs,
 * {@code -p^-1 mod 2^w}, {@code R mod p} and {@code R^2 mod p} as constants, and registers it under
 * its name.
 *
 * <p><b>Limb shape.</b> A modulus below 2^32 has one 32-bit limb; any other has the fewest 64-bit
 * limbs that hold it. Kernels are compiled per limb shape, so a new field of a known shape needs no
 * shader.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface PrimeField {

  /** {@return the name in registries and on the command line: lower case, digits, underscores} */
  String name();

  /** {@return the odd prime modulus, as {@code 0x}-prefixed hexadecimal or as decimal digits} */
  String modulus();

  /**
   * {@return a generator of the multiplicative group, written as the modulus is; by default the
   * least one} It gives the roots of unity, and so the points and their order that transforms of
   * the field have: those of a library that is to agree with this field.
   *
   * <p>That it is no square, and no q-th power for any other prime q below 1000 that divides p - 1,
   * is checked.
   */
  String generator() default "";
}
