// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.lwjgl.vulkan.EXTExternalMemoryHost.VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTMemoryBudget.VK_EXT_MEMORY_BUDGET_EXTENSION_NAME;
import static org.lwjgl.vulkan.EXTPipelineRobustness.VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME;
import static org.lwjgl.vulkan.KHRPortabilitySubset.VK_KHR_PORTABILITY_SUBSET_EXTENSION_NAME;
import static org.lwjgl.vulkan.VK10.VK_MEMORY_HEAP_DEVICE_LOCAL_BIT;
import static org.lwjgl.vulkan.VK10.VK_PHYSICAL_DEVICE_TYPE_CPU;
import static org.lwjgl.vulkan.VK10.VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
import static org.lwjgl.vulkan.VK10.VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU;
import static org.lwjgl.vulkan.VK10.VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU;
import static org.lwjgl.vulkan.VK10.VK_QUEUE_COMPUTE_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUEUE_GRAPHICS_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUEUE_SPARSE_BINDING_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUEUE_TRANSFER_BIT;
import static org.lwjgl.vulkan.VK10.vkGetPhysicalDeviceMemoryProperties;
import static org.lwjgl.vulkan.VK10.vkGetPhysicalDeviceQueueFamilyProperties;
import static org.lwjgl.vulkan.VK11.VK_SUBGROUP_FEATURE_ARITHMETIC_BIT;
import static org.lwjgl.vulkan.VK11.VK_SUBGROUP_FEATURE_BALLOT_BIT;
import static org.lwjgl.vulkan.VK11.VK_SUBGROUP_FEATURE_SHUFFLE_BIT;
import static org.lwjgl.vulkan.VK11.VK_SUBGROUP_FEATURE_SHUFFLE_RELATIVE_BIT;
import static org.lwjgl.vulkan.VK11.VK_SUBGROUP_FEATURE_VOTE_BIT;
import static org.lwjgl.vulkan.VK11.vkGetPhysicalDeviceFeatures2;
import static org.lwjgl.vulkan.VK11.vkGetPhysicalDeviceProperties2;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.QueueFamily;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkExtensionProperties;
import org.lwjgl.vulkan.VkMemoryHeap;
import org.lwjgl.vulkan.VkPhysicalDevice;
import org.lwjgl.vulkan.VkPhysicalDeviceFeatures2;
import org.lwjgl.vulkan.VkPhysicalDeviceLimits;
import org.lwjgl.vulkan.VkPhysicalDeviceMemoryProperties;
import org.lwjgl.vulkan.VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR;
import org.lwjgl.vulkan.VkPhysicalDevicePipelineRobustnessFeaturesEXT;
import org.lwjgl.vulkan.VkPhysicalDeviceProperties2;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan11Features;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan11Properties;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan12Features;
import org.lwjgl.vulkan.VkPhysicalDeviceVulkan12Properties;
import org.lwjgl.vulkan.VkQueueFamilyProperties;

/** Reads a device's properties into a {@link DeviceReport}. */
final class PhysicalDeviceReader {

  private static final int STACK_BYTES = 64 * 1024;

  private PhysicalDeviceReader() {}

