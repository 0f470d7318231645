// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_ACCESS_HOST_READ_BIT;
import static org.lwjgl.vulkan.VK10.VK_ACCESS_SHADER_READ_BIT;
import static org.lwjgl.vulkan.VK10.VK_ACCESS_SHADER_WRITE_BIT;
import static org.lwjgl.vulkan.VK10.VK_ACCESS_TRANSFER_READ_BIT;
import static org.lwjgl.vulkan.VK10.VK_ACCESS_TRANSFER_WRITE_BIT;
import static org.lwjgl.vulkan.VK10.VK_COMMAND_BUFFER_LEVEL_PRIMARY;
import static org.lwjgl.vulkan.VK10.VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT;
import static org.lwjgl.vulkan.VK10.VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
import static org.lwjgl.vulkan.VK10.VK_NULL_HANDLE;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_BIND_POINT_COMPUTE;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_HOST_BIT;
import static org.lwjgl.vulkan.VK10.VK_PIPELINE_STAGE_TRANSFER_BIT;
import static org.lwjgl.vulkan.VK10.VK_SHADER_STAGE_COMPUTE_BIT;
import static org.lwjgl.vulkan.VK10.VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
import static org.lwjgl.vulkan.VK10.VK_STRUCTURE_TYPE_MEMORY_BARRIER;
import static org.lwjgl.vulkan.VK10.nvkCmdBindDescriptorSets;
import static org.lwjgl.vulkan.VK10.nvkCmdCopyBuffer;
import static org.lwjgl.vulkan.VK10.nvkCmdPipelineBarrier;
import static org.lwjgl.vulkan.VK10.nvkCmdPushConstants;
import static org.lwjgl.vulkan.VK10.vkCmdBindPipeline;
import static org.lwjgl.vulkan.VK10.vkCmdDispatch;
import static org.lwjgl.vulkan.VK10.vkCmdResetQueryPool;
import static org.lwjgl.vulkan.VK10.vkCmdWriteTimestamp;

import io.fieldstone.runtime.gate.Deadline;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;
import org.lwjgl.PointerBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkBufferCopy;
import org.lwjgl.vulkan.VkCommandBuffer;
import org.lwjgl.vulkan.VkCommandBufferAllocateInfo;
import org.lwjgl.vulkan.VkCommandBufferBeginInfo;
import org.lwjgl.vulkan.VkCommandPoolCreateInfo;
import org.lwjgl.vulkan.VkMemoryBarrier;

/**
 * One command buffer of one queue, recorded and submitted again and again; it can be submitted
 * without being recorded anew. Recording allocates nothing on the Java heap. Not thread-safe.
 */
public final class CommandStream implements AutoCloseable {

  private static final int TRANSFER_AND_COMPUTE =
      VK_PIPELINE_STAGE_TRANSFER_BIT | VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT;
  private static final int WRITES = VK_ACCESS_TRANSFER_WRITE_BIT | VK_ACCESS_SHADER_WRITE_BIT;
  private static final int READS = VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_SHADER_READ_BIT;

  private final DeviceAccess access;
  private final DeviceQueue queue;
  private final VkCommandBuffer commands;
  private final boolean runsCompute;
  private long pool;
  private long pending;
  private boolean recording;

  /** Makes a stream for {@code queue}, which is one of the device's. */
  public CommandStream(OpenDevice owner, DeviceQueue queue) {
    this.access = owner.access();
    this.queue = queue;
    this.runsCompute = queue.runsCompute();
    this.pool = createPool(access, queue);
    boolean made = false;
    try {
      commands = allocate(access, pool);
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private static long createPool(DeviceAccess access, DeviceQueue queue) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkCommandPoolCreateInfo info =
          VkCommandPoolCreateInfo.calloc(stack)
              .sType$Default()
              .flags(VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT)
              .queueFamilyIndex(queue.plan().family());
      LongBuffer pointer = stack.mallocLong(1);
      access.check(
          access.calls().createCommandPool(access.device(), info, pointer), "vkCreateCommandPool");
      return pointer.get(0);
    }
  }

