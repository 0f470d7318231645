// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.page;

import io.fieldstone.app.performance.data.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Helps to write what a report says. */
final class Chapter {

  private Chapter() {}

  static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }

  /** Returns milliseconds with as many digits as they are worth. */
  static String millis(double millis) {
    return millis >= 100
        ? format("%.0f", millis)
        : millis >= 1 ? format("%.2f", millis) : format("%.4f", millis);
  }

  static String ratio(double ratio) {
    return format(ratio >= 10 ? "%.1fx" : "%.2fx", ratio);
  }

  static String gigabytes(double bytesPerSecond) {
    return format("%.2f", bytesPerSecond / 1e9);
  }

  /** Returns a table with a row for each measurement. */
  static Block.Grid grid(
      String caption,
      List<Measurement> measurements,
      List<String> header,
      List<Function<Measurement, String>> columns) {
    List<List<String>> rows = new ArrayList<>();
    for (Measurement each : measurements) {
      rows.add(columns.stream().map(column -> column.apply(each)).toList());
    }
    return new Block.Grid(caption, header, rows);
  }
}
