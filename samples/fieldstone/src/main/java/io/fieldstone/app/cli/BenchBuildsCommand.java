// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.bench.WrongResultException;
import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.performance.turns.Turns;
import io.fieldstone.app.performance.turns.TurnsVerdict;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two builds that are measured in turns. */
@Command(
    name = "bench-builds",
    header = "Says whether one build of Fieldstone is slower than another.",
    description = {
      "Runs both in turns of a few milliseconds, in pairs of processes that are started anew in each",
      "round: what else the machine does meets both, and changes are seen that reports, made one after",
      "the other, cannot tell from noise. A change is one that a t-test of the rounds gives less than",
      "0.01, corrected for the number of rows by Holm's method, and that is beyond the tolerance."
    },
    footer = {
      "",
      "Both need a device at once. Ten seconds a round on a CPU device.",
      "",
      "Examples:",
      "  fieldstone bench-builds ../before . --fail-on-regression",
      "  fieldstone bench-builds old.jar new.jar --rounds 20 --json changes.json",
    })
final class BenchBuildsCommand implements Callable<Integer> {

  private static final int MOST_ROUNDS = 1000;
  private static final int MOST_PERCENT = 1000;
  private static final double PERCENT = 100;
  private static final double NANOS_PER_MICRO = 1e3;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "The old build: its fieldstone.jar, or a checkout that was built.")
  private @Nullable Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "The new one.")
  private @Nullable Path after;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "8",
      description = "Pairs of processes, 4 or more. By default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "5",
      description = "Smaller changes do not count. By default ${DEFAULT-VALUE}.")
  private int tolerance;

  @Option(
      names = "--plant",
      paramLabel = "PERCENT",
      description =
          "Also say whether a slowdown of that much, put into the measured times, would have been"
              + " found.")
  private @Nullable Integer plant;

  @Option(names = "--fail-on-regression", description = "End with 1 if the new build takes longer.")
  private boolean failOnRegression;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write the rounds as JSON.")
  private @Nullable Path json;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchBuildsCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    Counts.require("--rounds", rounds, MOST_ROUNDS);
    Counts.require("--tolerance", tolerance, MOST_PERCENT);
    if (plant != null) {
      Counts.require("--plant", plant, MOST_PERCENT);
    }
    if (rounds < TurnsVerdict.LEAST_ROUNDS) {
      throw new BadInputException(
          "--rounds is " + rounds + "; fewer than 4 cannot tell a change from noise");
    }
    return Output.withJson(json, this::compare);
  }

  private int compare(Consumer<String> asJson) {
    Turns turns;
    try (Progress progress = Progress.start("bench-builds", rounds)) {
      turns =
          Turns.measure(
              requireNonNull(before), requireNonNull(after), device.arguments(), rounds, progress);
    } catch (WrongResultException e) {
      Output.println(spec, "FAILED: " + e.getMessage());
      return ExitCodes.MISMATCH;
    }
    TurnsVerdict verdict = TurnsVerdict.of(turns, tolerance / PERCENT);
    asJson.accept(Json.text(toJson(turns, verdict)));
    Output.print(spec, table(verdict));
    Output.println(spec, verdict.sentence());
    if (plant != null) {
      TurnsVerdict planted = TurnsVerdict.of(turns.slower(plant / PERCENT), tolerance / PERCENT);
      Output.println(
          spec,
          "A slowdown of "
              + plant
              + "% would have been "
              + (planted.isSlower() ? "found, in " : "missed, in ")
              + planted.rows().stream().filter(TurnsVerdict.Row::isSlower).count()
              + " of "
              + planted.rows().size()
              + " rows"
              + (planted.all().isSlower() ? " and in all together." : "."));
    }
    return failOnRegression && verdict.isSlower() ? ExitCodes.MISMATCH : ExitCodes.OK;
  }

  private static Table table(TurnsVerdict verdict) {
    Table table = new Table("what", "us", "new / old", "95% interval", "p", "verdict");
    for (TurnsVerdict.Row row : verdict.rows()) {
      table.row(
          row.name(),
          number("%.1f", row.nanos() / NANOS_PER_MICRO),
          number("%.3f", row.ratio()),
          number("%.3f", row.low()) + " to " + number("%.3f", row.high()),
          number("%.4f", row.probability()),
          row.verdict());
    }
    return table;
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static Map<String, Object> toJson(Turns turns, TurnsVerdict verdict) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < turns.rows().size(); i++) {
      Map<String, Object> row = toJson(verdict.rows().get(i));
      Turns.Row measured = turns.rows().get(i);
      row.put("medianNanos", Json.number(measured.nanos()));
      row.put("ratios", measured.ratios().stream().map(Json::number).toList());
      rows.add(row);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sentence", verdict.sentence());
    json.put("slower", verdict.isSlower());
    json.put("faster", verdict.isFaster());
    json.put("all", toJson(verdict.all()));
    json.put("rows", rows);
    return json;
  }

  private static Map<String, Object> toJson(TurnsVerdict.Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", row.name());
    json.put("ratio", Json.number(row.ratio()));
    json.put("low", Json.number(row.low()));
    json.put("high", Json.number(row.high()));
    json.put("p", Json.number(row.probability()));
    json.put("verdict", row.verdict());
    return json;
  }
}