  private static VkCommandBuffer allocate(DeviceAccess access, long pool) {
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkCommandBufferAllocateInfo info =
          VkCommandBufferAllocateInfo.calloc(stack)
              .sType$Default()
              .commandPool(pool)
              .level(VK_COMMAND_BUFFER_LEVEL_PRIMARY)
              .commandBufferCount(1);
      PointerBuffer pointer = stack.mallocPointer(1);
      access.check(
          access.calls().allocateCommandBuffers(access.device(), info, pointer),
          "vkAllocateCommandBuffers");
      return new VkCommandBuffer(pointer.get(0), access.device());
    }
  }

  /** Returns the queue. */
  public DeviceQueue queue() {
    return queue;
  }

  /** Returns the queue's timeline, which tells when submissions have completed. */
  public Timeline timeline() {
    return queue.timeline();
  }

  /** Returns the value that the timeline reaches when the last submission has completed. */
  public long pending() {
    return pending;
  }

  /** Returns whether the last submission has completed. */
  public boolean isDone() {
    return queue.timeline().reached(pending);
  }

  /** Waits until the last submission has completed, whether or not the thread is interrupted. */
  public void await() {
    queue.timeline().await(pending);
  }

  /** Waits until the last submission has completed; see {@link Timeline#await(long, Deadline)}. */
  public boolean await(Deadline deadline) {
    return queue.timeline().await(pending, deadline);
  }

  /** Starts recording, once the last submission has completed; drops what was recorded. */
  public void begin() {
    begin(0);
  }

  /** Starts to record what may be submitted again while it is pending. */
  public void beginReusable() {
    begin(VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT);
  }

  private void begin(int flags) {
    await();
    if (recording) {
      // An exception cut the last recording short.
      access.check(access.calls().resetCommandBuffer(commands, 0), "vkResetCommandBuffer");
    }
    recording = true;
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long info =
          stack.ncalloc(VkCommandBufferBeginInfo.ALIGNOF, 1, VkCommandBufferBeginInfo.SIZEOF);
      VkCommandBufferBeginInfo.nsType(info, VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO);
      VkCommandBufferBeginInfo.nflags(info, flags);
      access.check(access.calls().beginCommandBuffer(commands, info), "vkBeginCommandBuffer");
    } finally {
      stack.setPointer(frame);
    }
  }

  /** Makes writes of earlier commands on this queue visible to later ones. */
  public void barrier() {
    int stages = runsCompute ? TRANSFER_AND_COMPUTE : VK_PIPELINE_STAGE_TRANSFER_BIT;
    barrier(stages, stages, allowed(READS | WRITES));
  }

  /** Makes writes of earlier commands visible to the host, once their submission has completed. */
  public void hostBarrier() {
    int stages = runsCompute ? TRANSFER_AND_COMPUTE : VK_PIPELINE_STAGE_TRANSFER_BIT;
    barrier(stages, VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
  }

  private int allowed(int access) {
    return runsCompute
        ? access
        : access & (VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT);
  }

  private void barrier(int from, int to, int destinationAccess) {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long barrier = stack.ncalloc(VkMemoryBarrier.ALIGNOF, 1, VkMemoryBarrier.SIZEOF);
      VkMemoryBarrier.nsType(barrier, VK_STRUCTURE_TYPE_MEMORY_BARRIER);
      VkMemoryBarrier.nsrcAccessMask(barrier, allowed(WRITES));
      VkMemoryBarrier.ndstAccessMask(barrier, destinationAccess);
      nvkCmdPipelineBarrier(commands, from, to, 0, 1, barrier, 0, 0L, 0, 0L);
    } finally {
      stack.setPointer(frame);
    }
  }

  /** Copies bytes from one buffer to another; empty copies are allowed. */
  public void copy(
      GpuBuffer source, long sourceOffset, GpuBuffer target, long targetOffset, long bytes) {
    if (bytes == 0) {
      return;
    }
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long region = stack.nmalloc(VkBufferCopy.ALIGNOF, VkBufferCopy.SIZEOF);
      VkBufferCopy.nsrcOffset(region, sourceOffset);
      VkBufferCopy.ndstOffset(region, targetOffset);
      VkBufferCopy.nsize(region, bytes);
      nvkCmdCopyBuffer(commands, source.handle(), target.handle(), 1, region);
    } finally {
      stack.setPointer(frame);
    }
  }

  /**
   * Runs a kernel.
   *
   * @param pipeline the kernel's pipeline
   * @param bindings its vectors, updated
   * @param pushConstants the push-constant block
   * @param pushConstantBytes its size, which its array may exceed
   * @param workgroups workgroups along x
   */
  public void dispatch(
      ComputePipeline pipeline,
      BindingSet bindings,
      byte[] pushConstants,
      int pushConstantBytes,
      int workgroups) {
    vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.handle());
    nvkCmdBindDescriptorSets(
        commands,
        VK_PIPELINE_BIND_POINT_COMPUTE,
        pipeline.layout(),
        0,
        bindings.setCount(),
        bindings.setHandles(),
        0,
        0L);
    push(pipeline, pushConstants, pushConstantBytes);
    vkCmdDispatch(commands, workgroups, 1, 1);
  }

  private void push(ComputePipeline pipeline, byte[] pushConstants, int bytes) {
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long block = stack.nmalloc(Long.BYTES, bytes);
      for (int i = 0; i < bytes; i++) {
        MemoryUtil.memPutByte(block + i, pushConstants[i]);
      }
      nvkCmdPushConstants(
          commands, pipeline.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0, bytes, block);
    } finally {
      stack.setPointer(frame);
    }
  }

  /** Notes the time when everything before is done. */
  public void startTimestamp(TimestampPool pool, int pair) {
    vkCmdResetQueryPool(commands, pool.handle(), 2 * pair, 2);
    vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pool.handle(), 2 * pair);
  }

  /** Notes the time when everything since is done. */
  public void endTimestamp(TimestampPool pool, int pair) {
    vkCmdWriteTimestamp(
        commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pool.handle(), 2 * pair + 1);
  }

  /** Notes the time when everything before is done, in a timestamp that was reset. */
  void timestamp(TimestampPool pool, int query) {
    vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pool.handle(), query);
  }

  /** Ends recording. */
  public void end() {
    access.check(access.calls().endCommandBuffer(commands), "vkEndCommandBuffer");
    recording = false;
  }

  /** Submits what was recorded; returns the value that the timeline reaches when it is done. */
  public long submit() {
    return submit(null, 0);
  }

  /** Submits what was recorded, to start on the device when {@code after} has reached a value. */
  public long submit(@Nullable Timeline after, long afterValue) {
    pending = queue.submit(commands, after, afterValue);
    return pending;
  }

  /** Frees the commands, whose last submission has completed. */
  @Override
  public void close() {
    access.calls().destroyCommandPool(access.device(), pool);
    pool = VK_NULL_HANDLE;
  }
}
