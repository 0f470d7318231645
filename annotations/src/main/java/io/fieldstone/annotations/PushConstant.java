// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Passes a parameter as a member of the shader's push-constant block. The parameter's type fixes
 * the member's: {@code int} for {@code int} and {@code uint}, {@code long} for 64-bit integers,
 * {@code float} and {@code double} for themselves, and {@code BigInteger}, an element of the
 * kernel's field, for {@code uint[FIELDSTONE_WORDS]}: its 32-bit words, least significant first, in
 * the form of the dispatch, see {@link Form}.
 *
 * <p>That form fits all vectors of a kernel or, where each has a fixed form of its own, one side
 * only: a conversion from Montgomery form is pushed elements in Montgomery form, any other
 * canonical ones. So that is an error of {@code javac} without {@link GpuKernel#mixesForms}.
 *
 * <pre>{@code
 * // layout(push_constant) uniform Push { uint count; uint shift; };
 * void rotate(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out, @PushConstant(4) int shift);
 * }</pre>
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface PushConstant {

  /** {@return the member's offset in bytes; the first four bytes are the element count} */
  int value();
}
