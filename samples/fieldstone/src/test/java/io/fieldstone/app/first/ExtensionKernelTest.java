// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.first;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtensionKernelTest {

  private static final int SIZE = 300;
  private static final BabyBear2Field FIELD = BabyBear2Field.INSTANCE;

  @TempDir Path cache;

  /** Pairs of edges, then random ones. */
  private static List<FieldElement<BabyBear2>> operand(int operand) {
    BigInteger last = BabyBearField.MODULUS.subtract(BigInteger.ONE);
    List<BigInteger> edges = List.of(BigInteger.ZERO, BigInteger.ONE, last);
    Random random = new Random(operand);
    List<FieldElement<BabyBear2>> elements = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      int edge = operand == 0 ? i % 9 : i / 9;
      elements.add(
          i < 81
              ? FIELD.element(edges.get(edge % 3), edges.get(edge / 3))
              : FIELD.element(new BigInteger(30, random), new BigInteger(30, random)));
    }
    return elements;
  }

  @ParameterizedTest
  @EnumSource(names = "UNREDUCED", mode = EnumSource.Mode.EXCLUDE)
  void theKernelOverAnExtensionComputesWhatItSays(ElementForm form) {
    BackendOptions options =
        BackendOptions.fromEnvironment().withValidation(true).withCacheDirectory(cache);
    List<FieldElement<BabyBear2>> first = operand(0);
    List<FieldElement<BabyBear2>> second = operand(1);
    try (PersistentBackend gpu = PersistentBackend.open(options);
        HostVector<BabyBear2> a = gpu.hostVector(FIELD, SIZE, form);
        HostVector<BabyBear2> b = gpu.hostVector(FIELD, SIZE, form)) {
      HostValues.ofElements(a).put(0, first);
      HostValues.ofElements(b).put(0, second);
      try (HostVector<BabyBear2> out = MyExtensionKernelsDispatch.of(gpu).squarePlus(a, b)) {
        List<FieldElement<BabyBear2>> found = HostValues.ofElements(out).toList();
        for (int i = 0; i < SIZE; i++) {
          assertEquals(first.get(i).square().add(second.get(i)), found.get(i), "element " + i);
        }
      }
      assertEquals(List.of(), gpu.validationMessages());
    }
  }
}
