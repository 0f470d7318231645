// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

/**
 * A word of an expression.
 *
 * @param kind what it is
 * @param text what is written
 * @param at where, as an index into the expression
 */
record Token(Kind kind, String text, int at) {

  /** The kinds of token. */
  enum Kind {
    NAME,
    NUMBER,
    /** One of {@code + - * ^ ( )}. */
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Returns the token in words. */
  String describe() {
    return kind == Kind.END ? "the end" : "'" + text + "'";
  }
}
