// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.runtime.DeviceVector;

/**
 * Element-wise operations on extension fields: quadratic and quartic ones by a root of x^d - n, and
 * towers, quadratic by a root of y^2 - (k + m x) over a quadratic one by a root x of x^2 - n, where
 * n, k and m or their negatives are integers of 31 bits. {@link FieldExtensionOperations} is the
 * friendlier way to them.
 *
 * <pre>{@code
 * var fp2 = ExtensionKernelsDispatch.of(gpu, Bls12381Fp2Field.INSTANCE);
 * fp2.mul(a, b, out);                                  // DeviceVector<Bls12381Fp2>
 * }</pre>
 *
 * <p><b>Forms.</b> Canonical vectors give canonical results and Montgomery vectors Montgomery ones,
 * which multiply faster. <b>Aliasing.</b> The output may be any of the inputs.
 *
 * <p>There are modules for quadratic extensions of fields of 32, 64, 256 and 384 bits, and for
 * quartic ones and towers of fields of 32 and 64 bits. A field of one's own of such a kind has them
 * as it is declared.
 *
 * @param <E> the extension's type tag
 */
public interface ExtensionKernels<E> {

  /**
   * out[i] = a[i] + b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-add",
      spirv = "fieldstone/extension/binary_portable_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "0"),
      staysInBounds = true)
  void add(@In(0) DeviceVector<E> a, @In(1) DeviceVector<E> b, @Out(2) DeviceVector<E> out);

  /**
   * out[i] = a[i] - b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-sub",
      spirv = "fieldstone/extension/binary_portable_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "1"),
      staysInBounds = true)
  void sub(@In(0) DeviceVector<E> a, @In(1) DeviceVector<E> b, @Out(2) DeviceVector<E> out);

  /**
   * out[i] = a[i] * b[i].
   *
   * @param a the first operand
   * @param b the second operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-mul",
      spirv = "fieldstone/extension/binary_{strategy}_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "2"),
      strategies = {"portable", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void mul(@In(0) DeviceVector<E> a, @In(1) DeviceVector<E> b, @Out(2) DeviceVector<E> out);

  /**
   * out[i] = -a[i].
   *
   * @param a the operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-neg",
      spirv = "fieldstone/extension/unary_portable_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "0"),
      staysInBounds = true)
  void neg(@In(0) DeviceVector<E> a, @Out(1) DeviceVector<E> out);

  /**
   * out[i] = 2 * a[i].
   *
   * @param a the operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-double",
      spirv = "fieldstone/extension/unary_portable_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "1"),
      staysInBounds = true)
  void dbl(@In(0) DeviceVector<E> a, @Out(1) DeviceVector<E> out);

  /**
   * out[i] = a[i]^2.
   *
   * @param a the operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-sqr",
      spirv = "fieldstone/extension/unary_{strategy}_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "2"),
      strategies = {"portable", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void sqr(@In(0) DeviceVector<E> a, @Out(1) DeviceVector<E> out);

  /**
   * out[i] = a[i]^-1, where zero gives zero. An inversion in the prime field for each element.
   *
   * @param a the operand
   * @param out where the results go
   */
  @GpuKernel(
      name = "extension-inverse",
      spirv = "fieldstone/extension/unary_{strategy}_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "3"),
      strategies = {"portable", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void inv(@In(0) DeviceVector<E> a, @Out(1) DeviceVector<E> out);
}
