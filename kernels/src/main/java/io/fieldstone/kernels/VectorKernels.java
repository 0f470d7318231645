// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * Element-wise vector operations, for every field whose limb shape has modules. Canonical vectors
 * give canonical results and Montgomery vectors Montgomery ones. Outputs may be inputs.
 *
 * <pre>{@code
 * var fp = VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
 * HostVector<Bls12381Fp> sum = fp.add(a, b);
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public interface VectorKernels<F> {

  /** out[i] = a[i] + b[i]. */
  @GpuKernel(name = "vector-add", spirv = "fieldstone/vector/add_{shape}.spv")
  void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = a[i] - b[i]. */
  @GpuKernel(name = "vector-sub", spirv = "fieldstone/vector/sub_{shape}.spv")
  void sub(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = -a[i]. */
  @GpuKernel(name = "vector-neg", spirv = "fieldstone/vector/neg_{shape}.spv")
  void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /** out[i] = 2 * a[i]. */
  @GpuKernel(name = "vector-double", spirv = "fieldstone/vector/double_{shape}.spv")
  void doubled(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /** out[i] = a[i] * b[i]. Faster on Montgomery vectors, where it is one Montgomery product. */
  @GpuKernel(name = "vector-mul", spirv = "fieldstone/vector/mul_{shape}.spv")
  void mul(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = a[i]^2. Faster on Montgomery vectors, where it is one Montgomery product. */
  @GpuKernel(name = "vector-sqr", spirv = "fieldstone/vector/sqr_{shape}.spv")
  void sqr(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
}
