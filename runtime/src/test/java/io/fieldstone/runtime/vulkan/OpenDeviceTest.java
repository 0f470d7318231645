// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;

import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.gate.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OpenDeviceTest {

  private static final int NUMBERS = 50_000;

  private final TestInstance instance = new TestInstance();

  @AfterEach
  void close() {
    instance.close();
  }

  @Nested
  class Queues {

    @Test
    void separateTransfersHaveTimelinesOfTheirOwnOnAnyDevice() {
      OpenDevice device = instance.open(DevicePlan::withSeparateTransfers);
      assertTrue(device.plan().hasDmaQueues());
      assertNotSame(device.compute(), device.upload());
      assertNotSame(device.compute(), device.download());
      assertNotSame(device.upload(), device.download());
      try (RoundTrip trip = new RoundTrip(device, 1000)) {
        for (int i = 0; i < 20; i++) {
          trip.submit(i, 2);
          trip.check(i);
        }
      }
      assertEquals(20, device.upload().submitted());
      assertEquals(20, device.compute().submitted());
      assertEquals(20, device.download().submitted());
      assertTrue(device.download().finish(Deadline.NEVER));
      TestInstance.close(device);
    }

    @Test
    void threadsShareTheQueues() {
      OpenDevice device = instance.open(DevicePlan::withSeparateTransfers);
      List<CompletableFuture<Void>> threads = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        int first = 1000 * t;
        threads.add(
            CompletableFuture.runAsync(
                () -> {
                  try (RoundTrip trip = new RoundTrip(device, 500)) {
                    for (int i = 0; i < 50; i++) {
                      trip.submit(first + i, 1);
                      trip.check(first + i);
                    }
                  }
                }));
      }
      threads.forEach(CompletableFuture::join);
      TestInstance.close(device);
    }

    @Test
    void queuesThatThePlanHasOnceAreMadeOnce() {
      OpenDevice device = instance.open();
      DevicePlan plan = device.plan();
      assertEquals(plan.upload().equals(plan.compute()), device.upload() == device.compute());
      assertEquals(plan.upload().equals(plan.download()), device.upload() == device.download());
      TestInstance.close(device);
    }
  }

  @Nested
  class Draining {

    @Test
    void aDeviceThatIsBusyIsNotDrainedInNoTime() {
      OpenDevice device = instance.open();
      try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
        trip.submit(0, 400);
        assertFalse(device.drain(Deadline.after(Duration.ofMillis(1))));
        Thread.currentThread().interrupt();
        assertTrue(device.drain(Deadline.NEVER));
        assertTrue(Thread.interrupted());
        trip.check(0);
      }
      device.close();
      device.close();
    }

    @Test
    void whereNobodyCanWaitTheDriverDecides() {
      OpenDevice device = instance.open();
      try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
        trip.submit(0, 400);
        instance.faults().failAt("getSemaphoreCounterValue", 1, VK_ERROR_OUT_OF_HOST_MEMORY, true);
        assertTrue(device.drain(Deadline.NEVER));
        instance.faults().disarm();
        assertTrue(device.download().timeline().reached(trip.pending()), "really");
      }
      device.close();
    }

    @Test
    void whereTheDriverCannotTellNothingIsCertain() {
      OpenDevice device = instance.open();
      instance.faults().failAt("deviceWaitIdle", 1, VK_ERROR_OUT_OF_HOST_MEMORY, true);
      assertTrue(device.drain(Deadline.NEVER), "the timelines are where they should be");
      instance.faults().failAt(1, VK_ERROR_OUT_OF_HOST_MEMORY, true);
      try (RoundTrip trip = tripOf(device)) {
        instance.faults().failAt(1, VK_ERROR_OUT_OF_HOST_MEMORY, true);
        assertFalse(device.drain(Deadline.NEVER));
        instance.faults().disarm();
        assertTrue(device.drain(Deadline.NEVER));
        trip.check(0);
      }
      device.close();
    }

    private RoundTrip tripOf(OpenDevice device) {
      instance.faults().disarm();
      RoundTrip trip = new RoundTrip(device, NUMBERS);
      trip.submit(0, 400);
      return trip;
    }

    @Test
    void whatIsLeakedIsNotFreed() {
      FaultInjector counted = new FaultInjector(LwjglCalls.INSTANCE);
      VulkanInstance open = VulkanInstance.create(false, counted.calls());
      OpenDevice device =
          open.open(DevicePlanner.plan(open.reports(), null), TestInstance.temporaryCacheFile());
      Map<String, Integer> live = counted.live();
      device.leak();
      device.close();
      assertEquals(live, counted.live());
      assertEquals(1, live.get("Device"));
    }
  }

  @Nested
  class Losing {

    @Test
    void everybodyIsToldAndTheDeviceCanBeClosed() {
      OpenDevice device = instance.open();
      RoundTrip running = new RoundTrip(device, NUMBERS);
      running.submit(0, 400);
      RoundTrip next = new RoundTrip(device, 10);
      instance.faults().failAt("queueSubmit", 1, VK_ERROR_DEVICE_LOST, false);
      assertFalse(device.isLost());
      device.requireNotLost();

      assertThrows(DeviceLostException.class, () -> next.submit(0, 1));
      assertTrue(device.isLost());
      assertThrows(DeviceLostException.class, device::requireNotLost);
      DeviceLostException e =
          assertThrows(DeviceLostException.class, () -> device.compute().finish(Deadline.NEVER));
      assertEquals(
          "vkQueueSubmit: the device was lost; close the backend and open it again",
          e.getMessage());
      assertThrows(DeviceLostException.class, () -> running.submit(0, 1));
      assertThrows(DeviceLostException.class, () -> device.memory().allocateHost(1 << 20));

      // The real device still runs: it is what is waited for.
      assertTrue(device.drain(Deadline.NEVER));
      running.close();
      next.close();
      device.close();
    }

    @Test
    void aDrainThatTakesTooLongIsGivenUp() {
      OpenDevice device = instance.open();
      try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
        trip.submit(0, 400);
        device.access().health().failure(VK_ERROR_DEVICE_LOST, "a call");
        for (int i = 0; i < 10; i++) {
          assertFalse(device.drain(Deadline.after(Duration.ofMillis(1))));
        }
        assertEquals(1, waits(), "none of its own for each drain");
        assertTrue(device.drain(Deadline.NEVER));
        assertEquals(0, waits(), "none that would ask a device that is closed");
      }
      device.close();
    }

    private long waits() {
      return Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().equals("fieldstone-drain"))
          .count();
    }

    @Test
    void anotherDeviceWorks() {
      OpenDevice lost = instance.open();
      instance.faults().failAt("deviceWaitIdle", 1, VK_ERROR_DEVICE_LOST, true);
      assertTrue(lost.drain(Deadline.NEVER));
      assertThrows(DeviceLostException.class, () -> new CommandStream(lost, lost.compute()));
      assertTrue(lost.isLost());
      lost.close();

      OpenDevice device = instance.open();
      try (RoundTrip trip = new RoundTrip(device, 10)) {
        trip.submit(5, 1);
        trip.check(5);
      }
      TestInstance.close(device);
    }
  }
}
