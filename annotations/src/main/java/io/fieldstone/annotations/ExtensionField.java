// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an extension of a field: polynomials over it modulo an irreducible one. The annotated
 * interface is the type tag of its elements.
 *
 * <pre>{@code
 * @ExtensionField(base = Bls12381Fp.class, polynomial = "u^2 + 1")
 * public interface Bls12381Fp2 {}
 *
 * @ExtensionField(base = Bls12381Fp2.class, polynomial = "v^3 - u - 1")    // a tower
 * public interface Bls12381Fp6 {}
 * }</pre>
 *
 * generates {@code Bls12381Fp2Field}, the descriptor of the field. {@code javac} checks that the
 * polynomial is irreducible.
 *
 * <p>An element c0 + c1 u + ... is laid out as c0, c1, ..., each of them an element of the base.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface ExtensionField {

  /** The most base elements of the prime field that an element has. */
  int MAX_DEGREE = 16;

  /**
   * {@return the name in registries: lower case, digits, underscores} Left out, that of the
   * interface: {@code Bls12381Fp2} is {@code bls12381_fp2}.
   */
  String name() default "";

  /**
   * {@return the type tag of the field that is extended: a {@link PrimeField} or an extension
   * itself}
   */
  Class<?> base();

  /**
   * {@return the monic, irreducible polynomial, such as {@code "x^4 - 11"}: sums, differences,
   * products and powers of integers, decimal or {@code 0x}-prefixed, and names} One name is the
   * polynomial's variable, and stands for its root in the new field; others are the variables of
   * the base's polynomials.
   */
  String polynomial();
}
