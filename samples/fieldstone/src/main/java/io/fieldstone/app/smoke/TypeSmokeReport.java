// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run over extension fields and curves found.
 *
 * @param device the device's name
 * @param elements random elements beside all pairs of edges
 * @param seed what they were made from
 * @param rows one per type and kernel
 * @param without types that there are no kernels for, and why
 * @param firstMismatch where the first wrong element is, null if there is none
 * @param validationMessages what the validation layer said, if it was on
 */
public record TypeSmokeReport(
    String device,
    long elements,
    long seed,
    List<Row> rows,
    List<String> without,
    @Nullable String firstMismatch,
    List<String> validationMessages) {

  /**
   * One kernel on one type.
   *
   * @param type the extension field or curve
   * @param kernel the kernel
   * @param strategies with which it ran
   * @param operands how many different operands it got
   * @param planned how many results there should have been: of each form and strategy
   * @param compared how many results were compared with those of BigInteger
   * @param mismatches how many of those are wrong
   */
  public record Row(
      String type,
      String kernel,
      List<String> strategies,
      long operands,
      long planned,
      long compared,
      long mismatches) {}

  /** Returns how many results were compared. */
  public long compared() {
    return rows.stream().mapToLong(Row::compared).sum();
  }

  /** Returns how many of them are wrong. */
  public long mismatches() {
    return rows.stream().mapToLong(Row::mismatches).sum();
  }

  /** Returns whether everything was compared and nothing was wrong. */
  public boolean passed() {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.planned() > 0 && row.compared() == row.planned())
        && mismatches() == 0
        && validationMessages.isEmpty();
  }

  /** Returns the report for programs. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("device", device);
    json.put("elements", elements);
    json.put("seed", seed);
    json.put("compared", compared());
    json.put("mismatches", mismatches());
    json.put("passed", passed());
    json.put("firstMismatch", firstMismatch);
    json.put("without", without);
    List<Map<String, Object>> list = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("type", row.type());
      map.put("kernel", row.kernel());
      map.put("strategies", row.strategies());
      map.put("operands", row.operands());
      map.put("planned", row.planned());
      map.put("compared", row.compared());
      map.put("mismatches", row.mismatches());
      list.add(map);
    }
    json.put("rows", list);
    return json;
  }
}
