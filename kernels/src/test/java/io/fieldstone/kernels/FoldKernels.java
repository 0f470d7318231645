// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Constants;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/** Vectors of different lengths, and a table of constants. */
interface FoldKernels<F> {

  /** The table. */
  String FIRST = "0x1f";

  /** p - 1 of KoalaBear, and above that of BabyBear. */
  String SECOND = "2130706432";

  /** out[i] = FIRST * a[2i] + SECOND * a[2i + 1]. */
  @GpuKernel(
      name = "library-fold",
      glsl = "library/fold.comp",
      constants =
          @Constants(
              binding = 2,
              values = {FIRST, SECOND}))
  void fold(@In(value = 0, times = 2) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
}
