// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as Vulkan's loader does, which is less strict than JSON is: what the loader reads must
 * be read here too, to see what it would stumble over. An object may have a name twice, numbers are
 * not looked at, and what comes after the value is not either.
 *
 * <p>A value is {@link Members}, a {@code List}, a {@code String}, or {@link Scalar}.
 */
final class ManifestJson {

  /** The loader calls itself for each level; newer ones go as deep. */
  static final int MOST_LEVELS = 1000;

  private static final int HEX_DIGITS = 4;
  private static final int HEX = 16;

  /** What is neither text nor holds other values: numbers, true, false and null. */
  enum Scalar {
    SCALAR
  }

  /** An object's members, in their order. */
  record Members(List<Map.Entry<String, Object>> all) {

    /** Returns the values of a name, in which the loader heeds no case. */
    List<Object> named(String name) {
      return all.stream()
          .filter(member -> member.getKey().equalsIgnoreCase(name))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  /** It is not JSON, which the loader says itself. */
  static final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /** It is nested more than {@link #MOST_LEVELS} deep. */
  static final class TooDeepException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final String text;
  private int at;

  private ManifestJson(String text) {
    this.text = text;
  }

  static Object parse(String text) throws SyntaxException, TooDeepException {
    return new ManifestJson(text).value(0);
  }

  private Object value(int level) throws SyntaxException, TooDeepException {
    if (level > MOST_LEVELS) {
      throw new TooDeepException();
    }
    return switch (peek()) {
      case '{' -> members(level);
      case '[' -> list(level);
      case '"' -> string();
      default -> scalar();
    };
  }

  private char peek() throws SyntaxException {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    if (at == text.length()) {
      throw new SyntaxException();
    }
    return text.charAt(at);
  }

  private void expect(char wanted) throws SyntaxException {
    if (peek() != wanted) {
      throw new SyntaxException();
    }
    at++;
  }

  /** Goes past a comma, or the end of a list or an object. */
  private boolean goesOn(char end) throws SyntaxException {
    if (peek() == end) {
      at++;
      return false;
    }
    expect(',');
    return true;
  }

  private boolean isEmpty(char end) throws SyntaxException {
    at++;
    if (peek() != end) {
      return false;
    }
    at++;
    return true;
  }

  private Members members(int level) throws SyntaxException, TooDeepException {
    List<Map.Entry<String, Object>> all = new ArrayList<>();
    if (!isEmpty('}')) {
      do {
        if (peek() != '"') {
          throw new SyntaxException();
        }
        String name = string();
        expect(':');
        all.add(Map.entry(name, value(level + 1)));
      } while (goesOn('}'));
    }
    return new Members(List.copyOf(all));
  }

  private List<Object> list(int level) throws SyntaxException, TooDeepException {
    List<Object> all = new ArrayList<>();
    if (!isEmpty(']')) {
      do {
        all.add(value(level + 1));
      } while (goesOn(']'));
    }
    return List.copyOf(all);
  }

  private String string() throws SyntaxException {
    StringBuilder string = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return string.toString();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    throw new SyntaxException();
  }

  private char escaped() throws SyntaxException {
    at++;
    if (at == text.length()) {
      throw new SyntaxException();
    }
    char c = text.charAt(at);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() throws SyntaxException {
    int end = Math.min(at + 1 + HEX_DIGITS, text.length());
    String digits = text.substring(at + 1, end);
    if (!digits.matches("[0-9a-fA-F]{" + HEX_DIGITS + "}")) {
      throw new SyntaxException();
    }
    at = end - 1;
    return (char) Integer.parseInt(digits, HEX);
  }

  private Scalar scalar() throws SyntaxException {
    int start = at;
    while (at < text.length() && isOfScalar(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw new SyntaxException();
    }
    return Scalar.SCALAR;
  }

  private static boolean isOfScalar(char c) {
    return c == '-' || c == '+' || c == '.' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
