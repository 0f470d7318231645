// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations.arithmetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generators and roots of unity of small extensions, by all of their powers. */
class ExtensionGroupTest {

  static Stream<FieldArithmetic> extensions() {
    FieldArithmetic f3 = SmallFields.prime(3);
    // x^3 - x - 1: x, 1 + x and 2 + x are of order 13, half of that of a generator
    return Stream.concat(
        SmallFields.all().filter(field -> field.degree() > 1),
        Stream.of(f3.extend(SmallFields.polynomial(f3, -1, -1, 0))));
  }

  private static Set<List<BigInteger>> powers(FieldArithmetic field, List<BigInteger> base) {
    Set<List<BigInteger>> powers = new HashSet<>();
    for (List<BigInteger> power = base; powers.add(power); ) {
      power = field.multiply(power, base);
    }
    return powers;
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void theGeneratorHasAllUnitsForPowers(FieldArithmetic field) {
    List<BigInteger> generator = new ExtensionGroup(field).leastGenerator();
    assertEquals(field.order().intValue() - 1, powers(field, generator).size());
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void rootsHaveTheirOrder(FieldArithmetic field) {
    var group = new ExtensionGroup(field);
    List<BigInteger> generator = group.leastGenerator();
    for (int log = 0; log <= group.twoAdicity(); log++) {
      assertEquals(1 << log, powers(field, group.rootOfUnity(generator, log)).size());
    }
    int beyond = group.twoAdicity() + 1;
    assertEquals(
        "2^"
            + beyond
            + " does not divide p^d - 1, whose largest such divisor is 2^"
            + group.twoAdicity(),
        assertThrows(IllegalArgumentException.class, () -> group.rootOfUnity(generator, beyond))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> group.rootOfUnity(generator, -1));
  }

  @Test
  void reduciblePolynomialsHaveNoGenerator() {
    // x^2 - n for a square n
    FieldArithmetic prime = FieldArithmetic.ofPrime(BigInteger.valueOf(0xfffffffbL));
    var group =
        new ExtensionGroup(
            prime.extend(
                List.of(List.of(BigInteger.valueOf(0x80000001L)), List.of(BigInteger.ZERO))));
    var e = assertThrows(IllegalArgumentException.class, group::leastGenerator);
    assertTrue(String.valueOf(e.getMessage()).contains("is reducible"), e::toString);
  }
}
