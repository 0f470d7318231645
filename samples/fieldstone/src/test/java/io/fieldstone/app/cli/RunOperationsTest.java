// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.app.operations.Operation;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.operations.Reference;
import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operation through files, in both forms and several chunks, against BigInteger. */
@ExtendWith(NoWarnings.class)
class RunOperationsTest {

  private static final int COUNT = 600;
  private static final BigInteger EXPONENT = BigInteger.valueOf(0xC000_0005L);

  @TempDir Path folder;

  private Path out() {
    return folder.resolve("out.bin");
  }

  /** What elements are in a file of a form. */
  private static UnaryOperator<BigInteger> encoder(Field<?> field, String form) {
    return form.equals("montgomery") ? x -> x.multiply(field.r()).mod(field.modulus()) : x -> x;
  }

  private static String formRead(StandardOperation operation, String form) {
    return switch (operation) {
      case TO_MONTGOMERY, REDUCE -> "canonical";
      case FROM_MONTGOMERY -> "montgomery";
      default -> form;
    };
  }

  private static String formWritten(StandardOperation operation, String form) {
    return switch (operation) {
      case TO_MONTGOMERY -> "montgomery";
      case FROM_MONTGOMERY, REDUCE, EQUAL -> "canonical";
      default -> form;
    };
  }

  private static List<List<BigInteger>> operands(StandardOperation operation, Field<?> field) {
    List<List<BigInteger>> operands = new ArrayList<>();
    for (int i = 0; i < operation.inputs().size(); i++) {
      operands.add(
          ElementFiles.operand(field, COUNT, i).stream()
              .map(
                  x ->
                      switch (operation) {
                        case PRODUCT, PREFIX_PRODUCT -> x.max(BigInteger.ONE);
                        case REDUCE ->
                            BigInteger.ONE.shiftLeft(bits(field)).subtract(x).shiftRight(1);
                        default -> x;
                      })
              .toList());
    }
    return operands;
  }

  private static int bits(Field<?> field) {
    return field.elementBytes() * Byte.SIZE;
  }

