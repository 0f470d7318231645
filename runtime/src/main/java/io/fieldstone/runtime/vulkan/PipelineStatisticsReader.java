// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.vkGetPipelineExecutablePropertiesKHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.vkGetPipelineExecutableStatisticsKHR;

import io.fieldstone.runtime.device.PipelineStatistic;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkPipelineExecutableInfoKHR;
import org.lwjgl.vulkan.VkPipelineExecutableStatisticKHR;
import org.lwjgl.vulkan.VkPipelineInfoKHR;

/** Asks a driver for what it tells of a pipeline, made with the flag that lets it. */
final class PipelineStatisticsReader {

  private PipelineStatisticsReader() {}

  static List<PipelineStatistic> read(VkDevice device, long pipeline) {
    List<PipelineStatistic> found = new ArrayList<>();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer executables = stack.mallocInt(1);
      VkPipelineInfoKHR info = VkPipelineInfoKHR.calloc(stack).sType$Default().pipeline(pipeline);
      VulkanResult.check(
          vkGetPipelineExecutablePropertiesKHR(device, info, executables, null),
          "vkGetPipelineExecutablePropertiesKHR");
      for (int i = 0; i < executables.get(0); i++) {
        read(device, pipeline, i, found);
      }
    }
    return found;
  }

  private static void read(
      VkDevice device, long pipeline, int executable, List<PipelineStatistic> found) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkPipelineExecutableInfoKHR info =
          VkPipelineExecutableInfoKHR.calloc(stack)
              .sType$Default()
              .pipeline(pipeline)
              .executableIndex(executable);
      IntBuffer count = stack.mallocInt(1);
      VulkanResult.check(
          vkGetPipelineExecutableStatisticsKHR(device, info, count, null),
          "vkGetPipelineExecutableStatisticsKHR");
      try (VkPipelineExecutableStatisticKHR.Buffer statistics =
          VkPipelineExecutableStatisticKHR.calloc(count.get(0))) {
        statistics.forEach(VkPipelineExecutableStatisticKHR::sType$Default);
        VulkanResult.check(
            vkGetPipelineExecutableStatisticsKHR(device, info, count, statistics),
            "vkGetPipelineExecutableStatisticsKHR");
        statistics.stream()
            .map(
                statistic ->
                    new PipelineStatistic(
                        statistic.nameString(), statistic.descriptionString(), value(statistic)))
            .forEach(found::add);
      }
    }
  }

  private static String value(VkPipelineExecutableStatisticKHR statistic) {
    return switch (statistic.format()) {
      case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR ->
          Boolean.toString(statistic.value().b32());
      case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR ->
          Long.toString(statistic.value().i64());
      case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR ->
          Double.toString(statistic.value().f64());
      default -> Long.toUnsignedString(statistic.value().u64());
    };
  }
}
