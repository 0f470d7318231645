// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Integers modulo p of any length, where quotients are estimated and where they are too long. */
class ReduceTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  static Stream<Arguments> fields() {
    return Stream.of(LimbShape.of(4, 64), LimbShape.of(6, 64))
        .flatMap(
            shape ->
                IntStream.of(0, 1, 2, 5, 11, 12, 13, 31, 32, 100, 190)
                    .mapToObj(spare -> shape.limbs() * Long.SIZE - spare)
                    .flatMap(bits -> moduli(bits).map(p -> OwnField.of(shape, p)))
                    .map(Arguments::of));
  }

  /** The least, the most, and one in between; reduction only needs them to be odd. */
  private static Stream<BigInteger> moduli(int bits) {
    BigInteger least = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    BigInteger most = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
    BigInteger random = new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    return Stream.of(least, random, most);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void anyIntegerIsReduced(OwnField field) {
    var forms = ReferenceOperation.REDUCE.forms().get(0);
    try (var check = new OperationCheck<>(BACKEND.get(), field)) {
      check.resident(ReferenceOperation.REDUCE, forms, Operands.unreduced(field, 1000, 3), null);
    }
  }
}
