// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.performance.compare.Comparison;
import io.fieldstone.app.performance.compare.ComparisonPage;
import io.fieldstone.app.performance.data.Report;
import io.fieldstone.app.performance.data.ReportJson;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.performance.draw.Svg;
import io.fieldstone.app.performance.measure.Measuring;
import io.fieldstone.app.performance.page.ReportFolder;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Measures everything and writes a page about it, or compares two of them. */
@Command(
    name = "report",
    header = "Measures this machine, and writes a page with charts, tables and advice.",
    description = {
      "Runs all benches and writes report.html, which needs no other file, report.md with pictures in",
      "charts, and report.json with the runs. The files are written after each part: what ends it",
      "early leaves what was measured so far, and the page says what is missing.",
      "",
      "With --from, the page is made of a report.json that is there already.",
      "",
      "With --compare, nothing is measured: it says what changed from one report.json to another beyond",
      "noise, by the Mann-Whitney test; with --out also as a page, compare.html. Two builds are compared",
      "more sharply by bench-builds, which runs them in turns."
    },
    footer = {
      "",
      "Examples:",
      "  fieldstone report --quick",
      "  fieldstone report --out before",
      "  fieldstone report --quick --only latency,paths --out jobs",
      "  fieldstone report --compare before/report.json after/report.json",
    })
final class ReportCommand implements Callable<Integer> {

  private static final int MOST_PERCENT = 1000;
  private static final double PERCENT = 100;
  private static final Path USUAL = Path.of("fieldstone-report");

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the files go. fieldstone-report.")
  private @Nullable Path out;

  @Option(names = "--quick", description = "Two minutes on a CPU device, with rough figures.")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "SECTION",
      split = ",",
      description =
          "Measure only these: persistent, batches, paths, latency, chunks, calls, operations,"
              + " strategies, transforms, host-data, ceilings, cpu.")
  private List<Section> only = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Measure nothing, and make the page of this report.json.")
  private @Nullable Path from;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "FILE",
      description = "An old and a new report.json to compare.")
  private List<Path> compare = new ArrayList<>();

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description = "With --compare: smaller changes do not count. By default ${DEFAULT-VALUE}.")
  private int tolerance;

  @Option(
      names = "--fail-on-regression",
      description = "With --compare: end with 1 if something takes longer.")
  private boolean failOnRegression;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the report, or the comparison, as JSON here.")
  private @Nullable Path json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  ReportCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    Counts.require("--tolerance", tolerance, MOST_PERCENT);
    if (!compare.isEmpty() && from != null) {
      throw new BadInputException("--from and --compare are two things; give one of them");
    }
    @Nullable String measuring = given("--quick", "--only", "--device");
    if (measuring != null && (from != null || !compare.isEmpty())) {
      throw new BadInputException(
          measuring
              + " is about measuring, and "
              + (from != null ? "--from" : "--compare")
              + " measures nothing; leave it out");
    }
    @Nullable String comparing = given("--tolerance", "--fail-on-regression");
    if (comparing != null && compare.isEmpty()) {
      throw new BadInputException(
          comparing + " is about a comparison; name two files with --compare");
    }
    return Output.withJson(json, compare.isEmpty() ? this::report : this::compare);
  }

  /** Returns the first of some options that was given. */
  private @Nullable String given(String... options) {
    ParseResult given = requireNonNull(spec).commandLine().getParseResult();
    return Stream.of(options).filter(given::hasMatchedOption).findFirst().orElse(null);
  }

  private int report(Consumer<String> asJson) {
    Svg.requireLetters();
    @Nullable Report known = from == null ? null : ReportJson.read(from);
    Path place = out == null ? USUAL : out;
    Report report;
    try (ReportFolder folder = ReportFolder.create(place)) {
      report = known == null ? measure(folder) : known;
      folder.writePage(report);
    } catch (WrongResultException e) {
      Output.println(spec, "FAILED: " + e.getMessage());
      return ExitCodes.MISMATCH;
    }
    asJson.accept(ReportJson.text(report));
    Output.println(spec, report.fact(Report.DEVICE) + ": " + place.resolve("report.html"));
    report.missing().forEach(missing -> Output.println(spec, "missing: " + missing));
    return ExitCodes.OK;
  }

  private Report measure(ReportFolder folder) {
    Measuring measuring =
        Measuring.prepare(
            device.backendOptions(),
            quick,
            EnumSet.copyOf(only.isEmpty() ? List.of(Section.values()) : only),
            Version.current().whole());
    return measuring.run(folder::write);
  }

  private int compare(Consumer<String> asJson) {
    if (compare.size() != 2) {
      throw new BadInputException("--compare takes two files; name an old and a new report.json");
    }
    Comparison comparison =
        Comparison.of(
            ReportJson.read(compare.get(0)), ReportJson.read(compare.get(1)), tolerance / PERCENT);
    if (out != null) {
      try (ReportFolder folder = ReportFolder.create(out)) {
        folder.write("compare", "What changed", ComparisonPage.blocks(comparison));
      }
    }
    asJson.accept(Json.text(ComparisonPage.toJson(comparison)));
    ComparisonPage.lines(comparison).forEach(line -> Output.println(spec, line));
    return failOnRegression && comparison.isSlower() ? ExitCodes.MISMATCH : ExitCodes.OK;
  }
}
