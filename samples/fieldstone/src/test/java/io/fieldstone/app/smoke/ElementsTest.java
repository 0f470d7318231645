// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ElementsTest {

  static final List<Field<?>> FIELDS = List.copyOf(KernelRegistry.load().fields());

  @ParameterizedTest
  @FieldSource("FIELDS")
  void edgesAreDifferentElements(Field<?> field) {
    List<BigInteger> edges = Elements.edges(field);
    assertEquals(edges.size(), new HashSet<>(edges).size());
    assertTrue(edges.stream().allMatch(edge -> edge.compareTo(field.modulus()) < 0));
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void edgesHoldTheValuesAtWhichArithmeticTurns(Field<?> field) {
    BigInteger p = field.modulus();
    BigInteger allOnes = BigInteger.ONE.shiftLeft(p.bitLength() - 1).subtract(BigInteger.ONE);
    assertTrue(
        Elements.edges(field)
            .containsAll(
                List.of(
                    BigInteger.ZERO,
                    BigInteger.ONE,
                    p.subtract(BigInteger.ONE),
                    p.subtract(BigInteger.TWO),
                    BigInteger.ONE.shiftLeft(field.elementBytes() * Byte.SIZE).mod(p),
                    BigInteger.ONE.shiftLeft(field.elementBytes() * Byte.SIZE * 2).mod(p),
                    allOnes)));
    BigInteger lowLimb = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    assertEquals(field.shape().limbs() > 1, Elements.edges(field).contains(lowLimb));
  }
}
