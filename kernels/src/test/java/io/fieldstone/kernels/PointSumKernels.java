// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * The kernel of the page on element types, as a user would have it.
 *
 * @param <C> the curve's type tag
 */
public interface PointSumKernels<C> {

  /** sums[i] = a[i] + b[i], whatever the curve's a. */
  @GpuKernel(name = "library-point-sums", glsl = "library/point_sums.comp")
  void pointSums(
      @In(0) DeviceVector<Affine<C>> a,
      @In(1) DeviceVector<Affine<C>> b,
      @Out(2) DeviceVector<Affine<C>> sums);
}
