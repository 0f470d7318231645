// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.operations.Reference;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private List<BigInteger> writeInputs(Field<?> field, StandardOperation operation)
      throws IOException {
    List<BigInteger> left = ElementFiles.operand(field, COUNT, 0);
    List<BigInteger> right = ElementFiles.operand(field, COUNT, 1);
    ElementFiles.write(a, field, left);
    ElementFiles.write(b, field, right);
    return Reference.values(operation, List.of(left, right), BigInteger.ZERO, field.modulus());
  }

  private Outcome run(StandardOperation operation, String field, String... more) {
    List<String> args =
        new ArrayList<>(List.of("run", operation.operationName(), "--field", field));
    args.addAll(List.of("--in", a.toString(), "--out", out.toString()));
    if (operation.inputs().size() == 2) {
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
    List<BigInteger> expected = writeInputs(field, StandardOperation.ADD);
    Outcome outcome =
        chunk.equals("default")
            ? run(StandardOperation.ADD, field.name(), "--mode", mode, "--path", path)
            : run(
                StandardOperation.ADD,
                field.name(),
                "--mode",
                mode,
                "--path",
                path,
                "--chunk",
                chunk);
    outcome.assertOk();
    assertEquals(expected, ElementFiles.read(out, field));
  }

  @Test
  void theOutputMayBeAnInput() throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fr");
    List<BigInteger> expected = writeInputs(field, StandardOperation.SUB);
    out = b;
    run(StandardOperation.SUB, field.name()).assertOk();
    assertEquals(expected, ElementFiles.read(b, field));
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void anEmptyFileIsNoElements(String field) throws IOException {
    Files.createFile(a);
    Files.createFile(b);
    run(StandardOperation.ADD, field).assertOk();
    assertEquals(0, Files.size(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void theEnvironmentChoosesThePath(String deviceLocal) throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fp");
    List<BigInteger> expected = writeInputs(field, StandardOperation.NEG);
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
    writeInputs(ElementFiles.field("bls12_381_fp"), StandardOperation.ADD);
    run(StandardOperation.ADD, "bls12_381_fp").assertOk();
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(a, b, out), files.sorted().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "pipelined"})
  void filesMayBeLargerThanMemory(String mode) throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fp");
    int times = 200;
    List<BigInteger> once = writeInputs(field, StandardOperation.ADD);
    for (Path input : List.of(a, b)) {
      byte[] bytes = Files.readAllBytes(input);
      for (int i = 1; i < times; i++) {
        Files.write(input, bytes, StandardOpenOption.APPEND);
      }
    }
    String limit = Long.toString(Files.size(a) / 2);
    Outcome outcome =
        Outcome.with(
            "FIELDSTONE_MEMORY_LIMIT",
            limit,
            "run",
            "vector-add",
            "--field=bls12_381_fp",
            "--in=" + a,
            "--in=" + b,
            "--out=" + out,
            "--chunk=1000",
            "--mode=" + mode);
    outcome.assertOk();
    List<BigInteger> sums = ElementFiles.read(out, field);
    assertEquals(times * once.size(), sums.size());
    for (int i = 0; i < times; i++) {
      assertEquals(once, sums.subList(i * once.size(), (i + 1) * once.size()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential", "pipelined"})
  void whatIsWrongInALaterPieceIsNamedAndLeavesNothing(String mode) throws IOException {
    Field<?> field = ElementFiles.field("bls12_381_fp");
    List<BigInteger> values = new ArrayList<>(ElementFiles.operand(field, COUNT, 0));
    values.set(COUNT - 1, field.modulus());
    ElementFiles.write(a, field, values);
    run(StandardOperation.NEG, field.name(), "--chunk", "7", "--mode", mode)
        .assertBadInput(a + ": element " + (COUNT - 1) + " is not below the modulus");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(a), files.toList());
    }
  }
}
