// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.Specialized;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;

/**
 * Element-wise operations on points in affine coordinates, of curves over prime fields and their
 * quadratic extensions by a root of x^2 - n, with a small coefficient a: it or its negative is an
 * integer of 31 bits, as is n. {@link PointOperations} is the friendlier way to them.
 *
 * <pre>{@code
 * var g1 = PointKernelsDispatch.of(gpu, Bls12381G1Curve.INSTANCE);
 * g1.add(p, q, sums);                                  // DeviceVector<Affine<Bls12381G1>>
 * }</pre>
 *
 * <p>Complete: infinity, a point and itself, a point and its negative, points with y = 0. What is
 * no point of the curve gives no point of it. <b>Forms.</b> Canonical vectors give canonical
 * results and Montgomery vectors Montgomery ones, which are faster. <b>Aliasing.</b> The output may
 * be an input, except where that is bound whole. Times depend on what the vectors hold.
 *
 * <p>There are modules for coordinates of 256 and 384 bits, and for their quadratic extensions.
 *
 * @param <C> the curve's type tag
 */
public interface PointKernels<C> {

  /**
   * The most words of a scalar, 256 bits. Mesa's CPU driver ends the loops of an invocation after
   * 65,535 turns of all of them, and a multiple by 256 bits on an extension takes most of these.
   */
  int SCALAR_WORDS = 8;

  /**
   * out[i] = p[i] + q[i]. Up to 16 elements share an inversion.
   *
   * @param out where the results go
   * @param p the points
   * @param q the other points
   */
  @GpuKernel(
      name = "point-add",
      spirv = "fieldstone/point/add_{shape}x{degree}.spv",
      staysInBounds = true)
  void add(
      @In(0) DeviceVector<Affine<C>> p,
      @In(1) DeviceVector<Affine<C>> q,
      @Out(2) DeviceVector<Affine<C>> out);

  /**
   * out[i] = -p[i].
   *
   * @param out where the results go
   * @param p the points
   */
  @GpuKernel(
      name = "point-neg",
      spirv = "fieldstone/point/unary_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "0"),
      staysInBounds = true)
  void neg(@In(0) DeviceVector<Affine<C>> p, @Out(1) DeviceVector<Affine<C>> out);

  /**
   * out[i] = 2 p[i]. Up to 16 elements share an inversion.
   *
   * @param out where the results go
   * @param p the points
   */
  @GpuKernel(
      name = "point-double",
      spirv = "fieldstone/point/unary_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "1"),
      staysInBounds = true)
  void dbl(@In(0) DeviceVector<Affine<C>> p, @Out(1) DeviceVector<Affine<C>> out);

  /**
   * flags[i] = 1 if p[i] = q[i], else 0.
   *
   * @param flags where the answers go, 1 or 0
   * @param p the points
   * @param q the other points
   */
  @GpuKernel(
      name = "point-equal",
      spirv = "fieldstone/point/equal_{shape}x{degree}.spv",
      staysInBounds = true)
  void equal(
      @In(0) DeviceVector<Affine<C>> p,
      @In(1) DeviceVector<Affine<C>> q,
      @Out(2) DeviceVector<UInt32> flags);

  /**
   * flags[i] = 1 if p[i] is on the curve y^2 = x^3 + a x + b, as infinity is, else 0.
   *
   * @param coefficients a and b, as the coordinates of one "point"
   * @param flags where the answers go, 1 or 0
   * @param p the points
   */
  @GpuKernel(
      name = "point-on-curve",
      spirv = "fieldstone/point/on_curve_{shape}x{degree}.spv",
      staysInBounds = true)
  void onCurve(
      @In(0) DeviceVector<Affine<C>> p,
      @In(value = 1, extent = Extent.WHOLE) DeviceVector<Affine<C>> coefficients,
      @Out(2) DeviceVector<UInt32> flags);

  /**
   * out[i] = k p[i]. The time depends on k: a doubling for each bit of its words, and an addition
   * for each that is set. Of more than {@link #SCALAR_WORDS} words a scalar is refused; {@link
   * PointOperations#multiply} takes any. Portable only: {@link PrimePointKernels} is the faster way
   * where coordinates are of a prime field.
   *
   * @param scalar the words of k, least significant first: {@link #SCALAR_WORDS} at most
   * @param out where the results go
   * @param p the points
   */
  @GpuKernel(
      name = "point-multiply",
      spirv = "fieldstone/point/multiply_portable_{shape}x{degree}.spv",
      staysInBounds = true)
  void multiply(
      @In(0) DeviceVector<Affine<C>> p,
      @In(value = 1, extent = Extent.WHOLE, most = SCALAR_WORDS) DeviceVector<UInt32> scalar,
      @Out(2) DeviceVector<Affine<C>> out);

  /**
   * flags[i] = 1 if k p[i] is infinity, else 0; in the time of {@link #multiply}.
   *
   * @param scalar the words of k, least significant first: {@link #SCALAR_WORDS} at most
   * @param flags where the answers go, 1 or 0
   * @param p the points
   */
  @GpuKernel(
      name = "point-vanish",
      spirv = "fieldstone/point/multiply_portable_{shape}x{degree}.spv",
      specialize = @Specialized(id = 0, value = "true"),
      staysInBounds = true)
  void vanish(
      @In(0) DeviceVector<Affine<C>> p,
      @In(value = 1, extent = Extent.WHOLE, most = SCALAR_WORDS) DeviceVector<UInt32> scalar,
      @Out(2) DeviceVector<UInt32> flags);

  /**
   * out[i] = p[index[i]], and infinity where there is no such point.
   *
   * @param index the number of the element, or of the parameter
   * @param out where the results go
   * @param p the points
   */
  @GpuKernel(
      name = "point-gather",
      spirv = "fieldstone/point/gather_{shape}x{degree}.spv",
      staysInBounds = true)
  void gather(
      @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> p,
      @In(1) DeviceVector<UInt32> index,
      @Out(2) DeviceVector<Affine<C>> out);
}
