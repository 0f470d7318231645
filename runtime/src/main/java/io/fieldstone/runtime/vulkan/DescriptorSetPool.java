// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;

import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDescriptorPoolCreateInfo;
import org.lwjgl.vulkan.VkDescriptorPoolSize;
import org.lwjgl.vulkan.VkDescriptorSetAllocateInfo;

/**
 * The descriptor sets of one pipeline: one set for each of its layouts make a group. A group that
 * is given back is the next one that is taken; pools of Vulkan's are added as more are in use at
 * once than ever before. Thread-safe.
 */
final class DescriptorSetPool implements AutoCloseable {

  private static final int GROUPS_PER_POOL = 16;

  private final DeviceAccess access;
  private final long[] layouts;
  private final int buffers;
  private final List<Long> pools = new ArrayList<>();
  private final Deque<long[]> free = new ArrayDeque<>();
  private int leftInLastPool;

  /**
   * Makes an empty pool.
   *
   * @param layouts the layouts of the sets
   * @param buffers how many buffers a group binds
   */
  DescriptorSetPool(DeviceAccess access, long[] layouts, int buffers) {
    this.access = access;
    this.layouts = layouts;
    this.buffers = buffers;
  }

  /** Returns a group. */
  synchronized long[] take() {
    long[] group = free.poll();
    if (group != null) {
      return group;
    }
    try (MemoryStack stack = MemoryStack.stackPush()) {
      if (leftInLastPool == 0) {
        addPool(stack);
      }
      long[] made = allocate(stack);
      leftInLastPool--;
      return made;
    }
  }

  private long[] allocate(MemoryStack stack) {
    VkDescriptorSetAllocateInfo info =
        VkDescriptorSetAllocateInfo.calloc(stack)
            .sType$Default()
            .descriptorPool(pools.get(pools.size() - 1))
            .pSetLayouts(stack.longs(layouts));
    LongBuffer sets = stack.mallocLong(layouts.length);
    access.check(
        access.calls().allocateDescriptorSets(access.device(), info, sets),
        "vkAllocateDescriptorSets");
    long[] group = new long[layouts.length];
    sets.get(group);
    return group;
  }

  private void addPool(MemoryStack stack) {
    VkDescriptorPoolSize.Buffer sizes = VkDescriptorPoolSize.calloc(1, stack);
    sizes.get(0).type(VK_DESCRIPTOR_TYPE_STORAGE_BUFFER).descriptorCount(GROUPS_PER_POOL * buffers);
    VkDescriptorPoolCreateInfo info =
        VkDescriptorPoolCreateInfo.calloc(stack)
            .sType$Default()
            .maxSets(GROUPS_PER_POOL * layouts.length)
            .pPoolSizes(sizes);
    LongBuffer pointer = stack.mallocLong(1);
    access.check(
        access.calls().createDescriptorPool(access.device(), info, pointer),
        "vkCreateDescriptorPool");
    pools.add(pointer.get(0));
    leftInLastPool = GROUPS_PER_POOL;
  }

  /** Takes back a group that no pending dispatch uses. */
  synchronized void giveBack(long[] group) {
    free.push(group);
  }

  /** Frees all groups. */
  @Override
  public synchronized void close() {
    pools.forEach(pool -> access.calls().destroyDescriptorPool(access.device(), pool));
    pools.clear();
    free.clear();
    leftInLastPool = 0;
  }
}
