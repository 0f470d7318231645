// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;
import static org.lwjgl.vulkan.VK10.vkCreateSemaphore;
import static org.lwjgl.vulkan.VK10.vkDestroySemaphore;
import static org.lwjgl.vulkan.VK12.VK_SEMAPHORE_TYPE_TIMELINE;
import static org.lwjgl.vulkan.VK12.VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO;
import static org.lwjgl.vulkan.VK12.nvkGetSemaphoreCounterValue;
import static org.lwjgl.vulkan.VK12.nvkWaitSemaphores;

import io.fieldstone.runtime.error.DeviceLostException;
import java.nio.LongBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkSemaphoreCreateInfo;
import org.lwjgl.vulkan.VkSemaphoreTypeCreateInfo;
import org.lwjgl.vulkan.VkSemaphoreWaitInfo;

/**
 * A timeline semaphore: a counter that a queue raises as its submissions complete. Thread-safe;
 * waiting allocates nothing on the Java heap.
 */
public final class Timeline implements AutoCloseable {

  private static final long WAIT_NANOS = 10_000_000_000L;
  private static final int POLLS_PER_CLOCK_READ = 16;

  private final VkDevice device;
  private final long semaphore;
  private final long spinNanos;
  private volatile long completed;

  Timeline(VkDevice device, long spinNanos) {
    this.device = device;
    this.spinNanos = spinNanos;
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkSemaphoreTypeCreateInfo type =
          VkSemaphoreTypeCreateInfo.calloc(stack)
              .sType$Default()
              .semaphoreType(VK_SEMAPHORE_TYPE_TIMELINE);
      VkSemaphoreCreateInfo info =
          VkSemaphoreCreateInfo.calloc(stack).sType$Default().pNext(type.address());
      LongBuffer pointer = stack.mallocLong(1);
      VulkanResult.check(vkCreateSemaphore(device, info, null, pointer), "vkCreateSemaphore");
      semaphore = pointer.get(0);
    }
  }

  long handle() {
    return semaphore;
  }

  /** Returns whether the submission that signals {@code value} has completed. */
  public boolean reached(long value) {
    return completed >= value || poll() >= value;
  }

  private long poll() {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long counter = stack.nmalloc(Long.BYTES, Long.BYTES);
      VulkanResult.check(
          nvkGetSemaphoreCounterValue(device, semaphore, counter), "vkGetSemaphoreCounterValue");
      long value = MemoryUtil.memGetLong(counter);
      if (value == -1L) {
        throw new DeviceLostException("the device was lost; close the backend and open it again");
      }
      if (value > completed) {
        completed = value;
      }
      return value;
    } finally {
      stack.setPointer(frame);
    }
  }

  /**
   * Waits for the submission that signals {@code value}: spins first, since waking a blocked thread
   * costs more than most dispatches take, then blocks.
   */
  public void await(long value) {
    if (reached(value) || spin(value)) {
      return;
    }
    while (!block(value)) {
      // A dispatch may run for longer than one wait; a lost device ends the loop with its
      // exception.
    }
    completed = Math.max(completed, value);
  }

  private boolean spin(long value) {
    long deadline = System.nanoTime() + spinNanos;
    do {
      for (int i = 0; i < POLLS_PER_CLOCK_READ; i++) {
        if (poll() >= value) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() < deadline);
    return false;
  }

  private boolean block(long value) {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long pair = stack.nmalloc(Long.BYTES, 2 * Long.BYTES);
      MemoryUtil.memPutLong(pair, semaphore);
      MemoryUtil.memPutLong(pair + Long.BYTES, value);
      long info = stack.ncalloc(VkSemaphoreWaitInfo.ALIGNOF, 1, VkSemaphoreWaitInfo.SIZEOF);
      VkSemaphoreWaitInfo.nsType(info, VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO);
      VkSemaphoreWaitInfo.nsemaphoreCount(info, 1);
      MemoryUtil.memPutAddress(info + VkSemaphoreWaitInfo.PSEMAPHORES, pair);
      MemoryUtil.memPutAddress(info + VkSemaphoreWaitInfo.PVALUES, pair + Long.BYTES);
      int result = nvkWaitSemaphores(device, info, WAIT_NANOS);
      VulkanResult.check(result, "vkWaitSemaphores");
      return result != VK_TIMEOUT;
    } finally {
      stack.setPointer(frame);
    }
  }

  @Override
  public void close() {
    vkDestroySemaphore(device, semaphore, null);
  }
}
