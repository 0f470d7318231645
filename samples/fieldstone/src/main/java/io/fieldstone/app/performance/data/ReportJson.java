// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.data;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Json;
import io.fieldstone.runtime.cache.IoReasons;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reports as JSON files, with every sample that was kept. */
public final class ReportJson {

  /** What tells these files from others, with the version of their form. */
  static final String FORM = "fieldstone-report-1";

  /** Of more samples, files take that many. */
  private static final int MOST_SAMPLES = 2000;

  private ReportJson() {}

  /** Returns a report as JSON text. */
  public static String text(Report report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("form", FORM);
    json.put("facts", report.facts());
    json.put("missing", report.missing());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Measurement each : report.measurements()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("section", each.section().id());
      row.put("what", each.what());
      row.put("elements", each.elements());
      row.put("count", each.count());
      row.put("bytes", each.bytes());
      row.put("medianNanos", Json.number(each.samples().medianNanos()));
      row.put("nanos", each.samples().thinned(MOST_SAMPLES).nanos());
      rows.add(row);
    }
    json.put("measurements", rows);
    json.put("timeline", report.timeline().stream().map(ReportJson::toJson).toList());
    return Json.text(json);
  }

  private static Map<String, Object> toJson(StageTime time) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stage", time.stage().name());
    json.put("what", time.what());
    json.put("track", time.track());
    json.put("elements", time.elements());
    json.put("bytes", time.bytes());
    json.put("beginNanos", time.beginNanos());
    json.put("endNanos", time.endNanos());
    json.put("onDevice", time.onDevice());
    return json;
  }

  /**
   * Reads a file that {@link #text} has written.
   *
   * @throws BadInputException if it cannot be read, or is something else
   */
  public static Report read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new BadInputException(
          "cannot read " + file + ": " + IoReasons.of(e) + "; give a report.json", e);
    }
    try {
      return parse(text);
    } catch (IOException | ClassCastException | IllegalArgumentException e) {
      throw new BadInputException(
          file + " is no report of this version (" + FORM + "); make it again", e);
    }
  }

  private static Report parse(String text) throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(text);
    if (json == null || !FORM.equals(json.get("form"))) {
      throw new IllegalArgumentException("form");
    }
    Map<String, String> facts = new LinkedHashMap<>();
    map(json.get("facts")).forEach((name, fact) -> facts.put(name, String.valueOf(fact)));
    List<Measurement> measurements = new ArrayList<>();
    for (Object row : list(json.get("measurements"))) {
      measurements.add(measurement(map(row)));
    }
    List<StageTime> timeline = new ArrayList<>();
    for (Object row : list(json.get("timeline"))) {
      timeline.add(stage(map(row)));
    }
    List<String> missing = list(json.get("missing")).stream().map(String::valueOf).toList();
    return new Report(facts, measurements, timeline, missing);
  }

  private static Measurement measurement(Map<String, Object> row) {
    long[] nanos = list(row.get("nanos")).stream().mapToLong(ReportJson::sample).toArray();
    return new Measurement(
        Section.of(String.valueOf(row.get("section"))).orElseThrow(IllegalArgumentException::new),
        String.valueOf(row.get("what")),
        integer(row.get("elements")),
        Math.toIntExact(integer(row.get("count"))),
        integer(row.get("bytes")),
        Samples.ofNanos(nanos));
  }

  private static StageTime stage(Map<String, Object> row) {
    return new StageTime(
        Stage.valueOf(String.valueOf(row.get("stage"))),
        String.valueOf(row.get("what")),
        String.valueOf(row.get("track")),
        integer(row.get("elements")),
        integer(row.get("bytes")),
        whole(row.get("beginNanos")),
        whole(row.get("endNanos")),
        Boolean.TRUE.equals(row.get("onDevice")));
  }

  private static long whole(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException("no whole number: " + value);
  }

  private static long integer(@Nullable Object value) {
    if (whole(value) < 0) {
      throw new IllegalArgumentException("less than nothing: " + value);
    }
    return whole(value);
  }

  /** Returns how long a run took: some time, and no more than a day. */
  private static long sample(@Nullable Object value) {
    long nanos = integer(value);
    if (nanos == 0 || nanos > TimeUnit.DAYS.toNanos(1)) {
      throw new IllegalArgumentException("no time of a run: " + value);
    }
    return nanos;
  }

  @SuppressWarnings("unchecked") // of JSON, whose keys are text
  private static Map<String, Object> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException("not an object: " + value);
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("not a list: " + value);
  }
}
