// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import java.util.Locale;

/**
 * What comes from outside, fit for a line of a compiler's output: names in binaries and texts in
 * annotations hold whatever their authors like, also what moves the cursor or looks like another
 * diagnostic.
 */
final class Shown {

  /** Nobody reads on after this many characters. */
  private static final int MAX_LENGTH = 600;

  private Shown() {}

  /** Returns {@code argument} as it stands in a message: escaped, and cut if it is long. */
  static Object of(Object argument) {
    if (argument instanceof Number || argument instanceof Verbatim) {
      return argument;
    }
    String text = String.valueOf(argument);
    StringBuilder shown = new StringBuilder();
    text.codePoints().limit(MAX_LENGTH).forEach(c -> append(c, shown));
    int length = text.codePointCount(0, text.length());
    if (length > MAX_LENGTH) {
      shown.append("... (").append(length).append(" characters)");
    }
    return shown.toString();
  }

  private static void append(int codePoint, StringBuilder shown) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(String.format(Locale.ROOT, "\\u%04X", codePoint));
      default -> shown.appendCodePoint(codePoint);
    }
  }
}
