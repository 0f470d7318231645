// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestThread;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void itPassesOnceItsTimeHasCome() {
    Deadline deadline = Deadline.after(Duration.ofMillis(200));
    assertFalse(deadline.passed());
    assertTrue(deadline.nanosLeft(Long.MAX_VALUE) > 0);
    assertTrue(deadline.nanosLeft(Long.MAX_VALUE) <= 200_000_000);
    assertEquals(7, deadline.nanosLeft(7));
    TestThread.pause(201);
    assertTrue(deadline.passed());
    assertEquals(0, deadline.nanosLeft(7));
  }

  @Test
  void noTimeAndLessHavePassedAtOnce() {
    for (Duration none :
        new Duration[] {
          Duration.ZERO,
          Duration.ofNanos(-1),
          Duration.ofDays(-100_000),
          Duration.ofSeconds(Long.MIN_VALUE)
        }) {
      assertTrue(Deadline.after(none).passed(), none.toString());
      assertEquals(0, Deadline.after(none).nanosLeft(7));
    }
  }

  @Test
  void aLongTimeIsNotOver() {
    for (Deadline late :
        new Deadline[] {
          Deadline.NEVER,
          Deadline.after(Duration.ofDays(100_000)),
          Deadline.after(Duration.ofSeconds(Long.MAX_VALUE))
        }) {
      assertFalse(late.passed());
      assertEquals(7, late.nanosLeft(7));
    }
  }
}
