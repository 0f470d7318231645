// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;

/**
 * What multiplies points of curves over prime fields, by what the device multiplies fastest with:
 * up to three times as fast as the kernels of the same results in {@link PointKernels}. Over an
 * extension a GPU's driver takes more than ten seconds for such a pipeline, so that there are only
 * those. {@link PointOperations} takes what there is.
 *
 * <pre>{@code
 * var g1 = PrimePointKernelsDispatch.of(gpu, Bls12381G1Curve.INSTANCE);
 * g1.multiply(p, scalar, multiples);
 * }</pre>
 *
 * <p>Complete, and of forms and aliasing as there. There are modules for coordinates of 256 and 384
 * bits.
 *
 * @param <C> the curve's type tag
 */
public interface PrimePointKernels<C> {

  /** The most words of a scalar, as in {@link PointKernels#SCALAR_WORDS}. */
  int SCALAR_WORDS = PointKernels.SCALAR_WORDS;

  /**
   * out[i] = k p[i], as {@link PointKernels#multiply}.
   *
   * @param scalar the words of k, least significant first: {@link #SCALAR_WORDS} at most
   * @param out where the results go
   * @param p the points
   */
  @GpuKernel(
      name = "prime-point-multiply",
      spirv = "fieldstone/point/multiply_{strategy}_{shape}x1.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void multiply(
      @In(0) DeviceVector<Affine<C>> p,
      @In(value = 1, extent = Extent.WHOLE, most = SCALAR_WORDS) DeviceVector<UInt32> scalar,
      @Out(2) DeviceVector<Affine<C>> out);

  /**
   * flags[i] = 1 if k p[i] is infinity, else 0; in the time of {@link #multiply}.
   *
   * @param scalar the words of k, least significant first: {@link #SCALAR_WORDS} at most
   * @param flags where the answers go, 1 or 0
   * @param p the points
   */
  @GpuKernel(
      name = "prime-point-vanish",
      spirv = "fieldstone/point/multiply_{strategy}_{shape}x1.spv",
      specialize = @Specialized(id = 0, value = "true"),
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void vanish(
      @In(0) DeviceVector<Affine<C>> p,
      @In(value = 1, extent = Extent.WHOLE, most = SCALAR_WORDS) DeviceVector<UInt32> scalar,
      @Out(2) DeviceVector<UInt32> flags);
}
