// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import java.math.BigInteger;
import java.util.List;

/**
 * ZCash's encoding of BLS12-381's points, which Ethereum's consensus layer and most libraries use:
 * big-endian, of an extension the highest coefficient first, with three flags in the first byte.
 *
 * <pre>
 *   0x80   compressed: x alone
 *   0x40   infinity: all other bits are zero
 *   0x20   y is the larger one of y and -y; in compressed form only
 * </pre>
 *
 * <p>48 and 96 bytes in G1, 96 and 192 in G2. For other curves too, if their base field leaves
 * three bits.
 *
 * @param <C> the curve's type tag
 * @see <a
 *     href="https://www.ietf.org/archive/id/draft-irtf-cfrg-pairing-friendly-curves-11.html#appendix-C">draft-irtf-cfrg-pairing-friendly-curves,
 *     appendix C</a>
 */
public final class ZcashEncoding<C> extends PointEncoding<C> {

  private static final int COMPRESSED = 0x80;
  private static final int INFINITY = 0x40;
  private static final int LARGER = 0x20;
  private static final int FLAGS = COMPRESSED | INFINITY | LARGER;
  private static final int FLAG_BITS = 3;

  private final Coordinates coordinates;
  private final boolean compressed;

  private ZcashEncoding(Curve<C> curve, boolean compressed, boolean anyOrder) {
    super(curve, anyOrder);
    this.coordinates = new Coordinates(curve.field(), curve.field().shape().bytes(), true);
    this.compressed = compressed;
  }

  /**
   * {@return the encoding by x and a flag}
   *
   * @param <C> the curve's type tag
   * @param curve the curve of the points
   * @throws UnsupportedFieldException if the field leaves no bits for the flags
   */
  public static <C> ZcashEncoding<C> compressed(Curve<C> curve) {
    requireFlagBits(curve);
    return new ZcashEncoding<>(curve, true, false);
  }

  /**
   * {@return the encoding by both coordinates}
   *
   * @param <C> the curve's type tag
   * @param curve the curve of the points
   * @throws UnsupportedFieldException if the field leaves no bits for the flags
   */
  public static <C> ZcashEncoding<C> uncompressed(Curve<C> curve) {
    requireFlagBits(curve);
    return new ZcashEncoding<>(curve, false, false);
  }

  private static void requireFlagBits(Curve<?> curve) {
    int bits = curve.field().arithmetic().characteristic().bitLength();
    int spare = curve.field().shape().bits() - bits;
    if (spare < FLAG_BITS) {
      throw new UnsupportedFieldException(
          "elements of "
              + curve.field().primeField().name()
              + " leave "
              + spare
              + " bits, but the ZCash encoding has 3 flags; use another one for "
              + curve.name());
    }
  }

  @Override
  public ZcashEncoding<C> ofAnyOrder() {
    return new ZcashEncoding<>(curve(), compressed, true);
  }

  /** {@return the bytes of an encoding} */
  public int bytes() {
    return compressed ? coordinates.bytes() : 2 * coordinates.bytes();
  }

  @Override
  byte[] write(AffinePoint<C> point) {
    byte[] bytes = new byte[bytes()];
    int flags = compressed ? COMPRESSED : 0;
    if (point.isInfinity()) {
      flags |= INFINITY;
    } else {
      coordinates.put(point.x().orElseThrow(), bytes, 0);
      if (!compressed) {
        coordinates.put(point.y().orElseThrow(), bytes, coordinates.bytes());
      } else if (Coordinates.isLarger(point.y().orElseThrow())) {
        flags |= LARGER;
      }
    }
    bytes[0] |= (byte) flags;
    return bytes;
  }

  @Override
  AffinePoint<C> read(byte[] bytes, String place) {
    if (bytes.length == 0) {
      requireLength(bytes, bytes(), place);
    }
    int flags = bytes[0] & FLAGS;
    if (((flags & COMPRESSED) != 0) != compressed) {
      throw new InvalidPointException(
          place + "the flags 0x" + Integer.toHexString(flags) + " are not those of " + this);
    }
    requireLength(bytes, bytes(), place);
    byte[] digits = bytes.clone();
    digits[0] &= (byte) ~FLAGS;
    boolean larger = (flags & LARGER) != 0;
    if ((flags & INFINITY) != 0) {
      if (larger || !new BigInteger(1, digits).equals(BigInteger.ZERO)) {
        throw new InvalidPointException(
            place + "bits beside those of the point at infinity are set");
      }
      return curve().infinity();
    }
    if (larger && !compressed) {
      throw new InvalidPointException(
          place + "the flag for the sign of y is set, which only compressed points have");
    }
    List<BigInteger> x = coordinates.get(digits, 0, "x", place);
    if (!compressed) {
      return curve().coordinates(x, coordinates.get(digits, coordinates.bytes(), "y", place));
    }
    AffinePoint<C> point = lift(x, place);
    if (point.y().orElseThrow().isZero() && larger) {
      throw new InvalidPointException(place + "the flag for the sign of y is set, but y is zero");
    }
    return Coordinates.isLarger(point.y().orElseThrow()) == larger ? point : point.negate();
  }

  @Override
  public String toString() {
    return (compressed ? "compressed" : "uncompressed") + " ZCash form of " + curve().name();
  }
}