  static DeviceReport read(int index, VkPhysicalDevice device, VulkanCalls calls) {
    try (MemoryStack stack = MemoryStack.create(STACK_BYTES).push()) {
      VkPhysicalDeviceVulkan11Properties vulkan11 =
          VkPhysicalDeviceVulkan11Properties.calloc(stack).sType$Default();
      VkPhysicalDeviceVulkan12Properties vulkan12 =
          VkPhysicalDeviceVulkan12Properties.calloc(stack)
              .sType$Default()
              .pNext(vulkan11.address());
      VkPhysicalDeviceProperties2 properties =
          VkPhysicalDeviceProperties2.calloc(stack).sType$Default().pNext(vulkan12.address());
      vkGetPhysicalDeviceProperties2(device, properties);

      VkPhysicalDeviceVulkan11Features features11 =
          VkPhysicalDeviceVulkan11Features.calloc(stack).sType$Default();
      VkPhysicalDeviceVulkan12Features features12 =
          VkPhysicalDeviceVulkan12Features.calloc(stack)
              .sType$Default()
              .pNext(features11.address());
      VkPhysicalDeviceFeatures2 features =
          VkPhysicalDeviceFeatures2.calloc(stack).sType$Default().pNext(features12.address());
      vkGetPhysicalDeviceFeatures2(device, features);

      Set<String> extensions = extensions(device, calls, stack);
      Set<DeviceFeature> optional = EnumSet.noneOf(DeviceFeature.class);
      addShaderFeatures(optional, features, features11, features12);
      addSubgroupFeatures(optional, vulkan11.subgroupSupportedOperations());
      add(optional, DeviceFeature.ROUND_TO_ZERO_FLOAT64, vulkan12.shaderRoundingModeRTZFloat64());
      return new DeviceReport(
          index,
          properties.properties().deviceNameString(),
          type(properties.properties().deviceType()),
          properties.properties().apiVersion(),
          vulkan12.driverNameString() + " " + vulkan12.driverInfoString(),
          hex(vulkan11.deviceUUID())
              + "-"
              + Integer.toHexString(properties.properties().driverVersion()),
          features12.timelineSemaphore(),
          optional,
          queueFamilies(device, stack),
          limits(properties.properties().limits(), vulkan11),
          deviceLocalBytes(device, stack),
          extensions.contains(VK_KHR_PORTABILITY_SUBSET_EXTENSION_NAME),
          hasPipelineStatistics(device, extensions, stack),
          extensions.contains(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME),
          extensions.contains(VK_EXT_EXTERNAL_MEMORY_HOST_EXTENSION_NAME)
              ? HostImport.alignment(device, stack)
              : 0,
          features12.bufferDeviceAddress(),
          hasPipelineRobustness(device, extensions, stack));
    }
  }

  private static void addShaderFeatures(
      Set<DeviceFeature> found,
      VkPhysicalDeviceFeatures2 features,
      VkPhysicalDeviceVulkan11Features features11,
      VkPhysicalDeviceVulkan12Features features12) {
    add(found, DeviceFeature.SHADER_INT64, features.features().shaderInt64());
    add(found, DeviceFeature.SHADER_FLOAT64, features.features().shaderFloat64());
    add(found, DeviceFeature.SHADER_INT16, features.features().shaderInt16());
    add(found, DeviceFeature.STORAGE_BUFFER_16BIT, features11.storageBuffer16BitAccess());
    add(found, DeviceFeature.STORAGE_BUFFER_8BIT, features12.storageBuffer8BitAccess());
    add(found, DeviceFeature.SHADER_INT8, features12.shaderInt8());
    add(found, DeviceFeature.SHADER_FLOAT16, features12.shaderFloat16());
    add(found, DeviceFeature.BUFFER_INT64_ATOMICS, features12.shaderBufferInt64Atomics());
  }

  private static void addSubgroupFeatures(Set<DeviceFeature> found, int operations) {
    add(found, DeviceFeature.SUBGROUP_VOTE, (operations & VK_SUBGROUP_FEATURE_VOTE_BIT) != 0);
    add(
        found,
        DeviceFeature.SUBGROUP_ARITHMETIC,
        (operations & VK_SUBGROUP_FEATURE_ARITHMETIC_BIT) != 0);
    add(found, DeviceFeature.SUBGROUP_BALLOT, (operations & VK_SUBGROUP_FEATURE_BALLOT_BIT) != 0);
    add(found, DeviceFeature.SUBGROUP_SHUFFLE, (operations & VK_SUBGROUP_FEATURE_SHUFFLE_BIT) != 0);
    add(
        found,
        DeviceFeature.SUBGROUP_SHUFFLE_RELATIVE,
        (operations & VK_SUBGROUP_FEATURE_SHUFFLE_RELATIVE_BIT) != 0);
  }

  private static void add(Set<DeviceFeature> found, DeviceFeature feature, boolean present) {
    if (present) {
      found.add(feature);
    }
  }

  private static DeviceType type(int type) {
    return switch (type) {
      case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU -> DeviceType.DISCRETE_GPU;
      case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU -> DeviceType.INTEGRATED_GPU;
      case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU -> DeviceType.VIRTUAL_GPU;
      case VK_PHYSICAL_DEVICE_TYPE_CPU -> DeviceType.CPU;
      default -> DeviceType.OTHER;
    };
  }

