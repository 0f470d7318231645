// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoWarnings.class)
class RunCommandTest {

  private static final int COUNT = 600;

  enum Operation {
    ADD("vector-add", 2),
    SUB("vector-sub", 2),
    NEG("vector-neg", 1),
    DOUBLE("vector-double", 1),
    MUL("vector-mul", 2),
    SQR("vector-sqr", 1);

    final String kernel;
    final int inputs;

    Operation(String kernel, int inputs) {
      this.kernel = kernel;
      this.inputs = inputs;
    }

    BigInteger apply(BigInteger a, BigInteger b) {
      return switch (this) {
        case ADD -> a.add(b);
        case SUB -> a.subtract(b);
        case NEG -> a.negate();
        case DOUBLE -> a.add(a);
        case MUL -> a.multiply(b);
        case SQR -> a.multiply(a);
      };
    }
  }

  static final List<String> FIELDS = List.of("bls12_381_fp", "bls12_381_fr");

  @TempDir Path folder;

  private Path a;
  private Path b;
  private Path out;

  @BeforeEach
  void name() {
    a = folder.resolve("a.bin");
    b = folder.resolve("b.bin");
    out = folder.resolve("out.bin");
  }

  private List<BigInteger> writeInputs(Field<?> field, Operation operation) throws IOException {
    List<BigInteger> left = ElementFiles.operand(field, COUNT, 0);
    List<BigInteger> right = ElementFiles.operand(field, COUNT, 1);
    ElementFiles.write(a, field, left);
    ElementFiles.write(b, field, right);
    List<BigInteger> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(operation.apply(left.get(i), right.get(i)).mod(field.modulus()));
    }
    return expected;
  }

  private Outcome run(Operation operation, String field, String... more) {
    List<String> args = new ArrayList<>(List.of("run", operation.kernel, "--field", field));
    args.addAll(List.of("--in", a.toString(), "--out", out.toString()));
    if (operation.inputs == 2) {
      args.addAll(List.of("--in", b.toString()));
    }
    args.addAll(List.of(more));
    return Outcome.of(args.toArray(String[]::new));
  }

  static Stream<Arguments> waysAndChunks() {
    return Stream.of("sequential", "pipelined")
        .flatMap(
            mode ->
                Stream.of("auto", "host-visible", "device-local")
                    .flatMap(
                        path ->
                            Stream.of("1", "7", "65536", "default")
                                .map(chunk -> Arguments.of(mode, path, chunk))));
  }

  @ParameterizedTest
  @MethodSource("waysAndChunks")
  void everyModePathAndChunkSizeGivesWhatBigIntegerGives(String mode, String path, String chunk)
      throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fp");
    List<BigInteger> expected = writeInputs(field, Operation.ADD);
    Outcome outcome =
        chunk.equals("default")
            ? run(Operation.ADD, field.name(), "--mode", mode, "--path", path)
            : run(Operation.ADD, field.name(), "--mode", mode, "--path", path, "--chunk", chunk);
    outcome.assertOk();
    assertEquals(expected, ElementFiles.read(out, field));
  }

  static Stream<Arguments> kernelsAndFields() {
    return Stream.of(Operation.values())
        .flatMap(kernel -> FIELDS.stream().map(field -> Arguments.of(kernel, field)));
  }

  @ParameterizedTest
  @MethodSource("kernelsAndFields")
  void everyKernelOnEveryFieldGivesWhatBigIntegerGives(Operation operation, String fieldName)
      throws IOException {
    Field<?> field = ElementFiles.field(fieldName);
    List<BigInteger> expected = writeInputs(field, operation);
    for (String mode : List.of("sequential", "pipelined")) {
      for (String path : List.of("host-visible", "device-local")) {
        run(operation, fieldName, "--mode", mode, "--path", path).assertOk();
        assertEquals(expected, ElementFiles.read(out, field));
        Files.delete(out);
      }
    }
  }

  @Test
  void theOutputMayBeAnInput() throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fr");
    List<BigInteger> expected = writeInputs(field, Operation.SUB);
    out = b;
    run(Operation.SUB, field.name()).assertOk();
    assertEquals(expected, ElementFiles.read(b, field));
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void anEmptyFileIsNoElements(String field) throws IOException {
    Files.createFile(a);
    Files.createFile(b);
    run(Operation.ADD, field).assertOk();
    assertEquals(0, Files.size(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void theEnvironmentChoosesThePath(String deviceLocal) throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fp");
    List<BigInteger> expected = writeInputs(field, Operation.NEG);
    Outcome outcome =
        Outcome.with(
            "GPU_DEVICE_LOCAL",
            deviceLocal,
            "run",
            "vector-neg",
            "--field=bls12_381_fp",
            "--in=" + a,
            "--out=" + out);
    outcome.assertOk();
    assertEquals(expected, ElementFiles.read(out, field));
    String path = deviceLocal.equals("1") ? "device-local" : "host-visible";
    assertTrue(outcome.out().contains(path), outcome.out());
  }

  @Test
  void nothingButTheOutputIsLeftBehind() throws IOException {
    writeInputs(ElementFiles.field("bls12_381_fp"), Operation.ADD);
    run(Operation.ADD, "bls12_381_fp").assertOk();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(a, b, out), files.sorted().toList());
    }
  }
}
