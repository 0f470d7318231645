// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;
import java.math.BigInteger;

/** Kernels of one's own, for any field. */
public interface MyKernels<F> {

  /** out[i] = a[i] / 2. */
  @GpuKernel(name = "my-halve", glsl = "example/halve.comp")
  void halve(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);

  /** out[i] = t * a[i] + (1 - t) * b[i]. */
  @GpuKernel(name = "my-blend", expression = "t * (a - b) + b")
  void blend(
      @PushConstant(4) BigInteger t,
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @Out(2) DeviceVector<F> out);

  /** out[i] = a[i] * b[i] + c[i]. */
  @GpuKernel(name = "my-mul-add", expression = "a * b + c")
  void mulAdd(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @In(2) DeviceVector<F> c,
      @Out(3) DeviceVector<F> out);

  /** out[i] = a[i] + b[i] - c[i]. */
  @GpuKernel(name = "my-add-sub", expression = "a + b - c")
  void addSub(
      @In(0) DeviceVector<F> a,
      @In(1) DeviceVector<F> b,
      @In(2) DeviceVector<F> c,
      @Out(3) DeviceVector<F> out);

  /** acc[i] += 32 * p[i], points of a curve: affine ones to ones in XYZZ coordinates. */
  @GpuKernel(
      name = "my-madd",
      glsl = "example/madd.comp",
      strategies = {"portable", "wide", "columns", "float64"})
  void madd(
      @In(value = 0, form = Form.MONTGOMERY) DeviceVector<F> px,
      @In(value = 1, form = Form.MONTGOMERY) DeviceVector<F> py,
      @InOut(value = 2, form = Form.MONTGOMERY) DeviceVector<F> x,
      @InOut(value = 3, form = Form.MONTGOMERY) DeviceVector<F> y,
      @InOut(value = 4, form = Form.MONTGOMERY) DeviceVector<F> zz,
      @InOut(value = 5, form = Form.MONTGOMERY) DeviceVector<F> zzz);
}
