// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.stream.Collectors.groupingBy;
import static org.lwjgl.vulkan.EXTPipelineRobustness.VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_DISABLED_EXT;
import static org.lwjgl.vulkan.KHRPipelineExecutableProperties.VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR;
import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
import static org.lwjgl.vulkan.VK10.VK_SHADER_STAGE_COMPUTE_BIT;

import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.device.PipelineStatistic;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.VulkanException;
import io.fieldstone.runtime.kernel.BindingPlace;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkComputePipelineCreateInfo;
import org.lwjgl.vulkan.VkDescriptorSetLayoutBinding;
import org.lwjgl.vulkan.VkDescriptorSetLayoutCreateInfo;
import org.lwjgl.vulkan.VkPipelineLayoutCreateInfo;
import org.lwjgl.vulkan.VkPipelineRobustnessCreateInfoEXT;
import org.lwjgl.vulkan.VkPipelineShaderStageCreateInfo;
import org.lwjgl.vulkan.VkPushConstantRange;
import org.lwjgl.vulkan.VkShaderModuleCreateInfo;

/** A kernel's pipeline for one field, with its layouts. Immutable; closed by its owner. */
public final class ComputePipeline implements AutoCloseable {

  private static final int STACK_BYTES = 64 * 1024;

  private final DeviceAccess access;
  private final KernelDescriptor kernel;
  private final Teardown teardown = new Teardown();
  private final long layout;
  private final long pipeline;
  private final DescriptorSetPool descriptors;
  private long creationNanos;

