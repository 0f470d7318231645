// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertEquals(2, Samples.ofNanos(90_000_000, 1_000_000, 2_000_000).millis());
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Samples.ofNanos(3_000_000, 90_000_000, 1, 2_000_000).millis());
  }

  @Test
  void quantilesAreOfWhatWasMeasured() {
    Samples samples = Samples.ofNanos(LongStream.rangeClosed(1, 100).toArray());
    assertEquals(1, samples.leastNanos());
    assertEquals(100, samples.quantileNanos(0.99));
    assertEquals(100, samples.quantileNanos(1));
    assertEquals(1, samples.quantileNanos(0));
  }

  @Test
  void thinnedKeepTheirOrder() {
    Samples samples = Samples.ofNanos(5, 6, 1, 2, 9, 8);
    assertArrayEquals(new long[] {5, 1, 9}, samples.thinned(3).nanos());
    assertArrayEquals(samples.nanos(), samples.thinned(100).nanos());
  }

  @Test
  void thereIsAtLeastOne() {
    assertThrows(IllegalArgumentException.class, Samples::ofNanos);
  }
}
