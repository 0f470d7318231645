// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;

/**
 * NIST's P-256, whose a is not zero: SP 800-186, section 3.2.1.3. By hand, since what is declared
 * is registered, and other tests go over all that is.
 */
final class P256 extends Curve<P256> {

  private static final BigInteger P =
      new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  static final P256 INSTANCE = new P256();

  private P256() {
    super(
        "p256",
        new Residues("p256_fp", P),
        new Residues("p256_fr", ORDER),
        List.of(P.subtract(BigInteger.valueOf(3))),
        coordinate("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
        coordinate("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        coordinate("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
  }

  private static List<BigInteger> coordinate(String digits) {
    return List.of(new BigInteger(digits, 16));
  }

  private static final class Residues extends Field<P256> {

    Residues(String name, BigInteger p) {
      super(
          name,
          LimbShape.of(4, Long.SIZE),
          p,
          BigInteger.ONE
              .shiftLeft(Long.SIZE)
              .subtract(p.modInverse(BigInteger.ONE.shiftLeft(64)))
              .longValue(),
          BigInteger.ONE.shiftLeft(256).mod(p),
          BigInteger.ONE.shiftLeft(512).mod(p));
    }
  }
}
