// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.runtime.DeviceVector;

/** Functions of the GLSL library that no shipped kernel uses. */
interface LibraryKernels<F> {

  /** out[i] has bits for a[i] = 0, a[i] = b[i] and a[i] - b[i] = 0. */
  @GpuKernel(name = "library-equal", glsl = "library/equal.comp")
  void equal(
      @In(value = 0, form = Form.CANONICAL) DeviceVector<F> a,
      @In(value = 1, form = Form.CANONICAL) DeviceVector<F> b,
      @Out(value = 2, form = Form.CANONICAL) DeviceVector<F> out);

  /** out[i] = (a[i] if that is even, else b[i]) - max(a[i], b[i]). */
  @GpuKernel(name = "library-select", glsl = "library/select.comp")
  void select(
      @In(value = 0, form = Form.CANONICAL) DeviceVector<F> a,
      @In(value = 1, form = Form.CANONICAL) DeviceVector<F> b,
      @Out(value = 2, form = Form.CANONICAL) DeviceVector<F> out);

  /** out[i] = a[i] * b[i] + a[i]^2 + b[i]^5, in each of the library's strategies. */
  @GpuKernel(
      name = "library-products",
      glsl = "library/products.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void products(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] is a sum of products of a[i] and b[i], by factors; see its source. */
  @GpuKernel(
      name = "library-factors",
      glsl = "library/factors.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void factors(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> out);

  /** out[i] is 25 times the square of b[i], or of what a[i] and b[i] choose; see its source. */
  @GpuKernel(
      name = "library-factor-choices",
      glsl = "library/factor_choices.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void factorChoices(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> out);

  /** out[i] = a[i]^2 * b[i] + 1, by a factor, a product of elements and a constant, in any form. */
  @GpuKernel(
      name = "library-forms",
      glsl = "library/forms.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void forms(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = 128 (b[i] - a[i]) - 28 a[i], or -32 a[i] of equal ones, by linear maps. */
  @GpuKernel(
      name = "library-linear",
      glsl = "library/linear.comp",
      strategies = {"portable", "wide", "columns", "float64"},
      mixesForms = true)
  void linear(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = 32 a[i] b[i] - 31 a[i] b[i] - a[i], by a multiplier. */
  @GpuKernel(
      name = "library-multiplier",
      glsl = "library/multiplier.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void multiplier(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** The same as forms, of vectors that are declared to be in Montgomery form. */
  @GpuKernel(
      name = "library-forms-montgomery",
      glsl = "library/forms.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void formsOfMontgomery(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> a,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> b,
      @Out(value = 2, form = Form.MONTGOMERY) DeviceVector<F> out);

  /** out[i] = a[i]^k, where the integer k has the words of b[i]. */
  @GpuKernel(
      name = "library-pow-long",
      glsl = "library/pow_long.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void powLong(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

  /** out[i] = a[i] / 2 - b[i] / 2. */
  @GpuKernel(name = "library-halve", glsl = "library/halve.comp")
  void halve(
      @In(value = 0, form = Form.CANONICAL) DeviceVector<F> a,
      @In(value = 1, form = Form.CANONICAL) DeviceVector<F> b,
      @Out(value = 2, form = Form.CANONICAL) DeviceVector<F> out);
}
