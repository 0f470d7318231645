// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Roots of unity of the largest order, and the generators that they are powers of, as other
 * libraries have them: whatever is transformed here can be transformed back there.
 */
class KnownRootsTest {

  /** Field, generator, log2 of the order, root, and where it stands. */
  static Stream<Arguments> roots() {
    return Stream.of(
        Arguments.of(
            Bls12381FrField.INSTANCE,
            7,
            32,
            "10238227357739495823651030575849232062558860180284477541189508159991286009131",
            "arkworks, ark-bls12-381: FrConfig::TWO_ADIC_ROOT_OF_UNITY; gnark-crypto, FFT config"
                + " of bls12-381/fr; bellman's and the bls12_381 crate's ROOT_OF_UNITY"),
        Arguments.of(
            Bn254FrField.INSTANCE,
            5,
            28,
            "19103219067921713944291392827692070036145651957329286315305642004821462161904",
            "arkworks, ark-bn254: FrConfig::TWO_ADIC_ROOT_OF_UNITY; gnark-crypto, FFT config of"
                + " bn254/fr; libff: alt_bn128_Fr::root_of_unity; ffjavascript: F1Field.w[28]"),
        Arguments.of(
            Bls12377FrField.INSTANCE,
            22,
            47,
            "8065159656716812877374967518403273466521432693661810619979959746626482506078",
            "arkworks, ark-bls12-377: FrConfig::TWO_ADIC_ROOT_OF_UNITY; gnark-crypto, FFT config"
                + " of bls12-377/fr; libff: bls12_377_Fr::root_of_unity"),
        Arguments.of(
            GoldilocksField.INSTANCE,
            7,
            32,
            "1753635133440165772",
            "Plonky2: GoldilocksField::POWER_OF_TWO_GENERATOR; Plonky3; gnark-crypto, FFT config"
                + " of field/goldilocks"),
        Arguments.of(
            BabyBearField.INSTANCE,
            31,
            27,
            "440564289",
            "Plonky3: p3-baby-bear, TWO_ADIC_GENERATORS; gnark-crypto, FFT config of"
                + " field/babybear"),
        Arguments.of(
            KoalaBearField.INSTANCE,
            3,
            24,
            "1791270792",
            "Plonky3: p3-koala-bear, TWO_ADIC_GENERATORS; gnark-crypto, field/koalabear"));
  }

  @ParameterizedTest(name = "{0}: {4}")
  @MethodSource("roots")
  void rootsAreThoseOfOtherLibraries(
      Field<?> field, int generator, int log, String known, String source) {
    BigInteger root = new BigInteger(known);
    BigInteger p = field.modulus();
    BigInteger last = p.subtract(BigInteger.ONE);
    assertEquals(log, field.twoAdicity());
    assertEquals(root, field.rootOfUnity(log), source);
    assertEquals(BigInteger.valueOf(generator), field.generator(), source);
    // What the literals say of themselves: of that order, and a power of that generator.
    assertEquals(last, root.modPow(BigInteger.ONE.shiftLeft(log - 1), p), source);
    assertEquals(root, BigInteger.valueOf(generator).modPow(last.shiftRight(log), p), source);
    assertEquals(last, BigInteger.valueOf(generator).modPow(last.shiftRight(1), p), source);
  }

  /**
   * Plonky3, p3-mersenne-31: COMPLEX_GENERATOR, ext_two_adic_generator(32) and
   * circle_two_adic_generator(31), whose powers generate the circle group.
   */
  @Test
  void rootsOfTheComplexExtensionAreThoseOfPlonky3() {
    var field = Mersenne31ComplexField.INSTANCE;
    assertEquals(32, field.twoAdicity());
    assertEquals(field.element(12, 1), field.generator());
    FieldElement<Mersenne31Complex> root = field.element(1_166_849_849, 1_117_296_306);
    FieldElement<Mersenne31Complex> ofCircle = field.element(311_014_874, 1_584_694_829);
    assertEquals(root, field.rootOfUnity(32));
    assertEquals(ofCircle, field.rootOfUnity(31));
    // What the literals say of themselves: of that order, and on the circle.
    FieldElement<Mersenne31Complex> minusOne = field.one().negate();
    assertEquals(minusOne, root.power(BigInteger.ONE.shiftLeft(31)));
    BigInteger norm =
        ofCircle.coefficients().stream()
            .map(c -> c.multiply(c))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(BigInteger.ONE, norm.mod(Mersenne31Field.MODULUS));
  }

  /** Of the primes that divide p^2 - 1, which are all below 1000: it generates all units. */
  @Test
  void theGeneratorOfTheComplexExtensionIsOne() {
    var field = Mersenne31ComplexField.INSTANCE;
    BigInteger units = field.order().subtract(BigInteger.ONE);
    BigInteger left = units;
    for (int prime : new int[] {2, 3, 7, 11, 31, 151, 331}) {
      BigInteger q = BigInteger.valueOf(prime);
      assertNotEquals(field.one(), field.generator().power(units.divide(q)), "of order / " + q);
      while (left.mod(q).signum() == 0) {
        left = left.divide(q);
      }
    }
    assertEquals(BigInteger.ONE, left);
  }

  @Test
  void anExtensionHasTheRootsOfItsDegree() {
    var field = BabyBear4Field.INSTANCE;
    assertEquals(29, field.twoAdicity());
    FieldElement<BabyBear4> root = field.rootOfUnity(29);
    assertEquals(field.one().negate(), root.power(BigInteger.ONE.shiftLeft(28)));
    assertEquals(field.one(), field.rootOfUnity(0));
    assertEquals(
        "baby_bear4 has no root of unity of order 2^30: the largest power of two that divides"
            + " p^4 - 1 is 2^29",
        assertThrows(UnsupportedFieldException.class, () -> field.rootOfUnity(30)).getMessage());
  }
}
