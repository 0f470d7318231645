// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * A hundred dependent products per element, for measurements: memory hardly counts, so that their
 * time is the multiplier's. The backend chooses between multiplication strategies by {@link
 * #mulChain}.
 *
 * <pre>{@code
 * var fp = ThroughputKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
 * long nanos = timer.measure(() -> fp.mulChain(a, b, out)); // 100 * a.size() products
 * }</pre>
 *
 * <p><b>Forms and aliasing.</b> All vectors are in Montgomery form. Aliasing as for {@link
 * ProductKernels}.
 *
 * @param <F> the field's type tag
 */
public interface ThroughputKernels<F> {

  /**
   * out[i] = a[i] * b[i]^100: a hundred products.
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  @GpuKernel(
      name = "mul-chain",
      spirv = "fieldstone/product/mul_chain_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      staysInBounds = true)
  void mulChain(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> out);

  /**
   * out[i] = a[i]^(2^100): a hundred squares.
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "sqr-chain",
      spirv = "fieldstone/product/sqr_chain_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void sqrChain(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @Out(value = 1, form = Form.MONTGOMERY) DeviceVector<F> out);
}
