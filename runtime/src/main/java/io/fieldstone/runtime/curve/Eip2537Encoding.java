// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * The encoding of Ethereum's precompiled contracts for BLS12-381: x, then y, all zero for infinity.
 * Coefficients are big-endian, c0 before c1, and padded with zeros in front to whole words of 32
 * bytes: 64 of them for BLS12-381.
 *
 * <p>EIP-2537 takes points outside of the subgroup in additions: {@link #ofAnyOrder}.
 *
 * @param <C> the curve's type tag
 * @see <a href="https://eips.ethereum.org/EIPS/eip-2537">EIP-2537</a>
 */
public final class Eip2537Encoding<C> extends PointEncoding<C> {

  private static final int WORD = 32;

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
   * @param curve the curve of the points
   */
  public static <C> Eip2537Encoding<C> of(Curve<C> curve) {
    return new Eip2537Encoding<>(curve, false);
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
