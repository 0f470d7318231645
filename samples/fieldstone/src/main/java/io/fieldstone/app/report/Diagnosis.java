// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.QueuePlan;
import io.fieldstone.runtime.device.SoftwareFallback;
import io.fieldstone.runtime.error.FieldstoneException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a machine from its devices' reports, its surroundings and a self-test. Plain
 * data: no device is open.
 *
 * @param reports what the devices report
 * @param options what the environment and the command line ask for
 * @param chosen the device that a backend would open, null if there is none
 * @param problem why nothing would run, null if it would
 * @param findings what else was looked at
 * @param selfTest what came of a self-test in full, null if there was none
 */
public record Diagnosis(
    List<DeviceReport> reports,
    BackendOptions options,
    @Nullable DevicePlan chosen,
    @Nullable FieldstoneException problem,
    List<Finding> findings,
    @Nullable SelfTestReport selfTest) {

  private static final double GIB = 1L << 30;

  /**
   * Makes the diagnosis.
   *
   * @param problem why devices could not even be listed, null if they could
   */
  public static Diagnosis of(
      List<DeviceReport> reports, BackendOptions options, @Nullable FieldstoneException problem) {
    if (problem != null) {
      return new Diagnosis(reports, options, null, problem, List.of(), null);
    }
    try {
      DevicePlan chosen = DevicePlanner.plan(reports, options.device());
      return new Diagnosis(reports, options, chosen, null, List.of(), null);
    } catch (FieldstoneException e) {
      return new Diagnosis(reports, options, null, e, List.of(), null);
    }
  }

  /** Returns the diagnosis with what else was looked at. */
  public Diagnosis with(List<Finding> found) {
    return new Diagnosis(reports, options, chosen, problem, List.copyOf(found), selfTest);
  }

  /** Returns the diagnosis with what came of a self-test. */
  public Diagnosis with(SelfTestReport tested) {
    return new Diagnosis(reports, options, chosen, problem, findings, tested);
  }

  /** Returns the diagnosis with why nothing would run, though there is a device. */
  public Diagnosis with(FieldstoneException why) {
    return new Diagnosis(reports, options, chosen, why, findings, selfTest);
  }

  private static @Nullable DevicePlan plan(DeviceReport report) {
    return report.obstacles().isEmpty() ? DevicePlanner.plan(report) : null;
  }

  private boolean isChosen(DeviceReport report) {
    return chosen != null && chosen.report().index() == report.index();
  }

  private Optional<String> warning() {
    return chosen == null
        ? Optional.empty()
        : SoftwareFallback.warning(reports, chosen.report(), options.device());
  }

  /** Returns the diagnosis for people. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    line(text, "java", Runtime.version() + " (" + System.getProperty("os.arch") + ")");
    line(text, "path", options.transferPath().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    line(text, "chunk", options.chunkElements() + " elements");
    line(text, "validation", options.validation() ? "on" : "off");
    for (Finding finding : findings) {
      line(text, finding.fine() ? finding.about() : "! " + finding.about(), finding.text());
    }
    warning().ifPresent(warning -> line(text, "warning", warning));
    for (DeviceReport report : reports) {
      text.append(System.lineSeparator());
      line(
          text,
          "device " + report.index(),
          report.name() + (isChosen(report) ? "  <- would be used" : ""));
      line(text, "  type", report.type().name());
      line(text, "  driver", report.driver());
      line(text, "  vulkan", report.apiVersionText());
      line(
          text,
          "  memory",
          String.format(Locale.ROOT, "%.1f GiB", report.deviceLocalBytes() / GIB));
      DevicePlan plan = plan(report);
      if (plan != null) {
        line(text, "  queues", queues(plan));
      }
      line(text, "  has", features(report, true));
      line(text, "  lacks", features(report, false));
      line(
          text,
          "  obstacles",
          report.obstacles().isEmpty() ? "none" : String.join("; ", report.obstacles()));
    }
    if (selfTest != null) {
      text.append(System.lineSeparator()).append(selfTest.toText());
    } else if (chosen != null) {
      text.append(System.lineSeparator());
      line(text, "self-test", "not run in full; doctor --self-test runs it, in up to minutes");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-12s %s", name, value)).append(System.lineSeparator());
  }

  private static String queues(DevicePlan plan) {
    return "compute "
        + queue(plan.compute())
        + ", upload "
        + queue(plan.upload())
        + ", download "
        + queue(plan.download())
        + (plan.hasDmaQueues() ? "" : " (one queue for all)");
  }

  private static String queue(QueuePlan queue) {
    return queue.family() + "." + queue.index();
  }

  private static String features(DeviceReport report, boolean has) {
    List<String> names =
        Stream.of(DeviceFeature.values())
            .filter(feature -> report.features().contains(feature) == has)
            .map(Enum::name)
            .toList();
    return names.isEmpty() ? "nothing" : String.join(" ", names);
  }

  /** Returns the same for programs. */
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("java", Runtime.version().toString());
    json.put("arch", System.getProperty("os.arch"));
    json.put("path", options.transferPath().name());
    json.put("chunkElements", options.chunkElements());
    json.put("validation", options.validation());
    json.put("cacheDirectory", String.valueOf(options.cacheDirectory()));
    json.put("chosen", chosen == null ? null : chosen.report().index());
    json.put("problem", problem == null ? null : problem.getMessage());
    json.put("warning", warning().orElse(null));
    json.put("findings", findings.stream().map(Finding::toJson).toList());
    json.put("selfTest", selfTest == null ? null : selfTest.toJson());
    List<Map<String, Object>> devices = new ArrayList<>();
    reports.forEach(report -> devices.add(deviceJson(report)));
    json.put("devices", devices);
    return json;
  }

  private static Map<String, Object> deviceJson(DeviceReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", report.index());
    json.put("name", report.name());
    json.put("type", report.type().name());
    json.put("driver", report.driver());
    json.put("vulkan", report.apiVersionText());
    json.put("memoryBytes", report.deviceLocalBytes());
    Map<String, Object> features = new LinkedHashMap<>();
    for (DeviceFeature feature : DeviceFeature.values()) {
      features.put(feature.name(), report.features().contains(feature));
    }
    json.put("features", features);
    json.put("timelineSemaphores", report.timelineSemaphores());
    DevicePlan plan = plan(report);
    if (plan != null) {
      Map<String, Object> queues = new LinkedHashMap<>();
      queues.put("compute", queueJson(plan.compute()));
      queues.put("upload", queueJson(plan.upload()));
      queues.put("download", queueJson(plan.download()));
      json.put("queues", queues);
    }
    json.put("obstacles", report.obstacles());
    return json;
  }

  private static Map<String, Object> queueJson(QueuePlan queue) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("family", queue.family());
    json.put("index", queue.index());
    return json;
  }
}
