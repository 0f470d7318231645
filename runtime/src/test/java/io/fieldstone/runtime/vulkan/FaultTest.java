// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INITIALIZATION_FAILED;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;

import io.fieldstone.runtime.CapturedLog;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.gate.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lwjgl.system.MemoryUtil;

/**
 * Every call that opening a device and running a job on it makes fails once, each in turn, and from
 * then on: what comes of it is what was asked for, or an exception with a type, and nothing is
 * left.
 */
class FaultTest {

  private static final int NUMBERS = 1000;
  private static final boolean ALL = "all".equals(System.getProperty("fieldstone.test.faults"));

  @RegisterExtension final CapturedLog cacheLog = new CapturedLog(PipelineCacheFile.class);

  private final FaultInjector faults = new FaultInjector(LwjglCalls.INSTANCE);
  private final Path cacheFile = TestInstance.temporaryCacheFile();

  /** Opens everything, runs a job and closes everything, whatever fails. */
  private void openAndRun() {
    VulkanInstance instance = VulkanInstance.create(true, faults.calls());
    try {
      DevicePlan plan =
          DevicePlanner.plan(instance.reports(), null)
              .withPipelineStatistics(true)
              .withSeparateTransfers();
      OpenDevice device = instance.open(plan, cacheFile);
      @Nullable RoundTrip trip = null;
      try {
        trip = new RoundTrip(device, NUMBERS);
        trip.submit(11, 2);
        trip.check(11);
      } finally {
        if (!device.drain(Deadline.after(Duration.ofSeconds(10)))) {
          faults.disarm();
          assertTrue(device.drain(Deadline.NEVER), "drained without faults");
        }
        if (trip != null) {
          trip.close();
        }
        device.close();
      }
    } finally {
      instance.close();
      assertEquals(List.of(), instance.validationMessages());
    }
  }

  @Test
  void withoutFaultsEverythingGoesAndNothingIsLeft() {
    openAndRun();
    assertEquals(Map.of(), faults.live());
    assertTrue(faults.log().containsAll(List.of("createInstance", "vmaCreateBuffer")));
    assertEquals(faults.count(), faults.log().size());
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        VK_ERROR_OUT_OF_HOST_MEMORY,
        VK_ERROR_OUT_OF_DEVICE_MEMORY,
        VK_ERROR_INITIALIZATION_FAILED,
        VK_ERROR_DEVICE_LOST,
        VK_TIMEOUT
      })
  void whateverFailsIsToldAndNothingIsLeft(int result) {
    openAndRun(); // so that what is made once per process has been
    Map<String, Integer> calls = callsOfMethods();
    Map<Long, String> before = allocations();
    int refused = 0;
    int succeeded = 0;
    for (Map.Entry<String, Integer> call : calls.entrySet()) {
      for (int occurrence = 1; occurrence <= call.getValue(); occurrence++) {
        for (boolean persistent : new boolean[] {false, true}) {
          // Once and from then on take turns, the next result begins with the other.
          if (!ALL && (result + occurrence) % 2 == 0 == persistent) {
            continue;
          }
          String fault = call.getKey() + " " + occurrence + " " + persistent;
          faults.failAt(call.getKey(), occurrence, result, persistent);
          try {
            openAndRun();
            succeeded++;
          } catch (FieldstoneException e) {
            refused++;
          }
          assertEquals(Map.of(), faults.live(), fault);
        }
      }
    }
    faults.disarm();
    openAndRun();
    assertEquals(List.of(), newSince(before));
    assertTrue(refused > succeeded, refused + " refused, " + succeeded + " succeeded");
    cacheLog.drain();
  }

  /** Returns how often each method was called; of those that are called in loops, twice. */
  private Map<String, Integer> callsOfMethods() {
    faults.disarm();
    openAndRun();
    Map<String, Integer> calls = new TreeMap<>();
    faults.log().forEach(method -> calls.merge(method, 1, Integer::sum));
    calls.replaceAll((method, count) -> method.matches(".*Semaphore.*") ? 2 : count);
    return calls;
  }

  private static Map<Long, String> allocations() {
    Map<Long, String> live = new TreeMap<>();
    MemoryUtil.memReport(
        (address, memory, threadId, threadName, trace) ->
            live.put(address, memory + " bytes at " + Arrays.toString(trace)));
    return live;
  }

  private static List<String> newSince(Map<Long, String> before) {
    Map<Long, String> after = allocations();
    after.keySet().removeAll(before.keySet());
    return List.copyOf(after.values());
  }
}
