// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Turns results, given as maps and lists in the order of their keys, into JSON text. */
public final class Json {

  private static final JSON WRITER =
      JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private static final int DECIMALS = 4;

  private Json() {}

  /** Returns the JSON text of {@code value}, with a line end. */
  public static String text(Map<String, ?> value) {
    try {
      return WRITER.asString(value) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a measured number as it goes into JSON: without digits that mean nothing. */
  public static BigDecimal number(double value) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }
}
