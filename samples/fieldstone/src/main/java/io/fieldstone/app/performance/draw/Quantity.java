// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people say them: 64K for 65536 elements, 2.5M for 2500000 a second.
 *
 * <pre>{@code
 * Quantity.elements(65536); // "64K"
 * Quantity.of(0.0312); // "0.031"
 * }</pre>
 */
public final class Quantity extends NumberFormat {

  private static final long serialVersionUID = 1;
  private static final int BINARY = 1024;
  private static final int DECIMAL = 1000;
  private static final String[] UNITS = {"", "K", "M", "G", "T"};

  private final int base;

  private Quantity(int base) {
    this.base = base;
  }

  static Quantity binary() {
    return new Quantity(BINARY);
  }

  static Quantity decimal() {
    return new Quantity(DECIMAL);
  }

  /** Returns a number of elements: K is 1024. */
  public static String elements(long value) {
    return text((double) value, BINARY);
  }

  /** Returns a number with three digits that count: K is 1000. */
  public static String of(double value) {
    return text(value, DECIMAL);
  }

  private static String text(double value, int base) {
    double rest = value;
    int unit = 0;
    while (rest >= base && unit < UNITS.length - 1) {
      rest /= base;
      unit++;
    }
    return digits(rest) + UNITS[unit];
  }

  /**
   * Returns a number with three digits, of one below 1 with two: for where there is little room.
   */
  static String brief(double value) {
    return value > 0 && value < DECIMAL
        ? new BigDecimal(value)
            .round(new MathContext(value < 1 ? 2 : 3))
            .stripTrailingZeros()
            .toPlainString()
        : text(value, DECIMAL);
  }

  private static String digits(double value) {
    if (value == Math.rint(value) && value < BINARY) {
      return Long.toString((long) value);
    }
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  @Override
  public StringBuffer format(double value, StringBuffer to, FieldPosition at) {
    return to.append(base == DECIMAL ? brief(value) : text(value, base));
  }

  @Override
  public StringBuffer format(long value, StringBuffer to, FieldPosition at) {
    return format((double) value, to, at);
  }

  @Override
  public @Nullable Number parse(String source, ParsePosition at) {
    throw new UnsupportedOperationException();
  }
}
