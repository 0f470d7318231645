// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/**
 * Element-wise operations that are bound by memory, for every field whose limb shape has modules:
 * sums, and conversions between the forms of elements. {@link FieldOperations} is the friendlier
 * way to them.
 *
 * <pre>{@code
 * var fp = VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
 * HostVector<Bls12381Fp> sum = fp.add(a, b);
 * }</pre>
 *
 * <p><b>Forms.</b> Arithmetic gives canonical results for canonical vectors and Montgomery results
 * for Montgomery ones; it costs the same in both. Conversions say which forms they take and give.
 *
 * <p><b>Aliasing.</b> The output may be an input, where their forms agree.
 *
 * @param <F> the field's type tag
 */
public interface VectorKernels<F> {

  /**
   * out[i] = a[i] + b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  @GpuKernel(name = "vector-add", spirv = "fieldstone/vector/add_{shape}.spv", staysInBounds = true)
  void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /**
   * out[i] = a[i] - b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  @GpuKernel(name = "vector-sub", spirv = "fieldstone/vector/sub_{shape}.spv", staysInBounds = true)
  void sub(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /**
   * out[i] = -a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(name = "vector-neg", spirv = "fieldstone/vector/neg_{shape}.spv", staysInBounds = true)
  void neg(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /**
   * out[i] = 2 * a[i].
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-double",
      spirv = "fieldstone/vector/double_{shape}.spv",
      staysInBounds = true)
  void dbl(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /**
   * out[i] = a[i] * R mod p, the Montgomery form of a canonical element. One product each.
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "to-montgomery",
      spirv = "fieldstone/product/to_montgomery_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      staysInBounds = true)
  void toMontgomery(
      @In(value = 0, form = Form.CANONICAL) DeviceVector<F> a,
      @Out(value = 1, form = Form.MONTGOMERY) DeviceVector<F> out);

  /**
   * out[i] = a[i] / R mod p, the element whose Montgomery form is a[i]. One reduction each.
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "from-montgomery",
      spirv = "fieldstone/product/from_montgomery_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns"},
      staysInBounds = true)
  void fromMontgomery(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @Out(value = 1, form = Form.CANONICAL) DeviceVector<F> out);

  /**
   * out[i] = a[i] mod p, for any integers that the limbs hold.
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(name = "reduce", spirv = "fieldstone/vector/reduce_{shape}.spv", staysInBounds = true)
  void reduce(
      @In(value = 0, form = Form.UNREDUCED) DeviceVector<F> a,
      @Out(value = 1, form = Form.CANONICAL) DeviceVector<F> out);
}
