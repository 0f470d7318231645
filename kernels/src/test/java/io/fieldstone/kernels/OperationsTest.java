// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every operation on every field against BigInteger: with the portable strategy, which every
 * device has, and in each form on one field for each way of reduction. {@code
 * -Dfieldstone.test.random=100000} sets how many random elements there are beside all pairs of edge
 * values; from 100,000 on, nothing is left out.
 */
class OperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  static final int RANDOM = Integer.getInteger("fieldstone.test.random", 1000);

  /** Whether what does not depend on the field is tested on every field all the same. */
  static final boolean FULL = RANDOM >= 100_000;

  private static final int SEED = 1;

  /** Around the workgroup of 256 and the 1024 elements of a workgroup of a reduction. */
  private static final int[] LENGTHS = {0, 1, 2, 255, 256, 257, 1023, 1025, 5000};

  private final PersistentBackend gpu = BACKEND.get();

  /** One field for each way of reduction. */
  private static final List<Field<?>> KINDS =
      List.of(
          Bls12381FpField.INSTANCE,
          Secp256k1FpField.INSTANCE,
          GoldilocksField.INSTANCE,
          KoalaBearField.INSTANCE,
          Mersenne31Field.INSTANCE);

  static Stream<Arguments> everyOperationOnEveryField() {
    List<Field<?>> fields = List.copyOf(KernelRegistry.load().fields());
    return arguments(fields).filter(arguments -> isDue(fields, arguments));
  }

  /** One field of each kind has all forms, and the others one of them by turns. */
  private static boolean isDue(List<Field<?>> fields, Arguments arguments) {
    ReferenceOperation operation = (ReferenceOperation) arguments.get()[0];
    Field<?> field = (Field<?>) arguments.get()[1];
    List<Forms> forms = operation.forms();
    int turn = turn(operation, fields, field);
    return FULL || KINDS.contains(field) || forms(arguments).equals(forms.get(turn % forms.size()));
  }

  /** Which of several is tried: another one with the next operation, and on the next field. */
  static int turn(ReferenceOperation operation, List<Field<?>> fields, Field<?> field) {
    return List.of(ReferenceOperation.values()).indexOf(operation) + fields.indexOf(field);
  }

  /** The lengths have nothing to do with the modulus. */
  static Stream<Arguments> everyOperationOnEveryKindOfField() {
    return arguments(KINDS);
  }

  static Stream<Arguments> everyOperationInOneForm() {
    return everyOperationOnEveryField()
        .filter(arguments -> forms(arguments).in() == forms(arguments).out());
  }

  static Stream<Arguments> everyElementWiseOperation() {
    return everyOperationOnEveryKindOfField()
        .filter(arguments -> ((ReferenceOperation) arguments.get()[0]).elementWise());
  }

  private static Forms forms(Arguments arguments) {
    return (Forms) arguments.get()[2];
  }

  static Stream<Arguments> arguments(Collection<Field<?>> fields) {
    return fields.stream()
        .flatMap(
            field ->
                Stream.of(ReferenceOperation.values())
                    .flatMap(
                        operation ->
                            operation.forms().stream()
                                .map(forms -> Arguments.of(operation, field, forms))));
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationOnEveryField")
  <F> void anOperationGivesWhatBigIntegerGives(
      ReferenceOperation operation, Field<F> field, Forms forms) {
    check(gpu, operation, field, forms);
  }

  static <F> void check(
      PersistentBackend gpu, ReferenceOperation operation, Field<F> field, Forms forms) {
    Random source = new Random(SEED);
    Operands operands = OperandsOfField.of(operation, field, RANDOM);
    Operands edges = OperandsOfField.of(operation, field, 0);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      boolean first = true;
      for (BigInteger parameter : operation.parameters(field, source)) {
        check.resident(operation, forms, first ? operands : edges, parameter);
        first = false;
      }
    }
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationInOneForm")
  <F> void anOutputMayBeAnInput(ReferenceOperation operation, Field<F> field, Forms forms) {
    Operands edges = OperandsOfField.of(operation, field, 0);
    BigInteger parameter = parameter(operation, field);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      check.onOneVector(operation, forms, edges, parameter);
      if (!operation.reduces()) {
        check.inPlace(operation, forms, edges, parameter);
      }
    }
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationOnEveryKindOfField")
  <F> void anyLengthWillDo(ReferenceOperation operation, Field<F> field, Forms forms) {
    Operands operands = OperandsOfField.of(operation, field, LENGTHS[LENGTHS.length - 1]);
    BigInteger parameter = parameter(operation, field);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      for (int length : LENGTHS) {
        check.resident(operation, forms, operands.last(length), parameter);
      }
    }
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationOnEveryKindOfField")
  <F> void zerosAreElementsLikeAnyOther(ReferenceOperation operation, Field<F> field, Forms forms) {
    BigInteger parameter = parameter(operation, field);
    List<BigInteger> rare = new ArrayList<>(Operands.of(field, 1000, 2).withoutZeros().a());
    rare.set(700, BigInteger.ZERO);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      check.resident(operation, forms, Operands.zeros(field, 1025), parameter);
      check.resident(operation, forms, new Operands(field, rare, rare, rare), parameter);
    }
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyElementWiseOperation")
  <F> void hostVectorsGiveTheSame(ReferenceOperation operation, Field<F> field, Forms forms) {
    Operands operands = OperandsOfField.of(operation, field, 300);
    BigInteger parameter = parameter(operation, field);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      check.host(operation, forms, operands, parameter);
      check.host(operation, forms, operands.last(1), parameter);
      check.host(operation, forms, operands.last(0), parameter);
    }
  }

  private static @Nullable BigInteger parameter(ReferenceOperation operation, Field<?> field) {
    return operation.parameters(field, new Random(SEED)).get(0);
  }
}
