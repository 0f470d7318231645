// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

/** Shows a place in an expression, as compilers do. */
final class Excerpt {

  private static final String INDENT = "\n  ";

  /** Of longer lines, this much to either side of the place is shown. */
  private static final int MARGIN = 60;

  private final String text;
  private final int at;
  private final int lineStart;

  Excerpt(String text, int at) {
    this.text = text;
    this.at = at;
    this.lineStart = text.lastIndexOf('\n', at - 1) + 1;
  }

  /** Returns {@code "column 5"}, with the line before it if there are several. */
  String place() {
    String column = "column " + (text.codePointCount(lineStart, at) + 1);
    long line = text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    return text.strip().indexOf('\n') >= 0 ? "line " + line + ", " + column : column;
  }

  /** Returns the line, and a caret under the place. */
  String lines() {
    int newline = text.indexOf('\n', at);
    int lineEnd = newline < 0 ? text.length() : newline;
    int start = Math.max(lineStart, at - MARGIN);
    int end = Math.min(lineEnd, at + MARGIN);
    String shown = text.substring(start, end).replaceAll("\\p{Cntrl}", " ").stripTrailing();
    return INDENT + shown + INDENT + " ".repeat(text.codePointCount(start, at)) + "^";
  }
}
