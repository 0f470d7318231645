// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlusherLooksTest {

  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long SOON = TimeUnit.MICROSECONDS.toNanos(50);

  /** The clock may begin anywhere, and pass zero. */
  private static final long START = -MILLI;

  @Test
  void aDeviceIsIdleForAnEighthOfTheTimeAtMost() {
    FlusherLooks looks = new FlusherLooks(START);
    long now = START;
    assertEquals(SOON, looks.pauseNanos(now));
    int count = 0;
    while (now - START < 100 * MILLI) {
      long pause = looks.pauseNanos(now);
      assertTrue(pause <= Math.max(SOON, (now - START) / 8), "after " + (now - START) + " ns");
      assertTrue(pause <= MILLI, "after " + (now - START) + " ns");
      now += pause;
      looks.see(0, now);
      count++;
    }
    assertTrue(count < 130, "looked " + count + " times");
  }

  @Test
  void looksSoonAgainAfterASubmissionAndAfterRest() {
    FlusherLooks looks = new FlusherLooks(START);
    long now = START + 100 * MILLI;
    assertEquals(MILLI, looks.pauseNanos(now));
    looks.see(1, now);
    assertEquals(SOON, looks.pauseNanos(now));
    now += 100 * MILLI;
    looks.see(1, now);
    assertEquals(MILLI, looks.pauseNanos(now));
    looks.rest(now);
    assertEquals(SOON, looks.pauseNanos(now));
  }

  @Test
  void heldCommandsWaitForMilliseconds() {
    FlusherLooks looks = new FlusherLooks(START);
    long now = START + 100 * MILLI;
    assertFalse(looks.heldLong(now));
    assertFalse(looks.heldLong(now + 3 * MILLI));
    assertTrue(looks.heldLong(now + 4 * MILLI));
    looks.see(7, now + 4 * MILLI);
    assertFalse(looks.heldLong(now + 5 * MILLI));
    assertFalse(looks.heldLong(now + 8 * MILLI));
    looks.nobodyHolds();
    assertFalse(looks.heldLong(now + 9 * MILLI));
    assertTrue(looks.heldLong(now + 13 * MILLI));
    looks.rest(now + 20 * MILLI);
    assertFalse(looks.heldLong(now + 21 * MILLI));
  }

  @Test
  void nobodyCameIfNothingWasAddedSinceTheLastLook() {
    FlusherLooks looks = new FlusherLooks(START);
    assertFalse(looks.nobodyCame(5, 2));
    assertTrue(looks.nobodyCame(5, 2));
    assertFalse(looks.nobodyCame(6, 2));
    assertFalse(looks.nobodyCame(6, 3));
    assertTrue(looks.nobodyCame(6, 3));
  }
}
