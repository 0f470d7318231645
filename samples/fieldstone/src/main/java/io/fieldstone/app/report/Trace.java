// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import static java.util.Comparator.comparing;

import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Stages of the work on a device, in lanes: one for each stage, and more where several of a kind
 * overlap, since nothing lies on top of another in a lane. Immutable.
 *
 * <pre>{@code
 * Files.writeString(Path.of("trace.json"), Json.text(Trace.of(times).toJson()));
 * }</pre>
 */
public final class Trace {

  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * A stage in its lane.
   *
   * @param time the stage
   * @param lane the lane's number, from 0
   */
  public record Bar(StageTime time, int lane) {}

  private final List<String> lanes = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final long begin;

  private Trace(List<StageTime> inOrder) {
    begin = inOrder.isEmpty() ? 0 : inOrder.get(0).beginNanos();
    for (Stage stage : Stage.values()) {
      List<Long> ends = new ArrayList<>();
      int first = lanes.size();
      for (StageTime time : inOrder) {
        if (time.stage() == stage) {
          int lane = free(ends, time.beginNanos());
          ends.set(lane, time.endNanos());
          bars.add(new Bar(time, first + lane));
        }
      }
      for (int i = 0; i < ends.size(); i++) {
        lanes.add(name(stage) + (i == 0 ? "" : " " + (i + 1)));
      }
    }
  }

  /** Returns the first lane whose last bar has ended, a new one if none has. */
  private static int free(List<Long> ends, long begin) {
    for (int i = 0; i < ends.size(); i++) {
      if (ends.get(i) <= begin) {
        return i;
      }
    }
    ends.add(Long.MIN_VALUE);
    return ends.size() - 1;
  }

  private static String name(Stage stage) {
    return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Makes a trace of stages in any order. */
  public static Trace of(Collection<StageTime> times) {
    return new Trace(times.stream().sorted(comparing(StageTime::beginNanos)).toList());
  }

  /** Returns the names of the lanes. */
  public List<String> lanes() {
    return List.copyOf(lanes);
  }

  /** Returns the stages. */
  public List<Bar> bars() {
    return List.copyOf(bars);
  }

  /** Returns how many microseconds after the first stage a time is. */
  double micros(long nanos) {
    return (nanos - begin) / NANOS_PER_MICRO;
  }

  /** Returns the trace as chrome://tracing and Perfetto read it. */
  public Map<String, Object> toJson() {
    List<Map<String, Object>> events = new ArrayList<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      Map<String, Object> event = event("thread_name", "M", lane);
      event.put("args", Map.of("name", lanes.get(lane)));
      events.add(event);
    }
    for (Bar bar : bars) {
      StageTime time = bar.time();
      Map<String, Object> event = event(time.what(), "X", bar.lane());
      event.put("cat", name(time.stage()));
      event.put("ts", Json.number(micros(time.beginNanos())));
      event.put("dur", Json.number(micros(time.endNanos()) - micros(time.beginNanos())));
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("track", time.track());
      facts.put("elements", time.elements());
      facts.put("bytes", time.bytes());
      facts.put("clock", time.onDevice() ? "device" : "host");
      event.put("args", facts);
      events.add(event);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("displayTimeUnit", "ns");
    json.put("traceEvents", events);
    return json;
  }

  private static Map<String, Object> event(String name, String phase, int lane) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", name);
    event.put("ph", phase);
    event.put("pid", 1);
    event.put("tid", lane + 1);
    return event;
  }
}
