// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds a vector parameter to a storage buffer that the shader reads.
 *
 * <pre>{@code
 * void scale(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
 * }</pre>
 *
 * @see Access
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.CLASS)
public @interface In {

  /** {@return the binding number, as {@code layout(binding = N)} in the shader} */
  int value();

  /** {@return the descriptor set, as {@code layout(set = N)} in the shader} */
  int set() default 0;

  /**
   * {@return the form of the elements; by default the one that the caller chose for the whole call}
   */
  Form form() default Form.OF_CALL;

  /** {@return the length of the vector; by default that of the whole call} */
  Extent extent() default Extent.ELEMENTS;

  /**
   * {@return how many elements the vector has for each element of the call, 1 or more; only with
   * {@link Extent#ELEMENTS}} With 2, elements 2i and 2i + 1 are those of element i.
   */
  int times() default 1;

  /**
   * {@return the most elements that the vector may have, 1 or more; only with {@link Extent#WHOLE},
   * and by default without a bound}
   */
  int most() default Integer.MAX_VALUE;
}
