// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.annotations.DeviceFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(NoWarnings.class)
class CommandsTest {

  static final List<String> COMMANDS =
      List.of(
          "doctor",
          "kernels",
          "fields",
          "run",
          "smoke-batch",
          "bench-persistent",
          "bench-batch-pipelined");

  @TempDir Path folder;

  @Test
  void withoutACommandThereIsHelp() {
    String out = Outcome.of().assertOk().out();
    COMMANDS.forEach(command -> assertTrue(out.contains(command), out));
    assertTrue(out.contains("verify"), out);
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelpWithAnExample(String command) {
    String out = Outcome.of(command, "--help").assertOk().out();
    assertTrue(out.startsWith("Usage: fieldstone " + command) || out.contains("Usage: "), out);
    assertTrue(out.contains("Example"), out);
    assertTrue(out.contains("  fieldstone " + command), out);
  }

  @Test
  void kernelsListsTheStandardKernels() {
    String out = Outcome.of("kernels").assertOk().out();
    for (String kernel :
        List.of(
            "vector-add",
            "vector-sub",
            "vector-neg",
            "vector-double",
            "vector-mul",
            "vector-sqr")) {
      assertTrue(out.lines().anyMatch(line -> line.startsWith(kernel + " ")), out);
    }
    assertTrue(out.contains("in a, in b, out out"), out);
  }

  @Test
  void fieldsListsTheStandardFieldsWithTheirElementSizes() {
    String out = Outcome.of("fields").assertOk().out();
    assertTrue(out.lines().anyMatch(line -> line.matches("bls12_381_fp +6x64 +48 +381 +0x1a01.*")));
    assertTrue(out.lines().anyMatch(line -> line.matches("bls12_381_fr +4x64 +32 +255 +0x73ed.*")));
  }

  @Test
  void doctorShowsTheDeviceThatWouldBeUsed() {
    String out = Outcome.of("doctor").assertOk().out();
    assertTrue(out.contains("<- would be used"), out);
    assertTrue(out.contains("validation   on"), out);
  }

  @Test
  void doctorsJsonNamesEveryFeature() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(Outcome.of("doctor", "--json").assertOk().out());
    Map<?, ?> features = (Map<?, ?>) at(json, "devices", 0, "features");
    assertEquals(DeviceFeature.values().length, features.size());
    assertTrue(features.values().stream().allMatch(value -> value instanceof Boolean));
    Map<?, ?> queues = (Map<?, ?>) at(json, "devices", 0, "queues");
    assertEquals(Set.of("compute", "upload", "download"), queues.keySet());
    assertTrue(json.get("chosen") instanceof Integer);
    assertEquals(null, json.get("problem"));
  }

  private Map<String, Object> jsonOf(String... args) throws IOException {
    Path file = folder.resolve("result.json");
    String[] all = Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--json";
    all[args.length + 1] = file.toString();
    Outcome.of(all).assertOk();
    return JSON.std.mapFrom(Files.readString(file));
  }

  @Test
  void smokeBatchCountsWhatItCompares() throws IOException {
    Map<String, Object> json =
        jsonOf("smoke-batch", "--elements", "700", "--jobs", "2", "--seed", "5");
    assertEquals(700, json.get("elements"));
    assertEquals(2, json.get("jobs"));
    assertEquals(0, json.get("mismatches"));
    // 6 kernels on 2 fields, in 2 modes over 2 paths, and 3 of these 4 against the first
    assertEquals(700 * 2 * 6 * 2 * (4 + 3), json.get("comparisons"));
    assertEquals(true, json.get("passed"));
  }

  @Test
  void smokeBatchIsTheSameForTheSameSeed() throws IOException {
    Map<String, Object> first = jsonOf("smoke-batch", "--elements", "90", "--seed", "3");
    Map<String, Object> second = jsonOf("smoke-batch", "--elements", "90", "--seed", "3");
    assertEquals(first.get("comparisons"), second.get("comparisons"));
  }

  @Test
  void benchPersistentGivesOneRowPerSize() throws IOException {
    Map<String, Object> json = jsonOf("bench-persistent", "--elements", "64,1000");
    assertTrue(json.get("device") instanceof String);
    assertRows(
        json,
        List.of(List.of(64), List.of(1000)),
        List.of("elements"),
        "oneShotMillis",
        "persistentMillis");
  }

  @Test
  void benchBatchPipelinedGivesOneRowPerSizeAndNumberOfJobs() throws IOException {
    Map<String, Object> json =
        jsonOf("bench-batch-pipelined", "--elements", "100,2000", "--jobs", "2,3");
    assertRows(
        json,
        List.of(List.of(100, 2), List.of(100, 3), List.of(2000, 2), List.of(2000, 3)),
        List.of("elements", "jobs"),
        "sequentialMillis",
        "pipelinedMillis");
  }

  private static void assertRows(
      Map<String, Object> json,
      List<List<Integer>> expected,
      List<String> keys,
      String slow,
      String fast) {
    List<?> rows = (List<?>) at(json, "rows");
    assertEquals(
        expected,
        rows.stream().map(row -> keys.stream().map(key -> at(row, key)).toList()).toList());
    for (Object row : rows) {
      double ratio = number(row, slow) / number(row, fast);
      assertEquals(ratio, number(row, "ratio"), 0.01 * ratio);
    }
  }

  private static double number(Object row, String key) {
    return ((Number) at(row, key)).doubleValue();
  }

  /** Goes down into JSON, by key or index. */
  private static Object at(Object json, Object... path) {
    Object value = json;
    for (Object step : path) {
      value =
          requireNonNull(
              step instanceof Integer index
                  ? ((List<?>) value).get(index)
                  : ((Map<?, ?>) value).get(step));
    }
    return value;
  }
}
