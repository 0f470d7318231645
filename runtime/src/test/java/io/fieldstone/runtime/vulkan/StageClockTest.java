// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.fieldstone.runtime.device.TimestampClock;
import org.junit.jupiter.api.Test;

/** Device times on the host's clock. */
class StageClockTest {

  private static final TimestampClock NANOS = new TimestampClock(64, 1);

  private final StageClock clock = new StageClock();

  @Test
  void theFirstIntervalBeginsWhenItWasSubmitted() {
    assertArrayEquals(
        new long[] {1000, 1050}, clock.hostNanos(NANOS, 5_000_000, 5_000_050, 1000, 2000));
    assertArrayEquals(
        new long[] {1100, 1150}, clock.hostNanos(NANOS, 5_000_100, 5_000_150, 900, 2000));
  }

  @Test
  void whatWouldBeginBeforeItsSubmissionMovesAll() {
    clock.hostNanos(NANOS, 100, 200, 1000, 2000);
    assertArrayEquals(new long[] {1300, 1400}, clock.hostNanos(NANOS, 300, 400, 1300, 2000));
    assertArrayEquals(new long[] {1500, 1600}, clock.hostNanos(NANOS, 500, 600, 1000, 2000));
  }

  @Test
  void whatWouldEndAfterItWasSeenMovesAll() {
    clock.hostNanos(NANOS, 100, 200, 1000, 2000);
    assertArrayEquals(new long[] {1150, 1250}, clock.hostNanos(NANOS, 300, 400, 1100, 1250));
    assertArrayEquals(new long[] {1350, 1450}, clock.hostNanos(NANOS, 500, 600, 1000, 2000));
  }

  @Test
  void whatIsLongerThanItCanHaveTakenBeginsNotBeforeItsSubmission() {
    assertArrayEquals(new long[] {1000, 1040}, clock.hostNanos(NANOS, 100, 200, 1000, 1040));
  }

  @Test
  void timestampsMayWrapAroundAndComeOutOfOrder() {
    TimestampClock small = new TimestampClock(8, 10);
    assertArrayEquals(new long[] {1000, 1100}, clock.hostNanos(small, 250, 4, 1000, 9000));
    assertArrayEquals(new long[] {1200, 1220}, clock.hostNanos(small, 14, 16, 1000, 9000));
    assertArrayEquals(new long[] {1050, 1060}, clock.hostNanos(small, 255, 0, 1000, 9000));
  }

  @Test
  void queuesWithFewerBitsShareTheClock() {
    clock.hostNanos(NANOS, 0x1_0000_0010L, 0x1_0000_0020L, 1000, 9000);
    assertArrayEquals(
        new long[] {1016, 1032},
        clock.hostNanos(new TimestampClock(32, 1), 0x20, 0x30, 1000, 9000));
  }
}
