// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/**
 * The kernels behind {@link PolynomialOperations}, which is the friendlier way to them. Vectors
 * bound whole lie in one buffer of the device's, and are bound at once: 2^22 elements of 32 bytes
 * where a binding has 128 MiB.
 *
 * <p><b>Forms.</b> All vectors of a call have the same form. <b>Aliasing.</b> The output is none of
 * the inputs, but for {@link #combine}.
 *
 * <p><b>Lengths.</b> Whoever calls these sees to it that vectors which are bound whole are as long
 * as the call says: GPUs do not look ({@link io.fieldstone.annotations.GpuKernel#staysInBounds}).
 *
 * @param <F> the field's type tag
 */
public interface PolynomialKernels<F> {

  /** How many elements {@link #hornerTotals} evaluates together. */
  int CHUNK = 32;

  /** How many {@link #evaluateTiles} does. */
  int TILE = CHUNK * CHUNK;

  /**
   * powers[levels * i + l] = z[i]^(2^(squarings * l)).
   *
   * @param z the bases
   * @param levels how many powers of each
   * @param squarings how many squarings from one to the next, 1 or more
   * @param powers where they go
   * @param workgroups of 32 bases each, or fewer
   */
  @GpuKernel(
      name = "power-table",
      spirv = "fieldstone/polynomial/power_table_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void powerTable(
      @In(0) DeviceVector<F> z,
      @PushConstant(4) int levels,
      @PushConstant(8) int squarings,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<F> powers,
      @Workgroups int workgroups);

  /**
   * digits[{@value #CHUNK} l + j] = points[point]^({@value #CHUNK}^l j), for j below {@value
   * #CHUNK}.
   *
   * @param points the points
   * @param point which one it is
   * @param digits where the powers go, {@value #CHUNK} for each l
   * @param workgroups of 32 powers each, or fewer
   */
  @GpuKernel(
      name = "digit-powers",
      spirv = "fieldstone/polynomial/digit_powers_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void digitPowers(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> points,
      @PushConstant(4) int point,
      @Out(1) DeviceVector<F> digits,
      @Workgroups int workgroups);

  /**
   * totals[firstTotal + k] = a[{@value #TILE}k] + a[{@value #TILE}k + 1] z + ...: the value at z of
   * each tile of a, the last of which may be a short one.
   *
   * @param a the coefficients
   * @param digits the powers of z and of z^{@value #CHUNK} below {@value #CHUNK}, by {@link
   *     #digitPowers}
   * @param firstDigit where they begin
   * @param firstTotal where the totals begin
   * @param totals the values
   * @param workgroups of one tile each, or fewer
   */
  @GpuKernel(
      name = "evaluate-tiles",
      spirv = "fieldstone/polynomial/evaluate_tiles_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void evaluateTiles(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> digits,
      @PushConstant(4) int firstDigit,
      @PushConstant(8) int firstTotal,
      @Out(value = 2, extent = Extent.WHOLE) DeviceVector<F> totals,
      @Workgroups int workgroups);

  /**
   * totals[firstTotal + k] = a[{@value #CHUNK}k] + a[{@value #CHUNK}k + 1] y + ..., with y =
   * powers[power]: the value at y of each chunk of a, the last of which may be a short one.
   *
   * @param a the coefficients
   * @param powers the table that has y
   * @param power where in the table it is
   * @param firstTotal where the totals begin
   * @param totals the values
   * @param workgroups of 64 chunks each, or fewer
   */
  @GpuKernel(
      name = "horner-totals",
      spirv = "fieldstone/polynomial/horner_totals_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void hornerTotals(
      @In(0) DeviceVector<F> a,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> powers,
      @PushConstant(4) int power,
      @PushConstant(8) int firstTotal,
      @Out(value = 1, extent = Extent.WHOLE) DeviceVector<F> totals,
      @Workgroups int workgroups);

  /**
   * totals[firstTotal + r c + k] = the value at y[r] of chunk k of row r of a, with y[r] =
   * powers[(firstRow + r) levels + level] and c chunks of {@value #CHUNK} coefficients to a row:
   * {@link #hornerTotals} of many rows, or at many points.
   *
   * @param a the rows, or one
   * @param powers the table that has y
   * @param length how many coefficients a row has
   * @param stride how far a row is from the next one: {@code length}, or 0 for one row at all
   *     points
   * @param levels how many powers of each point there are
   * @param level which of them is taken
   * @param firstRow the point of the first row
   * @param rows how many rows there are
   * @param firstTotal where the totals begin
   * @param totals the values
   * @param workgroups of 64 chunks each, or fewer
   */
  @GpuKernel(
      name = "horner-rows",
      spirv = "fieldstone/polynomial/horner_rows_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void hornerRows(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> powers,
      @PushConstant(4) int length,
      @PushConstant(8) int stride,
      @PushConstant(12) int levels,
      @PushConstant(16) int level,
      @PushConstant(20) int firstRow,
      @PushConstant(24) int rows,
      @PushConstant(28) int firstTotal,
      @Out(value = 2, extent = Extent.WHOLE) DeviceVector<F> totals,
      @Workgroups int workgroups);

  /**
   * out[i] = a[i + 1] + y out[i + 1], with y = powers[power]; the last element of chunk k is
   * carries[k].
   *
   * @param a the coefficients
   * @param carries what is above each chunk
   * @param powers the table that has y
   * @param power where in the table it is
   * @param out where the result goes
   * @param workgroups of 64 chunks each, or fewer
   */
  @GpuKernel(
      name = "horner-prefixes",
      spirv = "fieldstone/polynomial/horner_prefixes_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void hornerPrefixes(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> carries,
      @In(value = 3, extent = Extent.WHOLE) DeviceVector<F> powers,
      @PushConstant(4) int power,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[i] = first[0] z^i, with powers[l] = z^(2^l).
   *
   * @param first one element
   * @param powers as many as indices have bits, at least one
   * @param out where the result goes
   * @param workgroups of 2048 elements each, or fewer
   */
  @GpuKernel(
      name = "geometric-series",
      spirv = "fieldstone/polynomial/geometric_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      grid = Grid.CALL,
      staysInBounds = true)
  void geometric(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> first,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> powers,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[i] = a[i] + g b[i] + g^2 c[i] + g^3 d[i] + g^4 above[i], or fewer: those that are not there
   * may be any vector. The output may be one of the inputs.
   *
   * @param a the first one
   * @param b the second one
   * @param c the third one
   * @param d the fourth one
   * @param above what comes after them
   * @param g one element
   * @param terms how many of the first four are there
   * @param more 1 if {@code above} is there, and then all four are
   * @param out where the result goes
   */
  @GpuKernel(
      name = "combine-by-powers",
      spirv = "fieldstone/polynomial/combine_{strategy}_{shape}.spv",
      strategies = {"portable", "wide", "columns", "float64"},
      strategyProbe = "mul-chain",
      staysInBounds = true)
  void combine(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @In(2) DeviceVector<F> c,
      @In(3) DeviceVector<F> d,
      @In(4) DeviceVector<F> above,
      @In(value = 5, extent = Extent.WHOLE) DeviceVector<F> g,
      @PushConstant(4) int terms,
      @PushConstant(8) int more,
      @Out(6) DeviceVector<F> out);

  /**
   * out[i] = (u + v) / 2 + beta (u - v) inverses[i] / 2.
   *
   * @param f pairs u and v: elements i and i + n / 2, or 2i and 2i + 1
   * @param inverses half as many elements as f
   * @param beta one element
   * @param reversed 1 for pairs 2i and 2i + 1
   * @param out where the result goes, half as many elements as f
   * @param workgroups of 64 results each, or fewer
   */
  @GpuKernel(
      name = "fold",
      spirv = "fieldstone/polynomial/fold_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "vector-mul",
      grid = Grid.CALL,
      staysInBounds = true)
  void fold(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> f,
      @In(1) DeviceVector<F> inverses,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> beta,
      @PushConstant(4) int reversed,
      @Out(3) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[i] = u + r (v - u).
   *
   * @param f pairs u and v: elements i and i + n / 2, or 2i and 2i + 1
   * @param r one element
   * @param lowest 1 for pairs 2i and 2i + 1
   * @param out where the result goes, half as many elements as f
   * @param workgroups of 64 results each, or fewer
   */
  @GpuKernel(
      name = "fold-multilinear",
      spirv = "fieldstone/polynomial/fold_multilinear_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "vector-mul",
      grid = Grid.CALL,
      staysInBounds = true)
  void foldMultilinear(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> f,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> r,
      @PushConstant(4) int lowest,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[i] = a[i] + b[i], or a[i] - b[i], where the shorter one goes on with zeros.
   *
   * @param a the first operand
   * @param b the second operand
   * @param aCount how many elements a has
   * @param bCount how many elements b has
   * @param negative 1 to subtract
   * @param out where the result goes
   * @param workgroups of 64 results each, or fewer
   */
  @GpuKernel(
      name = "add-any-lengths",
      spirv = "fieldstone/polynomial/add_{shape}.spv",
      grid = Grid.CALL,
      staysInBounds = true)
  void add(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> b,
      @PushConstant(4) int aCount,
      @PushConstant(8) int bCount,
      @PushConstant(12) int negative,
      @Out(2) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * numerators[i] = values[i] points[i], denominators[i] = z - points[i], and hit[0] = values[i]
   * where that is zero; nobody writes it otherwise.
   *
   * @param values the values
   * @param points where the polynomial has them, all different
   * @param z one element
   * @param numerators the first result
   * @param denominators the second result
   * @param hit one element
   */
  @GpuKernel(
      name = "barycentric-terms",
      spirv = "fieldstone/polynomial/barycentric_terms_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "vector-mul",
      staysInBounds = true)
  void barycentricTerms(
      @In(0) DeviceVector<F> values,
      @In(1) DeviceVector<F> points,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> z,
      @Out(3) DeviceVector<F> numerators,
      @Out(4) DeviceVector<F> denominators,
      @Out(value = 5, extent = Extent.WHOLE) DeviceVector<F> hit);

  /**
   * out[0] = (z^n - s) / (n s) sum[0] with s = points[0]^n, or hit[0] where z^n = s.
   *
   * @param sum the sum of the terms
   * @param hit the value at z, if z is a point
   * @param points the points
   * @param z one element
   * @param n how many points there are
   * @param out one element
   */
  @GpuKernel(
      name = "barycentric-value",
      spirv = "fieldstone/polynomial/barycentric_value_{shape}.spv",
      grid = Grid.ONE,
      staysInBounds = true)
  void barycentricValue(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> sum,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<F> hit,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> points,
      @In(value = 3, extent = Extent.WHOLE) DeviceVector<F> z,
      @PushConstant(4) int n,
      @Out(value = 4, extent = Extent.WHOLE) DeviceVector<F> out);
}
