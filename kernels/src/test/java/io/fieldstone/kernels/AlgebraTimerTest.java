// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class AlgebraTimerTest {

  private static final long MILLI = 1_000_000;

  /** Nanoseconds that have passed, all of them in runs. */
  private long now;

  /** Times runs that take so long, by the milliseconds that have passed. */
  private long settled(LongUnaryOperator nanosOfRun) {
    return AlgebraTimer.settled(
        () -> {
          long nanos = nanosOfRun.applyAsLong(now / MILLI);
          now += nanos;
          return nanos;
        },
        () -> now);
  }

  @Test
  void aSteadySpeedTakesThreeRounds() {
    assertEquals(7 * MILLI, settled(millis -> 7 * MILLI));
    assertEquals(3 * 504 * MILLI, now);
  }

  /** A sixth of the speed for a second, then faster for another. */
  @Test
  void aClockThatRisesIsWaitedFor() {
    LongUnaryOperator rising =
        millis -> {
          double speed = millis < 1000 ? 1 : Math.min(6, 1 + (millis - 1000) / 200.0);
          return (long) (60 * MILLI / speed);
        };
    assertEquals(10 * MILLI, settled(rising));
  }

  @Test
  void whatIsLongerThanARoundIsTimedThreeTimes() {
    assertEquals(2000 * MILLI, settled(millis -> 2000 * MILLI));
    assertEquals(6000 * MILLI, now);
  }

  @Test
  void whatNeverSettlesEnds() {
    int[] runs = new int[1];
    assertEquals(1300 * MILLI, settled(millis -> runs[0]++ % 2 == 0 ? 1000 * MILLI : 1300 * MILLI));
    assertEquals(30, runs[0]);
  }
}
