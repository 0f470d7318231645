// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The encoding of Ethereum's precompiled contracts for BLS12-381: x, then y, all zero for infinity.
 * Coefficients are big-endian, c0 before c1, and padded with zeros in front to whole words of 32
 * bytes: 64 bytes each.
 *
 * <p>EIP-2537 defines it for G1 and G2 of that curve, by whatever name they are declared, and for
 * no other: an encoding of another curve's points would be nobody's.
 *
 * <p>EIP-2537 takes points outside of the subgroup in additions: {@link #ofAnyOrder}.
 *
 * @param <C> the curve's type tag
 * @see <a href="https://eips.ethereum.org/EIPS/eip-2537">EIP-2537</a>
 */
public final class Eip2537Encoding<C> extends PointEncoding<C> {

  private static final int WORD = 32;

  private static final BigInteger P =
      new BigInteger(
          "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
          16);
  private static final BigInteger ORDER =
      new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16);
  private static final BigInteger FOUR = BigInteger.valueOf(4);

  private final Coordinates coordinates;

  private Eip2537Encoding(Curve<C> curve, boolean anyOrder) {
    super(curve, anyOrder);
    int words = (curve.field().shape().bytes() + WORD - 1) / WORD;
    this.coordinates = new Coordinates(curve.field(), words * WORD, false);
  }

  /**
   * {@return the encoding of a curve's points}
   *
   * @param <C> the curve's type tag
   * @param curve the curve of the points: G1 or G2 of BLS12-381
   * @throws UnsupportedFieldException if it is another one
   */
  public static <C> Eip2537Encoding<C> of(Curve<C> curve) {
    if (!isG1(curve) && !isG2(curve)) {
      throw new UnsupportedFieldException(
          "EIP-2537 encodes points of G1 and G2 of BLS12-381, but "
              + curve.name()
              + " is neither; use another encoding");
    }
    return new Eip2537Encoding<>(curve, false);
  }

  /** y^2 = x^3 + 4 over Fp. */
  private static boolean isG1(Curve<?> curve) {
    return curve.field().components() == 1 && is(curve, List.of(FOUR));
  }

  /** y^2 = x^3 + 4 (1 + u) over Fp[u] with u^2 = -1. */
  private static boolean isG2(Curve<?> curve) {
    FiniteField<?> field = curve.field();
    return field instanceof ExtensionField<?> extension
        && extension.polynomial().equals(List.of(List.of(BigInteger.ONE), List.of(BigInteger.ZERO)))
        && is(curve, List.of(FOUR, FOUR));
  }

  private static boolean is(Curve<?> curve, List<BigInteger> b) {
    return curve.field().primeField().modulus().equals(P)
        && curve.order().equals(ORDER)
        && curve.a().coefficients().equals(curve.field().zero().coefficients())
        && curve.b().coefficients().equals(b);
  }

  @Override
  public Eip2537Encoding<C> ofAnyOrder() {
    return new Eip2537Encoding<>(curve(), true);
  }

  /** {@return the bytes of an encoding} */
  public int bytes() {
    return 2 * coordinates.bytes();
  }

  @Override
  byte[] write(AffinePoint<C> point) {
    byte[] bytes = new byte[bytes()];
    if (!point.isInfinity()) {
      coordinates.put(point.x().orElseThrow(), bytes, 0);
      coordinates.put(point.y().orElseThrow(), bytes, coordinates.bytes());
    }
    return bytes;
  }

  @Override
  AffinePoint<C> read(byte[] bytes, String place) {
    requireLength(bytes, bytes(), place);
    if (Arrays.equals(bytes, new byte[bytes()])) {
      return curve().infinity();
    }
    List<BigInteger> x = coordinates.get(bytes, 0, "x", place);
    return curve().coordinates(x, coordinates.get(bytes, coordinates.bytes(), "y", place));
  }

  @Override
  public String toString() {
    return "EIP-2537 form of " + curve().name();
  }
}
