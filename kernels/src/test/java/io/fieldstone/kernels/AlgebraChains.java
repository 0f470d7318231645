// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.runtime.DeviceVector;

/**
 * What {@link AlgebraBench} times: as {@link ThroughputKernels}, of extension fields and points,
 * over vectors of their base elements.
 */
interface AlgebraChains<F> {

  /** (x, y, zz, zzz) = p + rounds q, complete. */
  @GpuKernel(
      name = "bench-points",
      glsl = "bench/points.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void points(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> px,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> py,
      @In(value = 2, form = Form.MONTGOMERY) DeviceVector<F> qx,
      @In(value = 3, form = Form.MONTGOMERY) DeviceVector<F> qy,
      @Out(value = 4, form = Form.MONTGOMERY) DeviceVector<F> x,
      @Out(value = 5, form = Form.MONTGOMERY) DeviceVector<F> y,
      @Out(value = 6, form = Form.MONTGOMERY) DeviceVector<F> zz,
      @Out(value = 7, form = Form.MONTGOMERY) DeviceVector<F> zzz);

  /** (x, y, zz, zzz) = p + rounds q, by formulas that are not complete. */
  @GpuKernel(
      name = "bench-points-incomplete",
      glsl = "bench/points.comp",
      specialize = @Specialized(id = 0, value = "false"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void pointsIncomplete(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> px,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> py,
      @In(value = 2, form = Form.MONTGOMERY) DeviceVector<F> qx,
      @In(value = 3, form = Form.MONTGOMERY) DeviceVector<F> qy,
      @Out(value = 4, form = Form.MONTGOMERY) DeviceVector<F> x,
      @Out(value = 5, form = Form.MONTGOMERY) DeviceVector<F> y,
      @Out(value = 6, form = Form.MONTGOMERY) DeviceVector<F> zz,
      @Out(value = 7, form = Form.MONTGOMERY) DeviceVector<F> zzz);

  /** (x, y) = p + q, with an inversion for each of so many threads. */
  @GpuKernel(
      name = "bench-affine",
      glsl = "bench/affine.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void affine(
      @PushConstant(4) int threads,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> px,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> py,
      @In(value = 2, form = Form.MONTGOMERY) DeviceVector<F> qx,
      @In(value = 3, form = Form.MONTGOMERY) DeviceVector<F> qy,
      @InOut(value = 4, form = Form.MONTGOMERY) DeviceVector<F> x,
      @Out(value = 5, form = Form.MONTGOMERY) DeviceVector<F> y);

  /** c = a b^rounds, with u^2 = -1. */
  @GpuKernel(
      name = "bench-ext2-mul",
      glsl = "bench/ext2.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2Mul(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);

  /** c = a^(2^rounds), with u^2 = -1. */
  @GpuKernel(
      name = "bench-ext2-sqr",
      glsl = "bench/ext2.comp",
      specialize = @Specialized(id = 1, value = "true"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2Sqr(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);

  /** c = a b^rounds, with x^4 = 11. */
  @GpuKernel(name = "bench-ext4-mul", glsl = "bench/ext4.comp")
  void ext4Mul(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);

  /** c = a^(2^rounds), with x^4 = 11. */
  @GpuKernel(
      name = "bench-ext4-sqr",
      glsl = "bench/ext4.comp",
      specialize = @Specialized(id = 1, value = "true"))
  void ext4Sqr(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);

  /** c = a b^rounds, with x^4 = 3. */
  @GpuKernel(
      name = "bench-ext4-three-mul",
      glsl = "bench/ext4.comp",
      specialize = @Specialized(id = 0, value = "3"))
  void ext4ThreeMul(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);

  /** c = a^(2^rounds), with x^4 = 3. */
  @GpuKernel(
      name = "bench-ext4-three-sqr",
      glsl = "bench/ext4.comp",
      specialize = {@Specialized(id = 0, value = "3"), @Specialized(id = 1, value = "true")})
  void ext4ThreeSqr(
      @PushConstant(4) int rounds,
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> c);
}
