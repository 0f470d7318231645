// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.check;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/** What roots of unity, generators of cosets and other elements have to be. */
public final class ElementChecks {

  private ElementChecks() {}

  /** Requires an element of the field. */
  public static void requireElement(String name, BigInteger value, Field<?> field) {
    if (value.signum() < 0 || value.compareTo(field.modulus()) >= 0) {
      throw new ElementRangeException(name + " is not in [0, p) of " + field + ": " + hex(value));
    }
  }

  /** Requires what may be the generator of a coset: from 1 to p - 1. */
  public static void requireGenerator(BigInteger generator, Field<?> field) {
    if (!isUnit(generator, field)) {
      throw new ElementRangeException(
          "the generator of a coset is not from 1 to p - 1 of " + field + ": " + hex(generator));
    }
  }

  /** Requires a root of unity of order 2^log, and of no smaller one. */
  public static void requireOrder(BigInteger root, int log, Field<?> field) {
    BigInteger p = field.modulus();
    BigInteger last = log == 0 ? root : root.modPow(BigInteger.ONE.shiftLeft(log - 1), p);
    BigInteger expected = log == 0 ? BigInteger.ONE : p.subtract(BigInteger.ONE);
    if (!isUnit(root, field) || !last.equals(expected)) {
      throw new ElementRangeException(
          "the root " + hex(root) + " is not of order 2^" + log + " in " + field);
    }
  }

  private static boolean isUnit(BigInteger value, Field<?> field) {
    return value.signum() > 0 && value.compareTo(field.modulus()) < 0;
  }

  /** Returns a number as messages have it. */
  public static String hex(BigInteger number) {
    return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
  }
}
