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
    long least = -2;
    long greatest = (1L << bits) + 1;
    long[] lows = {2 * least, least - greatest, -greatest};
    long[] highs = {2 * greatest, greatest - least, -least};
    for (int operation = 0; operation < lows.length; operation++) {
      long carryLow = lows[operation] >> bits;
      long carryHigh = highs[operation] >> bits;
      assertTrue(carryLow >= least, "sum, difference, negation " + operation);
      assertTrue((1L << bits) - 1 + carryHigh <= greatest, "operation " + operation);
    }
    assertTrue(COLUMNS.contains("-2 to 2^B + 1, kept by every sum"), COLUMNS);
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

  /** High halves that share a sum stay below 2^52, above which they would round. */
  @ParameterizedTest
  @CsvSource({"48, 16", "51, 2", "52, 1"})
  void sharedHighHalvesStayBelow2To52(int bits, int shared) {
    BigInteger high = power(bits).subtract(BigInteger.ONE).pow(2).shiftRight(bits);
    assertTrue(high.multiply(BigInteger.valueOf(shared)).compareTo(power(52)) < 0);
    assertTrue(
        high.multiply(BigInteger.valueOf(shared + 1L)).compareTo(power(52)) >= 0 || bits == 48);
    assertTrue(FLOATS.contains(shared + " of 2^" + bits + " in 2^52"), FLOATS);
  }

  /** T products and a reduction: of each a low and a high half in a column, each below 2^52. */
  @Test
  void columnsOfFloatsStayBelow2To63() {
    BigInteger worst = power(52).multiply(BigInteger.valueOf(2L * 8 * (4 + 1)));
    double bits = 52 + Math.log(2.0 * 8 * 5) / Math.log(2);
    assertTrue(worst.compareTo(power(63)) < 0);
    assertTrue(FLOATS.contains("at most 2^58.4 of 2^63"), FLOATS);
    assertEquals(58.4, bits, 0.1);
  }
}
