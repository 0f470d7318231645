// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.polynomial;

import io.fieldstone.processor.diagnostic.Message;

/** A text that is no polynomial over a field. */
public final class PolynomialException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Message said;

  PolynomialException(Message said) {
    super(said.text());
    this.said = said;
  }

  /** Returns what is wrong. */
  public Message said() {
    return said;
  }
}
