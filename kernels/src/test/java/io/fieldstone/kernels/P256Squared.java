// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.curve.Curve;
import java.math.BigInteger;
import java.util.List;

/**
 * The points of {@link P256} with coordinates in the quadratic extension where u^2 = -5: a curve
 * over an extension whose a is not zero, with points of any order beside those of the subgroup.
 */
final class P256Squared extends Curve<P256Squared> {

  static final P256Squared INSTANCE = new P256Squared();

  private P256Squared() {
    super(
        "p256_squared",
        OwnExtension.of(P256.INSTANCE.field(), 2, -5),
        P256.INSTANCE.scalars(),
        inExtension(P256.INSTANCE.a().coefficients()),
        inExtension(P256.INSTANCE.b().coefficients()),
        inExtension(P256.INSTANCE.generator().x().orElseThrow().coefficients()),
        inExtension(P256.INSTANCE.generator().y().orElseThrow().coefficients()));
  }

  private static List<BigInteger> inExtension(List<BigInteger> coefficients) {
    return List.of(coefficients.get(0), BigInteger.ZERO);
  }
}
