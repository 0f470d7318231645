// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.KernelRegistry;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldConstantsTest {

  private final KernelRegistry registry = KernelRegistry.load();

  @Test
  void theStandardFieldsAndKernelsAreRegistered() {
    assertEquals(
        List.of("bls12_381_fp", "bls12_381_fr"),
        registry.fields().stream().map(Field::name).toList());
    assertEquals(
        List.of(
            "vector-add", "vector-double", "vector-mul", "vector-neg", "vector-sqr", "vector-sub"),
        registry.kernels().stream().map(kernel -> kernel.name()).toList());
  }

  @Test
  void everyConstantFollowsFromTheModulus() {
    for (Field<?> field : registry.fields()) {
      BigInteger p = field.modulus();
      BigInteger word = BigInteger.ONE.shiftLeft(field.shape().limbBits());
      BigInteger r = word.pow(field.shape().limbs());
      assertTrue(p.isProbablePrime(100), field.name());
      assertTrue(p.compareTo(r) < 0, field.name());
      assertEquals(r.mod(p), field.r(), field.name());
      assertEquals(r.multiply(r).mod(p), field.rSquared(), field.name());
      BigInteger n0 = new BigInteger(Long.toUnsignedString(field.n0Inv()));
      assertEquals(word.subtract(BigInteger.ONE), p.multiply(n0).mod(word), field.name());
    }
  }

  @Test
  void theGeneratedConstantsAreTheFieldsOwn() {
    assertEquals(Bls12381FpField.MODULUS, Bls12381FpField.INSTANCE.modulus());
    assertEquals(Bls12381FpField.R_SQUARED, Bls12381FpField.INSTANCE.rSquared());
    assertEquals(0x89f3fffcfffcfffdL, Bls12381FpField.N0_INV);
    assertEquals(48, Bls12381FpField.BYTES);
    assertEquals(255, Bls12381FrField.BITS);
  }
}
