// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * Products of elements of an extension field by elements of its prime field; see {@link
 * ExtensionKernels}.
 *
 * <pre>{@code
 * var kernels =
 *     BaseProductKernelsDispatch.of(gpu, BabyBear4Field.INSTANCE, BabyBearField.INSTANCE);
 * }</pre>
 *
 * @param <E> the extension's type tag
 * @param <F> the type tag of its prime field: with another one results mean nothing, which {@link
 *     FieldExtensionOperations} sees to
 */
public interface BaseProductKernels<E, F> {

  /**
   * out[i] = a[i] * b[i]. The output may be a.
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-mul-base",
      spirv = "fieldstone/extension/mul_base_{strategy}_{shape}x{degree}.spv",
      strategies = {"portable", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void mul(@In(0) DeviceVector<E> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<E> out);
}
