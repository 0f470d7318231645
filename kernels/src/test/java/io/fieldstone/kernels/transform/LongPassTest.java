// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.OwnField;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Passes of as many layers as one has, as GPUs make them: limbs are carried after two of the eight,
 * and have to have room for what the others add. On data whose limbs are as large as they get, or
 * as different, where moduli leave no room, and where digits of a reduction are those of a sum.
 */
class LongPassTest {

  private static final int LOG = 8;

  static Stream<Field<?>> fields() {
    return Stream.of(
        // 1 and -8 in its low limbs
        Bls12381FrField.INSTANCE,
        // p - 1 is an odd multiple of 2^9, so that the low limb is not 1
        own("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8201"),
        own(
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
                + "fffffffffffffffffffffe8f00000001"));
  }

  private static Field<?> own(String modulus) {
    return OwnField.of(new BigInteger(modulus, 16));
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void limbsHaveRoom(Field<F> field) {
    OpenBackend backend = OpenBackend.withGpuShaders("columns");
    backend.open();
    TransformPlan plan =
        new TransformPlan(LOG, "columns", LOG, List.of(LOG), OptionalInt.of(Integer.SIZE - 2));
    try (var check =
        new TransformCheck<>(
            backend.get(),
            Domain.of(backend.get(), field, DomainArguments.rootOfUnity(field, LOG), plan, true))) {
      for (Order order : List.of(Order.NATURAL_TO_REVERSED, Order.REVERSED_TO_NATURAL)) {
        check.check(order, false, false, 4, 1, ElementForm.CANONICAL, true, vectors(field));
      }
    } finally {
      backend.close();
    }
  }

  /** Returns what canonical words, which are taken as they are, make limbs of. */
  private static <F> List<List<FieldElement<F>>> vectors(Field<F> field) {
    FieldElement<F> largest = field.element(field.modulus().subtract(BigInteger.ONE));
    FieldElement<F> ones =
        field.element(
            BigInteger.ONE.shiftLeft(field.modulus().bitLength() - 1).subtract(BigInteger.ONE));
    int size = 1 << LOG;
    return List.of(
        Collections.nCopies(size, ones),
        IntStream.range(0, size).mapToObj(i -> i < size / 2 ? ones : field.zero()).toList(),
        IntStream.range(0, size)
            .mapToObj(i -> Integer.bitCount(i) % 2 == 0 ? largest : ones)
            .toList(),
        TransformCheck.elements(field, size, new Random(8)));
  }
}
