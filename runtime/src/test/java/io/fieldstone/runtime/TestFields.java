// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/** Fields written by hand, since the processor comes after the runtime. */
public final class TestFields {

  public static final TestField FP =
      new TestField(
          "bls12_381_fp",
          LimbShape.of(6, 64),
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab");

  public static final TestField FR =
      new TestField(
          "bls12_381_fr",
          LimbShape.of(4, 64),
          "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001");

  /** 256 bits, all of them used: sums carry out of the top limb. */
  public static final TestField SECP =
      new TestField(
          "secp256k1_fp",
          LimbShape.of(4, 64),
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");

  public static final TestField GOLDILOCKS =
      new TestField("goldilocks", LimbShape.of(1, 64), "ffffffff00000001");

  public static final TestField BABY_BEAR =
      new TestField("baby_bear", LimbShape.of(1, 32), "78000001");

  private TestFields() {}

  /** The type tag of all of them; mixing them is then a run-time error, which tests want to see. */
  public interface Tag {}

  public static final class TestField extends Field<Tag> {
    /** Makes a field from its modulus in hexadecimal. */
    public TestField(String name, LimbShape shape, String modulus) {
      this(name, shape, new BigInteger(modulus, 16));
    }

    private TestField(String name, LimbShape shape, BigInteger p) {
      super(name, shape, p, negInverse(shape, p), power(shape, 1).mod(p), power(shape, 2).mod(p));
    }

    private static BigInteger power(LimbShape shape, int exponent) {
      return BigInteger.ONE.shiftLeft(shape.limbs() * shape.limbBits() * exponent);
    }

    private static long negInverse(LimbShape shape, BigInteger p) {
      BigInteger word = BigInteger.ONE.shiftLeft(shape.limbBits());
      return p.modInverse(word).negate().mod(word).longValue();
    }
  }
}
