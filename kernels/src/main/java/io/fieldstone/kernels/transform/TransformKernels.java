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
 * The passes that transforms are made of, and their tables. {@link Domain} has whole transforms;
 * {@link TransformPlan} says which passes they take.
 *
 * <p><b>Strategies.</b> Tables hold factors of the strategy that wrote them: passes that read them
 * have the same one.
 *
 * <p><b>Lengths.</b> Whoever calls these sees to it that vectors which are bound whole are as long
 * as the call says: GPUs do not look ({@link io.fieldstone.annotations.GpuKernel#staysInBounds}).
 *
 * @param <F> the field's type tag
 */
public interface TransformKernels<F> {

  /**
   * A pass of elements of more than two words, whose workgroups hold 2^8 elements. Neighbouring
   * workgroups take neighbouring small transforms.
   *
   * @param source where the elements are, and where the results go if {@code inPlace} is 1
   * @param target where the results go otherwise
   * @param roots the powers of the root below half of the size: with their indices' bits reversed
   *     for passes that read natural order from one part, else as they are; as multipliers, of two
   *     elements each in {@code columns}: see {@code field/multiplier.glsl}
   * @param before what elements are multiplied with, likewise multipliers
   * @param after what results are multiplied with, likewise
   * @param logSize log2 of the transform's size
   * @param logRadix log2 of the small transforms' size, 8 at most
   * @param columns how many transforms lie side by side, element by element
   * @param transforms how many small transforms there are
   * @param loadMap how the elements lie: see {@code transform/map.glsl}
   * @param storeMap how the results lie, likewise
   * @param inPlace 1 or 0
   * @param rootsWindow log2 of the first part of the roots, 31 if it is all
   * @param firstTransform the number, in its row, of the first small transform: 0 unless source and
   *     target are a part of a row, whose first element is that of this one
   * @param workgroups how many share the work
   */
  @GpuKernel(
      name = "transform-pass",
      spirv = "fieldstone/transform/pass_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      mixesForms = true,
      specialize = @Specialized(id = 0, value = "0"),
      staysInBounds = true)
  void pass(
      @InOut(value = 0, extent = Extent.WHOLE) DeviceVector<F> source,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<F> target,
      @In(value = 2, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> roots,
      @In(value = 3, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> before,
      @In(value = 4, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> after,
      @PushConstant(4) int logSize,
      @PushConstant(8) int logRadix,
      @PushConstant(12) int columns,
      @PushConstant(16) int transforms,
      @PushConstant(20) int loadMap,
      @PushConstant(24) int storeMap,
      @PushConstant(28) int inPlace,
      @PushConstant(32) int rootsWindow,
      @PushConstant(36) int firstTransform,
      @Workgroups int workgroups);

  /**
   * A pass of elements of one or two words, whose workgroups hold 2^11 elements; of 2^k threads, by
   * specialization constant 1, 2^(k+3).
   *
   * @param source where the elements are, and where the results go if {@code inPlace} is 1
   * @param target where the results go otherwise
   * @param roots 2^logRoots factors: at 2^k + j, for j below 2^k, power j of the root of order
   *     2^(k+1); then powers between blocks of four layers: see {@code transform/pass_short.comp}
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
      name = "transform-pass-short",
      spirv = "fieldstone/transform/pass_short_{strategy}_{shape}.spv",
      strategies = {"portable", "wide"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      mixesForms = true,
      specialize = {@Specialized(id = 0, value = "0"), @Specialized(id = 1, value = "256")},
      staysInBounds = true)
  void passShort(
      @InOut(value = 0, extent = Extent.WHOLE) DeviceVector<F> source,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<F> target,
      @In(value = 2, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> roots,
      @In(value = 3, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> before,
      @In(value = 4, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> after,
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
   * powers[first + i] = a factor s b^e(i) for i below length. Order 0: e(i) = i. Order 1: e(2^k +
   * j) = j 2^(logInner - k) for j below 2^k, and e(0) = 0. Order 2: e(i) = i with its low logInner
   * bits in the opposite order. Order 8 + h: e(2^(h + k) + 2^k m + j) = m j 2^(logInner - h - k)
   * for m below 2^h and j below 2^k, and 0 below 2^h.
   *
   * @param squares s, b, b^2, b^4, b^8 ..., as many as the exponents have bits
   * @param powers the table
   * @param length how many there are
   * @param first where the first one goes
   * @param order 0, 1, 2, or 8 and more
   * @param logInner of the order
   * @param workgroups how many share the work
   */
  @GpuKernel(
      name = "transform-powers",
      spirv = "fieldstone/transform/powers_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void powers(
      @In(value = 0, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> squares,
      @Out(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> powers,
      @PushConstant(4) int length,
      @PushConstant(8) int first,
      @PushConstant(12) int order,
      @PushConstant(16) int logInner,
      @Workgroups int workgroups);
}
