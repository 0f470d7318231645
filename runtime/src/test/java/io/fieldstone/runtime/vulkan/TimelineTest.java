// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;

import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.gate.Deadline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final Deadline PASSED = Deadline.after(Duration.ZERO);

  /** Slow enough to be waited for: one invocation looks at each number, again and again. */
  private static final int NUMBERS = 50_000;

  private static final int DISPATCHES = 400;

  private final TestInstance instance = new TestInstance();
  private final OpenDevice device = instance.open();
  private final Timeline timeline = device.compute().timeline();

  @AfterEach
  void close() {
    assertFalse(Thread.interrupted(), "interrupted");
    TestInstance.close(device);
    instance.close();
  }

  private static long millis(Runnable body) {
    long start = System.nanoTime();
    body.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private static void assertBetween(long least, long most, long millis) {
    assertTrue(least <= millis && millis <= most, millis + " ms");
  }

  @Test
  void whatIsReachedNeedsNeitherTimeNorPeace() {
    assertTrue(timeline.reached(0));
    assertTrue(timeline.await(0, PASSED));
    Thread.currentThread().interrupt();
    assertTrue(timeline.await(0, Deadline.NEVER));
    assertTrue(Thread.interrupted());
  }

  @Test
  void aWaitEndsAtItsDeadline() {
    assertFalse(timeline.reached(1));
    assertFalse(timeline.await(1, PASSED));
    assertBetween(
        120,
        1_000,
        millis(() -> assertFalse(timeline.await(1, Deadline.after(Duration.ofMillis(120))))));
  }

  @Test
  void anInterruptedThreadDoesNotStartToWait() {
    Thread.currentThread().interrupt();
    assertBetween(0, 40, millis(() -> assertFalse(timeline.await(1, Deadline.NEVER))));
    assertTrue(Thread.interrupted());
  }

  @Test
  void anInterruptEndsAWait() throws Exception {
    CompletableFuture<Boolean> stayed = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              boolean reached = timeline.await(1, Deadline.NEVER);
              stayed.complete(!reached && Thread.currentThread().isInterrupted());
            });
    waiter.start();
    Thread.sleep(100);
    waiter.interrupt();
    assertTrue(stayed.get(1, TimeUnit.SECONDS));
  }

  @Test
  void aWaitWithoutADeadlineOutlastsAnInterruptAndKeepsIt() {
    try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
      trip.submit(7, DISPATCHES);
      Thread.currentThread().interrupt();
      device.download().timeline().await(trip.pending());
      assertTrue(Thread.interrupted());
      trip.check(7);
    }
  }

  @Test
  void aLossThatAnotherThreadFindsEndsAWait() throws Exception {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(() -> timeline.await(1, Deadline.NEVER));
    Thread.sleep(100);
    instance.faults().failAt("queueSubmit", 1, VK_ERROR_DEVICE_LOST, false);
    try (RoundTrip trip = new RoundTrip(device, 100)) {
      assertThrows(DeviceLostException.class, () -> trip.submit(0, 1));
    }
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> waiting.get(1, TimeUnit.SECONDS));
    assertInstanceOf(DeviceLostException.class, e.getCause());
  }

  @Test
  void aLossThatOnlyTheHealthKnowsOfEndsAWait() throws Exception {
    CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> timeline.await(1));
    Thread.sleep(100);
    device.access().health().failure(VK_ERROR_DEVICE_LOST, "somebody else's call");
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> waiting.get(1, TimeUnit.SECONDS));
    DeviceLostException loss = assertInstanceOf(DeviceLostException.class, e.getCause());
    assertEquals(
        "somebody else's call: the device was lost; close the backend and open it again",
        loss.getMessage());
    assertInstanceOf(DeviceLostException.class, loss.getCause(), "the first cause");
    assertThrows(DeviceLostException.class, () -> timeline.reached(1));
    assertTrue(timeline.reached(0), "what was known to be reached");
  }

  @Test
  void aDriverThatKeepsAnsweringTimeoutHangsNobody() {
    instance.faults().failAt("waitSemaphores", 1, VK_TIMEOUT, true);
    try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
      trip.submit(3, DISPATCHES);
      trip.check(3);
    }
    assertTrue(instance.faults().log().contains("waitSemaphores -> " + VK_TIMEOUT));
  }

  @Test
  void aWaitThatFailsOnceIsTriedAgain() {
    for (String call : new String[] {"waitSemaphores", "getSemaphoreCounterValue"}) {
      try (RoundTrip trip = new RoundTrip(device, NUMBERS)) {
        trip.submit(3, DISPATCHES);
        instance.faults().failAt(call, 1, VK_ERROR_OUT_OF_HOST_MEMORY, false);
        trip.check(3);
      }
      assertTrue(instance.faults().log().contains(call + " -> " + VK_ERROR_OUT_OF_HOST_MEMORY));
    }
  }

  @Test
  void aWaitThatKeepsFailingIsGivenUp() {
    for (String call : new String[] {"waitSemaphores", "getSemaphoreCounterValue"}) {
      instance.faults().failAt(call, 1, VK_ERROR_OUT_OF_HOST_MEMORY, true);
      assertBetween(
          900,
          3_000,
          millis(() -> assertThrows(OutOfMemoryException.class, () -> timeline.await(1))));
      assertBetween(
          100,
          600,
          millis(() -> assertFalse(timeline.await(1, Deadline.after(Duration.ofMillis(100))))));
    }
    instance.faults().disarm();
  }
}
