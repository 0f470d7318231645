// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import java.math.BigInteger;
import java.util.List;

/**
 * The encoding of SEC 1 for curves over prime fields, as secp256k1's: one byte, then big-endian
 * coordinates.
 *
 * <pre>
 *   0x00               infinity, alone
 *   0x02, 0x03   x     compressed: y is even, odd
 *   0x04         x y   uncompressed
 * </pre>
 *
 * <p>The hybrid form, 0x06 and 0x07, is refused.
 *
 * @param <C> the curve's type tag
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1, sections 2.3.3 and 2.3.4</a>
 */
public final class Sec1Encoding<C> extends PointEncoding<C> {

  private static final byte INFINITY = 0;
  private static final byte EVEN = 2;
  private static final byte ODD = 3;
  private static final byte UNCOMPRESSED = 4;

  private final Coordinates coordinates;
  private final boolean compressed;

  private Sec1Encoding(Curve<C> curve, boolean compressed, boolean anyOrder) {
    super(curve, anyOrder);
    int bits = curve.field().arithmetic().characteristic().bitLength();
    this.coordinates = new Coordinates(curve.field(), (bits + Byte.SIZE - 1) / Byte.SIZE, true);
    this.compressed = compressed;
  }

  /**
   * {@return the encoding by x and the parity of y}
   *
   * @param <C> the curve's type tag
   * @param curve the curve of the points
   * @throws UnsupportedFieldException if the curve is over an extension field
   */
  public static <C> Sec1Encoding<C> compressed(Curve<C> curve) {
    requirePrimeField(curve);
    return new Sec1Encoding<>(curve, true, false);
  }

  /**
   * {@return the encoding by both coordinates}
   *
   * @param <C> the curve's type tag
   * @param curve the curve of the points
   * @throws UnsupportedFieldException if the curve is over an extension field
   */
  public static <C> Sec1Encoding<C> uncompressed(Curve<C> curve) {
    requirePrimeField(curve);
    return new Sec1Encoding<>(curve, false, false);
  }

  private static void requirePrimeField(Curve<?> curve) {
    if (curve.field().components() != 1) {
      throw new UnsupportedFieldException(
          curve.name()
              + " is over the extension field "
              + curve.field().name()
              + ", but SEC 1 encodes points over prime fields; use another encoding");
    }
  }

  @Override
  public Sec1Encoding<C> ofAnyOrder() {
    return new Sec1Encoding<>(curve(), compressed, true);
  }

  @Override
  byte[] write(AffinePoint<C> point) {
    if (point.isInfinity()) {
      return new byte[] {INFINITY};
    }
    byte[] bytes = new byte[1 + (compressed ? 1 : 2) * coordinates.bytes()];
    coordinates.put(point.x().orElseThrow(), bytes, 1);
    if (compressed) {
      bytes[0] = isOdd(point) ? ODD : EVEN;
    } else {
      bytes[0] = UNCOMPRESSED;
      coordinates.put(point.y().orElseThrow(), bytes, 1 + coordinates.bytes());
    }
    return bytes;
  }

  private static boolean isOdd(AffinePoint<?> point) {
    return point.y().orElseThrow().coefficients().get(0).testBit(0);
  }

  @Override
  AffinePoint<C> read(byte[] bytes, String place) {
    if (bytes.length == 1 && bytes[0] == INFINITY) {
      return curve().infinity();
    }
    requireLength(bytes, 1 + (compressed ? 1 : 2) * coordinates.bytes(), place);
    byte kind = bytes[0];
    if (compressed ? kind != EVEN && kind != ODD : kind != UNCOMPRESSED) {
      throw new InvalidPointException(
          place
              + "the first byte 0x"
              + Integer.toHexString(kind & 0xff)
              + " is not one of "
              + this);
    }
    List<BigInteger> x = coordinates.get(bytes, 1, "x", place);
    if (!compressed) {
      return curve().coordinates(x, coordinates.get(bytes, 1 + coordinates.bytes(), "y", place));
    }
    AffinePoint<C> point = lift(x, place);
    if (point.y().orElseThrow().isZero() && kind == ODD) {
      throw new InvalidPointException(place + "y is said to be odd, but it is zero");
    }
    return isOdd(point) == (kind == ODD) ? point : point.negate();
  }

  @Override
  public String toString() {
    return (compressed ? "compressed" : "uncompressed") + " SEC 1 form of " + curve().name();
  }
}
