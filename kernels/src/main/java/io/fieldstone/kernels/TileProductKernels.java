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
 * Scans of products in one pass, of elements of one or two words: see {@link TileKernels}, with
 * which they share {@link TileStates}.
 *
 * @param <F> the field's type tag
 */
interface TileProductKernels<F> {

  /**
   * out[i] = carry times the product of a up to a[i], of elements of one or two words; see {@code
   * scan/one_pass.glsl}.
   *
   * @param a the operand
   * @param carry what it begins with, one element
   * @param states what is told, all words 0; one element for each workgroup
   * @param moreStates likewise
   * @param nextStates whose words become 0
   * @param moreNextStates likewise
   * @param exclusive 1 to leave out the element itself, 0 to take it in
   * @param out where the result goes
   * @param total where carry times all elements goes: the first of as many elements
   */
  @GpuKernel(
      name = "prefix-products",
      spirv = "fieldstone/product/prefix_product_{strategy}_{shape}.spv",
      strategies = "portable",
      specialize = @Specialized(id = 0, value = "256"),
      staysInBounds = true)
  void prefixProducts(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, most = 1) DeviceVector<F> carry,
      @InOut(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> states,
      @InOut(value = 3, extent = Extent.WORKGROUPS) DeviceVector<F> moreStates,
      @Out(value = 4, extent = Extent.WORKGROUPS) DeviceVector<F> nextStates,
      @Out(value = 5, extent = Extent.WORKGROUPS) DeviceVector<F> moreNextStates,
      @PushConstant(8) int exclusive,
      @Out(6) DeviceVector<F> out,
      @Out(value = 7, extent = Extent.WORKGROUPS) DeviceVector<F> total);
}
