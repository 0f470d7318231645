// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static java.util.Objects.requireNonNull;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_NOT_READY;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkPhysicalDevice;

/**
 * The open device: limits, memory, pipelines, queues. It is what the rest leans on, and knows none
 * of it.
 *
 * <p>Whoever makes buffers, pipelines or command streams on it closes them before it. It ends by
 * {@link #drain}, then {@link #close}; or, if it could not be drained, by {@link #leak}.
 * Thread-safe.
 */
public final class OpenDevice implements AutoCloseable {

  private static final long IDLE_RETRY_MILLIS = 10;
  private static final int IDLE_RETRIES = 100;

  private final Gate gate = new Gate("the backend");
  private final Teardown teardown = new Teardown();
  private final DeviceAccess access;
  private final DeviceQueues queues;
  private final MemoryAllocator memory;
  private final PipelineCacheFile pipelineCache;
  private boolean ended;
  private @Nullable IdleWait idleWait;
  private final StageClock stageClock = new StageClock();
  private volatile @Nullable StageLog stages;

  OpenDevice(
      VkPhysicalDevice physicalDevice, DevicePlan plan, Path pipelineCacheFile, VulkanCalls calls) {
    boolean made = false;
    try {
      VkDevice device = LogicalDevice.create(physicalDevice, plan, calls);
      teardown.add(() -> calls.destroyDevice(device));
      access = new DeviceAccess(device, calls, new DeviceHealth(), plan);
      queues = new DeviceQueues(access);
      teardown.add(queues::close);
      memory = new MemoryAllocator(access);
      teardown.add(memory::close);
      pipelineCache = new PipelineCacheFile(access, pipelineCacheFile);
      teardown.add(pipelineCache::close);
      made = true;
    } finally {
      if (!made) {
        teardown.run();
      }
    }
  }

  /** Returns the plan that the device was opened with. */
  public DevicePlan plan() {
    return access.plan();
  }

  /** Returns the gate that whoever uses the device is inside of. */
  public Gate gate() {
    return gate;
  }

  /** Returns the queue that kernels on host data run on. */
  public DeviceQueue compute() {
    return queues.compute();
  }

  /**
   * Returns the queue of commands on vectors that stay on the device: that of kernels, with a
   * timeline of its own.
   */
  public DeviceQueue resident() {
    return queues.resident();
  }

  /** Returns the queue that copies host to device; may be {@link #compute()}. */
  public DeviceQueue upload() {
    return queues.upload();
  }

  /** Returns the queue that copies device to host; may be either of the others. */
  public DeviceQueue download() {
    return queues.download();
  }

  /** Returns the allocator of buffers. */
  public MemoryAllocator memory() {
    return memory;
  }

  /** Returns who takes the times of stages, or null if nobody does. */
  public @Nullable StageLog stages() {
    return stages;
  }

  /** Has somebody take the times of stages; returns false if another does. */
  public synchronized boolean beginStages(StageLog log) {
    boolean free = stages == null;
    if (free) {
      stages = log;
    }
    return free;
  }

  /** Gives nothing more to somebody. */
  public synchronized void endStages(StageLog log) {
    if (stages == log) {
      stages = null;
    }
  }

  PipelineCacheFile pipelineCache() {
    return pipelineCache;
  }

  StageClock stageClock() {
    return stageClock;
  }

  DeviceAccess access() {
    return access;
  }

  /** Returns whether the device was lost: it does nothing any more but be drained and closed. */
  public boolean isLost() {
    return access.health().isLost();
  }

  /**
   * Throws if the device was lost.
   *
   * @throws io.fieldstone.runtime.error.DeviceLostException if so; its cause tells how that was
   *     noticed first
   */
  public void requireNotLost() {
    access.health().requireNotLost();
  }

  /**
   * Waits until nothing runs on the device any more, whether or not the thread is interrupted. The
   * caller has seen to it that nothing more is submitted.
   *
   * @return whether it is certain that nothing runs; false if the deadline has passed before, or
   *     the driver cannot tell
   */
  public boolean drain(Deadline deadline) {
    try {
      if (!queues.drain(deadline)) {
        return false;
      }
    } catch (FieldstoneException e) {
      // The device was lost, or nobody can wait for a timeline: the driver's word decides.
      return awaitIdle(deadline);
    }
    queues.waitIdle(); // for what a driver does after it has raised a timeline
    return true;
  }

  /**
   * Waits for the driver in a thread of its own, since that wait has no deadline. There is one such
   * thread at a time: a later drain waits for one that an earlier drain gave up first, which would
   * else ask the driver of a device that was freed meanwhile.
   */
  private boolean awaitIdle(Deadline deadline) {
    while (true) {
      IdleWait wait;
      boolean own;
      synchronized (this) {
        own = idleWait == null || !idleWait.isAlive();
        if (own) {
          idleWait = new IdleWait();
          idleWait.start();
        }
        wait = requireNonNull(idleWait);
      }
      if (!joined(wait, deadline)) {
        return false;
      }
      if (own) {
        return wait.result == VK_SUCCESS || wait.result == VK_ERROR_DEVICE_LOST;
      }
    }
  }

  private static boolean joined(Thread thread, Deadline deadline) {
    boolean interrupted = false;
    while (thread.isAlive() && !deadline.passed()) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadline.nanosLeft(Long.MAX_VALUE));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }

  /** A wait of the driver's. */
  private final class IdleWait extends Thread {

    private volatile int result = VK_NOT_READY;

    IdleWait() {
      super("fieldstone-drain");
      setDaemon(true);
    }

    @Override
    public void run() {
      result = waitIdle();
    }
  }

  private int waitIdle() {
    int result = queues.waitIdle();
    for (int i = 0;
        i < IDLE_RETRIES && result != VK_SUCCESS && result != VK_ERROR_DEVICE_LOST;
        i++) {
      try {
        Thread.sleep(IDLE_RETRY_MILLIS); // out of host memory, it may be
      } catch (InterruptedException e) {
        return result;
      }
      result = queues.waitIdle();
    }
    return result;
  }

  /** Frees everything. The caller has drained the device. Idempotent. */
  @Override
  public synchronized void close() {
    if (!ended) {
      ended = true;
      teardown.run();
    }
  }

  /**
   * Frees nothing, now or by {@link #close}: for a device that could not be drained. The instance
   * must stay open too.
   */
  public synchronized void leak() {
    ended = true;
  }
}
