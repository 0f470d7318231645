// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import java.math.BigInteger;

/** What a {@link LowDegreeExtension} may be made of. */
final class ExtensionArguments {

  private ExtensionArguments() {}

  /** Returns log2 of the number of points of the larger domain. */
  static int logOf(Domain<?> domain, int blowup) {
    if (blowup < 1 || Integer.bitCount(blowup) != 1) {
      throw new LengthMismatchException(
          "a low-degree extension has 1, 2, 4, 8 ... times as many points, a power of two, and not "
              + blowup);
    }
    return Long.numberOfTrailingZeros(domain.size()) + Integer.numberOfTrailingZeros(blowup);
  }

  /** Requires a root of order N that fits that of the domain. */
  static void requireRoot(Domain<?> domain, int blowup, BigInteger root) {
    BigInteger p = domain.field().modulus();
    BigInteger power = root.modPow(BigInteger.valueOf(blowup), p);
    // of a domain of one point every root of order N / n will do, and nothing else
    boolean ofOrder =
        domain.size() > 1
            || blowup == 1
            || root.modPow(BigInteger.valueOf(blowup / 2), p).equals(p.subtract(BigInteger.ONE));
    if (root.signum() <= 0 || root.compareTo(p) >= 0 || !power.equals(domain.root()) || !ofOrder) {
      throw new ElementRangeException(
          "the power of the root "
              + ElementChecks.hex(root)
              + " by "
              + blowup
              + " is not the root of "
              + domain
              + "; give a root of the larger domain that fits it");
    }
  }
}
