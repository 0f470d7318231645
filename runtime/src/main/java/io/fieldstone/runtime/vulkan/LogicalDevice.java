// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.EXTExternalMemoryHost.VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTMemoryBudget.VK_EXT_MEMORY_BUDGET_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTPipelineRobustness.VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME;
import static org.lwjgl.vulkan.KHRPortabilitySubset.VK_KHR_PORTABILITY_SUBSET_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK12.VK_API_VERSION_1_2;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.QueuePlan;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkDeviceCreateInfo;
import org.lwjgl.vulkan.VkDeviceQueueCreateInfo;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkPhysicalDeviceFeatures2;
import org.lwjgl.vulkan.VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR;
import org.lwjgl.vulkan.VkPhysicalDevicePipelineRobustnessFeaturesEXT;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan11Features;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan12Features;

/** Makes a device with the queues, features and extensions of a plan. */
final class LogicalDevice {

  private LogicalDevice() {}

  static VkDevice create(VkPhysicalDevice physicalDevice, DevicePlan plan, VulkanCalls calls) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkDeviceCreateInfo info =
          VkDeviceCreateInfo.calloc(stack)
              .sType$Default()
              .pNext(features(plan, stack).address())
              .pQueueCreateInfos(queueInfos(plan, stack));
      info.ppEnabledExtensionNames(extensions(plan, stack));
      PointerBuffer pointer = stack.mallocPointer(1);
      VulkanResult.check(calls.createDevice(physicalDevice, info, pointer), "vkCreateDevice");
      return new VkDevice(pointer.get(0), physicalDevice, info, VK_API_VERSION_1_2);
    }
  }

  private static PointerBuffer extensions(DevicePlan plan, MemoryStack stack) {
    List<ByteBuffer> names = new ArrayList<>();
    if (plan.report().portabilitySubset()) {
      names.add(stack.UTF8(VK_KHR_PORTABILITY_SUBSET_EXTENSION_NAME));
    }
    if (plan.pipelineStatistics()) {
      names.add(stack.UTF8(VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME));
    }
    if (plan.report().memoryBudget()) {
      names.add(stack.UTF8(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME));
    }
    if (plan.report().hostImportAlignment() != 0) {
      names.add(stack.UTF8(VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME));
    }
    if (plan.skipsBoundsChecks()) {
      names.add(stack.UTF8(VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME));
    }
    PointerBuffer pointers = stack.mallocPointer(names.size());
    names.forEach(pointers::put);
    return pointers.flip();
  }

  private static VkDeviceQueueCreateInfo.Buffer queueInfos(DevicePlan plan, MemoryStack stack) {
    int[] families = plan.families();
    VkDeviceQueueCreateInfo.Buffer infos = VkDeviceQueueCreateInfo.calloc(families.length, stack);
    for (int i = 0; i < families.length; i++) {
      int family = families[i];
      int count =
          plan.queues().stream()
                  .filter(queue -> queue.family() == family)
                  .mapToInt(QueuePlan::index)
                  .max()
                  .orElseThrow()
              + 1;
      FloatBuffer priorities = stack.callocFloat(count);
      infos.get(i).sType$Default().queueFamilyIndex(family).pQueuePriorities(priorities);
    }
    return infos;
  }

  private static VkPhysicalDeviceFeatures2 features(DevicePlan plan, MemoryStack stack) {
    Set<DeviceFeature> enabled = plan.enabledFeatures();
    VkPhysicalDeviceVulkan11Features features11 =
        VkPhysicalDeviceVulkan11Features.calloc(stack)
            .sType$Default()
            .storageBuffer16BitAccess(enabled.contains(DeviceFeature.STORAGE_BUFFER_16BIT));
    VkPhysicalDeviceVulkan12Features features12 =
        VkPhysicalDeviceVulkan12Features.calloc(stack)
            .sType$Default()
            .pNext(features11.address())
            .timelineSemaphore(true)
            .hostQueryReset(true) // Vulkan 1.2 requires both
            .bufferDeviceAddress(plan.gathersPieces())
            .storageBuffer8BitAccess(enabled.contains(DeviceFeature.STORAGE_BUFFER_8BIT))
            .shaderInt8(enabled.contains(DeviceFeature.SHADER_INT8))
            .shaderFloat16(enabled.contains(DeviceFeature.SHADER_FLOAT16))
            .shaderBufferInt64Atomics(enabled.contains(DeviceFeature.BUFFER_INT64_ATOMICS));
    if (plan.pipelineStatistics()) {
      features11.pNext(
          VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR.calloc(stack)
              .sType$Default()
              .pipelineExecutableInfo(true)
              .address());
    }
    if (plan.skipsBoundsChecks()) {
      features12.pNext(
          VkPhysicalDevicePipelineRobustnessFeaturesEXT.calloc(stack)
              .sType$Default()
              .pNext(features11.address())
              .pipelineRobustness(true)
              .address());
    }
    VkPhysicalDeviceFeatures2 features =
        VkPhysicalDeviceFeatures2.calloc(stack).sType$Default().pNext(features12.address());
    features
        .features()
        .shaderInt64(enabled.contains(DeviceFeature.SHADER_INT64))
        .shaderFloat64(enabled.contains(DeviceFeature.SHADER_FLOAT64))
        .shaderInt16(enabled.contains(DeviceFeature.SHADER_INT16));
    return features;
  }
}
