// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.lwjgl.vulkan.EXTPipelineRobustness.VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTPipelineRobustness.VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_DISABLED_EXT;

import io.fieldstone.runtime.Records;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkComputePipelineCreateInfo;
import org.lwjgl.vulkan.VkDeviceCreateInfo;
import org.lwjgl.vulkan.VkPhysicalDevicePipelineRobustnessFeaturesEXT;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan12Features;
import org.lwjgl.vulkan.VkPipelineRobustnessCreateInfoEXT;

/**
 * What is asked of a device whose pipelines can do without checks of bounds. No CPU driver need be
 * one: what it would not know is taken out of the calls, once it was seen.
 */
class BoundsChecksTest {

  private static final String SPIRV = "io/fieldstone/runtime/kernels/ends.spv";

  private final List<String> seen = new ArrayList<>();

  private final VulkanCalls calls =
      (VulkanCalls)
          Proxy.newProxyInstance(
              VulkanCalls.class.getClassLoader(),
              new Class<?>[] {VulkanCalls.class},
              (proxy, called, arguments) -> {
                if (called.getName().equals("createDevice")) {
                  withoutRobustness((VkDeviceCreateInfo) arguments[1]);
                } else if (called.getName().equals("createComputePipelines")) {
                  withoutRobustness((VkComputePipelineCreateInfo.Buffer) arguments[2]);
                }
                try {
                  return called.invoke(LwjglCalls.INSTANCE, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private void withoutRobustness(VkDeviceCreateInfo info) {
    PointerBuffer names = info.ppEnabledExtensionNames();
    int last = names == null ? -1 : names.limit() - 1;
    if (names != null
        && last >= 0
        && MemoryUtil.memUTF8(names.get(last)).equals(VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME)) {
      VkPhysicalDeviceVulkan12Features features =
          VkPhysicalDeviceVulkan12Features.create(MemoryUtil.memGetAddress(info.pNext() + 8));
      VkPhysicalDevicePipelineRobustnessFeaturesEXT robustness =
          VkPhysicalDevicePipelineRobustnessFeaturesEXT.create(features.pNext());
      seen.add("device " + robustness.pipelineRobustness());
      features.pNext(robustness.pNext());
      info.ppEnabledExtensionNames(names.duplicate().limit(last));
    }
  }

  private void withoutRobustness(VkComputePipelineCreateInfo.Buffer info) {
    long next = info.get(0).pNext();
    if (next == 0) {
      seen.add("checked");
      return;
    }
    VkPipelineRobustnessCreateInfoEXT robustness = VkPipelineRobustnessCreateInfoEXT.create(next);
    assertEquals(VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_DISABLED_EXT, robustness.storageBuffers());
    seen.add("unchecked");
    info.get(0).pNext(0);
  }

  /** The plan of a device of another type, which has the extension or not. */
  private static DevicePlan plan(DeviceReport report, DeviceType type, boolean robustness) {
    return DevicePlanner.plan(
            Records.with(report, Map.of("type", type, "pipelineRobustness", robustness)))
        .withGatheredPieces(false);
  }

  private List<String> seen(DeviceType type, boolean robustness) {
    seen.clear();
    try (VulkanInstance instance = VulkanInstance.create(true, calls)) {
      OpenDevice device =
          instance.open(
              plan(instance.reports().get(0), type, robustness), TestInstance.temporaryCacheFile());
      RoundTrip.pipeline(device, kernel().build()).close();
      RoundTrip.pipeline(device, kernel().staysInBounds().build()).close();
      TestInstance.close(device);
      assertEquals(List.of(), instance.validationMessages());
    }
    return List.copyOf(seen);
  }

  private static KernelDescriptor.Builder kernel() {
    return KernelDescriptor.builder("ends", BoundsChecksTest.class)
        .spirv(SPIRV)
        .workgroupSize(64, 1, 1)
        .in("a", 0, 0)
        .out("least", 0, 1)
        .out("greatest", 1, 0)
        .pushConstant("offset", 8, int.class);
  }

  @Test
  void onlyKernelsThatStayInBoundsAreNotChecked() {
    assertEquals(
        List.of("device true", "checked", "unchecked"), seen(DeviceType.DISCRETE_GPU, true));
  }

  @Test
  void checksStayWhereTheyCannotBeLeftOutAndOnCpus() {
    assertEquals(List.of("checked", "checked"), seen(DeviceType.DISCRETE_GPU, false));
    assertEquals(List.of("checked", "checked"), seen(DeviceType.CPU, true));
  }
}
