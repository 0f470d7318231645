// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;

/**
 * The steps that reductions and scans are made of. {@link FieldOperations} has the whole
 * operations; these are for chains of one's own, whose results stay on the device.
 *
 * <pre>{@code
 * var fr = ReductionKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
 * fr.partialInnerProducts(a, b, partials);   // 512 partials: 512 workgroups
 * fr.partialSums(partials, one);             // 1 partial: the inner product of a and b
 * }</pre>
 *
 * <p><b>Workgroups.</b> Vectors called partials, totals, carries or flags have one element per
 * workgroup, and their length chooses how many share the work; the others agree in length, which
 * may be 0. Give no workgroup more than 2^16 elements: Mesa's CPU driver ends the loops of an
 * invocation after 65535 iterations, silently. {@link FieldOperations} sees to that.
 *
 * <p><b>Forms.</b> All vectors of a call have the same form.
 *
 * <p><b>Aliasing.</b> Vectors of workgroups must be neither each other nor any other vector of the
 * call.
 *
 * @param <F> the field's type tag
 */
public interface ReductionKernels<F> {

  /**
   * partials[w] = the sum of workgroup w's share of a; 0 if it is empty.
   *
   * @param a the operand
   * @param partials a result of each workgroup, written or read
   */
  @GpuKernel(
      name = "partial-sums",
      spirv = "fieldstone/vector/sum_{shape}.spv",
      staysInBounds = true)
  void partialSums(
      @In(0) DeviceVector<F> a,
      @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);

  /**
   * partials[w] = the product of workgroup w's share of a; 1 if it is empty.
   *
   * @param a the operand
   * @param partials a result of each workgroup, written or read
   */
  @GpuKernel(
      name = "partial-products",
      spirv = "fieldstone/product/product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void partialProducts(
      @In(0) DeviceVector<F> a,
      @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> partials);

  /**
   * partials[w] = the sum of a[i] * b[i] over workgroup w's share; 0 if it is empty.
   *
   * <p>It has no float64 strategy: on an H200, columns were faster, since they reduce whole sums.
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param partials a result of each workgroup, written or read
   */
  @GpuKernel(
      name = "partial-inner-products",
      spirv = "fieldstone/product/inner_product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns"},
      strategyProbe = "vector-mul",
      staysInBounds = true)
  void partialInnerProducts(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> partials);

  /**
   * totals[w] = the product of block w of a; 1 if it is empty. The blocks are contiguous, in order,
   * and those of {@link #blockPrefixProducts} with as many workgroups.
   *
   * @param a the operand
   * @param totals the product of each block
   */
  @GpuKernel(
      name = "block-products",
      spirv = "fieldstone/product/block_product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void blockProducts(
      @In(0) DeviceVector<F> a, @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> totals);

  /**
   * out[i] = carries[w] times the product of the elements of block w up to a[i]: with a[i] if
   * {@code exclusive} is 0, before it if it is 1. The output may be a.
   *
   * @param a the operand
   * @param carries the product of all elements before each block
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   */
  @GpuKernel(
      name = "block-prefix-products",
      spirv = "fieldstone/product/block_prefix_product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void blockPrefixProducts(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> carries,
      @PushConstant(8) int exclusive,
      @Out(2) DeviceVector<F> out);

  /**
   * flags[w] = 1 if a[i] differs from b[i] anywhere in workgroup w's share, otherwise 0: as an
   * integer, in either form.
   *
   * @param a the first operand
   * @param b the second operand, as long as the first
   * @param flags an element of each workgroup: 1 if its parts differ, 0 if not
   */
  @GpuKernel(
      name = "unequal",
      spirv = "fieldstone/vector/unequal_{shape}.spv",
      staysInBounds = true)
  void unequal(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> flags);
}
