// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;

import io.fieldstone.runtime.error.OutOfMemoryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryAllocatorTest {

  private static final long MIB = 1 << 20;

  private final TestInstance instance = new TestInstance();
  private OpenDevice device = instance.open();

  @AfterEach
  void close() {
    TestInstance.close(device);
    instance.close();
  }

  private MemoryAllocator memory(long limit) {
    TestInstance.close(device);
    device = instance.open(plan -> plan.withMemoryLimit(limit));
    return device.memory();
  }

  /** Returns whether both kinds are in one heap, as they are on a CPU. */
  private boolean shared() {
    GpuBuffer buffer = device.memory().allocateHost(MIB);
    MemoryBudget budget = device.memory().budget();
    device.memory().free(buffer);
    return budget.deviceUsed() != 0;
  }

  @Test
  void whatIsTakenAndWhatIsLeftAreTold() {
    boolean shared = shared();
    MemoryAllocator memory = device.memory();
    MemoryBudget before = memory.budget();
    assertTrue(before.hostFree() > 0 && before.deviceFree() > 0, before::toString);
    assertEquals(0, before.hostUsed() + before.deviceUsed());

    GpuBuffer host = memory.allocateHost(16 * MIB);
    GpuBuffer local = memory.allocateDevice(32 * MIB);
    MemoryBudget during = memory.budget();
    assertEquals(shared ? 48 * MIB : 16 * MIB, during.hostUsed());
    assertEquals(shared ? 48 * MIB : 32 * MIB, during.deviceUsed());
    assertEquals(48 * MIB, memory.liveBytes());
    assertEquals(2, memory.liveBuffers());

    memory.free(host);
    memory.free(local);
    assertEquals(0, memory.liveBytes());
    assertEquals(0, memory.liveBuffers());
  }

  @Test
  void aLimitCapsTheBudget() {
    MemoryAllocator memory = memory(10 * MIB);
    assertEquals(new MemoryBudget(10 * MIB, 10 * MIB, 0, 0), memory.budget());
    GpuBuffer buffer = memory.allocateHost(4 * MIB);
    assertEquals(6 * MIB, memory.budget().hostFree());
    assertEquals(4 * MIB, memory.budget().hostUsed());
    memory.free(buffer);
    assertEquals(10 * MIB, memory.budget().hostFree());
  }

  @Test
  void whatWouldPassTheLimitIsRefusedWithTheFigures() {
    MemoryAllocator memory = memory(10 * MIB);
    GpuBuffer buffer = memory.allocateDevice(4 * MIB);
    OutOfMemoryException e =
        assertThrows(OutOfMemoryException.class, () -> memory.allocateDevice(6 * MIB + 1));
    assertEquals(
        "6291457 bytes of device memory would pass the backend's limit: 4194304 of 10485760 bytes"
            + " are in use; close vectors, or raise the limit (FIELDSTONE_MEMORY_LIMIT,"
            + " BackendOptions.withMemoryLimit)",
        e.getMessage());
    memory.free(memory.allocateDevice(6 * MIB));
    memory.free(buffer);
    assertEquals(0, memory.liveBytes());
  }

  @Test
  void whatTheDriverRefusesIsNotCounted() {
    instance.faults().failAt("vmaCreateBuffer", 1, VK_ERROR_OUT_OF_DEVICE_MEMORY, false);
    assertThrows(OutOfMemoryException.class, () -> device.memory().allocateHost(MIB));
    assertEquals(0, device.memory().liveBytes());
    assertEquals(0, device.memory().liveBuffers());
  }

  @Test
  void moreThanThereIsIsRefused() {
    MemoryAllocator memory = device.memory();
    assertThrows(OutOfMemoryException.class, () -> memory.allocateDevice(1L << 50));
    assertEquals(0, memory.liveBytes());
  }

  @Test
  void hostMemoryIsMappedAtPages() {
    MemoryAllocator memory = device.memory();
    for (long bytes : new long[] {1, 5000, 9 * MIB}) {
      GpuBuffer buffer = memory.allocateHost(bytes);
      assertTrue(buffer.address() != 0 && buffer.address() % 4096 == 0);
      memory.free(buffer);
    }
  }
}
