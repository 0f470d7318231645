// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/** The kernel over an extension field that the pages show. */
public interface MyExtensionKernels {
  /** out[i] = a[i]^2 + b[i]. */
  @GpuKernel(name = "square-plus", glsl = "first/square_plus.comp")
  void squarePlus(
      @In(0) DeviceVector<BabyBear2> a,
      @In(1) DeviceVector<BabyBear2> b,
      @Out(2) DeviceVector<BabyBear2> out);
}
