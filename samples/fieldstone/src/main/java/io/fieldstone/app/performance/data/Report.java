// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import io.fieldstone.runtime.trace.StageTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report, as far as it has come.
 *
 * @param facts about the machine, the device, the version and the way of measuring, for people
 * @param measurements in the order in which they were made
 * @param timeline stages of one pipelined batch; empty if there is none
 * @param missing what was not measured, with the reason
 */
public record Report(
    Map<String, String> facts,
    List<Measurement> measurements,
    List<StageTime> timeline,
    List<String> missing) {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
  private static final int MOST = 99;
  private static final double BUSY = 0.1;

  /** The fact that names the device. */
  public static final String DEVICE = "device";

  /** The fact that names the driver. */
  public static final String DRIVER = "driver";

  /** The fact that names the version. */
  public static final String VERSION = "Fieldstone";

  /** The fact that says how it was measured. */
  public static final String PACE = "measured";

  /** The fact that says how busy the machine was with something else: begins with a percentage. */
  public static final String OTHERS = "other work";

  /** The fact that names the strategy that operations multiply with. */
  public static final String STRATEGY = "strategy";

  /** Takes control characters out of facts: they are what drivers and systems say. */
  public Report {
    Map<String, String> plain = new LinkedHashMap<>();
    facts.forEach((name, fact) -> plain.put(plain(name), plain(fact)));
    facts = Collections.unmodifiableMap(plain);
    missing = missing.stream().map(Report::plain).toList();
  }

  static String plain(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }

  /** Returns the part, from 0 to 1, of the machine that did something else meanwhile. */
  public double otherWork() {
    Matcher percent = PERCENT.matcher(fact(OTHERS));
    return percent.lookingAt() ? Math.min(MOST, Integer.parseInt(percent.group(1))) / 100.0 : 0;
  }

  /** Returns whether that was enough to change what was measured. */
  public boolean isBusy() {
    return otherWork() > BUSY;
  }

  /** Returns a fact, empty text if it is not known. */
  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /** Returns the measurements of a section. */
  public List<Measurement> of(Section section) {
    return measurements.stream().filter(each -> each.section() == section).toList();
  }

  /** Returns the measurements of one kind of work in a section. */
  public List<Measurement> of(Section section, String what) {
    return of(section).stream().filter(each -> each.what().equals(what)).toList();
  }

  /** Returns the measurement of one kind of work. */
  public Optional<Measurement> find(Section section, String what, long elements, int count) {
    return of(section, what).stream()
        .filter(each -> each.elements() == elements && each.count() == count)
        .findFirst();
  }
}
