// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/** The first kernel that the README shows. */
public interface MyKernels<F> {
  /** out[i] = 2 * a[i] + b[i]. */
  @GpuKernel(name = "twice-plus", glsl = "first/twice_plus.comp")
  void twicePlus(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
}
