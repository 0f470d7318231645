// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A short {@link Soak}; {@code -Dfieldstone.test.soak=600} makes it last for that many seconds. */
class SoakTest {

  @RegisterExtension final CapturedLog dropped = new CapturedLog(PersistentBackend.class);

  @Test
  void whateverHappensAtAnyMomentNothingIsWrongLeftOrStuck() {
    long seconds = Long.getLong("fieldstone.test.soak", 10);
    Soak soak = new Soak(Duration.ofSeconds(seconds), 8, 1, true);
    assertEquals(List.of(), soak.run());
    long compared = soak.counts().getOrDefault("elements that were compared", 0L);
    assertTrue(compared > 1000, soak.counts().toString());
    dropped.drain(); // of vectors that were dropped on purpose
  }
}
