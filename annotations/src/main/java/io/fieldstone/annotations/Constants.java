// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A table of field elements that a kernel reads: round constants, a matrix, roots of unity. Only
 * used inside {@link GpuKernel#constants}.
 *
 * <pre>{@code
 * @GpuKernel(name = "my-rounds", glsl = "my/rounds.comp",
 *            constants = @Constants(binding = 2, values = {"0x1a2b", "17", "0x3c4d"}))
 * void rounds(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
 *
 * // layout(std430, set = 0, binding = 2) readonly buffer Rounds { FieldVector rounds[]; };
 * }</pre>
 *
 * <p>The elements are of the kernel's prime field: that of its first type argument, which for an
 * extension field or a curve is the field of the coefficients. Each is below the modulus, which
 * {@code javac} checks where it knows the field, and {@code of} of the generated class otherwise.
 *
 * <p>They are converted to the form and brought to the device once for each backend, kernel and
 * form; that memory belongs to the backend, and a call passes nothing.
 */
@Documented
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Constants {

  /** {@return the binding number, as {@code layout(binding = N)} in the shader} */
  int binding();

  /** {@return the descriptor set, as {@code layout(set = N)} in the shader} */
  int set() default 0;

  /**
   * {@return the form of the elements; by default that of the call} {@link Form#UNREDUCED} is none
   * for constants.
   */
  Form form() default Form.OF_CALL;

  /**
   * {@return the elements in order, decimal or {@code 0x}-prefixed hexadecimal} A string may hold
   * several, separated by white space.
   */
  String[] values() default {};

  /**
   * {@return the resource that holds the elements in place of {@link #values}, from the root of the
   * class path: text of numbers as there, where {@code #} begins a comment that goes on to the end
   * of its line} {@code javac} reads it to check it, and the runtime to use it.
   */
  String resource() default "";
}
