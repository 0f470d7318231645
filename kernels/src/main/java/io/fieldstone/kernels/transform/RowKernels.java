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
 * The kernel between the two steps of {@link StreamedTransform}, which is the friendlier way to it.
 *
 * <p><b>Lengths.</b> Whoever calls these sees to it that vectors which are bound whole are as long
 * as the call says: GPUs do not look ({@link io.fieldstone.annotations.GpuKernel#staysInBounds}).
 *
 * @param <F> the field's type tag
 */
public interface RowKernels<F> {

  /**
   * out[row n + i] = a[row n + i] b[row]^i with squares[levels row + l] = b[row]^(2^l).
   *
   * @param a rows of n elements, in either form
   * @param squares what rows are multiplied with the powers of, squared again and again
   * @param logSize log2 of n
   * @param levels how many squares there are for each row, more than {@code logSize}
   * @param logRun log2 of how many elements one thread has, {@code logSize} at most
   * @param out the rows, in the form of a; not a itself
   * @param workgroups of 64 threads each, or fewer
   */
  @GpuKernel(
      name = "twist-rows",
      spirv = "fieldstone/polynomial/twist_rows_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      mixesForms = true,
      grid = Grid.CALL,
      staysInBounds = true)
  void twistRows(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> squares,
      @PushConstant(4) int logSize,
      @PushConstant(8) int levels,
      @PushConstant(12) int logRun,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);
}
