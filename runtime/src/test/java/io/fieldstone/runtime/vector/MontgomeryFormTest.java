// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.TestFields;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.TestFields.TestField;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversions of every limb shape against BigInteger, at moduli that are hard to reduce by. */
class MontgomeryFormTest {

  /** The fields of the tests, and for each shape the largest and the smallest odd modulus. */
  static Stream<Field<Tag>> fields() {
    List<Field<Tag>> fields =
        new ArrayList<>(
            List.of(
                TestFields.FP,
                TestFields.FR,
                TestFields.SECP,
                TestFields.GOLDILOCKS,
                TestFields.BABY_BEAR));
    for (LimbShape shape : LimbShape.ALL) {
      BigInteger end = BigInteger.ONE.shiftLeft(shape.bits());
      BigInteger half = BigInteger.ONE.shiftLeft(shape.bits() - shape.limbBits());
      fields.add(field("largest", shape, end.subtract(BigInteger.ONE)));
      fields.add(field("smallest", shape, half.add(BigInteger.ONE).max(BigInteger.valueOf(3))));
      fields.add(field("zeros", shape, end.shiftRight(1).add(BigInteger.ONE)));
    }
    return fields.stream();
  }

  private static Field<Tag> field(String name, LimbShape shape, BigInteger modulus) {
    return new TestField(name + shape, shape, modulus.setBit(0).toString(16));
  }

  private static List<BigInteger> edges(Field<?> field) {
    BigInteger p = field.modulus();
    BigInteger ones = BigInteger.ONE.shiftLeft(field.shape().bits()).subtract(BigInteger.ONE);
    List<BigInteger> edges =
        new ArrayList<>(
            List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                p.subtract(BigInteger.ONE),
                p.subtract(BigInteger.TWO).max(BigInteger.ZERO),
                p.shiftRight(1),
                field.r(),
                field.rSquared(),
                field.r().modInverse(p),
                ones.mod(p),
                p.subtract(field.r()).mod(p)));
    for (int bit = 31; bit < field.shape().bits(); bit += 32) {
      BigInteger power = BigInteger.ONE.shiftLeft(bit);
      edges.add(power.mod(p));
      edges.add(power.subtract(BigInteger.ONE).mod(p));
    }
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      edges.add(new BigInteger(p.bitLength() + 64, random).mod(p));
    }
    return edges;
  }

  @ParameterizedTest
  @MethodSource("fields")
  void elementsBecomeWhatBigIntegerSays(Field<Tag> field) {
    MontgomeryForm form = new MontgomeryForm(field);
    long[] scratch = form.scratch();
    BigInteger r = BigInteger.ONE.shiftLeft(field.shape().bits());
    for (BigInteger x : edges(field)) {
      long[] limbs = MontgomeryForm.limbs(x, field.shape().limbs());
      form.encode(limbs, scratch);
      assertEquals(x.multiply(r).mod(field.modulus()), value(limbs), () -> "encode " + x);
      form.decode(limbs, scratch);
      assertEquals(x, value(limbs), () -> "back to " + x);
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  void anyLimbsAreDecodedModuloP(Field<Tag> field) {
    MontgomeryForm form = new MontgomeryForm(field);
    long[] scratch = form.scratch();
    BigInteger p = field.modulus();
    BigInteger end = BigInteger.ONE.shiftLeft(field.shape().bits());
    BigInteger inverse = end.modInverse(p);
    Random random = new Random(9);
    List<BigInteger> any = new ArrayList<>(List.of(p, p.add(BigInteger.ONE), end.subtract(p)));
    any.add(end.subtract(BigInteger.ONE));
    for (int i = 0; i < 100; i++) {
      any.add(new BigInteger(field.shape().bits(), random));
    }
    for (BigInteger x : any) {
      if (x.compareTo(end) < 0) {
        long[] limbs = MontgomeryForm.limbs(x, field.shape().limbs());
        form.decode(limbs, scratch);
        // p itself stays p / R, which is 0 or p: both stand for 0
        assertEquals(x.multiply(inverse).mod(p), value(limbs).mod(p), () -> "decode " + x);
      }
    }
  }

  private static BigInteger value(long[] limbs) {
    BigInteger value = BigInteger.ZERO;
    for (int i = limbs.length - 1; i >= 0; i--) {
      for (int half = 1; half >= 0; half--) {
        long word = limbs[i] >>> (half * Integer.SIZE) & 0xffff_ffffL;
        value = value.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(word));
      }
    }
    return value;
  }
}
