// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.runtime.DeviceVector;

/**
 * Scans of sums in one pass: each workgroup has a tile of elements, and tells the others in {@link
 * TileStates} what it knows. {@link TileCount} says how many they are, and for which vectors: those
 * short enough for one dispatch.
 *
 * @param <F> the field's type tag
 */
interface TileKernels<F> {

  /**
   * out[i] = carry plus the sum of a up to a[i]; see {@code scan/one_pass.glsl}.
   *
   * @param a the operand
   * @param carry what it begins with, one element
   * @param states what is told, all words 0; one element for each workgroup
   * @param moreStates likewise
   * @param nextStates whose words become 0
   * @param moreNextStates likewise
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   * @param total where carry plus all elements goes: the first of as many elements
   */
  @GpuKernel(
      name = "prefix-sums",
      spirv = "fieldstone/vector/prefix_sum_{strategy}_{shape}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      specialize = @Specialized(id = 0, value = "256"),
      staysInBounds = true)
  void prefixSums(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, most = 1) DeviceVector<F> carry,
      @InOut(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> states,
      @InOut(value = 3, extent = Extent.WORKGROUPS) DeviceVector<F> moreStates,
      @Out(value = 4, extent = Extent.WORKGROUPS) DeviceVector<F> nextStates,
      @Out(value = 5, extent = Extent.WORKGROUPS) DeviceVector<F> moreNextStates,
      @PushConstant(8) int exclusive,
      @Out(6) DeviceVector<F> out,
      @Out(value = 7, extent = Extent.WORKGROUPS) DeviceVector<F> total);

  /**
   * states[i] = moreStates[i] = 0.
   *
   * @param states where zeros go
   * @param moreStates likewise
   */
  @GpuKernel(
      name = "clear-states",
      spirv = "fieldstone/vector/clear_states_{shape}.spv",
      staysInBounds = true)
  void clearStates(@Out(0) DeviceVector<F> states, @Out(1) DeviceVector<F> moreStates);
}
