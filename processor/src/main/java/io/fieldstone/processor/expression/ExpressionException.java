// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.diagnostic.Message;
import io.fieldstone.processor.diagnostic.Verbatim;

/** An expression that is wrong at one place. */
final class ExpressionException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What is said once it is known whose expression it is, and where. */
  interface Said {
    Message of(String method, String place, Verbatim lines);
  }

  private final int at;
  private final transient Said said;

  /** Says what is wrong at index {@code at}. */
  ExpressionException(int at, Said said) {
    super("at " + at);
    this.at = at;
    this.said = said;
  }

  int at() {
    return at;
  }

  Said said() {
    return said;
  }
}
