// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.check;

import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;

/** What vectors of an operation have to be where no kernel sees them all, said before it begins. */
public final class OperandChecks {

  private OperandChecks() {}

  /** Requires one coefficient at least. */
  public static void requireCoefficients(String name, long count) {
    if (count == 0) {
      throw new LengthMismatchException(name + " has no elements; a polynomial has one at least");
    }
  }

  /** Requires a number of elements. */
  public static void requireLength(String name, ElementVector<?> vector, long expected) {
    requireLength(name, vector.size(), expected);
  }

  /** Requires a number of elements of what has so many. */
  public static void requireLength(String name, long size, long expected) {
    if (size != expected) {
      throw new LengthMismatchException(
          name + " has " + size + " elements, but " + expected + " are expected");
    }
  }

  /** Requires one row at least, and whole rows. */
  public static void requireRows(String name, ElementVector<?> vector, long rowLength) {
    if (vector.size() == 0 || vector.size() % rowLength != 0) {
      throw new LengthMismatchException(
          name
              + " has "
              + vector.size()
              + " elements, but a multiple of "
              + rowLength
              + " is expected");
    }
  }

  /** Requires the form of another vector. */
  public static void requireForm(String name, ElementVector<?> vector, ElementVector<?> like) {
    if (vector.form() != like.form()) {
      throw new FormMismatchException(
          name + " is " + vector.form() + ", but " + like.form() + " is expected");
    }
  }

  /** Requires one element in the form of another vector. */
  public static void requireScalar(String name, ElementVector<?> vector, ElementVector<?> like) {
    requireLength(name, vector, 1);
    requireForm(name, vector, like);
  }

  /** Requires elements below the modulus, for kernels that look after forms themselves. */
  public static void requireReduced(String name, ElementVector<?> vector) {
    if (vector.form() == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          name + " is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first");
    }
  }
}
