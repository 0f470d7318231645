// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * The copy whose bandwidth is the measure of all kernels that are bound by memory.
 *
 * <pre>{@code
 * CopyKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE).copy(a, out);
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public interface CopyKernels<F> {

  /** out[i] = a[i]. */
  @GpuKernel(name = "vector-copy", expression = "a")
  void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
}
