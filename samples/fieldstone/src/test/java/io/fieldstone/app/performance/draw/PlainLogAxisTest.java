// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLogAxisTest {

  @Test
  void manyPowersOfTenAreEnough() {
    assertEquals(List.of(1.0, 10.0, 100.0), PlainLogAxis.decimalTicks(0.5, 500));
  }

  @Test
  void aRangeOfFewPowersHasTicksBetween() {
    assertEquals(List.of(20.0, 50.0, 100.0), PlainLogAxis.decimalTicks(15, 150));
    assertEquals(List.of(0.1, 0.2, 0.5), PlainLogAxis.decimalTicks(0.09, 0.6));
  }

  @Test
  void aRangeOfLessThanOnePowerHasTicksToo() {
    assertEquals(List.of(20.0, 30.0, 40.0), PlainLogAxis.decimalTicks(15, 49));
  }
}
