// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    Object fr =
        fields.stream().filter(f -> at(f, "name").equals("bls12_381_fr")).findFirst().orElseThrow();
    assertEquals(32, at(fr, "bytes"));
    assertEquals(255, at(fr, "bits"));
    assertEquals("0x" + Bls12381FrField.MODULUS.toString(16), at(fr, "modulus"));
    Map<String, Object> kernels = json("kernels", "--json");
    assertEquals(
        InstalledKernels.load().kernels().size(), ((List<?>) at(kernels, "kernels")).size());
    Object add = ((List<?>) at(kernels, "operations")).get(0);
    assertEquals("vector-add", at(add, "name"));
    assertEquals(List.of("a", "b"), at(add, "reads"));
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
    assertEquals(1 + 14 + 1, out.lines().count(), out);
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
    // two shapes, each with sums, which have no strategy, and with products, one of them in two
    assertEquals(5, ((List<?>) at(json, "selfTest", "pairs")).size());
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
        jsonOf("bench-kernels", "--field=bls12_381_fr", "--elements=100", "--strategy=portable");
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
    Map<String, Object> json = jsonOf("bench-calls", "--millis=1", "--threads=3");
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
            "batch of 10,000 jobs",
            "one job of as many elements",
            "job in each of 3 threads"),
        rows.stream().map(row -> at(row, "call")).toList());
    assertEquals(64, at(rows.get(0), "elements"));
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
    Outcome.of("plan", "msm", "--field=baby_bear", "--size=64")
        .assertBadInput("there is no plan of \"msm\"; ask for ntt");
    Outcome.of("plan", "ntt", "--field=mersenne31", "--size=64")
        .assertBadInput("mersenne31 has no root of unity of order 2^6");
    Outcome.of("plan", "ntt", "--field=baby_bear", "--size=12")
        .assertBadInput("a domain has 1, 2, 4, 8 ... points, a power of two, and not 12");
  }

  @Test
  void transformsAreTimedAndComparedWithTheirInverses() throws IOException {
    Map<String, Object> json = jsonOf("bench-ntt", "--field=baby_bear", "--size=64,1024");
    assertTrue(json.get("rows") instanceof List<?> rows && rows.size() == 12, json::toString);
    String batch =
        Outcome.of("bench-ntt", "--field=goldilocks", "--size=16", "--rows=3").assertOk().out();
    for (String way : List.of("NR", "RN")) {
      String row = "host " + way + " +2\\^4 +3 +\\[4] .*";
      assertTrue(batch.lines().anyMatch(line -> line.matches(row)), batch);
    }
    Outcome.of("bench-ntt", "--rows=0").assertBadInput("--rows 0 is not positive; give 1 or more");
    String small = Outcome.of("bench-ntt", "--field=secp256k1_fr").assertOk().out();
    assertTrue(small.contains("2^6"), small);
    String one = Outcome.of("bench-ntt", "--field=baby_bear", "--size=1").assertOk().out();
    assertTrue(one.lines().anyMatch(line -> line.matches("NR +2\\^0 .* -")), one);
    for (String command : List.of("bench-ntt", "plan ntt")) {
      List<String> args = new ArrayList<>(List.of(command.split(" ")));
      args.addAll(List.of("--field=mersenne31_complex", "--size=64"));
      Outcome.of(args.toArray(String[]::new))
          .assertBadInput(
              "mersenne31_complex is an extension field, which Domain.of takes; name a prime field"
                  + " here");
    }
    Outcome.of("bench-ntt", "--size=100")
        .assertBadInput("--size 100 is no power of two; give 1024 or the like");
  }
}
