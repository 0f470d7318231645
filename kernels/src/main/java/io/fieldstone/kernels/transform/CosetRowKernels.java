// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/**
 * The kernel that puts rows on cosets, each on its own, before they are transformed together:
 * behind {@link StreamedTransform} and {@link io.fieldstone.kernels.polynomial.LowDegreeExtension},
 * which are the friendlier ways to it.
 *
 * @param <F> the field's type tag
 */
public interface CosetRowKernels<F> {

  /**
   * out[row n + i] = a[(row / cosets) n + i] b[row mod generators]^i with squares[levels g + l] =
   * b[g]^(2^l): rows whose transforms are the values on the cosets of the generators b.
   *
   * @param a polynomials of n coefficients, in either form
   * @param squares the generators, squared again and again
   * @param logSize log2 of n
   * @param cosets how many rows come of a polynomial
   * @param generators how many generators there are
   * @param levels how many squares of each, more than {@code logSize}
   * @param logRun log2 of how many elements one thread has, {@code logSize} at most
   * @param out the rows, in the form of a; not a itself
   * @param workgroups of 64 threads each, or fewer
   */
  @GpuKernel(
      name = "spread-over-cosets",
      spirv = "fieldstone/polynomial/spread_over_cosets_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      mixesForms = true,
      grid = Grid.CALL)
  void spreadOverCosets(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> squares,
      @PushConstant(4) int logSize,
      @PushConstant(8) int cosets,
      @PushConstant(12) int generators,
      @PushConstant(16) int levels,
      @PushConstant(20) int logRun,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);
}
