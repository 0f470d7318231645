// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An extension by x^d - n that is not shipped. By hand, since what is declared is registered, and
 * other tests go over all that is. The tests ask no more of it than that products are right.
 */
public final class OwnExtension extends ExtensionField<OwnExtension> {

  private OwnExtension(String name, FiniteField<?> base, List<BigInteger> polynomial) {
    super(name, base, polynomial);
  }

  /**
   * Returns an extension.
   *
   * @param n the number of which the variable is the root, by its coefficients over the prime field
   */
  public static OwnExtension of(FiniteField<?> base, int degree, long... n) {
    BigInteger p = base.arithmetic().characteristic();
    List<BigInteger> polynomial =
        new ArrayList<>(Collections.nCopies(degree * base.components(), BigInteger.ZERO));
    for (int i = 0; i < n.length; i++) {
      polynomial.set(i, BigInteger.valueOf(-n[i]).mod(p));
    }
    return new OwnExtension(base + "^" + degree, base, polynomial);
  }
}
