// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;

/**
 * The steps that long scans are made of; {@link Scans} has the whole operations. Chunks have
 * {@value #CHUNK} elements, one after the other. The totals of all chunks are scanned themselves,
 * exclusive of each chunk's own, and are then what its elements begin with:
 *
 * <pre>{@code
 * var kernels = ScanKernelsDispatch.of(gpu, Bls12381FrField.INSTANCE);
 * kernels.chunkSums(a, b);              // b: one total for 64 elements
 * kernels.blockPrefixSums(b, c, 1, b);  // c: one element, 0
 * kernels.chunkPrefixSums(a, b, 0, d);
 * }</pre>
 *
 * <p>So each element is read twice, written once and added or multiplied twice. Blocks are those of
 * {@link ReductionKernels}, one for each workgroup.
 *
 * <p><b>Forms.</b> All vectors of a call have the same form. <b>Aliasing.</b> The output may be the
 * operand; totals and carries must be neither.
 *
 * @param <F> the field's type tag
 */
public interface ScanKernels<F> {

  /** How many elements a chunk has. */
  int CHUNK = 64;

  /**
   * totals[k] = the product of chunk k of a.
   *
   * @param a the operand, as many elements as chunks have
   * @param totals the product of each chunk
   */
  @GpuKernel(
      name = "chunk-products",
      spirv = "fieldstone/product/chunk_product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void chunkProducts(
      @In(value = 0, times = CHUNK) DeviceVector<F> a, @Out(1) DeviceVector<F> totals);

  /**
   * out[i] = carries[k] times the product of the elements of chunk k up to a[i]: with a[i] if
   * {@code exclusive} is 0, before it if it is 1.
   *
   * @param a the operand, as many elements as chunks have
   * @param carries what each chunk begins with
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   */
  @GpuKernel(
      name = "chunk-prefix-products",
      spirv = "fieldstone/product/chunk_prefix_product_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void chunkPrefixProducts(
      @In(value = 0, times = CHUNK) DeviceVector<F> a,
      @In(1) DeviceVector<F> carries,
      @PushConstant(4) int exclusive,
      @Out(value = 2, times = CHUNK) DeviceVector<F> out);

  /**
   * totals[k] = the sum of chunk k of a.
   *
   * @param a the operand, as many elements as chunks have
   * @param totals the sum of each chunk
   */
  @GpuKernel(
      name = "chunk-sums",
      spirv = "fieldstone/vector/chunk_sum_{strategy}_{shape}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void chunkSums(@In(value = 0, times = CHUNK) DeviceVector<F> a, @Out(1) DeviceVector<F> totals);

  /**
   * out[i] = carries[k] plus the sum of the elements of chunk k up to a[i]: with a[i] if {@code
   * exclusive} is 0, before it if it is 1.
   *
   * @param a the operand, as many elements as chunks have
   * @param carries what each chunk begins with
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   */
  @GpuKernel(
      name = "chunk-prefix-sums",
      spirv = "fieldstone/vector/chunk_prefix_sum_{strategy}_{shape}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void chunkPrefixSums(
      @In(value = 0, times = CHUNK) DeviceVector<F> a,
      @In(1) DeviceVector<F> carries,
      @PushConstant(4) int exclusive,
      @Out(value = 2, times = CHUNK) DeviceVector<F> out);

  /**
   * totals[w] = the sum of block w of a; 0 if it is empty.
   *
   * @param a the operand
   * @param totals the sum of each block
   * @see ReductionKernels#blockProducts
   */
  @GpuKernel(
      name = "block-sums",
      spirv = "fieldstone/vector/block_sum_{shape}.spv",
      staysInBounds = true)
  void blockSums(
      @In(0) DeviceVector<F> a, @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> totals);

  /**
   * out[i] = carries[w] plus the sum of the elements of block w up to a[i].
   *
   * @param a the operand
   * @param carries the sum of all elements before each block
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   * @see ReductionKernels#blockPrefixProducts
   */
  @GpuKernel(
      name = "block-prefix-sums",
      spirv = "fieldstone/vector/block_prefix_sum_{shape}.spv",
      staysInBounds = true)
  void blockPrefixSums(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> carries,
      @PushConstant(8) int exclusive,
      @Out(2) DeviceVector<F> out);
}
