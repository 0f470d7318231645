// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.runtime.DeviceVector;

/**
 * The library's extension fields and points, over vectors of their base elements: an element takes
 * two to five, a point two or four. Operations are numbered in the sources.
 */
interface AlgebraKernels<F> {

  /** Elements with u^2 = -1: sums, products and choices. */
  @GpuKernel(
      name = "algebra-ext2",
      glsl = "library/ext2.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Inverses with u^2 = -1. */
  @GpuKernel(
      name = "algebra-ext2-inverse",
      glsl = "library/ext2_inverse.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2Inverse(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Sums of two products with u^2 = -1. */
  @GpuKernel(
      name = "algebra-ext2-sums",
      glsl = "library/ext2_sums.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2Sums(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with u^2 = -5: sums, products and choices. */
  @GpuKernel(
      name = "algebra-ext2-minus-five",
      glsl = "library/ext2.comp",
      specialize = @Specialized(id = 0, value = "-5"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2MinusFive(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Inverses with u^2 = -5. */
  @GpuKernel(
      name = "algebra-ext2-minus-five-inverse",
      glsl = "library/ext2_inverse.comp",
      specialize = @Specialized(id = 0, value = "-5"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2MinusFiveInverse(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Sums of two products with u^2 = -5. */
  @GpuKernel(
      name = "algebra-ext2-minus-five-sums",
      glsl = "library/ext2_sums.comp",
      specialize = @Specialized(id = 0, value = "-5"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2MinusFiveSums(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with u^2 = 7: sums, products and choices. */
  @GpuKernel(
      name = "algebra-ext2-seven",
      glsl = "library/ext2.comp",
      specialize = @Specialized(id = 0, value = "7"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2Seven(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Inverses with u^2 = 7. */
  @GpuKernel(
      name = "algebra-ext2-seven-inverse",
      glsl = "library/ext2_inverse.comp",
      specialize = @Specialized(id = 0, value = "7"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2SevenInverse(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Sums of two products with u^2 = 7. */
  @GpuKernel(
      name = "algebra-ext2-seven-sums",
      glsl = "library/ext2_sums.comp",
      specialize = @Specialized(id = 0, value = "7"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2SevenSums(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with x^3 = 2. */
  @GpuKernel(
      name = "algebra-ext3",
      glsl = "library/ext3.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext3(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with x^4 = 11. */
  @GpuKernel(
      name = "algebra-ext4",
      glsl = "library/ext4.comp",
      specialize = @Specialized(id = 0, value = "11"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext4(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with x^4 = 3. */
  @GpuKernel(
      name = "algebra-ext4-three",
      glsl = "library/ext4.comp",
      specialize = @Specialized(id = 0, value = "3"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext4Three(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with x^5 = 2. */
  @GpuKernel(
      name = "algebra-ext5",
      glsl = "library/ext5.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext5(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with u^2 = -1 and v^2 = 2 + u. */
  @GpuKernel(
      name = "algebra-ext2x2",
      glsl = "library/ext2x2.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2x2(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Elements with u^2 = -1 and v^2 = 1 + u. */
  @GpuKernel(
      name = "algebra-ext2x2-one-one",
      glsl = "library/ext2x2.comp",
      specialize = {@Specialized(id = 1, value = "1"), @Specialized(id = 2, value = "1")},
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void ext2x2OneOne(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** Points over the field itself, a = 0. */
  @GpuKernel(
      name = "algebra-points",
      glsl = "library/points.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void points(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> p,
      @In(1) DeviceVector<F> q,
      @Out(2) DeviceVector<F> out);

  /** Points over the field itself, a = -3. */
  @GpuKernel(
      name = "algebra-points-a",
      glsl = "library/points_a.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void pointsA(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> p,
      @In(1) DeviceVector<F> q,
      @Out(2) DeviceVector<F> out);

  /** Points over the extension with u^2 = -1, a = 0. */
  @GpuKernel(
      name = "algebra-points-ext2",
      glsl = "library/points_ext2.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void pointsExt2(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> p,
      @In(1) DeviceVector<F> q,
      @Out(2) DeviceVector<F> out);

  /** Points over the extension with u^2 = -5, a = 0. */
  @GpuKernel(
      name = "algebra-points-ext2-minus-five",
      glsl = "library/points_ext2.comp",
      specialize = @Specialized(id = 0, value = "-5"),
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain")
  void pointsExt2MinusFive(
      @PushConstant(4) int operation,
      @In(0) DeviceVector<F> p,
      @In(1) DeviceVector<F> q,
      @Out(2) DeviceVector<F> out);
}
