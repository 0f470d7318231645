// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derives the bounds that stand as tables in the sources of columns and of floats. */
class BoundsTest {

  private static final String COLUMNS = source("columns_factor");
  private static final String MULTIPLIER = source("columns_multiplier");
  private static final String FLOATS = source("float64_factor");

  private static String source(String name) {
    return new String(
        Resources.bytes("fieldstone/glsl/multiply/" + name + ".glsl"), StandardCharsets.UTF_8);
  }

  private static BigInteger power(int bits) {
    return BigInteger.ONE.shiftLeft(bits);
  }

  private static String over(BigInteger value, int bits) {
    return new BigDecimal(value)
        .divide(new BigDecimal(power(bits)), 2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Limbs carried one place stay in the range that the table says, whatever is done to two. */
  @ParameterizedTest
  @CsvSource({"29", "28"})
  void limbsStayInTheirRange(int bits) {
    long least = -4;
    long greatest = (1L << bits) + 1;
    // a + b, a - b, -a, a - 2b; a - b - 2c
    long[] lows = {
      2 * least, least - greatest, -greatest, least - 2 * greatest, least - 3 * greatest
    };
    long[] highs = {
      2 * greatest, greatest - least, -least, greatest - 2 * least, greatest - 3 * least
    };
    for (int operation = 0; operation < lows.length; operation++) {
      long carryLow = lows[operation] >> bits;
      long carryHigh = highs[operation] >> bits;
      assertTrue(carryLow >= least, "sum, difference, negation " + operation);
      assertTrue((1L << bits) - 1 + carryHigh <= greatest, "operation " + operation);
    }
    assertTrue(COLUMNS.contains("-4 to 2^B + 1, kept by every sum"), COLUMNS);
  }

  /**
   * Columns of T products, their reduction by signed limbs of p, and the carry of the one below.
   */
  @ParameterizedTest
  @CsvSource({"9, 29, 3, 31.5", "14, 28, 4, 15.75"})
  void columnsStayBelow2To63(int limbs, int bits, int products, String said) {
    BigInteger limb = power(bits).add(BigInteger.ONE);
    BigInteger sums = limb.multiply(limb).multiply(BigInteger.valueOf((long) limbs * products));
    BigInteger reduction = power(2 * bits - 1).multiply(BigInteger.valueOf(limbs));
    BigInteger carry = power(63 - bits);
    BigInteger worst = sums.add(reduction).add(carry);
    assertTrue(worst.compareTo(power(63)) < 0, worst.toString(16));
    assertEquals(said, over(worst, 58));
    assertTrue(COLUMNS.contains("T = " + products + ": " + said + " of 32 * 2^58"), COLUMNS);
    BigInteger oneMore = worst.add(limb.multiply(limb).multiply(BigInteger.valueOf(limbs)));
    assertEquals(limbs == 9, oneMore.compareTo(power(63)) >= 0, "four products of 9 limbs");
  }

  /** With all products' sizes within 32, the product is above -p, and below 2p with p more. */
  @ParameterizedTest
  @CsvSource({"9, 29, 256, 5", "14, 28, 384, 8"})
  void radicesLeaveRoomForSizes(int limbs, int bits, int fieldBits, int room) {
    assertEquals(room, limbs * bits - fieldBits);
    assertTrue(32 <= 1 << room);
    assertTrue(COLUMNS.contains("at least 2^" + room + " p"), COLUMNS);
  }

  /**
   * Limbs of a pass of eight layers fit 32 bits: two layers that multiply with nothing, after which
   * limbs are carried, a third one likewise, and five sums with digits.
   */
  @ParameterizedTest
  @CsvSource({"29", "28"})
  void limbsOfAPassHaveRoom(int bits) {
    long digit = 1L << (bits - 1);
    long greatest = (1L << bits) - 1; // of words; of products, digits
    for (int layer = 0; layer < 2; layer++) {
      greatest *= 2;
    }
    assertTrue(greatest < 1L << 31, "after two layers");
    long carried = (1L << bits) - 1 + (greatest >> bits);
    greatest = 2 * carried;
    assertTrue(greatest < 1L << 31, "after three layers");
    carried = (1L << bits) - 1 + (greatest >> bits);
    assertTrue(carried + 5 * digit < 1L << 31, "after eight layers");
    assertEquals(bits == 29, carried + 7 * digit >= 1L << 31, "two layers more");
  }

  /** Sizes of such a pass stay within 32, where limbs are below `loose` B before a layer. */
  @ParameterizedTest
  @CsvSource({"9, 29, 5", "14, 28, 8"})
  void sizesOfAPassStayWithin32(int limbs, int bits, int room) {
    boolean asManyAsReduced = limbs % 2 == 0;
    double size = 1;
    double loose = 1;
    for (int layer = 0; layer < 8; layer++) {
      double low = asManyAsReduced ? loose / 2 : loose / (1L << (bits + 1));
      double product = 1 + size / (1 << (room + 1)) + low;
      boolean mayBeOfOnes = layer < 3;
      size += mayBeOfOnes ? Math.max(size, product) : product;
      loose = mayBeOfOnes ? 2 * loose : loose + 0.5;
      if (layer == 1 || layer == 2) {
        loose = 1;
      }
    }
    assertTrue(size <= 32, "of " + limbs + " limbs");
    assertTrue(MULTIPLIER.contains("1 + t / 64 + 2^-28 and\n//              3/2 + t / 512"));
  }

  /** Such limbs by signed digits, a reduction, and the carry of the column below. */
  @ParameterizedTest
  @CsvSource({"9, 29, 5", "14, 28, 7"})
  void columnsOfProductsByConstantsStayBelow2To63(int limbs, int bits, int reduced) {
    BigInteger products = power(31 + bits - 1).multiply(BigInteger.valueOf(limbs));
    BigInteger reduction = power(2 * bits - 1).multiply(BigInteger.valueOf(reduced));
    BigInteger worst = products.add(reduction).add(power(63 - bits)).add(power(bits - 1));
    assertTrue(worst.compareTo(power(63)) < 0, worst.toString(16));
    String said = "%d * 2^%d + %d * 2^%d".formatted(limbs, 31 + bits - 1, reduced, 2 * bits - 1);
    assertTrue(MULTIPLIER.contains(said), said);
  }

  /** Limbs but the top one, of factors of floats: 2^(B - 1) and 4 more. */
  private static BigInteger floatLimb(int bits) {
    return power(bits - 1).add(BigInteger.valueOf(4));
  }

  /** Sums of two and of three products, with what is taken off, carried one place. */
  @ParameterizedTest
  @CsvSource({"48, 3, 3", "51, 3, 3", "52, 1, 2"})
  void limbsOfFloatsStayInTheirRange(int bits, int limbs, int multiples) {
    // a - 2b less up to 3p; of 52 bits a + b, carried first, less up to 2p
    BigInteger uncarried =
        floatLimb(bits)
            .multiply(BigInteger.valueOf(limbs))
            .add(power(bits - 1).multiply(BigInteger.valueOf(multiples)));
    assertTrue(uncarried.compareTo(power(53)) <= 0, "exact");
    BigInteger carry = uncarried.add(power(bits - 1)).shiftRight(bits);
    assertTrue(carry.compareTo(BigInteger.valueOf(4)) <= 0, "carry " + carry);
    assertTrue(FLOATS.contains("from -2^(B-1) - 4 to 2^(B-1) + 4"), FLOATS);
  }

  /**
   * a - b - 2c of products, whose limbs are digits below half of 2^B: exact with four times p taken
   * off, but for limbs of 52 bits, which go another way.
   */
  @ParameterizedTest
  @CsvSource({"48", "51"})
  void sumsOfThreeProductsAreExact(int bits) {
    BigInteger digits = power(bits - 1).multiply(BigInteger.valueOf(4)).subtract(BigInteger.TWO);
    BigInteger worst = digits.add(power(bits - 1).multiply(BigInteger.valueOf(4)));
    assertTrue(worst.compareTo(power(53)) < 0);
    BigInteger carry = worst.add(power(bits - 1)).shiftRight(bits);
    assertTrue(carry.compareTo(BigInteger.valueOf(4)) <= 0, "carry " + carry);
  }

  /**
   * High halves that share a sum stay below 2^(51 + B), a third of what they are added to, and low
   * halves below 2^52: where the sum is of {@code terms}, of which {@code wide} have an operand of
   * one bit more. The top limb of p is as long as one that has no sign.
   */
  @ParameterizedTest
  @CsvSource({"48, 16, 8", "51, 2, 1", "52, 1, 0"})
  void sharedHalvesStayExact(int bits, int terms, int wide) {
    BigInteger product = floatLimb(bits).pow(2);
    BigInteger sum = product.multiply(BigInteger.valueOf((long) terms + wide));
    BigInteger limit = power(51 + bits);
    assertTrue(sum.compareTo(limit) < 0, sum.toString(16));
    BigInteger reduction = power(bits - 1).multiply(power(bits == 52 ? bits - 1 : bits));
    assertTrue(
        product.multiply(BigInteger.valueOf(terms - 1L)).add(reduction).compareTo(limit) < 0);
    assertTrue(power(bits).multiply(BigInteger.valueOf(terms)).compareTo(power(52)) <= 0);
    assertTrue(
        power(bits).multiply(BigInteger.valueOf(terms + 1L)).compareTo(power(52)) > 0, "no more");
    assertTrue(FLOATS.replaceAll(" +", " ").contains("products in a sum 16 2 1"), FLOATS);
  }

  /**
   * A product of elements: limbs from -2^(B - 1) to 2^(B - 1), of one operand, by digits below 2^B,
   * of the other, and a factor from -2^(B - 1) to 2^(B - 1) - 1 by a limb of p. The top limbs are
   * as long as digits, and share a sum with nothing where two limbs may.
   */
  @ParameterizedTest
  @CsvSource({"48, true", "51, false"})
  void productsOfLimbsAndDigitsStayExact(int bits, boolean topIsShared) {
    BigInteger limit = power(51 + bits);
    BigInteger digit = power(bits).subtract(BigInteger.ONE);
    BigInteger reduction = power(bits - 1).subtract(BigInteger.ONE).multiply(power(bits));
    BigInteger product = power(bits - 1).multiply(digit);
    assertTrue(product.add(reduction).compareTo(limit) < 0, "upward");
    assertTrue(
        product.add(power(bits - 1).multiply(power(bits))).compareTo(limit) <= 0, "downward");
    BigInteger top = power(bits).multiply(digit);
    assertTrue((topIsShared ? top.add(reduction) : top).compareTo(limit) < 0, "of top limbs");
  }

  /**
   * Sizes of floats that are not lazy, for a p of at most {@code part} of the radix: a product is
   * at most half of p, and the operands' product over the radix.
   */
  @ParameterizedTest
  @CsvSource({"0.125, 1, 4, 1", "0.46875, 1, 1, 0.97", "1, 0.51, 1, 0.77"})
  void sizesOfFloatsStayWithinTheirs(double part, double size, int products, double product) {
    assertEquals(product, 0.5 + products * size * size * part, 0.01);
    assertTrue(product <= size || part == 1, "tight ones are reduced again, to a half");
    assertTrue(product - 1 < 0.51, "by one p");
  }

  /** T products and a reduction: of each a low and a high half in a column, each below 2^52. */
  @Test
  void columnsOfFloatsStayBelow2To60() {
    BigInteger worst = power(52).multiply(BigInteger.valueOf(2L * 8 * (4 + 1)));
    assertTrue(worst.compareTo(power(60)) < 0, "what is added to columns before they are shifted");
    assertTrue(FLOATS.contains("columns below 2^60"), FLOATS);
  }
}
