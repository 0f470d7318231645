// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
import static org.lwjgl.vulkan.VK10.nvkUpdateDescriptorSets;

import io.fieldstone.runtime.kernel.BindingPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkDescriptorBufferInfo;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkWriteDescriptorSet;

/**
 * The descriptor sets of one dispatch, with the structures that update them made once. Binding the
 * ranges that are already bound does nothing. Not thread-safe; must not be changed or closed while
 * a dispatch that uses it is pending.
 *
 * <p>All it has off the heap is one block:
 *
 * <pre>
 *   set handles | a VkDescriptorBufferInfo per vector | a VkWriteDescriptorSet per vector
 * </pre>
 */
public final class BindingSet implements AutoCloseable {

  private final VkDevice device;
  private final DescriptorSetPool pool;
  private final long[] sets;
  private final int count;
  private final long ranges;
  private final long writes;
  private final @Nullable GpuBuffer[] bound;
  private long block;
  private boolean changed = true;
  private int hash;
  private long lastUse;

  BindingSet(VkDevice device, DescriptorSetPool pool, List<BindingPlace> bindings) {
    this.device = device;
    this.pool = pool;
    this.count = bindings.size();
    this.bound = new @Nullable GpuBuffer[count];
    this.sets = pool.take();
    long handleBytes = (long) sets.length * Long.BYTES;
    long rangeBytes = (long) count * VkDescriptorBufferInfo.SIZEOF;
    this.block =
        MemoryUtil.nmemCallocChecked(
            1, handleBytes + rangeBytes + (long) count * VkWriteDescriptorSet.SIZEOF);
    this.ranges = block + handleBytes;
    this.writes = ranges + rangeBytes;
    for (int i = 0; i < sets.length; i++) {
      MemoryUtil.memPutLong(block + (long) i * Long.BYTES, sets[i]);
    }
    VkWriteDescriptorSet.Buffer all = VkWriteDescriptorSet.create(writes, count);
    for (int i = 0; i < count; i++) {
      all.get(i)
          .sType$Default()
          .dstSet(sets[bindings.get(i).set()])
          .dstBinding(bindings.get(i).binding())
          .descriptorType(VK_DESCRIPTOR_TYPE_STORAGE_BUFFER)
          .descriptorCount(1)
          .pBufferInfo(VkDescriptorBufferInfo.create(range(i), 1));
    }
  }

  private long range(int i) {
    return ranges + (long) i * VkDescriptorBufferInfo.SIZEOF;
  }

  /**
   * Binds bytes {@code offset .. offset + bytes} of a buffer to the kernel's parameter {@code i}.
   */
  public void bind(int i, GpuBuffer buffer, long offset, long bytes) {
    if (!isBound(i, buffer, offset, bytes)) {
      long range = range(i);
      bound[i] = buffer;
      VkDescriptorBufferInfo.nbuffer(range, buffer.handle());
      VkDescriptorBufferInfo.noffset(range, offset);
      VkDescriptorBufferInfo.nrange(range, bytes);
      changed = true;
    }
  }

  /** Returns whether parameter {@code i} is bound so. */
  boolean isBound(int i, GpuBuffer buffer, long offset, long bytes) {
    long range = range(i);
    return bound[i] == buffer
        && VkDescriptorBufferInfo.noffset(range) == offset
        && VkDescriptorBufferInfo.nrange(range) == bytes;
  }

  /** Notes a use that is done when the timeline reaches {@code value}, and what it is found by. */
  void use(int byHash, long value) {
    hash = byHash;
    lastUse = value;
  }

  int hash() {
    return hash;
  }

  long lastUse() {
    return lastUse;
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
    nvkUpdateDescriptorSets(device, count, writes, 0, 0L);
    changed = false;
    return true;
  }

  long setHandles() {
    return block;
  }

  int setCount() {
    return sets.length;
  }

  /** Gives the descriptor sets back to the pipeline, for another dispatch. Idempotent. */
  @Override
  public void close() {
    if (block != MemoryUtil.NULL) {
      MemoryUtil.nmemFree(block);
      block = MemoryUtil.NULL;
      pool.giveBack(sets);
    }
  }
}
