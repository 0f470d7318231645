// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoWarnings.class)
class CommandsTest {

  static final List<String> COMMANDS =
      List.of(
          "doctor",
          "kernels",
          "fields",
          "plan",
          "run",
          "smoke-batch",
          "smoke-types",
          "bench-persistent",
          "bench-batch-pipelined",
          "bench-kernels",
          "bench-pipelines",
          "bench-ntt",
          "bench-calls",
          "bench-host-data",
          "bench-builds",
          "bench-turns",
          "trace",
          "report",
          "completion",
          "man");

  @TempDir Path folder;

  @Test
  void withoutACommandThereIsHelp() {
    String out = Outcome.of().assertOk().out();
    COMMANDS.stream()
        .filter(command -> !command.equals("bench-turns")) // which bench-builds alone calls
        .forEach(command -> assertTrue(out.contains(command), out));
    assertTrue(out.contains("verify"), out);
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void everyCommandHasHelpWithAnExample(String command) {
    String out = Outcome.of(command, "--help").assertOk().out();
    assertTrue(out.startsWith("Usage: fieldstone " + command) || out.contains("Usage: "), out);
    assertTrue(out.contains("Example"), out);
    assertTrue(out.substring(out.indexOf("Example")).contains("fieldstone " + command), out);
  }

  @ParameterizedTest
  @FieldSource("COMMANDS")
  void examplesFitAnOrdinaryTerminal(String command) {
    String out = Outcome.of(command, "--help").assertOk().out();
    String wide = Outcome.with("COLUMNS", "120", command, "--help").out();
    assertEquals(
        wide.substring(wide.indexOf("Example")), out.substring(out.indexOf("Example")), command);
    assertFalse(out.contains("Finite-field arithmetic on any Vulkan device."), out);
  }

  @Test
  void theseAreAllCommands() {
    Set<String> all =
        new HashSet<>(CommandLines.create(Outcome.environment()).getSubcommands().keySet());
    all.remove("help");
    assertEquals(all, Set.copyOf(COMMANDS));
  }

  @Test
  void helpFitsANarrowTerminal() {
    String narrow = Outcome.with("COLUMNS", "40", "doctor", "--help").assertOk().out();
    String options = narrow.substring(0, narrow.indexOf("Exit code"));
    assertTrue(options.lines().allMatch(line -> line.length() <= 55), options);
    String piped = Outcome.of("doctor", "--help").assertOk().out();
    assertEquals(piped, Outcome.with("COLUMNS", "80", "doctor", "--help").out());
    assertEquals(piped, Outcome.with("COLUMNS", "wide", "doctor", "--help").out());
    String wide = Outcome.with("COLUMNS", "900", "doctor", "--help").assertOk().out();
    assertEquals(wide, Outcome.with("COLUMNS", "120", "doctor", "--help").out());
  }

  @ParameterizedTest
  @ValueSource(ints = {55, 80, 120})
  void helpFillsTheLinesOfTheTerminal(int columns) {
    String out =
        Outcome.with("COLUMNS", Integer.toString(columns), "smoke-batch", "--help")
            .assertOk()
            .out();
    List<String> lines = out.substring(0, out.indexOf("Example")).lines().toList();
    assertTrue(lines.stream().allMatch(line -> line.length() <= columns), out);
    int longest = lines.stream().mapToInt(String::length).max().orElse(0);
    assertTrue(longest > columns - 15, out);
  }

  @Test
  void fieldsAndKernelsAreJsonForPrograms() throws IOException {
    List<?> fields = (List<?>) at(json("fields", "--json"), "fields");
    assertEquals(InstalledKernels.load().fields().size(), fields.size());
    Object fr = named(fields, "bls12_381_fr");
    assertEquals(32, at(fr, "bytes"));
    assertEquals(255, at(fr, "bits"));
    assertEquals("0x" + Bls12381FrField.MODULUS.toString(16), at(fr, "modulus"));
    Map<String, Object> lists = json("fields", "--json");
    List<?> extensions = (List<?>) at(lists, "extensionFields");
    assertEquals(
        InstalledKernels.load().extensionFields().stream().map(TypeArgument::name).toList(),
        extensions.stream().map(f -> at(f, "name")).toList());
    Object complex2 = named(extensions, "mersenne31_complex2");
    assertEquals("mersenne31_complex", at(complex2, "base"));
    assertEquals("mersenne31", at(complex2, "primeField"));
    assertEquals(4, at(complex2, "degree"));
    assertEquals(16, at(complex2, "bytes"));
    assertEquals( // u^2 - (2 + i)
        List.of(List.of("0x7ffffffd", "0x7ffffffe"), List.of("0x0", "0x0")),
        at(complex2, "polynomial"));
    List<?> curves = (List<?>) at(lists, "curves");
    assertEquals(
        InstalledKernels.load().curves().stream().map(TypeArgument::name).toList(),
        curves.stream().map(f -> at(f, "name")).toList());
    Object g2 = named(curves, "bls12_381_g2");
    assertEquals("bls12_381_fp2", at(g2, "field"));
    assertEquals("bls12_381_fr", at(g2, "scalars"));
    assertEquals(192, at(g2, "bytes"));
    assertEquals(List.of("0x0", "0x0"), at(g2, "a"));
    assertEquals(List.of("0x4", "0x4"), at(g2, "b"));
    assertEquals("0x" + Bls12381FrField.MODULUS.toString(16), at(g2, "order"));
    Map<String, Object> kernels = json("kernels", "--json");
    assertEquals(
        InstalledKernels.load().kernels().size(), ((List<?>) at(kernels, "kernels")).size());
    Object add = ((List<?>) at(kernels, "operations")).get(0);
    assertEquals("vector-add", at(add, "name"));
    assertEquals(List.of("a", "b"), at(add, "reads"));
  }

  private static Object named(List<?> list, String name) {
    return list.stream().filter(each -> at(each, "name").equals(name)).findFirst().orElseThrow();
  }

  @Test
  void extensionFieldsAndCurvesAreListed() {
    List<String> lines = Outcome.of("fields").assertOk().out().lines().toList();
    for (String line :
        List.of(
            "bn254_fr +4x64 +32 +254 +0x30644e72.*",
            "extension +over +limbs +degree +bytes +polynomial",
            "baby_bear4 +baby_bear +1x32 +4 +16 +u\\^4 - 11",
            "mersenne31_complex +mersenne31 +1x32 +2 +8 +u\\^2 \\+ 1",
            "mersenne31_complex2 +mersenne31_complex +1x32 +4 +16 +u\\^2 \\+ \\(-2, -1\\)",
            "curve +over +scalars +bytes +a +b",
            "secp256k1 +secp256k1_fp +secp256k1_fr +64 +0 +7",
            "bls12_381_g2 +bls12_381_fp2 +bls12_381_fr +192 +0 +\\(4, 4\\)",
            "bn254_g2 +bn254_fp2 +bn254_fr +128 +0 +\\(0x2b149d4.*, 0x9713b03.*\\)")) {
      assertEquals(1, lines.stream().filter(each -> each.matches(line)).count(), line);
    }
  }

  private static Map<String, Object> json(String... args) throws IOException {
    return JSON.std.mapFrom(Outcome.of(args).assertOk().out());
  }

  @Test
  void runSaysAsJsonWhatItDid() throws IOException {
    Path in = Files.write(folder.resolve("in"), new byte[96]);
    Path json = folder.resolve("run.json");
    String out = folder.resolve("out").toString();
    Outcome.of(
            "run",
            "vector-neg",
            "--field=bls12_381_fr",
            "--in",
            in.toString(),
            "--out",
            out,
            "--json",
            json.toString())
        .assertOk();
    Map<String, Object> done = JSON.std.mapFrom(Files.readString(json));
    assertEquals("vector-neg", done.get("operation"));
    assertEquals(3, done.get("elements"));
    assertEquals(out, done.get("output"));
  }

  /** Those that are no kernels, which kernels lists. */
  @Test
  void helpAndGuideListEveryOperation() throws IOException {
    KernelRegistry registry = KernelRegistry.load();
    String help = Outcome.of("run", "--help").assertOk().out();
    String guide = Files.readString(Path.of("..", "..", "docs", "guide.md"));
    List<String> kernels = registry.kernels().stream().map(KernelDescriptor::name).toList();
    for (String name : Operations.all(registry).keySet()) {
      if (!kernels.contains(name)) {
        assertTrue(help.contains("  " + name + " "), name + ": " + help);
        assertTrue(guide.contains("`" + name + "`"), name);
      }
    }
  }

  @Test
  void kernelsAndRunListEveryOperation() {
    String list = Outcome.of("kernels").assertOk().out();
    String help = Outcome.of("run", "--help").assertOk().out();
    for (StandardOperation operation : StandardOperation.values()) {
      String name = operation.operationName();
      assertTrue(list.lines().anyMatch(line -> line.startsWith(name + " ")), list);
      assertTrue(help.contains("  " + name + " "), help);
    }
    assertTrue(list.contains("in a, in b, out out"), list);
    assertTrue(list.contains("portable, wide, columns, float64"), list);
    assertTrue(list.lines().anyMatch(line -> line.matches("mul-chain +a, b +a \\* b\\^100")), list);
    assertTrue(
        list.lines().anyMatch(line -> line.matches("sqr-chain +a +a\\^\\(2\\^100\\)")), list);
  }

  @Test
  void fieldsListsTheStandardFieldsWithTheirElementSizes() {
    String out = Outcome.of("fields").assertOk().out();
    // and one of the tests
    assertEquals(1 + 14 + 1, out.lines().takeWhile(line -> !line.isEmpty()).count(), out);
    assertTrue(out.lines().anyMatch(line -> line.startsWith("curve25519_fp ")));
    assertTrue(out.lines().anyMatch(line -> line.matches("bls12_381_fp +6x64 +48 +381 +0x1a01.*")));
    assertTrue(out.lines().anyMatch(line -> line.matches("bls12_381_fr +4x64 +32 +255 +0x73ed.*")));
    assertTrue(out.lines().anyMatch(line -> line.matches("goldilocks +1x64 +8 +64 +0xffff.*")));
    assertTrue(out.lines().anyMatch(line -> line.matches("mersenne31 +1x32 +4 +31 +0x7fffffff")));
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

  @ParameterizedTest
  @CsvSource({
    "GPU_DEVICE_LOCAL, 2",
    "GPU_STREAM_CHUNK_ELEMS, x",
    "GPU_STRATEGY, nope",
    "FIELDSTONE_DEVICE, no such device",
    "FIELDSTONE_MEMORY_LIMIT, -1",
    "FIELDSTONE_LEAK_TRACES, x",
    "FIELDSTONE_VALIDATION, x",
    "XDG_CACHE_HOME, '/a\u0000b'",
  })
  void doctorReportsWhateverTheEnvironmentSays(String variable, String value) throws IOException {
    Outcome outcome = Outcome.with(variable, value, "doctor", "--json", "--self-test");
    Map<String, Object> json = JSON.std.mapFrom(outcome.out());
    assertEquals(1, ((List<?>) requireNonNull(json.get("devices"))).size());
    String problem = String.valueOf(json.get("problem"));
    outcome.assertBadInput(problem);
    boolean found =
        ((List<?>) requireNonNull(json.get("findings")))
            .stream()
                .anyMatch(
                    finding ->
                        Boolean.FALSE.equals(((Map<?, ?>) finding).get("fine"))
                            && problem.contains(String.valueOf(((Map<?, ?>) finding).get("text"))));
    assertEquals(!variable.equals("FIELDSTONE_DEVICE"), found, outcome.out());
  }

  @Test
  void doctorTestsTheDeviceItself() throws IOException {
    String[] args = {"doctor", "--self-test", "--field=goldilocks,baby_bear"};
    String out = Outcome.of(args).assertOk().out();
    assertTrue(out.endsWith("self-test passed" + System.lineSeparator()), out);
    String[] withJson = Arrays.copyOf(args, args.length + 1);
    withJson[args.length] = "--json";
    Map<String, Object> json = JSON.std.mapFrom(Outcome.of(withJson).assertOk().out());
    assertEquals(true, at(json, "selfTest", "passed"));
    // two shapes, each with sums, which have no strategy, and with products in two
    assertEquals(6, ((List<?>) at(json, "selfTest", "pairs")).size());
  }

  @Test
  void fieldsOfTheSelfTestWithoutItAreBadInput() {
    Outcome.of("doctor", "--field=goldilocks").assertBadInput("--field", "give --self-test too");
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
        jsonOf(
            "smoke-batch",
            "--field=goldilocks,koala_bear",
            "--elements=700",
            "--jobs=2",
            "--seed=5");
    assertEquals(700, json.get("elements"));
    assertEquals(2, json.get("jobs"));
    assertEquals(0, json.get("mismatches"));
    // 13 kernels on 2 fields, in 2 modes over 2 paths, and 3 of these 4 against the first; on the
    // device, 3 operations that give vectors and 5 that give elements
    assertEquals(700 * 2 * 13 * 2 * (4 + 3) + 2 * (3 * 700 + 5), json.get("comparisons"));
    assertEquals(true, json.get("passed"));
  }

  @Test
  void smokeBatchIsTheSameForTheSameSeed() throws IOException {
    String[] args = {"smoke-batch", "--field=mersenne31", "--elements=90", "--seed=3"};
    assertEquals(jsonOf(args).get("comparisons"), jsonOf(args).get("comparisons"));
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

  @Test
  void benchKernelsMeasuresEverythingOfAField() throws IOException {
    Map<String, Object> json =
        jsonOf(
            "bench-kernels",
            "--field=bls12_381_fr",
            "--elements=100",
            "--strategy=portable",
            "--millis=5");
    assertEquals(100, json.get("elements"));
    assertTrue(number(json, "copyBytesPerSecond") > 0);
    Object field = at(json, "fields", 0);
    assertEquals("bls12_381_fr", at(field, "field"));
    assertEquals("portable", at(field, "strategy"));
    List<?> resident = (List<?>) at(field, "resident");
    assertEquals(StandardOperation.values().length + 1, resident.size());
    assertTrue(resident.stream().allMatch(row -> number(row, "elementsPerSecond") > 0));
    List<?> chains = (List<?>) at(field, "inRegisters");
    assertEquals(
        List.of("mul-chain", "sqr-chain"), chains.stream().map(row -> at(row, "kernel")).toList());
    List<?> pipelines = (List<?>) at(field, "pipelines");
    assertTrue(
        pipelines.stream()
            .map(row -> at(row, "kernel"))
            .toList()
            .containsAll(List.of("vector-mul", "batch-inverse", "partial-inner-products")));
    assertTrue(number(field, "inversionInRegisterProducts") > 0);
    assertTrue(number(at(field, "bigInteger"), "nanosPerProduct") > 0);
    assertTrue(number(at(field, "bigInteger"), "deviceInRegistersRatio") > 0);
  }

  @Test
  void benchCallsMeasuresEveryKindOfCall() throws IOException {
    Map<String, Object> json =
        jsonOf("bench-calls", "--millis=1", "--threads=3", "--jobs=1100", "--elements=1000");
    List<?> rows = (List<?>) at(json, "rows");
    assertEquals(
        List.of(
            "each of 64 dispatches",
            "each of 64 in a program",
            "dispatch and finish",
            "each of 64 dispatches",
            "each of 64 in a program",
            "dispatch and finish",
            "sum",
            "job",
            "batch of 1,100 jobs",
            "one job of as many elements",
            "job in each of 3 threads"),
        rows.stream().map(row -> at(row, "call")).toList());
    assertEquals(64, at(rows.get(0), "elements"));
    assertEquals(1000, at(rows.get(3), "elements"));
    assertEquals(64 * 1100, at(rows.get(9), "elements"));
    for (Object row : rows) {
      assertTrue(number(row, "runs") >= 5, row.toString());
      assertTrue(number(row, "medianMicros") > 0, row.toString());
      assertTrue(number(row, "medianMicros") <= number(row, "p99Micros"), row.toString());
      assertTrue(number(row, "p99Micros") <= number(row, "longestMicros"), row.toString());
    }
    assertEquals(3, json.get("threads"));
    assertTrue(number(json, "jobsPerSecond") > 0);
  }

  @Test
  void benchHostDataMeasuresEachCopyInAndOut() throws IOException {
    Map<String, Object> json =
        jsonOf("bench-host-data", "--field=bls12_381_fr,baby_bear", "--elements=3000");
    assertEquals(3000, json.get("elements"));
    List<?> rows = (List<?>) requireNonNull(json.get("rows"));
    assertEquals(15 + 13, rows.size());
    assertTrue(rows.stream().allMatch(row -> number(row, "nanosPerElement") > 0));
    assertEquals(
        4, rows.stream().filter(row -> at(row, "copy").equals("BigInteger[] out")).count());
  }

  @Test
  void aTraceOfABenchShowsItsChunks() throws IOException {
    Path json = folder.resolve("trace.json");
    Path picture = folder.resolve("trace.svg");
    for (Path file : List.of(json, picture)) {
      Outcome.of("bench-batch-pipelined", "--elements=100", "--jobs=2", "--trace", file.toString())
          .assertOk();
    }
    List<?> events = (List<?>) at(JSON.std.mapFrom(Files.readString(json)), "traceEvents");
    assertTrue(
        events.stream()
            .map(event -> String.valueOf(at(event, "name")))
            .anyMatch(name -> name.startsWith("vector-add<bls12_381_fp>")),
        events.toString());
    assertTrue(Files.readString(picture).startsWith("<svg"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "dispatches", "program"})
  void aTraceShowsOnePieceOfWorkFromItsBeginToItsEnd(String kind) throws IOException {
    Path file = folder.resolve("trace.json");
    Outcome.of("trace", kind, "--elements=100", "--jobs=3", "--out", file.toString()).assertOk();
    List<String> names =
        ((List<?>) at(JSON.std.mapFrom(Files.readString(file)), "traceEvents"))
            .stream().map(event -> String.valueOf(at(event, "name"))).toList();
    String wanted =
        switch (kind) {
          case "batch" -> "vector-add<bls12_381_fp>, 3 pieces";
          case "dispatches" -> "vector-sqr";
          default -> "program of 8 dispatches";
        };
    // three dispatches or runs, or what becomes of a batch: a copy in, a dispatch, a copy out
    assertEquals(3, names.stream().filter(wanted::equals).count(), names.toString());
  }

  @Test
  void aTraceDoesNotReplaceWhatIsReadOrWritten() throws IOException {
    Path in = Files.write(folder.resolve("in.bin"), new byte[48]);
    Path link = Files.createLink(folder.resolve("link.bin"), in);
    Path out = folder.resolve("out.bin");
    for (Path trace : List.of(in, link, out)) {
      Outcome.of(
              "run",
              "vector-neg",
              "--field=bls12_381_fp",
              "--in=" + in,
              "--out=" + out,
              "--trace=" + trace)
          .assertBadInput("--trace " + trace + " is also --", "; give another file");
    }
    assertEquals(48, Files.size(in));
    assertFalse(Files.exists(out));
  }

  @Test
  void aTraceThatCannotBeWrittenIsNamedBeforeTheWork() {
    Path file = folder.resolve("absent").resolve("trace.json");
    Outcome.of("bench-calls", "--trace", file.toString()).assertBadInput("cannot write " + file);
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

  @Test
  void aPlanOfATransformIsPrinted() {
    String out = Outcome.of("plan", "ntt", "--field=baby_bear", "--size=1048576").assertOk().out();
    assertTrue(out.contains("ntt of 2^20 elements of baby_bear on "), out);
    assertTrue(out.contains("pass 1 "), out);
    String json =
        Outcome.of("plan", "ntt", "--field=baby_bear", "--size=64", "--json").assertOk().out();
    assertTrue(json.contains("\"radices\""), json);
    assertTrue(json.contains("\"logTableMost\" : null"), json);
    String ofLong = Outcome.of("plan", "ntt", "--field=bn254_fr", "--size=1").assertOk().out();
    assertTrue(ofLong.contains("passes               1"), ofLong);
    assertTrue(ofLong.contains("pass 1               a copy"), ofLong);
    assertTrue(ofLong.contains("whole tables up to   2^"), ofLong);
    String complex =
        Outcome.of("plan", "ntt", "--field=mersenne31_complex", "--size=4096").assertOk().out();
    assertTrue(complex.contains("ntt of 2^12 elements of mersenne31_complex on "), complex);
    assertTrue(complex.contains("between passes       products"), complex);
    assertFalse(complex.contains("whole tables"), complex);
    Outcome.of("plan", "ntt", "--field=mersenne31_complex", "--size=8589934592")
        .assertBadInput("mersenne31_complex has no root of unity of order 2^33");
    Outcome.of("plan", "msm", "--field=baby_bear", "--size=64")
        .assertBadInput("there is no plan of \"msm\"; ask for ntt");
    Outcome.of("plan", "ntt", "--field=mersenne31", "--size=64")
        .assertBadInput("mersenne31 has no root of unity of order 2^6");
    Outcome.of("plan", "ntt", "--field=no", "--size=12", "--device=no")
        .assertBadInput("--size 12 is no power of two; give 8 or 16");
    Outcome.of("plan", "ntt", "--field=mersenne31", "--size=64", "--device=no")
        .assertBadInput("mersenne31 has no root of unity of order 2^6");
  }

  @Test
  void theHelpOfAPlanHasTheWordsThatItPrints() {
    String help = Outcome.of("plan", "--help").assertOk().out();
    String plan = Outcome.of("plan", "ntt", "--field=bn254_fr", "--size=65536").assertOk().out();
    List<String> words =
        plan.lines()
            .skip(1)
            .map(line -> line.split(" {2,}", 2)[0].replaceFirst("pass \\d+", "pass 1"))
            .distinct()
            .toList();
    assertEquals(6, words.size(), plan);
    for (String word : words) {
      assertTrue(help.contains(word + " ") || help.contains(word + ", "), word + help);
    }
    assertTrue(help.contains("\n                       where the small"), "lines as written");
  }

  @Test
  void plansAreMeasuredAndTheFastestIsPrinted() throws IOException {
    Outcome outcome =
        Outcome.of("plan", "ntt", "--field=koala_bear", "--size=4096", "--measure").assertOk();
    List<String> rows =
        outcome
            .out()
            .lines()
            .filter(line -> line.matches("\\d+ \\+ \\d+ bits +\\d+\\.\\d( +kept)?"))
            .toList();
    assertEquals(5, rows.size(), outcome.out());
    assertEquals(1, rows.stream().filter(row -> row.endsWith("kept")).count(), outcome.out());
    String json =
        Outcome.of("plan", "ntt", "--field=koala_bear", "--size=1", "--measure", "--json")
            .assertOk()
            .out();
    assertEquals(1, ((List<?>) at(JSON.std.mapFrom(json), "measured")).size());
  }

  @Test
  void transformsAreTimedAndComparedWithTheirInverses() throws IOException {
    Map<String, Object> json =
        jsonOf("bench-ntt", "--field=baby_bear", "--size=64,1024", "--millis=5");
    assertTrue(json.get("rows") instanceof List<?> rows && rows.size() == 12, json::toString);
    String batch =
        Outcome.of("bench-ntt", "--field=goldilocks", "--size=16", "--rows=3", "--millis=5")
            .assertOk()
            .out();
    for (String way : List.of("NR", "RN")) {
      String row = "host " + way + " +2\\^4 +3 +\\[4] .*";
      assertTrue(batch.lines().anyMatch(line -> line.matches(row)), batch);
    }
    Outcome.of("bench-ntt", "--rows=0").assertBadInput("--rows 0 is not positive; give 1 or more");
    String small = Outcome.of("bench-ntt", "--field=secp256k1_fr", "--millis=5").assertOk().out();
    assertTrue(small.contains("2^6"), small);
    String one =
        Outcome.of("bench-ntt", "--field=baby_bear", "--size=1", "--millis=5").assertOk().out();
    assertTrue(one.lines().anyMatch(line -> line.matches("NR +2\\^0 .* -")), one);
    assertTrue(one.lines().anyMatch(line -> line.matches("NR +2\\^0 +1 +a copy .*")), one);
    for (String command : List.of("bench-ntt", "plan ntt")) {
      List<String> args = new ArrayList<>(List.of(command.split(" ")));
      args.addAll(List.of("--field=goldilocks2", "--size=64"));
      Outcome.of(args.toArray(String[]::new))
          .assertBadInput(
              "there are no transforms over goldilocks2, of limb shape 1x64 and degree 2");
      args.set(args.size() - 2, "--field=bls12_381_g1");
      Outcome.of(args.toArray(String[]::new))
          .assertBadInput(
              "unknown field \"bls12_381_g1\"; there are: baby_bear,", "mersenne31_complex2");
    }
    Outcome.of("bench-ntt", "--size=100")
        .assertBadInput("--size 100 is no power of two; give 64 or 128");
  }

  @Test
  void transformsOverExtensionsAreTimed() throws IOException {
    Map<String, Object> json =
        jsonOf(
            "bench-ntt",
            "--field=mersenne31_complex",
            "--size=1,16,4096",
            "--rows=2",
            "--millis=5");
    assertEquals("mersenne31_complex", json.get("field"));
    assertEquals(12, json.get("bigIntegerLogSize"));
    List<?> rows = (List<?>) at(json, "rows");
    assertEquals(3 * 6, rows.size());
    double times = number(json, "bigIntegerMicros") / number(json, "bigIntegerTimes");
    assertTrue(
        rows.stream()
            .filter(row -> at(row, "way").equals("NR") && number(row, "logSize") == 12)
            .anyMatch(row -> Math.abs(number(row, "microsInProgram") / 2 / times - 1) < 1e-6));
    for (Object row : rows) {
      boolean fromHost = String.valueOf(at(row, "way")).startsWith("host");
      assertEquals(fromHost, ((Map<?, ?>) row).get("microsInProgram") == null);
      assertTrue(((Map<?, ?>) row).containsKey("multiplierFloorMicros"));
      assertNull(((Map<?, ?>) row).get("multiplierFloorMicros"));
    }
  }

  @Test
  void transformsInPartsAreTimed() throws IOException {
    Map<String, Object> json =
        jsonOf("bench-ntt", "--streamed", "--field=baby_bear", "--size=1,4096,65536");
    List<?> rows = (List<?>) at(json, "rows");
    assertEquals(3 * 2, rows.size());
    for (Object row : rows) {
      assertTrue(String.valueOf(((Map<?, ?>) row).get("way")).startsWith("streamed "));
      assertTrue(
          ((Map<?, ?>) row).get("memoryFloorMicros") instanceof Number n && n.doubleValue() > 0);
      assertNull(((Map<?, ?>) row).get("multiplierFloorMicros"));
    }
    String table =
        Outcome.of("bench-ntt", "--streamed", "--field=goldilocks", "--size=16").assertOk().out();
    for (String way : List.of("NR", "RN")) {
      String row = "streamed " + way + " +2\\^4 +1 +\\[4] .* -";
      assertTrue(table.lines().anyMatch(line -> line.matches(row)), table);
    }
    String chosen = Outcome.of("bench-ntt", "--streamed", "--field=koala_bear").assertOk().out();
    assertTrue(chosen.contains("2^16"), chosen);
    Outcome.of("bench-ntt", "--streamed", "--millis=5")
        .assertBadInput("--streamed has a number of runs of its own; leave --millis out");
    Outcome.of("bench-ntt", "--millis=0").assertBadInput("--millis is 0; it must be 1 to 600000");
    Outcome.of("bench-kernels", "--millis=600001")
        .assertBadInput("--millis is 600001; it must be 1 to 600000");
    Outcome.of("bench-ntt", "--streamed", "--rows=2")
        .assertBadInput("--streamed transforms one vector; leave --rows out");
    Outcome.of("bench-ntt", "--streamed", "--field=mersenne31_complex")
        .assertBadInput("--streamed is over prime fields, and mersenne31_complex is an extension");
    Outcome.of("bench-ntt", "--streamed", "--field=bls12_377_fr", "--size=16,140737488355328")
        .assertBadInput(
            "there is no room for vectors of 140737488355328 elements, 2 in host memory; all together: ");
  }

  /** Whatever else is asked for: not even the small ones are made then. */
  @Test
  void sizesThatThereIsNoRoomForAreRefusedBeforeAnyIsMade() {
    Outcome.of("bench-ntt", "--field=goldilocks", "--size=16,8589934592")
        .assertBadInput("goldilocks has no root of unity of order 2^33");
    Outcome.of("bench-ntt", "--field=goldilocks", "--size=16,4294967296", "--rows=256")
        .assertBadInput(
            "there is no room for vectors of 1099511627776 elements, 2 in host memory and 4 on the"
                + " device; all together: HostVector<goldilocks>[2199023255552] of 17592186044416 bytes: ");
    Outcome.of("bench-kernels", "--elements=1099511627776")
        .assertBadInput("there is no room for vectors of 1099511627776 elements, 1 in host memory");
    Outcome.of("bench-kernels", "--elements=9223372036854775807")
        .assertBadInput("there is no room for vectors of 9223372036854775807 elements, 1 in host");
    Outcome.of("bench-batch-pipelined", "--elements=64,16777216", "--jobs=1,1000")
        .assertBadInput(
            "there is no room for vectors of 16777216 elements, 3000 in host memory; all together: ");
    String most = String.join(",", Collections.nCopies(1000, "16777216"));
    Outcome.of("bench-persistent", "--elements=" + most)
        .assertBadInput(
            "jobs of 16777216000 elements take 3221225472000 bytes of memory in Java's heap");
    Outcome.of("smoke-batch", "--field=bls12_381_fp", "--elements=16777216", "--jobs=1000")
        .assertBadInput("the results of 1000 jobs of each kernel of 16777216 elements take ");
    Outcome.of(
            "trace", "batch", "--elements=16777216", "--jobs=1000", "--out=" + folder.resolve("t"))
        .assertBadInput(
            "the arrays of 1000 jobs of 16777216 elements take 2415919104000 bytes of memory");
    Outcome.of("bench-ntt", "--field=bls12_377_fr", "--size=140737488355328", "--rows=131072")
        .assertBadInput(
            "--rows 131072 of --size 140737488355328 are more than 2^63 - 1 elements; give fewer");
  }
}
