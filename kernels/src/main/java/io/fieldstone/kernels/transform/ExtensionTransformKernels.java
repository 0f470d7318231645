// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/**
 * The passes that transforms over extension fields are made of, and their tables: those of {@link
 * TransformKernels} for quadratic extensions of fields of one word, by a root of x^2 - n where n or
 * its negative is an integer of 31 bits. {@link Domain} has whole transforms.
 *
 * <p><b>Lengths.</b> Whoever calls these sees to it that vectors which are bound whole are as long
 * as the call says: GPUs do not look ({@link io.fieldstone.annotations.GpuKernel#staysInBounds}).
 *
 * @param <E> the extension's type tag
 */
public interface ExtensionTransformKernels<E> {

  /**
   * A pass as {@link TransformKernels#passShort}, of elements of two coefficients.
   *
   * @param source where the elements are, and where the results go if {@code inPlace} is 1
   * @param target where the results go otherwise
   * @param roots factors as those of a pass of short elements
   * @param before what elements are multiplied with
   * @param after what results are multiplied with
   * @param logSize log2 of the transform's size
   * @param logRadix log2 of the small transforms' size, 11 at most
   * @param columns how many transforms lie side by side, element by element
   * @param transforms how many small transforms there are
   * @param loadMap how the elements lie: see {@code transform/map.glsl}
   * @param storeMap how the results lie, likewise
   * @param inPlace 1 or 0
   * @param logRoots log2 of the largest small transform that there are roots for
   * @param firstTransform the number, in its row, of the first small transform: 0 unless source and
   *     target are a part of a row, whose first element is that of this one
   * @param workgroups how many share the work
   */
  @GpuKernel(
      name = "extension-transform-pass",
      spirv = "fieldstone/transform/pass_short_{strategy}_{shape}x{degree}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      mixesForms = true,
      specialize = {@Specialized(id = 0, value = "0"), @Specialized(id = 1, value = "256")},
      staysInBounds = true)
  void pass(
      @InOut(value = 0, extent = Extent.WHOLE) DeviceVector<E> source,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<E> target,
      @In(value = 2, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<E> roots,
      @In(value = 3, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<E> before,
      @In(value = 4, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<E> after,
      @PushConstant(4) int logSize,
      @PushConstant(8) int logRadix,
      @PushConstant(12) int columns,
      @PushConstant(16) int transforms,
      @PushConstant(20) int loadMap,
      @PushConstant(24) int storeMap,
      @PushConstant(28) int inPlace,
      @PushConstant(32) int logRoots,
      @PushConstant(36) int firstTransform,
      @Workgroups int workgroups);

  /**
   * powers[first + i] = a factor s b^e(i) for i below length, with the exponents of {@link
   * TransformKernels#powers}.
   *
   * @param squares s, b, b^2, b^4, b^8 ..., as many as the exponents have bits
   * @param powers the table
   * @param length how many there are
   * @param first where the first one goes
   * @param order which exponents
   * @param logInner of the order
   * @param workgroups how many share the work
   */
  @GpuKernel(
      name = "extension-transform-powers",
      spirv = "fieldstone/transform/powers_{strategy}_{shape}x{degree}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void powers(
      @In(value = 0, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<E> squares,
      @Out(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<E> powers,
      @PushConstant(4) int length,
      @PushConstant(8) int first,
      @PushConstant(12) int order,
      @PushConstant(16) int logInner,
      @Workgroups int workgroups);
}
