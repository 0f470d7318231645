// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.runtime.field.ExtensionField;
import java.math.BigInteger;
import java.util.List;

/** BabyBear by a root of x^3 - 2, for which no kernels are shipped; nothing registers it. */
public final class Cubic extends ExtensionField<Cubic> {

  public static final Cubic INSTANCE = new Cubic();

  private Cubic() {
    super(
        "cubic",
        BabyBearField.INSTANCE,
        List.of(BabyBearField.MODULUS.subtract(BigInteger.TWO), BigInteger.ZERO, BigInteger.ZERO));
  }
}
