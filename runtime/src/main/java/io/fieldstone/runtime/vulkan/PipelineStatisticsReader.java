// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_FLOAT64_KHR;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR;

import io.fieldstone.runtime.device.PipelineStatistic;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkPipelineExecutableInfoKHR;
import org.lwjgl.vulkan.VkPipelineExecutableStatisticKHR;
import org.lwjgl.vulkan.VkPipelineInfoKHR;

/** Asks a driver for what it tells of a pipeline, made with the flag that lets it. */
final class PipelineStatisticsReader {

  private PipelineStatisticsReader() {}

  static List<PipelineStatistic> read(DeviceAccess access, long pipeline) {
    List<PipelineStatistic> found = new ArrayList<>();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      IntBuffer executables = stack.mallocInt(1);
      VkPipelineInfoKHR info = VkPipelineInfoKHR.calloc(stack).sType$Default().pipeline(pipeline);
      access.check(
          access.calls().getPipelineExecutableProperties(access.device(), info, executables),
          "vkGetPipelineExecutablePropertiesKHR");
      for (int i = 0; i < executables.get(0); i++) {
        read(access, pipeline, i, found);
      }
    }
    return found;
  }

  private static void read(
      DeviceAccess access, long pipeline, int executable, List<PipelineStatistic> found) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkPipelineExecutableInfoKHR info =
          VkPipelineExecutableInfoKHR.calloc(stack)
              .sType$Default()
              .pipeline(pipeline)
              .executableIndex(executable);
      IntBuffer count = stack.mallocInt(1);
      access.check(
          access.calls().getPipelineExecutableStatistics(access.device(), info, count, null),
          "vkGetPipelineExecutableStatisticsKHR");
      try (VkPipelineExecutableStatisticKHR.Buffer statistics =
          VkPipelineExecutableStatisticKHR.calloc(count.get(0))) {
        statistics.forEach(VkPipelineExecutableStatisticKHR::sType$Default);
        access.check(
            access
                .calls()
                .getPipelineExecutableStatistics(access.device(), info, count, statistics),
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
