// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what GPUs run against BigInteger, also where the device is a CPU: elements that turn in
 * shared memory, and reading patterns that depend on where vectors are. One field of each limb
 * shape.
 */
class GpuShadersTest {

  /** Small elements have no columns, and take their portable strategy. */
  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withGpuShaders("columns");

  /** Around the workgroups of 64 and 256, and more than one turn of each. */
  private static final int[] LENGTHS = {1, 63, 65, 255, 257, 1300};

  private static final int SEED = 1;

  private final PersistentBackend gpu = BACKEND.get();

  static Stream<Arguments> everyOperationOnEveryShape() {
    return OperationsTest.arguments(
        List.of(
            Bls12381FpField.INSTANCE,
            Secp256k1FpField.INSTANCE,
            GoldilocksField.INSTANCE,
            BabyBearField.INSTANCE));
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationOnEveryShape")
  <F> void anOperationGivesWhatBigIntegerGives(
      ReferenceOperation operation, Field<F> field, Forms forms) {
    OperationsTest.check(gpu, operation, field, forms);
  }

  @ParameterizedTest(name = "{0} on {1}, {2}")
  @MethodSource("everyOperationOnEveryShape")
  <F> void lengthsPlacesAndAliasesDoNotMatter(
      ReferenceOperation operation, Field<F> field, Forms forms) {
    BigInteger parameter = operation.parameters(field, new Random(SEED)).get(0);
    Operands operands = OperandsOfField.of(operation, field, LENGTHS[LENGTHS.length - 1]);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field)) {
      for (int length : LENGTHS) {
        Operands last = operands.last(length);
        check.resident(operation, forms, last, parameter);
        if (operation.elementWise()) {
          check.host(operation, forms, last, parameter);
        }
        if (forms.in() == forms.out() && !operation.reduces()) {
          check.inPlace(operation, forms, last, parameter);
        }
      }
    }
  }
}
