// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampClockTest {

  @ParameterizedTest
  @CsvSource({
    "64, 100, 350, 250",
    "64, -100, 150, 250",
    "64, 9223372036854775807, -9223372036854775808, 1",
    "36, 68719476735, 4, 5",
    "36, 100, 350, 250",
    "32, 4294967000, 704, 1000",
    "1, 1, 0, 1"
  })
  void ticksAreCountedAcrossAWrap(int validBits, long start, long end, long ticks) {
    assertEquals(ticks, new TimestampClock(validBits, 1).ticks(start, end));
  }

  @Test
  void bitsThatDoNotCountAreIgnored() {
    assertEquals(16, new TimestampClock(36, 1).ticks(0xab00_0000_0000_0000L, 0x10));
  }

  @ParameterizedTest
  @CsvSource({"1, 1000, 1000", "10, 7, 70", "52.083332, 3, 156", "0.5, 3, 2", "32, 0, 0"})
  void aTickTakesThePeriod(float nanosPerTick, long ticks, long nanos) {
    assertEquals(nanos, new TimestampClock(64, nanosPerTick).nanos(ticks));
  }

  @Test
  void aQueueWithoutValidBitsHasNoTimestamps() {
    assertFalse(new TimestampClock(0, 1).exists());
    assertTrue(new TimestampClock(36, 1).exists());
  }

  @Test
  void aPlanKnowsTheClockOfItsComputeQueue() {
    assertEquals(
        new TimestampClock(64, 1), DevicePlanner.plan(RecordedDevices.H200).computeClock());
    assertFalse(DevicePlanner.plan(RecordedDevices.INTEL).computeClock().exists());
  }
}
