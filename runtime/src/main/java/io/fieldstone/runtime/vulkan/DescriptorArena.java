// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
import static org.lwjgl.vulkan.VK10.VK_ERROR_FRAGMENTED_POOL;
import static org.lwjgl.vulkan.VK10.vkAllocateDescriptorSets;
import static org.lwjgl.vulkan.VK10.vkCreateDescriptorPool;
import static org.lwjgl.vulkan.VK10.vkDestroyDescriptorPool;
import static org.lwjgl.vulkan.VK11.VK_ERROR_OUT_OF_POOL_MEMORY;

import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDescriptorPoolCreateInfo;
import org.lwjgl.vulkan.VkDescriptorPoolSize;
import org.lwjgl.vulkan.VkDescriptorSetAllocateInfo;
import org.lwjgl.vulkan.VkDevice;

/**
 * Descriptor sets that live as long as the device: pools are added as they run out, and none is
 * ever given back. Thread-safe.
 */
final class DescriptorArena implements AutoCloseable {

  private static final int SETS_PER_POOL = 256;
  private static final int BUFFERS_PER_POOL = 1024;

  private final VkDevice device;
  private final List<Long> pools = new ArrayList<>();

  DescriptorArena(VkDevice device) {
    this.device = device;
  }

  /** Allocates one set for each layout. */
  synchronized long[] allocate(long[] layouts) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkDescriptorSetAllocateInfo info =
          VkDescriptorSetAllocateInfo.calloc(stack)
              .sType$Default()
              .pSetLayouts(stack.longs(layouts));
      LongBuffer sets = stack.mallocLong(layouts.length);
      int result = VK_ERROR_OUT_OF_POOL_MEMORY;
      if (!pools.isEmpty()) {
        info.descriptorPool(pools.get(pools.size() - 1));
        result = vkAllocateDescriptorSets(device, info, sets);
      }
      if (result == VK_ERROR_OUT_OF_POOL_MEMORY || result == VK_ERROR_FRAGMENTED_POOL) {
        info.descriptorPool(addPool(stack));
        result = vkAllocateDescriptorSets(device, info, sets);
      }
      VulkanResult.check(result, "vkAllocateDescriptorSets");
      long[] handles = new long[layouts.length];
      sets.get(handles);
      return handles;
    }
  }

  private long addPool(MemoryStack stack) {
    VkDescriptorPoolSize.Buffer sizes = VkDescriptorPoolSize.calloc(1, stack);
    sizes.get(0).type(VK_DESCRIPTOR_TYPE_STORAGE_BUFFER).descriptorCount(BUFFERS_PER_POOL);
    VkDescriptorPoolCreateInfo info =
        VkDescriptorPoolCreateInfo.calloc(stack)
            .sType$Default()
            .maxSets(SETS_PER_POOL)
            .pPoolSizes(sizes);
    LongBuffer pointer = stack.mallocLong(1);
    VulkanResult.check(
        vkCreateDescriptorPool(device, info, null, pointer), "vkCreateDescriptorPool");
    pools.add(pointer.get(0));
    return pointer.get(0);
  }

  @Override
  public synchronized void close() {
    pools.forEach(pool -> vkDestroyDescriptorPool(device, pool, null));
  }
}
