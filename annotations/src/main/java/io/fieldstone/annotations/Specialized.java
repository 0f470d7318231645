// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fixes one specialization constant of a kernel's SPIR-V module. Only used inside {@link
 * GpuKernel#specialize}.
 *
 * <pre>{@code
 * @GpuKernel(name = "square-chain", spirv = "chain_{shape}.spv",
 *            specialize = @Specialized(id = 0, value = "100"))
 * void squareChain(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
 * }</pre>
 */
@Documented
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Specialized {

  /**
   * {@return the constant's id, as {@code layout(constant_id = N)}; ids from 90 on are {@linkplain
   * SpecializationIds reserved}}
   */
  int id();

  /**
   * {@return the value in the constant's own type: {@code "256"}, {@code "0x1f"}, {@code "1.5"},
   * {@code "true"}}
   */
  String value();
}
