// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(2, Median.millis(new long[] {90_000_000, 1_000_000, 2_000_000}));
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Median.millis(new long[] {3_000_000, 90_000_000, 1, 2_000_000}));
  }
}
