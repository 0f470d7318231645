// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped curves; what their declarations are checked for holds of the values too. */
class ShippedCurvesTest {

  static Collection<Curve<?>> curves() {
    return KernelRegistry.load().curves();
  }

  @Test
  void theCurvesThatAreShippedAreThese() {
    assertEquals(
        List.of(
            "bls12_377_g1",
            "bls12_377_g2",
            "bls12_381_g1",
            "bls12_381_g2",
            "bn254_g1",
            "bn254_g2",
            "pallas",
            "secp256k1",
            "vesta"),
        curves().stream().map(Curve::name).toList());
    assertEquals(PallasCurve.INSTANCE, KernelRegistry.load().curve("pallas"));
  }

  @ParameterizedTest
  @CsvSource({
    "bls12_377_g1, 2, 96",
    "bls12_377_g2, 4, 192",
    "bls12_381_g1, 2, 96",
    "bls12_381_g2, 4, 192",
    "bn254_g1, 2, 64",
    "bn254_g2, 4, 128",
    "pallas, 2, 64",
    "vesta, 2, 64",
    "secp256k1, 2, 64"
  })
  void aPointIsATupleOfBaseElements(String name, int components, int bytes) {
    Curve<?> curve = KernelRegistry.load().curve(name);
    assertEquals(components, curve.affine().components());
    assertEquals(bytes, curve.affine().elementBytes());
    assertEquals(8, curve.affine().alignment());
    assertEquals(curve.field().shape(), curve.affine().shape());
    assertEquals(AffinePoint.class, curve.affine().valueType());
    assertEquals(name + "_affine", curve.affine().name());
  }

  @Test
  void cofactorsAreKnownWhereHassesBoundLeavesOne() {
    assertEquals(Optional.of(BigInteger.ONE), Secp256k1Curve.INSTANCE.cofactor());
    assertEquals(Optional.of(BigInteger.ONE), PallasCurve.INSTANCE.cofactor());
    assertEquals(Optional.of(BigInteger.ONE), VestaCurve.INSTANCE.cofactor());
    assertEquals(Optional.of(BigInteger.ONE), Bn254G1Curve.INSTANCE.cofactor());
    assertEquals(
        Optional.of(new BigInteger("396c8c005555e1568c00aaab0000aaab", 16)),
        Bls12381G1Curve.INSTANCE.cofactor());
    assertEquals(
        Optional.of(new BigInteger("30631250834960419227450344600217059328")),
        Bls12377G1Curve.INSTANCE.cofactor());
    assertEquals(Optional.empty(), Bls12381G2Curve.INSTANCE.cofactor());
  }

  @ParameterizedTest
  @MethodSource("curves")
  void multiplesAreOfAGroup(Curve<?> curve) {
    checkGroup(curve);
  }

  private static <C> void checkGroup(Curve<C> curve) {
    AffinePoint<C> g = curve.generator();
    BigInteger n = new BigInteger("123456789abcdef0fedcba9876543210f", 16);
    BigInteger last = curve.order().subtract(BigInteger.ONE);
    AffinePoint<C> p = g.multiply(n);
    assertTrue(p.isInSubgroup());
    assertTrue(curve.infinity().isInSubgroup());
    assertEquals(g.negate(), g.multiply(last));
    assertEquals(curve.infinity(), g.multiply(curve.order()));
    assertEquals(p, p.add(g).add(g.negate()));
    assertEquals(p.twice(), p.add(p));
    assertEquals(curve.infinity(), p.add(p.negate()));
    assertEquals(p, p.add(curve.infinity()));
    assertEquals(p, curve.infinity().add(p));
    assertEquals(p.add(g).multiply(n), p.multiply(n).add(g.multiply(n)));
    assertEquals(
        List.of(p.x().orElseThrow(), p.y().orElseThrow()),
        List.of(
            curve.field().element(p.x().orElseThrow().coefficients()),
            curve.field().element(p.y().orElseThrow().coefficients())));
    assertTrue(curve.pointsAt(p.x().orElseThrow().coefficients()).contains(p));
  }

  /** The point of order 2 of y^2 = x^3 + 1. */
  @Test
  void aPointWithoutOrdinateIsItsOwnNegative() {
    BigInteger p = Bls12377FpField.MODULUS;
    var point = Bls12377G1Curve.INSTANCE.point(p.subtract(BigInteger.ONE), BigInteger.ZERO);
    assertEquals(point, point.negate());
    assertTrue(point.twice().isInfinity());
    assertTrue(point.isOnCurve());
    assertFalse(point.isInSubgroup());
    assertEquals(
        List.of(point), Bls12377G1Curve.INSTANCE.pointsAt(List.of(p.subtract(BigInteger.ONE))));
  }

  /** (0, 2) is of order 3: its double is its negative. */
  @Test
  void aPointOfSmallOrderIsOnTheCurveOnly() {
    var point = Bls12381G1Curve.INSTANCE.point(BigInteger.ZERO, BigInteger.TWO);
    assertEquals(point.negate(), point.twice());
    assertTrue(point.multiply(BigInteger.valueOf(3)).isInfinity());
    assertTrue(point.isOnCurve());
    assertFalse(point.isInSubgroup());
  }

  @Test
  void whatIsOffTheCurveIsRefusedUnlessItIsAskedFor() {
    assertEquals(
        "(0x1, 0x1) is not on the curve secp256k1",
        assertThrows(
                InvalidPointException.class,
                () -> Secp256k1Curve.INSTANCE.point(BigInteger.ONE, BigInteger.ONE))
            .getMessage());
    List<BigInteger> zeros = Collections.nCopies(2, BigInteger.ZERO);
    var origin = Bls12381G2Curve.INSTANCE.coordinates(zeros, zeros);
    assertFalse(origin.isOnCurve());
    assertFalse(origin.isInSubgroup());
    assertEquals("((0x0, 0x0), (0x0, 0x0))", origin.toString());
    assertEquals("infinity", Bls12381G2Curve.INSTANCE.infinity().toString());
    assertEquals(Optional.empty(), Bls12381G2Curve.INSTANCE.infinity().x());
  }

  @Test
  void pointsAreMadeOfElementsOfTheirField() {
    var g = Bls12381G2Curve.INSTANCE.generator();
    var x = g.x().orElseThrow();
    var y = g.y().orElseThrow();
    assertEquals(g, Bls12381G2Curve.INSTANCE.point(x, y));
    assertEquals(
        "y is over bls12_381_fp, but bls12_381_fp2 is expected",
        assertThrows(
                UnsupportedFieldException.class,
                () -> Bls12381G2Curve.INSTANCE.point(x, Bls12381FpField.INSTANCE.one()))
            .getMessage());
    assertThrows(InvalidPointException.class, () -> Bls12381G2Curve.INSTANCE.point(x, x));
  }
}
