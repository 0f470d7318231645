// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.InvalidPointException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A standard encoding of a curve's points. Strict: an encoding is read only if it is the one that
 * {@link #encode} gives for its point, and the point is on the curve and, unless {@link #ofAnyOrder
 * said otherwise}, of the subgroup.
 *
 * <pre>{@code
 * var encoding = ZcashEncoding.compressed(Bls12381G1Curve.INSTANCE);
 * List<AffinePoint<Bls12381G1>> keys = encoding.decodeAll(encodedKeys);
 * }</pre>
 *
 * <p>On the host, point after point: a check of the subgroup takes milliseconds. Immutable and
 * thread-safe; arrays are neither kept nor changed.
 *
 * @param <C> the curve's type tag
 */
public abstract sealed class PointEncoding<C> permits ZcashEncoding, Sec1Encoding, Eip2537Encoding {

  private final Curve<C> curve;
  private final boolean anyOrder;

  PointEncoding(Curve<C> curve, boolean anyOrder) {
    this.curve = curve;
    this.anyOrder = anyOrder;
  }

  /** {@return the curve} */
  public final Curve<C> curve() {
    return curve;
  }

  /** {@return the same encoding of all points of the curve, those outside of the subgroup too} */
  public abstract PointEncoding<C> ofAnyOrder();

  /**
   * {@return the encoding of a point, of the subgroup or not}
   *
   * @param point the point
   * @throws InvalidPointException if it is not on the curve, or on another one
   */
  public final byte[] encode(AffinePoint<C> point) {
    requireNonNull(point, "point");
    if (point.curve() != curve) {
      throw new InvalidPointException(
          "the point is one of " + point.curve() + ", but " + this + " is of points of " + curve);
    }
    if (!point.isOnCurve()) {
      throw new InvalidPointException(point + " is not on the curve " + curve);
    }
    return write(point);
  }

  /** Returns the encoding of a point of the curve. */
  abstract byte[] write(AffinePoint<C> point);

  /**
   * Returns the point that is encoded, on the curve or not and of any order.
   *
   * @param place what is refused, as the beginning of a message, or nothing
   */
  abstract AffinePoint<C> read(byte[] bytes, String place);

  /**
   * Reads a point.
   *
   * @param bytes the encoding of one point
   * @return the point
   * @throws InvalidPointException if it is no encoding of a point of the subgroup; the message says
   *     what is wrong
   */
  public final AffinePoint<C> decode(byte[] bytes) {
    return decode(bytes, "");
  }

  /**
   * Reads points.
   *
   * @param encodings encodings of one point each
   * @return the points, in the order of their encodings
   * @throws InvalidPointException if one is no encoding of a point of the subgroup; the message
   *     begins with its index, and says what is wrong
   */
  public final List<AffinePoint<C>> decodeAll(List<byte[]> encodings) {
    List<AffinePoint<C>> points = new ArrayList<>();
    for (byte[] encoding : encodings) {
      points.add(decode(encoding, "point " + points.size() + ": "));
    }
    return List.copyOf(points);
  }

  private AffinePoint<C> decode(byte[] bytes, String place) {
    AffinePoint<C> point = read(bytes, place);
    if (!point.isOnCurve()) {
      throw new InvalidPointException(place + "the point is not on the curve " + curve.name());
    }
    if (!anyOrder && !point.isInSubgroup()) {
      throw new InvalidPointException(
          place
              + "the point is on the curve "
              + curve.name()
              + ", but not in its subgroup of order 0x"
              + curve.order().toString(16));
    }
    return point;
  }

  /** Returns one of the points with an abscissa, on which both can be found. */
  final AffinePoint<C> lift(List<BigInteger> x, String place) {
    return curve.pointsAt(x).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidPointException(
                    place + "no point of the curve " + curve.name() + " has this x"));
  }

  final void requireLength(byte[] bytes, int length, String place) {
    if (bytes.length != length) {
      throw new InvalidPointException(
          place
              + "the encoding has "
              + bytes.length
              + " bytes, and not "
              + length
              + " as in "
              + this);
    }
  }
}
