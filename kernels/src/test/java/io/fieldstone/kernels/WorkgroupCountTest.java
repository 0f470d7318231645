// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkgroupCountTest {

  private static final long MEBIBYTE = 1L << 20;

  @Test
  void aShortVectorTakesOneWorkgroup() {
    WorkgroupCount count = new WorkgroupCount(1024, 128 * MEBIBYTE);
    assertEquals(1, count.of(0, 0, 1));
    assertEquals(1, count.of(1, 32, 1));
    assertEquals(1, count.of(1024, 32 * 1024, 1));
    assertEquals(2, count.of(1025, 32 * 1025, 1));
    assertEquals(4, count.of(2049, 32 * 2049, 1));
  }

  @Test
  void aLongVectorFillsTheDevice() {
    WorkgroupCount count = new WorkgroupCount(1024, 4096 * MEBIBYTE);
    assertEquals(1024, count.of(MEBIBYTE, 32 * MEBIBYTE, 1));
    assertEquals(1024, count.of(64 * MEBIBYTE, 2048 * MEBIBYTE, 1));
  }

  @Test
  void whatFillsTheDeviceNeedBeNoPowerOfTwo() {
    WorkgroupCount count = new WorkgroupCount(396, 4096 * MEBIBYTE);
    assertEquals(256, count.of(256 * 1024, 8 * MEBIBYTE, 1));
    assertEquals(396, count.of(MEBIBYTE, 32 * MEBIBYTE, 1));
    assertEquals(4096, count.of(256 * MEBIBYTE, 1024 * MEBIBYTE, 1));
  }

  @Test
  void noWorkgroupHasMoreElementsThanTheLoopsOfMesasCpuDriverReach() {
    WorkgroupCount count = new WorkgroupCount(8, 4096 * MEBIBYTE);
    for (long elements = 1; elements <= 1L << 34; elements = elements * 3 + 1) {
      long workgroups = count.of(elements, 4 * elements, 1);
      assertTrue((elements + workgroups - 1) / workgroups <= 1 << 16, elements + " elements");
    }
  }

  @Test
  void everyDispatchOfAVectorThatTakesSeveralHasAWorkgroup() {
    WorkgroupCount count = new WorkgroupCount(8, 128 * MEBIBYTE);
    assertEquals(64, count.of(4 * MEBIBYTE, 128 * MEBIBYTE, 1));
    assertTrue(count.of(1024 * MEBIBYTE, 32 * 1024 * MEBIBYTE, 1) >= 256);
    assertEquals(2, count.of(2, 64, 2), "a part that lies in two buffers");
  }
}
