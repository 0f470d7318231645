// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.vector.SegmentLayout;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkgroupShareTest {

  private static final SegmentLayout LAYOUT = new SegmentLayout(48, 1000, 16);

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 1", "1, 1000, 1", "1000, 1000, 1", "1001, 1000, 2", "3000, 1000, 3",
    "1000, 400, 3", "1001, 400, 4", "2400, 400, 7", "2401, 400, 8", "5000, 100000, 5"
  })
  void windowsAreThoseThatADispatchCuts(long size, long window, long windows) {
    assertEquals(windows, WorkgroupShare.windows(LAYOUT, 0, size, window));
  }

  @Property
  void everyWindowHasAWorkgroupAndEveryWorkgroupAWindow(
      @ForAll @LongRange(min = 0, max = 5_000) long begin,
      @ForAll @LongRange(min = 1, max = 20_000) long size,
      @ForAll @IntRange(min = 100, max = 1500) int window,
      @ForAll @IntRange(min = 0, max = 100_000) int spare) {
    long windows = WorkgroupShare.windows(LAYOUT, begin, size, window);
    long workgroups = windows + spare;
    long before = 0;
    long first = 0;
    for (long i = 0; i < windows; i++) {
      first += Math.min(window, LAYOUT.run(begin + first, size - first));
      long end = WorkgroupShare.end(workgroups, windows, i, before, first, size);
      assertTrue(end > before, "window " + i + " has workgroups");
      before = end;
    }
    assertEquals(size, first);
    assertEquals(workgroups, before);
  }

  @Test
  void longerWindowsHaveMoreWorkgroups() {
    assertEquals(100, WorkgroupShare.end(110, 2, 0, 0, 1000, 1100));
    assertEquals(110, WorkgroupShare.end(110, 2, 1, 100, 1100, 1100));
  }
}