  private static String hex(ByteBuffer bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.remaining(); i++) {
      text.append(Character.forDigit((bytes.get(i) >> 4) & 0xf, 16));
      text.append(Character.forDigit(bytes.get(i) & 0xf, 16));
    }
    return text.toString();
  }

  private static List<QueueFamily> queueFamilies(VkPhysicalDevice device, MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    vkGetPhysicalDeviceQueueFamilyProperties(device, count, null);
    VkQueueFamilyProperties.Buffer properties = VkQueueFamilyProperties.malloc(count.get(0), stack);
    vkGetPhysicalDeviceQueueFamilyProperties(device, count, properties);
    List<QueueFamily> families = new ArrayList<>();
    for (int i = 0; i < properties.capacity(); i++) {
      int flags = properties.get(i).queueFlags();
      boolean compute = (flags & VK_QUEUE_COMPUTE_BIT) != 0;
      boolean graphics = (flags & VK_QUEUE_GRAPHICS_BIT) != 0;
      families.add(
          new QueueFamily(
              i,
              properties.get(i).queueCount(),
              compute,
              graphics,
              compute
                  || graphics
                  || (flags & ~VK_QUEUE_SPARSE_BINDING_BIT) == VK_QUEUE_TRANSFER_BIT,
              properties.get(i).timestampValidBits()));
    }
    return families;
  }

  private static DeviceLimits limits(
      VkPhysicalDeviceLimits limits, VkPhysicalDeviceVulkan11Properties vulkan11) {
    return new DeviceLimits(
        Integer.toUnsignedLong(limits.maxStorageBufferRange()),
        limits.minStorageBufferOffsetAlignment(),
        vulkan11.maxMemoryAllocationSize(),
        limits.maxPushConstantsSize(),
        Integer.toUnsignedLong(limits.maxComputeWorkGroupCount(0)),
        limits.maxComputeWorkGroupInvocations(),
        limits.maxBoundDescriptorSets(),
        atMost(limits.maxPerStageDescriptorStorageBuffers()),
        limits.timestampPeriod(),
        Integer.toUnsignedLong(limits.maxComputeSharedMemorySize()));
  }

  /** Reads an unsigned number. */
  private static int atMost(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }

  private static long deviceLocalBytes(VkPhysicalDevice device, MemoryStack stack) {
    VkPhysicalDeviceMemoryProperties memory = VkPhysicalDeviceMemoryProperties.malloc(stack);
    vkGetPhysicalDeviceMemoryProperties(device, memory);
    long largest = 0;
    for (int i = 0; i < memory.memoryHeapCount(); i++) {
      VkMemoryHeap heap = memory.memoryHeaps(i);
      if ((heap.flags() & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0) {
        largest = Math.max(largest, heap.size());
      }
    }
    return largest;
  }

  private static boolean hasPipelineStatistics(
      VkPhysicalDevice device, Set<String> extensions, MemoryStack stack) {
    if (!extensions.contains(VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME)) {
      return false;
    }
    VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR statistics =
        VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR.calloc(stack).sType$Default();
    VkPhysicalDeviceFeatures2 features =
        VkPhysicalDeviceFeatures2.calloc(stack).sType$Default().pNext(statistics.address());
    vkGetPhysicalDeviceFeatures2(device, features);
    return statistics.pipelineExecutableInfo();
  }

  private static boolean hasPipelineRobustness(
      VkPhysicalDevice device, Set<String> extensions, MemoryStack stack) {
    if (!extensions.contains(VK_EXT_PIPELINE_ROBUSTNESS_EXTENSION_NAME)) {
      return false;
    }
    VkPhysicalDevicePipelineRobustnessFeaturesEXT robustness =
        VkPhysicalDevicePipelineRobustnessFeaturesEXT.calloc(stack).sType$Default();
    VkPhysicalDeviceFeatures2 features =
        VkPhysicalDeviceFeatures2.calloc(stack).sType$Default().pNext(robustness.address());
    vkGetPhysicalDeviceFeatures2(device, features);
    return robustness.pipelineRobustness();
  }

  private static Set<String> extensions(
      VkPhysicalDevice device, VulkanCalls calls, MemoryStack stack) {
    IntBuffer count = stack.mallocInt(1);
    VulkanResult.check(
        calls.enumerateDeviceExtensionProperties(device, count, null),
        "vkEnumerateDeviceExtensionProperties");
    try (VkExtensionProperties.Buffer extensions = VkExtensionProperties.malloc(count.get(0))) {
      VulkanResult.check(
          calls.enumerateDeviceExtensionProperties(device, count, extensions),
          "vkEnumerateDeviceExtensionProperties");
      return extensions.stream()
          .map(VkExtensionProperties::extensionNameString)
          .collect(toUnmodifiableSet());
    }
  }
}
