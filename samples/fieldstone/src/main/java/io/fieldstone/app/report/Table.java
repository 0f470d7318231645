// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A plain-text table: words to the left, numbers to the right.
 *
 * <pre>{@code
 * Table table = new Table("mode", "ms");
 * table.row("sequential", "1.25");
 * out.print(table);
 * }</pre>
 */
public final class Table {

  private static final String GAP = "  ";

  /** A ratio such as 1.25x is a number too. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?x?");

  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table. */
  public Table(String... header) {
    rows.add(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not as many cells as the header
   */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + rows.get(0).size() + " columns");
    }
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    boolean[] numeric = new boolean[widths.length];
    Arrays.fill(numeric, true);
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < widths.length; c++) {
        String cell = rows.get(r).get(c);
        widths[c] = Math.max(widths[c], cell.length());
        numeric[c] &= r == 0 || isNumber(cell);
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String padding = " ".repeat(widths[c] - row.get(c).length());
        line.append(c == 0 ? "" : GAP)
            .append(numeric[c] ? padding + row.get(c) : row.get(c) + padding);
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }
}
