// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import io.fieldstone.app.bench.ResidentBench;
import io.fieldstone.app.bench.TracedWork;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.StageSubscription;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.trace.StageTime;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Measures a report, step by step. After each section it hands over the report as it stands, so
 * that whatever ends the process, what was measured is kept. Not thread-safe.
 *
 * <pre>{@code
 * Report report = Measuring.prepare(options, true, wanted, version).run(soFar -> {});
 * }</pre>
 */
public final class Measuring {

  private static final int TIMELINE_ELEMENTS = 1 << 16;
  private static final int TIMELINE_JOBS = 4;
  private static final double TIMELINE_SECONDS = 1;

  private final BackendOptions options;
  private final Pace pace;
  private final OtherWork others = new OtherWork();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Set<Section> wanted;
  private final Set<Section> left;
  private List<StageTime> timeline = List.of();

  private Measuring(
      BackendOptions options, Pace pace, Set<Section> wanted, String version, DeviceReport device) {
    this.options = options;
    this.pace = pace;
    this.wanted = wanted;
    this.left = new LinkedHashSet<>(wanted);
    int all = Section.values().length;
    if (wanted.size() < all) {
      skipped.add(all - wanted.size() + " of " + all + " sections: left out by --only");
    }
    facts.put(Report.DEVICE, device.name());
    facts.put(Report.DRIVER, device.driver());
    facts.put("Vulkan", device.apiVersionText());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Java", Runtime.version().toString());
    facts.put(Report.VERSION, version);
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put(
        Report.PACE,
        pace.name() + ", each row " + pace.row().toMillis() + " ms after as long a warm-up");
  }

  /**
   * Looks at the device.
   *
   * @param quick whether figures may be rough
   * @param wanted the sections to measure, at least one
   * @param version of Fieldstone
   */
  public static Measuring prepare(
      BackendOptions options, boolean quick, Set<Section> wanted, String version) {
    return prepare(options, cpu -> quick ? Pace.quick(cpu) : Pace.thorough(cpu), wanted, version);
  }

  /** Looks at the device, and measures at a pace that fits it. */
  static Measuring prepare(
      BackendOptions options, Function<Boolean, Pace> pace, Set<Section> wanted, String version) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      DeviceReport device = gpu.plan().report();
      return new Measuring(
          options, pace.apply(device.type() == DeviceType.CPU), wanted, version, device);
    }
  }

  /**
   * Measures everything.
   *
   * @param soFar is given the report before anything is measured, and after each section
   * @throws io.fieldstone.app.bench.WrongResultException if something is computed that BigInteger
   *     does not
   */
  public Report run(Consumer<Report> soFar) {
    soFar.accept(report());
    others.look();
    List<Step> rough = steps(Progress.none());
    double seconds = rough.stream().mapToDouble(Step::seconds).sum() + TIMELINE_SECONDS;
    try (Progress progress = Progress.timed("report", seconds)) {
      if (wanted.contains(Section.BATCHES)) {
        progress.say("a pipelined batch");
        timeline = timeline();
      }
      progress.took(TIMELINE_SECONDS);
      List<Step> steps = steps(progress);
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        progress.say(step.name());
        measure(step);
        others.look();
        progress.took(step.seconds());
        if (i + 1 == steps.size() || steps.get(i + 1).section() != step.section()) {
          left.remove(step.section());
          soFar.accept(report());
        }
      }
    }
    return report();
  }

  private List<Step> steps(Progress progress) {
    List<Step> steps = new ArrayList<>(new HostSteps(options, pace, progress).all());
    steps.addAll(new DeviceSteps(options, pace, progress).all());
    steps.addAll(new TransformSteps(options, pace, progress).all());
    steps.sort(Comparator.comparing(Step::section)); // those of one section after each other
    steps.removeIf(step -> !wanted.contains(step.section()));
    return steps;
  }

  /** Does a step; one that the device cannot is noted as missing. */
  void measure(Step step) {
    try {
      step.work().run(measurements::add);
      if (step.section() == Section.OPERATIONS) {
        facts.put(Report.STRATEGY, strategy());
      }
    } catch (MissingFeatureException e) {
      skipped.add(step.section().title() + ": " + e.getMessage());
    }
  }

  private String strategy() {
    try (ResidentBench<?> bench =
        new ResidentBench<>(options, Bls12381FrField.INSTANCE, 1, pace.kernel())) {
      return bench.strategy();
    }
  }

  @SuppressWarnings("try") // the subscription does its work by being there
  private List<StageTime> timeline() {
    ConcurrentLinkedQueue<StageTime> times = new ConcurrentLinkedQueue<>();
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      new TracedWork(gpu, TIMELINE_ELEMENTS, TIMELINE_JOBS)
          .run(
              TracedWork.Kind.BATCH,
              work -> {
                try (StageSubscription listening = gpu.listen(times::add)) {
                  work.run();
                }
              });
    }
    return List.copyOf(times);
  }

  /** Returns the report as it stands. */
  Report report() {
    facts.put(Report.OTHERS, others.percent() + "% of the processors");
    List<String> missing = new ArrayList<>(skipped);
    left.forEach(section -> missing.add(section.title() + ": not measured yet"));
    return new Report(new LinkedHashMap<>(facts), List.copyOf(measurements), timeline, missing);
  }
}
