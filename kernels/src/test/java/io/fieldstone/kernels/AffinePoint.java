// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A point of a curve y^2 = x^3 + b over the integers modulo p; without coordinates, infinity. */
record AffinePoint(BigInteger p, @Nullable BigInteger x, @Nullable BigInteger y) {

  private static final BigInteger THREE = BigInteger.valueOf(3);

  boolean isInfinity() {
    return x == null;
  }

  private AffinePoint infinity() {
    return new AffinePoint(p, null, null);
  }

  /** The chord-and-tangent law. */
  AffinePoint add(AffinePoint other) {
    if (x == null || y == null) {
      return other;
    }
    if (other.x == null || other.y == null) {
      return this;
    }
    BigInteger slope;
    if (!x.equals(other.x)) {
      slope = other.y.subtract(y).multiply(other.x.subtract(x).modInverse(p));
    } else if (y.add(other.y).mod(p).signum() == 0) {
      return infinity();
    } else {
      slope = x.multiply(x).multiply(THREE).multiply(y.shiftLeft(1).modInverse(p));
    }
    BigInteger sumX = slope.multiply(slope).subtract(x).subtract(other.x).mod(p);
    return new AffinePoint(p, sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(p));
  }

  AffinePoint multiply(BigInteger scalar) {
    AffinePoint product = infinity();
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      product = product.add(product);
      if (scalar.testBit(bit)) {
        product = product.add(this);
      }
    }
    return product;
  }
}
