// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFolders;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.gate.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An instance with validation, whose calls can be made to fail. Closing it checks that nothing is
 * left of what was made, and that the validation layer has said nothing.
 */
final class TestInstance implements AutoCloseable {

  private final FaultInjector faults = new FaultInjector(LwjglCalls.INSTANCE);
  private final VulkanInstance instance = VulkanInstance.create(true, faults.calls());

  FaultInjector faults() {
    return faults;
  }

  OpenDevice open() {
    return open(UnaryOperator.identity());
  }

  OpenDevice open(UnaryOperator<DevicePlan> replan) {
    return instance.open(
        replan.apply(DevicePlanner.plan(instance.reports(), null)), temporaryCacheFile());
  }

  static Path temporaryCacheFile() {
    return TestFolders.next().resolve("pipelines");
  }

  /** Drains and closes a device. */
  static void close(OpenDevice device) {
    assertTrue(device.drain(Deadline.after(Duration.ofSeconds(30))), "drained");
    device.close();
  }

  @Override
  public void close() {
    instance.close();
    assertEquals(Map.of(), faults.live(), "objects that are left");
    assertEquals(List.of(), instance.validationMessages(), "validation messages");
  }
}
