// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.stream.Collectors.groupingBy;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR;
import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
import static org.lwjgl.vulkan.VK10.VK_NULL_HANDLE;
import static org.lwjgl.vulkan.VK10.VK_SHADER_STAGE_COMPUTE_BIT;
import static org.lwjgl.vulkan.VK10.vkCreateComputePipelines;
import static org.lwjgl.vulkan.VK10.vkCreateDescriptorSetLayout;
import static org.lwjgl.vulkan.VK10.vkCreatePipelineLayout;
import static org.lwjgl.vulkan.VK10.vkCreateShaderModule;
import static org.lwjgl.vulkan.VK10.vkDestroyDescriptorSetLayout;
import static org.lwjgl.vulkan.VK10.vkDestroyPipeline;
import static org.lwjgl.vulkan.VK10.vkDestroyPipelineLayout;
import static org.lwjgl.vulkan.VK10.vkDestroyShaderModule;

import io.fieldstone.runtime.device.PipelineStatistic;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkComputePipelineCreateInfo;
import org.lwjgl.vulkan.VkDescriptorSetLayoutBinding;
import org.lwjgl.vulkan.VkDescriptorSetLayoutCreateInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkPipelineLayoutCreateInfo;
import org.lwjgl.vulkan.VkPipelineShaderStageCreateInfo;
import org.lwjgl.vulkan.VkPushConstantRange;
import org.lwjgl.vulkan.VkShaderModuleCreateInfo;

/** A kernel's pipeline for one field, with its layouts. Immutable; closed by its owner. */
public final class ComputePipeline implements AutoCloseable {

  private static final int STACK_BYTES = 64 * 1024;

  private final VulkanDevice owner;
  private final VkDevice device;
  private final KernelDescriptor kernel;
  private final long[] setLayouts;
  private long layout;
  private long pipeline;
  private long creationNanos;

  /**
   * Makes the pipeline.
   *
   * @param owner the device
   * @param cache the driver's cache
   * @param kernel the kernel's interface
   * @param pushConstantBytes the size of its push-constant block
   * @param spirv its SPIR-V module
   * @param specialization the constants' values
   */
  public ComputePipeline(
      VulkanDevice owner,
      PipelineCacheFile cache,
      KernelDescriptor kernel,
      int pushConstantBytes,
      byte[] spirv,
      SpecializationData specialization) {
    this.owner = owner;
    this.device = owner.handle();
    this.kernel = kernel;
    this.setLayouts = new long[kernel.descriptorSets()];
    try (MemoryStack stack = MemoryStack.create(STACK_BYTES).push()) {
      createSetLayouts(stack);
      layout = createLayout(stack, pushConstantBytes);
      pipeline = createPipeline(stack, cache, spirv, specialization);
    } finally {
      if (pipeline == VK_NULL_HANDLE) {
        close();
      }
    }
  }

  private void createSetLayouts(MemoryStack stack) {
    Map<Integer, List<BindingDescriptor>> sets =
        kernel.bindings().stream().collect(groupingBy(BindingDescriptor::set));
    for (int set = 0; set < setLayouts.length; set++) {
      List<BindingDescriptor> members = sets.getOrDefault(set, List.of());
      VkDescriptorSetLayoutBinding.Buffer bindings =
          VkDescriptorSetLayoutBinding.calloc(members.size(), stack);
      for (int i = 0; i < members.size(); i++) {
        bindings
            .get(i)
            .binding(members.get(i).binding())
            .descriptorType(VK_DESCRIPTOR_TYPE_STORAGE_BUFFER)
            .descriptorCount(1)
            .stageFlags(VK_SHADER_STAGE_COMPUTE_BIT);
      }
      VkDescriptorSetLayoutCreateInfo info =
          VkDescriptorSetLayoutCreateInfo.calloc(stack).sType$Default().pBindings(bindings);
      LongBuffer pointer = stack.mallocLong(1);
      VulkanResult.check(
          vkCreateDescriptorSetLayout(device, info, null, pointer), "vkCreateDescriptorSetLayout");
      setLayouts[set] = pointer.get(0);
    }
  }

  private long createLayout(MemoryStack stack, int pushConstantBytes) {
    VkPushConstantRange.Buffer range = VkPushConstantRange.calloc(1, stack);
    range.get(0).stageFlags(VK_SHADER_STAGE_COMPUTE_BIT).size(pushConstantBytes);
    VkPipelineLayoutCreateInfo info =
        VkPipelineLayoutCreateInfo.calloc(stack)
            .sType$Default()
            .setLayoutCount(setLayouts.length)
            .pSetLayouts(stack.longs(setLayouts))
            .pPushConstantRanges(range);
    LongBuffer pointer = stack.mallocLong(1);
    VulkanResult.check(
        vkCreatePipelineLayout(device, info, null, pointer), "vkCreatePipelineLayout");
    return pointer.get(0);
  }

  private long createPipeline(
      MemoryStack stack, PipelineCacheFile cache, byte[] spirv, SpecializationData specialization) {
    long module = createModule(stack, spirv);
    try {
      VkPipelineShaderStageCreateInfo stage =
          VkPipelineShaderStageCreateInfo.calloc(stack)
              .sType$Default()
              .stage(VK_SHADER_STAGE_COMPUTE_BIT)
              .module(module)
              .pName(stack.UTF8(kernel.entryPoint()))
              .pSpecializationInfo(specialization.describe(stack));
      VkComputePipelineCreateInfo.Buffer info = VkComputePipelineCreateInfo.calloc(1, stack);
      info.get(0).sType$Default().stage(stage).layout(layout);
      if (owner.plan().pipelineStatistics()) {
        info.get(0).flags(VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR);
      }
      LongBuffer pointer = stack.mallocLong(1);
      long start = System.nanoTime();
      int result = vkCreateComputePipelines(device, cache.handle(), info, null, pointer);
      creationNanos = System.nanoTime() - start;
      VulkanResult.check(result, "vkCreateComputePipelines(" + kernel.name() + ")");
      return pointer.get(0);
    } finally {
      vkDestroyShaderModule(device, module, null);
    }
  }

  private long createModule(MemoryStack stack, byte[] spirv) {
    ByteBuffer code = MemoryUtil.memAlloc(spirv.length).put(spirv).flip();
    try {
      VkShaderModuleCreateInfo info =
          VkShaderModuleCreateInfo.calloc(stack).sType$Default().pCode(code);
      LongBuffer pointer = stack.mallocLong(1);
      VulkanResult.check(
          vkCreateShaderModule(device, info, null, pointer),
          "vkCreateShaderModule(" + kernel.name() + ")");
      return pointer.get(0);
    } finally {
      MemoryUtil.memFree(code);
    }
  }

  /** Returns new descriptor sets for one dispatch of this pipeline; closed by the caller. */
  public BindingSet newBindingSet() {
    return new BindingSet(device, owner.descriptors().allocate(setLayouts), kernel.bindings());
  }

  /** Returns how long the driver took to make the pipeline. */
  public long creationNanos() {
    return creationNanos;
  }

  /** Returns what the driver tells of the pipeline; nothing unless the device was opened so. */
  public List<PipelineStatistic> statistics() {
    return owner.plan().pipelineStatistics()
        ? PipelineStatisticsReader.read(device, pipeline)
        : List.of();
  }

  long handle() {
    return pipeline;
  }

  long layout() {
    return layout;
  }

  @Override
  public void close() {
    vkDestroyPipeline(device, pipeline, null);
    vkDestroyPipelineLayout(device, layout, null);
    for (long setLayout : setLayouts) {
      vkDestroyDescriptorSetLayout(device, setLayout, null);
    }
  }
}
