// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing about a machine that somebody should know who wonders why something does not work.
 *
 * @param about what was looked at, such as {@code cache}
 * @param fine whether it is as it should be
 * @param text what it is; if not fine, also what to do
 */
public record Finding(String about, boolean fine, String text) {

  /** Returns one that is as it should be. */
  static Finding fine(String about, String text) {
    return new Finding(about, true, text);
  }

  /** Returns one that is not, with what to do. */
  static Finding problem(String about, String text) {
    return new Finding(about, false, text);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("about", about);
    json.put("fine", fine);
    json.put("text", text);
    return json;
  }
}
