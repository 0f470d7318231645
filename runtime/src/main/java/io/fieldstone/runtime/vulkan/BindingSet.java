// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
import static org.lwjgl.vulkan.VK10.nvkUpdateDescriptorSets;

import io.fieldstone.runtime.kernel.BindingDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkDescriptorBufferInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkWriteDescriptorSet;

/**
 * The descriptor sets of one dispatch, with the structures that update them made once. Binding the
 * ranges that are already bound does nothing. Not thread-safe; must not be changed while a dispatch
 * that uses it is pending.
 */
public final class BindingSet implements AutoCloseable {

  private final VkDevice device;
  private final int count;
  private final VkDescriptorBufferInfo.Buffer ranges;
  private final VkWriteDescriptorSet.Buffer writes;
  private final long setHandles;
  private final int setCount;
  private final @Nullable GpuBuffer[] bound;
  private boolean changed = true;

  BindingSet(VkDevice device, long[] sets, List<BindingDescriptor> bindings) {
    this.device = device;
    this.count = bindings.size();
    this.bound = new @Nullable GpuBuffer[count];
    this.ranges = VkDescriptorBufferInfo.calloc(count);
    this.writes = VkWriteDescriptorSet.calloc(count);
    this.setCount = sets.length;
    this.setHandles = MemoryUtil.nmemAllocChecked((long) sets.length * Long.BYTES);
    for (int i = 0; i < sets.length; i++) {
      MemoryUtil.memPutLong(setHandles + (long) i * Long.BYTES, sets[i]);
    }
    for (int i = 0; i < count; i++) {
      writes
          .get(i)
          .sType$Default()
          .dstSet(sets[bindings.get(i).set()])
          .dstBinding(bindings.get(i).binding())
          .descriptorType(VK_DESCRIPTOR_TYPE_STORAGE_BUFFER)
          .descriptorCount(1)
          .pBufferInfo(VkDescriptorBufferInfo.create(ranges.address(i), 1));
    }
  }

  /**
   * Binds bytes {@code offset .. offset + bytes} of a buffer to the kernel's parameter {@code i}.
   */
  public void bind(int i, GpuBuffer buffer, long offset, long bytes) {
    long range = ranges.address() + (long) i * VkDescriptorBufferInfo.SIZEOF;
    if (bound[i] != buffer
        || VkDescriptorBufferInfo.noffset(range) != offset
        || VkDescriptorBufferInfo.nrange(range) != bytes) {
      bound[i] = buffer;
      VkDescriptorBufferInfo.nbuffer(range, buffer.handle());
      VkDescriptorBufferInfo.noffset(range, offset);
      VkDescriptorBufferInfo.nrange(range, bytes);
      changed = true;
    }
  }

  /**
   * Writes what was bound to the descriptor sets.
   *
   * @return whether anything changed, so that commands recorded with these sets must be again
   */
  public boolean update() {
    if (!changed) {
      return false;
    }
    nvkUpdateDescriptorSets(device, count, writes.address(), 0, 0L);
    changed = false;
    return true;
  }

  long setHandles() {
    return setHandles;
  }

  int setCount() {
    return setCount;
  }

  @Override
  public void close() {
    MemoryUtil.nmemFree(setHandles);
    writes.free();
    ranges.free();
  }
}