  /**
   * Makes the pipeline.
   *
   * @param owner the device
   * @param kernel the kernel's interface
   * @param pushConstantBytes the size of its push-constant block
   * @param spirv its SPIR-V module
   * @param specialization the constants' values
   */
  public ComputePipeline(
      OpenDevice owner,
      KernelDescriptor kernel,
      int pushConstantBytes,
      byte[] spirv,
      SpecializationData specialization) {
    this.access = owner.access();
    this.kernel = kernel;
    requireSharedMemory(specialization.sharedBytes(spirv));
    boolean made = false;
    try (MemoryStack stack = MemoryStack.create(STACK_BYTES).push()) {
      long[] setLayouts = createSetLayouts(stack);
      layout = createLayout(stack, setLayouts, pushConstantBytes);
      pipeline = createPipeline(stack, owner.pipelineCache(), spirv, specialization);
      descriptors = new DescriptorSetPool(access, setLayouts, kernel.places().size());
      teardown.add(descriptors::close);
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  /** The driver need not check it, and may write beyond it. */
  private void requireSharedMemory(OptionalLong bytes) {
    long limit = access.plan().report().limits().maxComputeSharedMemorySize();
    if (bytes.isPresent() && bytes.getAsLong() > limit) {
      throw new MissingFeatureException(
          kernel
              + " shares "
              + bytes.getAsLong()
              + " bytes in each workgroup, but the device takes "
              + limit);
    }
  }

  private long[] createSetLayouts(MemoryStack stack) {
    long[] setLayouts = new long[kernel.descriptorSets()];
    Map<Integer, List<BindingPlace>> sets =
        kernel.places().stream().collect(groupingBy(BindingPlace::set));
    for (int set = 0; set < setLayouts.length; set++) {
      List<BindingPlace> members = sets.getOrDefault(set, List.of());
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
      access.check(
          access.calls().createDescriptorSetLayout(access.device(), info, pointer),
          "vkCreateDescriptorSetLayout");
      long made = pointer.get(0);
      teardown.add(() -> access.calls().destroyDescriptorSetLayout(access.device(), made));
      setLayouts[set] = made;
    }
    return setLayouts;
  }

  private long createLayout(MemoryStack stack, long[] setLayouts, int pushConstantBytes) {
    VkPushConstantRange.Buffer range = VkPushConstantRange.calloc(1, stack);
    range.get(0).stageFlags(VK_SHADER_STAGE_COMPUTE_BIT).size(pushConstantBytes);
    VkPipelineLayoutCreateInfo info =
        VkPipelineLayoutCreateInfo.calloc(stack)
            .sType$Default()
            .setLayoutCount(setLayouts.length)
            .pSetLayouts(stack.longs(setLayouts))
            .pPushConstantRanges(range);
    LongBuffer pointer = stack.mallocLong(1);
    access.check(
        access.calls().createPipelineLayout(access.device(), info, pointer),
        "vkCreatePipelineLayout");
    long made = pointer.get(0);
    teardown.add(() -> access.calls().destroyPipelineLayout(access.device(), made));
    return made;
  }

  private long createPipeline(
      MemoryStack stack, PipelineCacheFile cache, byte[] spirv, SpecializationData specialization) {
    boolean cpu = access.plan().report().type() == DeviceType.CPU;
    // Mesa's compiler for CPUs takes long for what is never run; those of GPUs are fast enough.
    long module = createModule(stack, cpu ? specialization.pruned(spirv) : spirv);
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
      if (access.plan().pipelineStatistics()) {
        info.get(0).flags(VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR);
      }
      if (kernel.staysInBounds() && access.plan().skipsBoundsChecks()) {
        info.get(0).pNext(withoutBoundsChecks(stack));
      }
      LongBuffer pointer = stack.mallocLong(1);
      long start = System.nanoTime();
      int result =
          access.calls().createComputePipelines(access.device(), cache.handle(), info, pointer);
      creationNanos = System.nanoTime() - start;
      if (VulkanResult.isUnexplained(result)) {
        throw notCompiled(result, spirv.length);
      }
      access.check(result, "vkCreateComputePipelines(" + kernel.name() + ")");
      long made = pointer.get(0);
      teardown.add(() -> access.calls().destroyPipeline(access.device(), made));
      return made;
    } finally {
      access.calls().destroyShaderModule(access.device(), module);
    }
  }

  /**
   * NVIDIA's compiler guards each access by the length of its buffer unless it is told not to,
   * although no robustness is asked for: a fifth to a third of the instructions of a transform.
   */
  private static VkPipelineRobustnessCreateInfoEXT withoutBoundsChecks(MemoryStack stack) {
    return VkPipelineRobustnessCreateInfoEXT.calloc(stack)
        .sType$Default()
        .storageBuffers(VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_DISABLED_EXT)
        .uniformBuffers(VK_PIPELINE_ROBUSTNESS_BUFFER_BEHAVIOR_DISABLED_EXT);
  }

  /** Drivers say no more than that when their compiler gives up or fails on a module. */
  private VulkanException notCompiled(int result, int bytes) {
    return new VulkanException(
        "the driver cannot compile kernel "
            + kernel.name()
            + ", of "
            + bytes
            + " bytes of SPIR-V: vkCreateComputePipelines failed with "
            + VulkanResult.name(result)
            + "; fewer products spelled out make shorter code (docs/big-kernels.md), another"
            + " strategy (GPU_STRATEGY) has other code, and another version of the driver may take"
            + " this one");
  }

  private long createModule(MemoryStack stack, byte[] spirv) {
    ByteBuffer code = MemoryUtil.memAlloc(spirv.length).put(spirv).flip();
    try {
      VkShaderModuleCreateInfo info =
          VkShaderModuleCreateInfo.calloc(stack).sType$Default().pCode(code);
      LongBuffer pointer = stack.mallocLong(1);
      access.check(
          access.calls().createShaderModule(access.device(), info, pointer),
          "vkCreateShaderModule(" + kernel.name() + ")");
      return pointer.get(0);
    } finally {
      MemoryUtil.memFree(code);
    }
  }

  /** Returns new descriptor sets for one dispatch of this pipeline; closed by the caller. */
  public BindingSet newBindingSet() {
    return new BindingSet(access.device(), descriptors, kernel.places());
  }

  /** Returns the kernel's name. */
  public String name() {
    return kernel.name();
  }

  /** Returns how long the driver took to make the pipeline. */
  public long creationNanos() {
    return creationNanos;
  }

  /** Returns what the driver tells of the pipeline; nothing unless the device was opened so. */
  public List<PipelineStatistic> statistics() {
    return access.plan().pipelineStatistics()
        ? PipelineStatisticsReader.read(access, pipeline)
        : List.of();
  }

  long handle() {
    return pipeline;
  }

  long layout() {
    return layout;
  }

  /** Frees the pipeline and the descriptor sets of its binding sets. Idempotent. */
  @Override
  public void close() {
    teardown.run();
  }
}
