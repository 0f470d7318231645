// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;
import java.math.BigInteger;

/**
 * Element-wise operations that multiply, for every field whose limb shape has modules. {@link
 * FieldOperations} is the friendlier way to them.
 *
 * <pre>{@code
 * var fr = ProductKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
 * fr.mulAdd(a, b, c, out);
 * }</pre>
 *
 * <p><b>Forms.</b> Canonical vectors give canonical results and Montgomery vectors Montgomery ones.
 * A product of Montgomery elements is one Montgomery multiplication, one of canonical elements up
 * to two.
 *
 * <p><b>Aliasing.</b> The output may be any of the inputs, unless an operation says otherwise.
 *
 * <p><b>Strategies.</b> Elements of 256 and 384 bits have several ways of multiplication, all
 * exact; the backend measures once per device which is the fastest. Operations that are bound by
 * memory are measured themselves or as {@link #mul}, those with many products per element as {@link
 * ThroughputKernels#mulChain}: the fastest way to multiply is not always the one that leaves memory
 * busy meanwhile. Smaller elements have the portable one.
 *
 * @param <F> the field's type tag
 */
public interface ProductKernels<F> {

  /**
   * out[i] = a[i] * b[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-mul",
      spirv = "fieldstone/product/mul_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      staysInBounds = true)
  void mul(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /**
   * out[i] = a[i]^2.
   *
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-sqr",
      spirv = "fieldstone/product/sqr_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      staysInBounds = true)
  void sqr(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /**
   * out[i] = a[i] * b[i] + c[i].
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param c the summand, as long as the factors
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-mul-add",
      spirv = "fieldstone/product/mul_add_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      staysInBounds = true)
  void mulAdd(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @In(2) DeviceVector<F> c,
      @Out(3) DeviceVector<F> out);

  /**
   * out[i] = s * a[i]. The scalar is canonical, in [0, p), whatever the form of the vectors.
   *
   * @param s the scalar, canonical
   * @param a the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-scale",
      spirv = "fieldstone/product/scale_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "vector-mul",
      staysInBounds = true)
  void scale(@PushConstant(4) BigInteger s, @In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /**
   * out[i] = s * x[i] + y[i]. The scalar is canonical, in [0, p), whatever the form of the vectors.
   *
   * @param s the scalar, canonical
   * @param x the vector that is multiplied
   * @param y the summand, as long as {@code x}
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-axpy",
      spirv = "fieldstone/product/axpy_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "vector-mul",
      staysInBounds = true)
  void axpy(
      @PushConstant(4) BigInteger s,
      @In(0) DeviceVector<F> x,
      @In(1) DeviceVector<F> y,
      @Out(2) DeviceVector<F> out);

  /**
   * out[i] = a[i]^exponent, where a[i]^0 is 1, for a[i] = 0 too. The exponent is an unsigned 32-bit
   * integer, and public: the time depends on it. About 1.5 products per bit.
   *
   * @param a the operand
   * @param exponent the exponent, as an unsigned integer
   * @param out where the result goes
   */
  @GpuKernel(
      name = "vector-pow",
      spirv = "fieldstone/product/pow_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void pow(@In(0) DeviceVector<F> a, @PushConstant(4) int exponent, @Out(1) DeviceVector<F> out);

  /**
   * out[i] = a[i]^-1, where zero gives zero. Montgomery's trick: about three products per element
   * and one inversion per run of elements, so that long vectors are much cheaper per element.
   *
   * <p>The scratch vector's contents are overwritten. The output may be the input; the scratch
   * vector must be neither.
   *
   * <p>It has no float64 strategy: on an H200, columns were faster.
   *
   * @param a the operand
   * @param scratch room for intermediate products, as long as the operand
   * @param out where the result goes
   */
  @GpuKernel(
      name = "batch-inverse",
      spirv = "fieldstone/product/batch_inverse_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void batchInverse(
      @In(0) DeviceVector<F> a, @InOut(1) DeviceVector<F> scratch, @Out(2) DeviceVector<F> out);
}
