// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.compare;

import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.BarChart;
import io.fieldstone.app.performance.page.Block;
import io.fieldstone.app.report.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a comparison says, as a page and as JSON. */
public final class ComparisonPage {

  private ComparisonPage() {}

  /** Returns the blocks of a page. */
  public static List<Block> blocks(Comparison comparison) {
    List<Block> blocks = new ArrayList<>();
    if (!comparison.remarks().isEmpty()) {
      blocks.add(new Block.Paragraph("Mind that:"));
      blocks.add(new Block.Items(comparison.remarks()));
    }
    BarChart chart = new BarChart("new time / old time").horizontal().mark(1);
    for (Section section : Section.values()) {
      comparison
          .ratio(section)
          .ifPresent(ratio -> chart.bar("median ratio", section.title(), ratio));
    }
    blocks.add(new Block.Figure("changes", comparison.sentence(), chart.svg("changes")));
    blocks.add(
        new Block.Paragraph(
            String.format(
                Locale.ROOT,
                "A change is one that the Mann-Whitney test gives less than %.2f, corrected for the"
                    + " number of comparisons by Holm's method, and that medians and lower quartiles"
                    + " both show beyond the noise of that row, %.0f%% at the least.",
                Change.SIGNIFICANT,
                comparison.tolerance() * 100)));
    List<List<String>> rows = new ArrayList<>();
    for (Change change : comparison.changes()) {
      rows.add(
          List.of(
              change.before().key(),
              number("%.4f", change.before().millis()),
              number("%.4f", change.after().millis()),
              number("%.2fx", change.ratio()),
              number("%.4f", change.probability()),
              number("%.0f%%", change.tolerance() * 100),
              verdict(change)));
    }
    blocks.add(
        new Block.Grid(
            "Medians in milliseconds",
            List.of("what", "before", "after", "ratio", "p", "noise", "verdict"),
            rows));
    if (!comparison.onlyOne().isEmpty()) {
      blocks.add(new Block.Items(comparison.onlyOne()));
    }
    return blocks;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String verdict(Change change) {
    return change.verdict() == Change.Verdict.SAME
        ? "no change"
        : change.verdict().name().toLowerCase(Locale.ROOT);
  }

  /** Returns lines for a terminal: what changed, and the sentence. */
  public static List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>(comparison.remarks());
    for (Change.Verdict verdict : List.of(Change.Verdict.SLOWER, Change.Verdict.FASTER)) {
      for (Change change : comparison.with(verdict)) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s: %s, %.4f ms before, %.4f ms after (%.2fx)",
                verdict(change),
                change.before().key(),
                change.before().millis(),
                change.after().millis(),
                change.ratio()));
      }
    }
    lines.addAll(comparison.onlyOne());
    lines.add(comparison.sentence());
    return lines;
  }

  /** Returns the comparison as it goes into JSON. */
  public static Map<String, Object> toJson(Comparison comparison) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Change change : comparison.changes()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("what", change.before().key());
      row.put("beforeMillis", Json.number(change.before().millis()));
      row.put("afterMillis", Json.number(change.after().millis()));
      row.put("ratio", Json.number(change.ratio()));
      row.put("probability", Json.number(change.probability()));
      row.put("tolerance", Json.number(change.tolerance()));
      row.put("verdict", change.verdict().name().toLowerCase(Locale.ROOT));
      rows.add(row);
    }
    Comparison.Interval all = comparison.overall();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("slower", comparison.isSlower());
    json.put("faster", comparison.isFaster());
    json.put("ratio", Json.number(all.middle()));
    json.put("ratioLow", Json.number(all.low()));
    json.put("ratioHigh", Json.number(all.high()));
    json.put("remarks", comparison.remarks());
    json.put("onlyOne", comparison.onlyOne());
    json.put("rows", rows);
    return json;
  }
}
