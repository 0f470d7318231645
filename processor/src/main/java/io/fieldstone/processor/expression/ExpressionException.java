// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.diagnostic.Diagnostic;

/** An expression is wrong at one place. */
final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Diagnostic diagnostic;
  private final int at;
  private final String detail;

  /** Says what is wrong at index {@code at}; {@code detail} is the second argument of the text. */
  ExpressionException(Diagnostic diagnostic, int at, String detail) {
    super(detail);
    this.diagnostic = diagnostic;
    this.at = at;
    this.detail = detail;
  }

  Diagnostic diagnostic() {
    return diagnostic;
  }

  int at() {
    return at;
  }

  String detail() {
    return detail;
  }
}
