// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_NULL_HANDLE;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
import static org.lwjgl.vulkan.VK10.VK_STRUCTURE_TYPE_SUBMIT_INFO;
import static org.lwjgl.vulkan.VK12.VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO;

import io.fieldstone.runtime.device.QueuePlan;
import io.fieldstone.runtime.gate.Deadline;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkCommandBuffer;
import org.lwjgl.vulkan.VkSubmitInfo;
import org.lwjgl.vulkan.VkTimelineSemaphoreSubmitInfo;

/**
 * A queue and the timeline that its submissions raise, one step each, in order. Several may share a
 * queue of Vulkan's. Thread-safe; submitting allocates nothing on the Java heap.
 */
public final class DeviceQueue implements AutoCloseable {

  private final DeviceAccess access;
  private final QueuePlan plan;
  private final NativeQueue queue;
  private final Timeline timeline;
  private final boolean runsCompute;
  private volatile long submitted;

  DeviceQueue(DeviceAccess access, QueuePlan plan, NativeQueue queue) {
    this.access = access;
    this.plan = plan;
    this.queue = queue;
    this.runsCompute = access.plan().family(plan).compute();
    this.timeline = new Timeline(access);
  }

  QueuePlan plan() {
    return plan;
  }

  /** Returns whether its family runs kernels, so that barriers may name the stage that does. */
  boolean runsCompute() {
    return runsCompute;
  }

  /** Returns the timeline that tells which submissions have completed. */
  public Timeline timeline() {
    return timeline;
  }

  /**
   * Submits recorded commands.
   *
   * @param commands the command buffer
   * @param after the timeline to wait for on the device before they start, or null
   * @param afterValue the value to wait for
   * @return the value that this queue's timeline reaches when they have completed
   * @throws io.fieldstone.runtime.error.FieldstoneException if they were not submitted
   */
  long submit(VkCommandBuffer commands, @Nullable Timeline after, long afterValue) {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    queue.lock().lock();
    try {
      access.health().requireNotLost();
      long signal = submitted + 1;
      long info = submitInfo(stack, commands, after, afterValue, signal);
      access.check(
          access.calls().queueSubmit(queue.handle(), 1, info, VK_NULL_HANDLE), "vkQueueSubmit");
      submitted = signal;
      return signal;
    } finally {
      queue.lock().unlock();
      stack.setPointer(frame);
    }
  }

  /** Returns the value that the timeline reaches when everything that was submitted is done. */
  public long submitted() {
    return submitted;
  }

  /**
   * Waits until everything that was submitted is done; see {@link Timeline#await(long, Deadline)}.
   */
  public boolean finish(Deadline deadline) {
    return timeline.await(submitted, deadline);
  }

  /** Waits like {@link #finish}, whether or not the thread is interrupted. */
  boolean drain(Deadline deadline) {
    return timeline.awaitUninterruptibly(submitted, deadline);
  }

  private long submitInfo(
      MemoryStack stack,
      VkCommandBuffer commands,
      @Nullable Timeline after,
      long afterValue,
      long signal) {
    int waits = after == null ? 0 : 1;
    long values = stack.nmalloc(Long.BYTES, 4 * Long.BYTES);
    MemoryUtil.memPutLong(values, afterValue);
    MemoryUtil.memPutLong(values + 8, signal);
    MemoryUtil.memPutLong(values + 16, after == null ? 0 : after.handle());
    MemoryUtil.memPutLong(values + 24, timeline.handle());
    long stage = stack.nmalloc(Integer.BYTES, Integer.BYTES);
    MemoryUtil.memPutInt(stage, VK_PIPELINE_STAGE_ALL_COMMANDS_BIT);
    long buffer = stack.nmalloc(MemoryStack.POINTER_SIZE, MemoryStack.POINTER_SIZE);
    MemoryUtil.memPutAddress(buffer, commands.address());

    long timelines =
        stack.ncalloc(
            VkTimelineSemaphoreSubmitInfo.ALIGNOF, 1, VkTimelineSemaphoreSubmitInfo.SIZEOF);
    VkTimelineSemaphoreSubmitInfo.nsType(
        timelines, VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO);
    MemoryUtil.memPutInt(timelines + VkTimelineSemaphoreSubmitInfo.WAITSEMAPHOREVALUECOUNT, waits);
    MemoryUtil.memPutAddress(
        timelines + VkTimelineSemaphoreSubmitInfo.PWAITSEMAPHOREVALUES, values);
    MemoryUtil.memPutInt(timelines + VkTimelineSemaphoreSubmitInfo.SIGNALSEMAPHOREVALUECOUNT, 1);
    MemoryUtil.memPutAddress(
        timelines + VkTimelineSemaphoreSubmitInfo.PSIGNALSEMAPHOREVALUES, values + 8);

    long info = stack.ncalloc(VkSubmitInfo.ALIGNOF, 1, VkSubmitInfo.SIZEOF);
    VkSubmitInfo.nsType(info, VK_STRUCTURE_TYPE_SUBMIT_INFO);
    VkSubmitInfo.npNext(info, timelines);
    MemoryUtil.memPutInt(info + VkSubmitInfo.WAITSEMAPHORECOUNT, waits);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PWAITSEMAPHORES, values + 16);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PWAITDSTSTAGEMASK, stage);
    MemoryUtil.memPutInt(info + VkSubmitInfo.COMMANDBUFFERCOUNT, 1);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PCOMMANDBUFFERS, buffer);
    MemoryUtil.memPutInt(info + VkSubmitInfo.SIGNALSEMAPHORECOUNT, 1);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PSIGNALSEMAPHORES, values + 24);
    return info;
  }

  @Override
  public void close() {
    timeline.close();
  }
}
