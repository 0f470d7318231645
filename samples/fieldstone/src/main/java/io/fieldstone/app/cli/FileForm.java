// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.runtime.field.ElementForm;

/** The forms that elements in files can be said to be in. */
enum FileForm {
  CANONICAL(ElementForm.CANONICAL),
  MONTGOMERY(ElementForm.MONTGOMERY);

  private final ElementForm elements;

  FileForm(ElementForm elements) {
    this.elements = elements;
  }

  ElementForm elements() {
    return elements;
  }
}
