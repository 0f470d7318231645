// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wrong input is one line that names it and says what to do, and no output file. */
@ExtendWith(NoWarnings.class)
class BadInputTest {

  private static final int COUNT = 10;

  @TempDir Path folder;

  private final Field<?> fp = ElementFiles.field("bls12_381_fp");
  private Path a;
  private Path b;
  private Path out;
  private List<Path> before = List.of();

  @BeforeEach
  void writeInputs() throws IOException {
    a = ElementFiles.write(folder.resolve("a.bin"), fp, ElementFiles.operand(fp, COUNT, 0));
    b = ElementFiles.write(folder.resolve("b.bin"), fp, ElementFiles.operand(fp, COUNT, 1));
    out = folder.resolve("out.bin");
  }

  private Outcome add(String... more) throws IOException {
    return run("vector-add", "bls12_381_fp", List.of(a, b), more);
  }

  private Outcome run(String kernel, String field, List<Path> inputs, String... more)
      throws IOException {
    before = files();
    List<String> args = new ArrayList<>(List.of("run", kernel, "--field", field));
    inputs.forEach(input -> args.addAll(List.of("--in", input.toString())));
    args.addAll(List.of("--out", out.toString()));
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(String[]::new));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @AfterEach
  void noFileIsLeftBehind() throws IOException {
    assertEquals(before, before.isEmpty() ? before : files());
  }

  @Test
  void aFileThatIsNoWholeNumberOfElementsIsNamedWithItsRest() throws IOException {
    Files.write(a, new byte[100]);
    add().assertBadInput(a.toString(), "100 bytes", "48 bytes per element", "4 are left over");
  }

