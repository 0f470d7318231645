// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;

/** What vectors of one operation must have in common, where no kernel sees them all. */
final class AgreeingVectors {

  private AgreeingVectors() {}

  static void requireLength(String name, long size, long expected) {
    if (size != expected) {
      throw new LengthMismatchException(
          name + " has " + size + " elements, but " + expected + " are expected");
    }
  }

  static void requireForm(String name, ElementForm form, ElementForm expected) {
    if (form != expected) {
      throw new FormMismatchException(name + " is " + form + ", but " + expected + " is expected");
    }
  }
}
