// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Splits an expression into tokens. */
final class Lexer {

  private static final String SYMBOLS = "+-*^()";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]+");

  private final String text;
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** Returns the tokens of {@code text}, of which the last one is the end. */
  static List<Token> tokens(String text) throws ExpressionException {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private Token next() throws ExpressionException {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "", at);
    }
    int start = at;
    int first = text.codePointAt(at);
    if (SYMBOLS.indexOf(first) >= 0) {
      at++;
      return new Token(Kind.SYMBOL, text.substring(start, at), start);
    }
    if (first >= '0' && first <= '9') {
      String word = word();
      if (!NUMBER.matcher(word).matches()) {
        throw Parser.syntax(
            start, "'" + word + "' is no number; write digits, or hexadecimal digits after 0x");
      }
      return new Token(Kind.NUMBER, word, start);
    }
    if (Character.isJavaIdentifierStart(first)) {
      return new Token(Kind.NAME, word(), start);
    }
    throw Parser.syntax(
        start, printable(first) + " has no meaning; there are + - * ^ and parentheses");
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return text.substring(start, at);
  }

  private static String printable(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE
        ? String.format(java.util.Locale.ROOT, "U+%04X", codePoint)
        : "'" + Character.toString(codePoint) + "'";
  }
}