  @Test
  void anElementThatIsNotBelowTheModulusIsNamedWithItsIndex() throws IOException {
    List<BigInteger> values = new ArrayList<>(ElementFiles.operand(fp, COUNT, 1));
    values.set(7, fp.modulus());
    ElementFiles.write(b, fp, values);
    add()
        .assertBadInput(b.toString(), "element 7 is not below the modulus", "the operation reduce");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sum", "vector-inv"})
  void anElementInALaterChunkIsNamedWithItsIndexToo(String operation) throws IOException {
    List<BigInteger> values = new ArrayList<>(ElementFiles.operand(fp, COUNT, 1));
    values.set(7, fp.modulus());
    ElementFiles.write(a, fp, values);
    run(operation, "bls12_381_fp", List.of(a), "--chunk", "3")
        .assertBadInput(a.toString(), "element 7 is not below the modulus", "the operation reduce");
  }

  @Test
  void reduceTakesElementsThatAreNotBelowTheModulus() throws IOException {
    ElementFiles.write(a, fp, List.of(fp.modulus().add(BigInteger.TWO)));
    run("reduce", "bls12_381_fp", List.of(a)).assertOk();
    assertEquals(List.of(BigInteger.TWO), ElementFiles.read(out, fp));
    before = List.of();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector-scale", "vector-pow"})
  void aMissingScalarIsAskedFor(String operation) throws IOException {
    run(operation, "bls12_381_fp", List.of(a))
        .assertBadInput(operation + " takes a scalar", "--scalar VALUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vector-neg", "sum"})
  void aScalarThatIsNotWantedIsRefused(String operation) throws IOException {
    run(operation, "bls12_381_fp", List.of(a), "--scalar", "1")
        .assertBadInput(operation + " takes no scalar", "leave --scalar out");
  }

  @ParameterizedTest
  @CsvSource({
    "vector-scale,2147483647,--scalar 2147483647 is not in [0",
    "vector-scale,-1,--scalar -1 is not in [0",
    "vector-pow,4294967296,from 0 to 2^32 - 1",
    "vector-pow,-1,from 0 to 2^32 - 1",
    "vector-scale,0xzz,neither a decimal number nor a hexadecimal",
    "vector-scale,0x-1,neither a decimal number nor a hexadecimal",
    "vector-scale,0x,neither a decimal number nor a hexadecimal",
    "vector-scale,seven,neither a decimal number nor a hexadecimal",
    "vector-scale,\u0663,neither a decimal number nor a hexadecimal",
    "vector-pow,0x\uff11,neither a decimal number nor a hexadecimal",
    "vector-scale,1.5,neither a decimal number nor a hexadecimal"
  })
  void aScalarThatMakesNoSenseIsNamed(String operation, String scalar, String part)
      throws IOException {
    a = ElementFiles.write(a, m31(), List.of(BigInteger.ONE));
    run(operation, "mersenne31", List.of(a), "--scalar=" + scalar).assertBadInput(scalar, part);
  }

  private static Field<?> m31() {
    return ElementFiles.field("mersenne31");
  }

  @ParameterizedTest
  @ValueSource(strings = {"partial-sums", "batch-inverse"})
  void aKernelThatTakesMoreThanFilesIsForJava(String kernel) throws IOException {
    run(kernel, "bls12_381_fp", List.of(a))
        .assertBadInput(kernel + " takes more than files can give", "from Java");
  }

  @Test
  void anUnknownStrategyComesWithThoseThatThereAre() {
    Outcome.with(
            "GPU_STRATEGY",
            "fast",
            "run",
            "vector-sqr",
            "--field=bls12_381_fp",
            "--in=" + a,
            "--out=" + out)
        .assertBadInput("GPU_STRATEGY=fast is no strategy", "portable, wide, columns, float64");
    Outcome.of("bench-kernels", "--field=bls12_381_fp", "--strategy=fast")
        .assertBadInput("unknown strategy \"fast\"", "portable, wide, columns, float64");
  }

  @Test
  void anUnknownFieldOfABenchComesWithThoseThatThereAre() {
    Outcome.of("bench-kernels", "--field=bn254")
        .assertBadInput("unknown field \"bn254\"", "pallas");
    Outcome.of("smoke-batch", "--field=bn254").assertBadInput("unknown field \"bn254\"", "pallas");
  }

  @Test
  void inputsOfDifferentLengthsAreNamedWithTheirLengths() throws IOException {
    ElementFiles.write(b, fp, ElementFiles.operand(fp, COUNT + 1, 1));
    add().assertBadInput(a + " has 10 elements, but " + b + " has 11", "same length");
  }

  @Test
  void anUnknownOperationComesWithThoseThatThereAre() throws IOException {
    run("vector-mod", "bls12_381_fp", List.of(a, b))
        .assertBadInput("unknown operation \"vector-mod\"", "vector-add", "inner-product");
  }

  @Test
  void anUnknownFieldComesWithThoseThatThereAre() throws IOException {
    run("vector-add", "bn254", List.of(a, b))
        .assertBadInput("unknown field \"bn254\"", "bls12_381_fp, bls12_381_fr");
  }

  @ParameterizedTest
  @CsvSource({"vector-add,2,1", "vector-neg,1,2", "vector-mul-add,3,2", "equal,2,1", "sum,1,2"})
  void aWrongNumberOfInputsComesWithTheRightOne(String kernel, int right, int given)
      throws IOException {
    run(kernel, "bls12_381_fp", List.of(a, b).subList(0, given))
        .assertBadInput(
            kernel + " reads " + right + " vector", "(a", "but " + given + " w", "given");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    a = folder.resolve("absent.bin");
    add().assertBadInput("cannot read " + a + ": no such file", "check the path");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileThatHidesItsSizeIsNoInput() throws IOException {
    a = Path.of("/proc/version"); // says that it has no bytes, and has some
    add().assertBadInput("cannot read " + a + ": not a regular file");
  }

  @Test
  void aFolderIsNoInput() throws IOException {
    a = folder;
    add().assertBadInput("cannot read " + folder + ": not a regular file");
  }

  @Test
  void anOutputInNoFolderIsNamed() throws IOException {
    out = folder.resolve("absent").resolve("out.bin");
    add().assertBadInput("cannot write " + out, "there is no folder", "make it");
  }

  @Test
  void aFolderIsNoOutput() throws IOException {
    out = folder;
    add().assertBadInput("cannot write " + folder + ": it is a folder");
  }

  @Test
  void aFailedRunLeavesAnEarlierOutputAsItWas() throws IOException {
    byte[] earlier = {1, 2, 3};
    Files.write(out, earlier);
    Files.write(a, new byte[1]);
    add().assertBadInput(a.toString());
    assertArrayEquals(earlier, Files.readAllBytes(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5"})
  void aChunkHasAtLeastOneElement(String chunk) throws IOException {
    add("--chunk", chunk).assertBadInput("--chunk is " + chunk, "1 or more");
  }

  @ParameterizedTest
  @CsvSource({
    "--chunk,many,'is not a number in the digits 0 to 9'",
    "--mode,fast,'none of sequential, pipelined'",
    "--path,gpu,'none of auto, host-visible, device-local'",
    "--form,striped,'none of canonical, montgomery'"
  })
  void anOptionsValueThatMakesNoSenseIsNamed(String option, String value, String part)
      throws IOException {
    add(option, value).assertBadInput(option, "'" + value + "'", part);
  }

  @Test
  void anUnknownDeviceComesWithThoseThatThereAre() throws IOException {
    add("--device", "no such card")
        .assertBadInput("no Vulkan device matches \"no such card\"", "there are: 0 (");
  }

  @Test
  void aKernelRunsOnlyWhereTheDeviceHasWhatItNeeds() throws IOException {
    Outcome outcome = run(NeedyKernel.NAME, "bls12_381_fp", List.of(a));
    if (NeedyKernel.canRun()) {
      outcome.assertOk();
    } else {
      outcome.assertBadInput(NeedyKernel.NAME + " needs", "lacks; choose another device");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GPU_DEVICE_LOCAL,2,neither 0 nor 1",
    "GPU_STREAM_CHUNK_ELEMS,0,1 or more",
    "GPU_STREAM_CHUNK_ELEMS,some,is not a number",
    "GPU_STREAM_CHUNK_ELEMS,\u0661\u0662,is not a number",
    "FIELDSTONE_VALIDATION,on,neither 0 nor 1",
    "FIELDSTONE_DEVICE,nothing,no Vulkan device matches"
  })
  void anEnvironmentVariableThatMakesNoSenseIsNamed(String name, String value, String part) {
    String named = name.equals("FIELDSTONE_DEVICE") ? value : name;
    for (String command :
        List.of(
            "doctor",
            "smoke-batch",
            "bench-persistent",
            "bench-batch-pipelined",
            "bench-kernels",
            "bench-calls",
            "bench-host-data")) {
      Outcome.with(name, value, command).assertBadInput(named, value, part);
    }
  }

  /** Java takes digits of any script for numbers. */
  @ParameterizedTest
  @CsvSource({
    "smoke-batch,--elements,\u0661\u0662",
    "smoke-types,--seed,\uff11",
    "bench-persistent,--elements,'64,\u0967'",
    "bench-kernels,--elements,1e3",
    "bench-calls,--threads,0x2",
    "bench-calls,--elements,1e3"
  })
  void numbersHaveTheDigitsZeroToNine(String command, String option, String value) {
    String last = value.substring(value.indexOf(',') + 1);
    Outcome.of(command, option, value)
        .assertBadInput(option, "'" + last + "' is not a number in the digits 0 to 9");
  }

  @Test
  void numbersThatAreTooLargeAreRefused() {
    Outcome.of("smoke-batch", "--jobs", "2147483648")
        .assertBadInput("'2147483648' is not a number from -2147483648 to 2147483647");
  }

  @Test
  void aTypeThatIsNotThereIsNamed() {
    Outcome.of("smoke-types", "--type=bls12_381_g3")
        .assertBadInput("unknown field or curve \"bls12_381_g3\"", "bls12_381_g2");
    Outcome.of("bench-pipelines", "--type=none").assertBadInput("unknown field or curve", "vesta");
    Outcome.of("smoke-types", "--type=bn254_fr")
        .assertBadInput("bn254_fr is a prime field; smoke-batch --field checks those");
  }

  @ParameterizedTest
  @CsvSource({
    "smoke-batch,--elements,0",
    "smoke-types,--elements,0",
    "smoke-batch,--jobs,0",
    "bench-persistent,--elements,'64,0'",
    "bench-batch-pipelined,--elements,-1",
    "bench-batch-pipelined,--jobs,'2,0'",
    "bench-kernels,--elements,0",
    "bench-calls,--millis,0",
    "bench-calls,--threads,-3",
    "bench-calls,--jobs,100001",
    "bench-calls,--elements,0",
    "bench-host-data,--elements,0",
    "bench-builds,--rounds,0",
    "bench-builds,--tolerance,0",
    "bench-host-data,--elements,8388609"
  })
  void numbersOfElementsAndJobsArePositive(String command, String option, String value) {
    List<String> words = new ArrayList<>(List.of(command, option, value));
    if (command.equals("bench-builds")) {
      words.addAll(List.of("old.jar", "new.jar"));
    }
    Outcome.of(words.toArray(String[]::new)).assertBadInput(option + " is ", "it must be 1 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smoke-batch",
        "bench-persistent",
        "bench-batch-pipelined",
        "bench-kernels",
        "bench-calls",
        "bench-host-data"
      })
  void aJsonFileThatCannotBeWrittenIsNamedBeforeTheWork(String command) {
    Path file = folder.resolve("absent").resolve("out.json");
    Outcome.of(command, "--json", file.toString()).assertBadInput("cannot write " + file);
  }

  @Test
  void buildsThatAreNoneAreNamed() throws IOException {
    Path none = folder.resolve("none.jar");
    Outcome.of("bench-builds", none.toString(), none.toString())
        .assertBadInput(none + " is no build of Fieldstone", "name a fieldstone.jar");
    Outcome.of("bench-builds", folder.toString(), folder.toString())
        .assertBadInput(folder + " is no build of Fieldstone");
    Outcome.of("bench-builds", "a.jar", "b.jar", "--rounds=3")
        .assertBadInput("--rounds is 3", "cannot tell a change from noise");
    Outcome.of("bench-builds", "a.jar", "b.jar", "--plant=0").assertBadInput("--plant is 0");
    Outcome.of("bench-builds", "a.jar").assertBadInput("NEW");
  }

  @Test
  void anUnknownCommandComesWithThoseThatThereAre() {
    Outcome.of("bench").assertBadInput("unknown command 'bench'", "smoke-batch", "--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch --help",
        "--help nosuch",
        "nosuch -h",
        "nosuch --version",
        "nosuch fields --help",
        "nosuch help",
        "help nosuch",
        "help nosuch --help",
      })
  void anUnknownCommandIsRefusedWhateverElseIsAsked(String line) {
    Outcome.of(line.split(" ", -1))
        .assertBadInput("unknown command 'nosuch'; there are: help, doctor");
  }

  @Test
  void helpIsShownOfACommandWhoseArgumentsAreWrong() {
    String fields = Outcome.of("fields", "--help").assertOk().out();
    assertEquals(fields, Outcome.of("fields", "nosuch", "--help").assertOk().out());
    assertEquals(fields, Outcome.of("help", "fields").assertOk().out());
    assertEquals(Outcome.of().out(), Outcome.of("--nosuch", "--help").assertOk().out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doctor",
        "kernels",
        "fields",
        "smoke-batch",
        "bench-persistent",
        "bench-batch-pipelined",
        "bench-kernels",
        "bench-calls",
        "bench-host-data"
      })
  void anUnknownOptionIsNamed(String command) {
    Outcome.of(command, "--frobnicate").assertBadInput("--frobnicate", command + " --help");
  }

  @Test
  void aPathThatHasNoNameHere() throws IOException {
    add("--form=canonical", "--in", "a\0b").assertBadInput("is no path here", "LC_ALL=C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"newdir/", "newdir//"})
  void aFolderIsNoOutput(String name) throws IOException {
    before = files();
    Outcome.of("run", "vector-neg", "--field=goldilocks", "--in=" + a, "--out", folder + "/" + name)
        .assertBadInput("newdir/", "names a folder; name a file");
    assertEquals(before, files());
  }

  @Test
  void aNameThatBeginsWithAnAtIsAName() throws IOException {
    Path file = Files.writeString(folder.resolve("words"), "--help");
    Outcome.of("fields", "@" + file).assertBadInput("unexpected argument '@" + file + "'");
  }
}
