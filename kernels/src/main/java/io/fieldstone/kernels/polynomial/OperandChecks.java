// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.ElementVector;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/** What operands have to be, said before anything is written. */
final class OperandChecks {

  private OperandChecks() {}

  static void requireCoefficients(String name, long count) {
    if (count == 0) {
      throw new LengthMismatchException(name + " has no elements; a polynomial has one at least");
    }
  }

  static void requireLength(String name, DeviceVector<?> vector, long expected) {
    if (vector.size() != expected) {
      throw new LengthMismatchException(
          name + " has " + vector.size() + " elements, but " + expected + " are expected");
    }
  }

  /** One row at least, and whole rows. */
  static void requireRows(String name, ElementVector<?> vector, long rowLength) {
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

  static void requireForm(String name, DeviceVector<?> vector, DeviceVector<?> like) {
    if (vector.form() != like.form()) {
      throw new FormMismatchException(
          name + " is " + vector.form() + ", but " + like.form() + " is expected");
    }
  }

  /** For kernels that look after forms themselves. */
  static void requireReduced(String name, DeviceVector<?> vector) {
    if (vector.form() == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          name + " is UNREDUCED, but CANONICAL or MONTGOMERY is expected; reduce it first");
    }
  }

  /** From 1 to p - 1. */
  static void requireGenerator(BigInteger generator, Field<?> field) {
    if (generator.signum() <= 0 || generator.compareTo(field.modulus()) >= 0) {
      throw new ElementRangeException(
          "the generator of a coset is not from 1 to p - 1 of " + field + ": " + hex(generator));
    }
  }

  static String hex(BigInteger number) {
    return (number.signum() < 0 ? "-0x" : "0x") + number.abs().toString(16);
  }
}
