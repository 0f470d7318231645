// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_UNKNOWN;
import static org.lwjgl.vulkan.VK10.VK_NULL_HANDLE;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_ALL_COMMANDS_BIT;
import static org.lwjgl.vulkan.VK10.VK_STRUCTURE_TYPE_SUBMIT_INFO;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;
import static org.lwjgl.vulkan.VK12.VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO;

import io.fieldstone.runtime.device.QueuePlan;
import io.fieldstone.runtime.gate.Deadline;
import java.util.concurrent.atomic.AtomicReference;
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

  /** How often a thread looks for its turn before it sleeps, for about as long as a call takes. */
  private static final int LOOKS = 1000;

  private final AtomicReference<@Nullable Submission> waiting = new AtomicReference<>();
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
   * Submits recorded commands, and with them those of threads that come at the same time: a call of
   * the driver's costs as much for several as for one (flat combining, Hendler et al. 2010).
   *
   * @return the value that this queue's timeline reaches when they have completed
   * @throws io.fieldstone.runtime.error.FieldstoneException if they were not submitted
   */
  long submit(Submission submission) {
    access.health().requireNotLost();
    submission.join(waiting);
    int looks = 0;
    while (!submission.isOver()) {
      if (queue.lock().tryLock()) {
        submitWaitingAndUnlock();
      } else if (++looks > LOOKS) {
        queue.lock().lock();
        submitWaitingAndUnlock();
      } else {
        Thread.onSpinWait();
      }
    }
    access.check(submission.result(), "vkQueueSubmit");
    return submission.value();
  }

  private void submitWaitingAndUnlock() {
    Submission first = null;
    int result = VK_ERROR_UNKNOWN;
    long signal = submitted + 1;
    try {
      first = Submission.takeAll(waiting);
      if (first != null) {
        result = submitAll(first, signal);
        submitted = result == VK_SUCCESS ? signal : submitted;
      }
    } finally {
      Submission.end(first, result, signal);
      queue.lock().unlock();
    }
  }

  private int submitAll(Submission first, long signal) {
    if (access.health().isLost()) {
      return VK_ERROR_DEVICE_LOST;
    }
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      int count = Submission.count(first);
      long commands = stack.nmalloc(MemoryStack.POINTER_SIZE, count * MemoryStack.POINTER_SIZE);
      Submission.putCommands(first, commands);
      long info = submitInfo(stack, count, commands, null, 0, signal);
      return access.calls().queueSubmit(queue.handle(), 1, info, VK_NULL_HANDLE);
    } finally {
      stack.setPointer(frame);
    }
  }

  /**
   * Submits recorded commands, to start on the device when another timeline has reached a value.
   *
   * @param commands the command buffer
   * @param after the timeline to wait for
   * @param afterValue the value to wait for
   * @return the value that this queue's timeline reaches when they have completed
   * @throws io.fieldstone.runtime.error.FieldstoneException if they were not submitted
   */
  long submit(VkCommandBuffer commands, Timeline after, long afterValue) {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    queue.lock().lock();
    try {
      access.health().requireNotLost();
      long signal = submitted + 1;
      long buffer = stack.nmalloc(MemoryStack.POINTER_SIZE, MemoryStack.POINTER_SIZE);
      MemoryUtil.memPutAddress(buffer, commands.address());
      long info = submitInfo(stack, 1, buffer, after, afterValue, signal);
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
      int count,
      long commands,
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
    MemoryUtil.memPutInt(info + VkSubmitInfo.COMMANDBUFFERCOUNT, count);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PCOMMANDBUFFERS, commands);
    MemoryUtil.memPutInt(info + VkSubmitInfo.SIGNALSEMAPHORECOUNT, 1);
    MemoryUtil.memPutAddress(info + VkSubmitInfo.PSIGNALSEMAPHORES, values + 24);
    return info;
  }

  @Override
  public void close() {
    timeline.close();
  }
}
