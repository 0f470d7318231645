// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits an expression into tokens. */
final class Lexer {

  private static final String SYMBOLS = "+-*^()";
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*|0[xX][0-9a-fA-F]+");
  private static final Pattern OCTAL = Pattern.compile("0[0-9]+");
  private static final Pattern FACTORS = Pattern.compile("([1-9][0-9]*)([\\p{L}_]\\w*)");

  /** What is meant by what has no meaning. */
  private static final Map<String, String> MEANT =
      Map.of(
          "/", "there is no division: multiply by the inverse, as a '@PushConstant BigInteger'",
          "**", "powers are written with ^",
          "\u00b2", "squares are written as ^2",
          "\u00b3", "cubes are written as ^3",
          "\u2212", "differences are written with -",
          "\u00b7", "products are written with *",
          "\u00d7", "products are written with *",
          ".", "numbers are integers");

  private final String text;
  private int at;
  private int end;

  private Lexer(String text) {
    this.text = text;
  }

  /** Returns the tokens of {@code text}, of which the last one is the end. */
  static List<Token> tokens(String text) throws ExpressionException {
    Lexer lexer = new Lexer(text);
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.next());
      lexer.end = lexer.at;
    } while (tokens.get(tokens.size() - 1).kind() != Kind.END);
    return tokens;
  }

  private Token next() throws ExpressionException {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return new Token(Kind.END, "", end); // on the line of the last token
    }
    int start = at;
    int first = text.codePointAt(at);
    if (text.startsWith("**", at)) {
      throw meaningless(start, "**");
    }
    if (SYMBOLS.indexOf(first) >= 0) {
      at++;
      return new Token(Kind.SYMBOL, text.substring(start, at), start);
    }
    if (first >= '0' && first <= '9') {
      String word = word();
      if (!NUMBER.matcher(word).matches()) {
        throw Parser.syntax(start, "'" + word + "' is no number; " + numberFor(word));
      }
      return new Token(Kind.NUMBER, word, start);
    }
    if (Character.isJavaIdentifierStart(first)) {
      return new Token(Kind.NAME, word(), start);
    }
    throw meaningless(start, Character.toString(first));
  }

  private static ExpressionException meaningless(int start, String symbol) {
    String shown = symbol.length() > 1 ? "'" + symbol + "'" : printable(symbol.codePointAt(0));
    return Parser.syntax(
        start,
        shown
            + " has no meaning; "
            + MEANT.getOrDefault(symbol, "there are + - * ^ and parentheses"));
  }

  private static String numberFor(String word) {
    Matcher factors = FACTORS.matcher(word);
    if (OCTAL.matcher(word).matches()) {
      return "write it without the zeros before it: octal numbers, as in Java, there are none";
    }
    return factors.matches()
        ? "write '" + factors.group(1) + " * " + factors.group(2) + "'"
        : "write digits, or hexadecimal digits after 0x";
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
