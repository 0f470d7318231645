// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;

/** What the vectors of one call must agree on; checked before anything is submitted. */
final class Agreement {

  private Agreement() {}

  /** Throws unless {@code vector} is open, of this backend and field, and like {@code first}. */
  static void require(
      PersistentBackend backend,
      Field<?> field,
      FieldVector<?> first,
      String name,
      FieldVector<?> vector) {
    vector.requireOpen();
    if (vector.backend() != backend) {
      throw new BackendMismatchException(name + " belongs to another backend");
    }
    if (vector.field() != field) {
      throw new UnsupportedFieldException(
          name + " is over " + vector.field() + ", but the call is over " + field);
    }
    if (vector.size() != first.size()) {
      throw new LengthMismatchException(
          name + " has " + vector.size() + " elements, but " + first.size() + " are expected");
    }
    if (vector.form() != first.form()) {
      throw new FormMismatchException(
          name + " is " + vector.form() + ", but " + first.form() + " is expected");
    }
  }
}
