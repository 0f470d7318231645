// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.runtime.DeviceVector;
import java.math.BigInteger;

/** One expression over each kind of extension that there is arithmetic of. */
final class ExtensionExpressions {

  /** Every operation, and what is of the prime field beside what is not. */
  static final String EXPRESSION = "s * a * b - 3 * c + (a - b) ^ 5 - 2 * (s + 1) * (-c) + 7 + s";

  private ExtensionExpressions() {}

  /** u^2 = -1. */
  interface OverBls12381Fp2 {
    @GpuKernel(name = "expression-bls12381-fp2", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<Bls12381Fp2> a,
        @In(1) DeviceVector<Bls12381Fp2> b,
        @In(2) DeviceVector<Bls12381Fp2> c,
        @Out(3) DeviceVector<Bls12381Fp2> out);
  }

  /** i^2 = -1, in one word. */
  interface OverMersenne31Complex {
    @GpuKernel(name = "expression-mersenne31-complex", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<Mersenne31Complex> a,
        @In(1) DeviceVector<Mersenne31Complex> b,
        @In(2) DeviceVector<Mersenne31Complex> c,
        @Out(3) DeviceVector<Mersenne31Complex> out);
  }

  /** u^2 = -5. */
  interface OverBls12377Fp2 {
    @GpuKernel(name = "expression-bls12377-fp2", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<Bls12377Fp2> a,
        @In(1) DeviceVector<Bls12377Fp2> b,
        @In(2) DeviceVector<Bls12377Fp2> c,
        @Out(3) DeviceVector<Bls12377Fp2> out);
  }

  /** x^2 = 7. */
  interface OverGoldilocks2 {
    @GpuKernel(name = "expression-goldilocks2", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<Goldilocks2> a,
        @In(1) DeviceVector<Goldilocks2> b,
        @In(2) DeviceVector<Goldilocks2> c,
        @Out(3) DeviceVector<Goldilocks2> out);
  }

  /** x^4 = 11. */
  interface OverBabyBear4 {
    @GpuKernel(name = "expression-baby-bear4", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<BabyBear4> a,
        @In(1) DeviceVector<BabyBear4> b,
        @In(2) DeviceVector<BabyBear4> c,
        @Out(3) DeviceVector<BabyBear4> out);
  }

  /** u^2 = 2 + i, over i^2 = -1. */
  interface OverMersenne31Complex2 {
    @GpuKernel(name = "expression-mersenne31-complex2", expression = EXPRESSION)
    void compute(
        @PushConstant(4) BigInteger s,
        @In(0) DeviceVector<Mersenne31Complex2> a,
        @In(1) DeviceVector<Mersenne31Complex2> b,
        @In(2) DeviceVector<Mersenne31Complex2> c,
        @Out(3) DeviceVector<Mersenne31Complex2> out);
  }
}