  private Outcome run(
      StandardOperation operation,
      Field<?> field,
      String form,
      List<List<BigInteger>> operands,
      BigInteger scalar)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("run", operation.operationName()));
    args.addAll(List.of("--field=" + field, "--form=" + form, "--chunk=256", "--out=" + out()));
    if (operation.scalar() != Scalar.NONE) {
      args.add("--scalar=0x" + scalar.toString(16));
    }
    UnaryOperator<BigInteger> encoder = encoder(field, formRead(operation, form));
    for (int i = 0; i < operands.size(); i++) {
      Path file = folder.resolve(i + ".bin");
      ElementFiles.write(file, field, operands.get(i).stream().map(encoder).toList());
      args.add("--in=" + file);
    }
    return Outcome.with("GPU_STRATEGY", "portable", args.toArray(String[]::new));
  }

  static Stream<Arguments> operationsFieldsAndForms() {
    return Stream.of(StandardOperation.values())
        .flatMap(
            operation ->
                Stream.of("bls12_381_fp", "mersenne31")
                    .flatMap(
                        field ->
                            Stream.of("canonical", "montgomery")
                                .map(form -> Arguments.of(operation, field, form))));
  }

  @ParameterizedTest
  @MethodSource("operationsFieldsAndForms")
  void everyOperationGivesWhatBigIntegerGives(
      StandardOperation operation, String fieldName, String form) throws IOException {
    Field<?> field = ElementFiles.field(fieldName);
    BigInteger scalar =
        operation.scalar() == Scalar.INTEGER
            ? EXPONENT
            : field.modulus().subtract(BigInteger.valueOf(3));
    List<List<BigInteger>> operands = operands(operation, field);
    run(operation, field, form, operands, scalar).assertOk();
    assertEquals(
        Reference.values(operation, operands, scalar, field.modulus()).stream()
            .map(encoder(field, formWritten(operation, form)))
            .toList(),
        ElementFiles.read(out(), field));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 300, COUNT - 1})
  void equalSeesOneElementThatDiffersInAnyChunk(int at) throws IOException {
    Field<?> field = ElementFiles.field("mersenne31");
    List<BigInteger> a = ElementFiles.operand(field, COUNT, 0);
    List<BigInteger> b = new ArrayList<>(a);
    for (BigInteger expected : List.of(BigInteger.ONE, BigInteger.ZERO)) {
      run(StandardOperation.EQUAL, field, "montgomery", List.of(a, b), BigInteger.ZERO).assertOk();
      assertEquals(List.of(expected), ElementFiles.read(out(), field));
      b.set(at, a.get(at).xor(BigInteger.ONE).min(field.modulus().subtract(BigInteger.TWO)));
    }
  }

  static Stream<String> allOperations() {
    return Operations.all(KernelRegistry.load()).keySet().stream();
  }

  /** An empty file is a vector of no elements; what has no result for one says which file it is. */
  @ParameterizedTest
  @MethodSource("allOperations")
  void emptyFilesAreEmptyVectorsOrRefused(String name) throws IOException {
    Field<?> field = ElementFiles.field("goldilocks");
    Operation operation = Operations.named(KernelRegistry.load(), name);
    Path empty = ElementFiles.write(folder.resolve("empty.bin"), field, List.of());
    List<String> args = new ArrayList<>(List.of("run", name, "--field=goldilocks"));
    args.addAll(List.of("--form=montgomery", "--out=" + out()));
    operation.inputs().forEach(input -> args.add("--in=" + empty));
    if (operation.scalar() != Scalar.NONE) {
      args.add("--scalar=2");
    }
    Outcome outcome = Outcome.with("GPU_STRATEGY", "portable", args.toArray(String[]::new));
    if (List.of("poly-eval", "ntt", "intt", "coset-ntt", "coset-intt", "lde", "poly-mul")
        .contains(name)) {
      outcome.assertBadInput(empty + " has no elements, but " + name + " takes one at least");
      assertFalse(Files.exists(out()));
      return;
    }
    outcome.assertOk();
    List<BigInteger> expected =
        switch (name) {
          case "sum", "inner-product" -> List.of(BigInteger.ZERO);
          case "product" -> List.of(field.r());
          case "equal" -> List.of(BigInteger.ONE);
          default -> List.of();
        };
    assertEquals(expected, ElementFiles.read(out(), field));
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardOperation.class,
      names = {"INV", "PREFIX_PRODUCT", "PREFIX_SUM", "SUM"})
  void theOutputOfChunksMayBeTheInput(StandardOperation operation) throws IOException {
    Field<?> field = ElementFiles.field("koala_bear");
    List<BigInteger> a =
        ElementFiles.operand(field, COUNT, 1).stream().map(x -> x.max(BigInteger.ONE)).toList();
    ElementFiles.write(out(), field, a);
    Outcome.of(
            "run",
            operation.operationName(),
            "--field=koala_bear",
            "--chunk=100",
            "--in=" + out(),
            "--out=" + out())
        .assertOk();
    assertEquals(
        Reference.values(operation, List.of(a), BigInteger.ZERO, field.modulus()),
        ElementFiles.read(out(), field));
  }

  @Test
  void aUsersKernelRunsTooAndIsListed() throws IOException {
    Field<?> field = ElementFiles.field("baby_bear");
    List<BigInteger> a = ElementFiles.operand(field, COUNT, 0);
    List<BigInteger> b = ElementFiles.operand(field, COUNT, 1);
    Path left = ElementFiles.write(folder.resolve("a.bin"), field, a);
    Path right = ElementFiles.write(folder.resolve("b.bin"), field, b);
    Outcome.of(
            "run",
            "twice-plus",
            "--field=baby_bear",
            "--in=" + left,
            "--in=" + right,
            "--out=" + out())
        .assertOk();
    List<BigInteger> expected = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      expected.add(a.get(i).shiftLeft(1).add(b.get(i)).mod(field.modulus()));
    }
    assertEquals(expected, ElementFiles.read(out(), field));
    assertTrue(Outcome.of("kernels").out().contains("twice-plus"));
    assertTrue(Files.size(out()) == (long) COUNT * field.elementBytes());
  }
}
