// SPDX-License-Identifier: Apache-2.0
package example;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;
import java.math.BigInteger;

/** Kernels over an extension field. */
public interface Fp4Kernels {

  /** out[i] = s * a[i] * b[i] + c[i], where s is of the prime field. */
  @GpuKernel(name = "my-fp4-mul-add", expression = "s * a * b + c")
  void mulAdd(
      @PushConstant(4) BigInteger s,
      @In(0) DeviceVector<Curve25519Fp4> a,
      @In(1) DeviceVector<Curve25519Fp4> b,
      @In(2) DeviceVector<Curve25519Fp4> c,
      @Out(3) DeviceVector<Curve25519Fp4> out);
}
