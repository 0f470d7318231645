// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Extensions and curves written by hand, since the processor comes after the runtime. */
public final class TestTypes {

  /** u^2 + 1. */
  public static final ExtensionField<Fp2> FP2 = new Extension<>("fp2", TestFields.FP, 1, 0);

  /** x^4 - 11. */
  public static final ExtensionField<Bear4> BEAR4 =
      new Extension<>("bear4", TestFields.BABY_BEAR, -11, 0, 0, 0);

  /** y^2 + 3 + 2 x over x^2 - 31. */
  public static final ExtensionField<Tower> TOWER =
      new Extension<>("tower", new Extension<>("bear2", TestFields.BABY_BEAR, -31, 0), 3, 2, 0, 0);

  /**
   * x^2 - x - 11 is no binomial: irreducible, since its discriminant 45 = 9 * 5 is a non-residue.
   */
  public static final ExtensionField<Trinomial> TRINOMIAL =
      new Extension<>("trinomial", TestFields.GOLDILOCKS, -3, -1);

  public static final Curve<G1> G1 =
      new TestCurve<>(
          "g1",
          TestFields.FP,
          0,
          List.of(BigInteger.valueOf(4)),
          List.of(
              hex(
                  "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb")),
          List.of(
              hex(
                  "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")));

  /** A curve over the same field with another a. */
  public static final Curve<Other> MINUS_THREE =
      new TestCurve<>(
          "minus_three",
          TestFields.FP,
          -3,
          List.of(BigInteger.valueOf(6)),
          List.of(BigInteger.ONE),
          List.of(BigInteger.TWO));

  public static final Curve<G2> G2 =
      new TestCurve<>(
          "g2",
          FP2,
          0,
          List.of(BigInteger.valueOf(4), BigInteger.valueOf(4)),
          List.of(
              hex(
                  "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"),
              hex(
                  "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e")),
          List.of(
              hex(
                  "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801"),
              hex(
                  "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be")));

  private TestTypes() {}

  /** Type tags. */
  public interface Fp2 {}

  /** A type tag. */
  public interface Bear4 {}

  /** A type tag. */
  public interface Tower {}

  /** A type tag. */
  public interface Trinomial {}

  /** A type tag. */
  public interface G1 {}

  /** A type tag. */
  public interface G2 {}

  /** A type tag. */
  public interface Other {}

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  private static final class Extension<E> extends ExtensionField<E> {
    Extension(String name, FiniteField<?> base, int... coefficients) {
      super(name, base, modulo(base.primeField(), coefficients));
    }
  }

  private static final class TestCurve<C> extends Curve<C> {
    TestCurve(
        String name,
        FiniteField<?> field,
        int a,
        List<BigInteger> b,
        List<BigInteger> x,
        List<BigInteger> y) {
      super(name, field, TestFields.FR, constant(field, a), b, x, y);
    }
  }

  private static List<BigInteger> constant(FiniteField<?> field, int value) {
    int[] coefficients = new int[field.components()];
    coefficients[0] = value;
    return modulo(field.primeField(), coefficients);
  }

  private static List<BigInteger> modulo(Field<?> field, int... coefficients) {
    List<BigInteger> all = new ArrayList<>();
    for (int c : coefficients) {
      all.add(BigInteger.valueOf(c).mod(field.modulus()));
    }
    return all;
  }
}
