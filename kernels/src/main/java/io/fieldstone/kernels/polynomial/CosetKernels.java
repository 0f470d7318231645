// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.runtime.DeviceVector;

/**
 * The kernels behind {@link LowDegreeExtension}, {@link PolynomialProduct}, {@link
 * VanishingPolynomial}, {@link VanishingInverses} and {@link BatchOpenings}, which are the
 * friendlier ways to them.
 *
 * <p><b>Forms.</b> Tables are in Montgomery form; the other vectors of a call have one form,
 * either. <b>Aliasing.</b> The output is none of the inputs.
 *
 * <p><b>Lengths.</b> Whoever calls these sees to it that vectors which are bound whole are as long
 * as the call says: GPUs do not look ({@link io.fieldstone.annotations.GpuKernel#staysInBounds}).
 *
 * @param <F> the field's type tag
 */
public interface CosetKernels<F> {

  /**
   * out[r to + k] = a[r from + k] for k below {@code from}, otherwise zero: rows of another length.
   *
   * @param a the rows
   * @param from how long they are, 1 at least
   * @param to how long they become
   * @param out the rows with zeros above, or without what is above
   * @param workgroups of 64 results each, or fewer
   */
  @GpuKernel(
      name = "resize-rows",
      spirv = "fieldstone/polynomial/resize_rows_{shape}.spv",
      grid = Grid.CALL,
      staysInBounds = true)
  void resizeRows(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @PushConstant(4) int from,
      @PushConstant(8) int to,
      @Out(1) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[(m 2^logCosets + r) n + i] = a[m n + i] shifts[i] steps[i]^j, where j is r with its bits
   * reversed: rows whose transforms are the values of polynomial m on 2^logCosets cosets.
   *
   * @param a polynomials of n coefficients
   * @param shifts n factors
   * @param steps n factors
   * @param logSize log2 of n
   * @param logCosets log2 of how many rows come of a polynomial
   * @param shifted 0 for no shifts, where any n factors stand for them
   * @param out the rows
   * @param workgroups of 64 coefficients each, or fewer
   */
  @GpuKernel(
      name = "extend-rows",
      spirv = "fieldstone/polynomial/extend_rows_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      mixesForms = true,
      grid = Grid.CALL,
      staysInBounds = true)
  void extendRows(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> shifts,
      @In(value = 2, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> steps,
      @PushConstant(4) int logSize,
      @PushConstant(8) int logCosets,
      @PushConstant(12) int shifted,
      @Out(3) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * out[i] = a[i] factors[(i / 2^shift) mod cycle].
   *
   * @param a what is multiplied, and where the result goes if {@code inPlace} is 1
   * @param factors as many as the cycle is long
   * @param shift log2 of how many neighbours have one factor
   * @param cycle a power of two
   * @param length how many elements are multiplied
   * @param inPlace 1 or 0
   * @param out where the result goes otherwise
   * @param workgroups of 64 results each, or fewer
   */
  @GpuKernel(
      name = "multiply-cyclic",
      spirv = "fieldstone/polynomial/multiply_cyclic_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "vector-mul",
      mixesForms = true,
      grid = Grid.CALL,
      staysInBounds = true)
  void multiplyCyclic(
      @InOut(value = 0, extent = Extent.WHOLE) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> factors,
      @PushConstant(4) int shift,
      @PushConstant(8) int cycle,
      @PushConstant(12) int length,
      @PushConstant(16) int inPlace,
      @Out(value = 2, extent = Extent.WHOLE) DeviceVector<F> out,
      @Workgroups int workgroups);

  /**
   * totals[c n + i] = a[k] + s a[k + n] + s^2 a[k + 2n] + ... over the coefficients of chunk c of
   * column i, from its first one k on: a modulo x^n - s, where there is one chunk.
   *
   * @param a the coefficients
   * @param powers the table that has s
   * @param columns n
   * @param rows how many coefficients the longest column has
   * @param chunkRows how many of them make a chunk
   * @param power where in the table s is
   * @param totals n for each chunk
   * @param workgroups of 64 totals each, or fewer
   */
  @GpuKernel(
      name = "binomial-totals",
      spirv = "fieldstone/polynomial/binomial_totals_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      mixesForms = true,
      grid = Grid.CALL,
      staysInBounds = true)
  void binomialTotals(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> powers,
      @PushConstant(4) int columns,
      @PushConstant(8) int rows,
      @PushConstant(12) int chunkRows,
      @PushConstant(16) int power,
      @Out(value = 2, extent = Extent.WHOLE) DeviceVector<F> totals,
      @Workgroups int workgroups);

  /**
   * quotient[k] = a[k + n] + s quotient[k + n] within each chunk, from carries[c n + i] above chunk
   * c of column i: the quotient of a and x^n - s, with zeros for its n highest coefficients. The
   * remainder is what the lowest chunks come to.
   *
   * @param a the coefficients
   * @param powers the table that has s
   * @param carries what is above each chunk, n for each
   * @param columns n
   * @param rows how many coefficients the longest column has
   * @param chunkRows how many of them make a chunk
   * @param power where in the table s is
   * @param carried 0 for no carries, where any vector stands for them
   * @param quotient as long as a
   * @param remainder n coefficients
   * @param workgroups of 64 columns of a chunk each, or fewer
   */
  @GpuKernel(
      name = "binomial-quotient",
      spirv = "fieldstone/polynomial/binomial_quotient_{strategy}_{shape}.spv",
      strategies = {"portable", "columns"},
      strategyProbe = "mul-chain",
      mixesForms = true,
      grid = Grid.CALL,
      staysInBounds = true)
  void binomialQuotient(
      @In(0) DeviceVector<F> a,
      @In(value = 1, extent = Extent.WHOLE, form = Form.MONTGOMERY) DeviceVector<F> powers,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> carries,
      @PushConstant(4) int columns,
      @PushConstant(8) int rows,
      @PushConstant(12) int chunkRows,
      @PushConstant(16) int power,
      @PushConstant(20) int carried,
      @Out(3) DeviceVector<F> quotient,
      @Out(value = 4, extent = Extent.WHOLE) DeviceVector<F> remainder,
      @Workgroups int workgroups);

  /**
   * numerators[i] = values[i] - y[0], denominators[i] = points[i] - z[0].
   *
   * @param values the values
   * @param points where the polynomial has them
   * @param y one element
   * @param z one element
   * @param numerators the first result
   * @param denominators the second result
   */
  @GpuKernel(
      name = "opening-terms",
      spirv = "fieldstone/polynomial/opening_terms_{shape}.spv",
      staysInBounds = true)
  void openingTerms(
      @In(0) DeviceVector<F> values,
      @In(1) DeviceVector<F> points,
      @In(value = 2, extent = Extent.WHOLE) DeviceVector<F> y,
      @In(value = 3, extent = Extent.WHOLE) DeviceVector<F> z,
      @Out(4) DeviceVector<F> numerators,
      @Out(5) DeviceVector<F> denominators);
}
