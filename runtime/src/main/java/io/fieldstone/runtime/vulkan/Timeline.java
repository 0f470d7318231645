// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_UNKNOWN;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;
import static org.lwjgl.vulkan.VK12.VK_SEMAPHORE_TYPE_TIMELINE;
import static org.lwjgl.vulkan.VK12.VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO;

import io.fieldstone.runtime.gate.Deadline;
import java.nio.LongBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkSemaphoreCreateInfo;
import org.lwjgl.vulkan.VkSemaphoreTypeCreateInfo;
import org.lwjgl.vulkan.VkSemaphoreWaitInfo;

/**
 * A timeline semaphore: a counter that a queue raises as its submissions complete. Thread-safe;
 * waiting allocates nothing on the Java heap.
 *
 * <p>Whoever waits learns within {@value #SLICE_MILLIS} ms that the device was lost, whichever
 * thread found out, and gets a {@link io.fieldstone.runtime.error.DeviceLostException}. Where
 * waiting itself fails, for want of host memory, it is tried again for a second.
 */
public final class Timeline implements AutoCloseable {

  private static final long SLICE_MILLIS = 50;
  private static final long SLICE_NANOS = SLICE_MILLIS * 1_000_000;
  private static final long RETRY_NANOS = 1_000_000_000;
  private static final long RETRY_PAUSE_NANOS = 1_000_000;
  private static final int POLLS_PER_CLOCK_READ = 16;

  private final DeviceAccess access;
  private final long semaphore;
  private final long spinNanos;
  private volatile long completed;

  /**
   * Whether a thread looks at the counter: one at a time does, which is enough for all. The
   * validation layer (1.3.239) takes harm from several (its issues 4308 and 4968).
   */
  private final AtomicBoolean looking = new AtomicBoolean();

  Timeline(DeviceAccess access) {
    this.access = access;
    this.spinNanos = access.plan().spinNanos();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkSemaphoreTypeCreateInfo type =
          VkSemaphoreTypeCreateInfo.calloc(stack)
              .sType$Default()
              .semaphoreType(VK_SEMAPHORE_TYPE_TIMELINE);
      VkSemaphoreCreateInfo info =
          VkSemaphoreCreateInfo.calloc(stack).sType$Default().pNext(type.address());
      LongBuffer pointer = stack.mallocLong(1);
      access.check(
          access.calls().createSemaphore(access.device(), info, pointer), "vkCreateSemaphore");
      semaphore = pointer.get(0);
    }
  }

  long handle() {
    return semaphore;
  }

  /** Returns whether the submission that signals {@code value} has completed. */
  public boolean reached(long value) {
    if (completed < value) {
      access.check(poll(), "vkGetSemaphoreCounterValue");
    }
    return completed >= value;
  }

  /** Returns the last value that it is known to have reached, after a look. */
  public long completed() {
    access.check(poll(), "vkGetSemaphoreCounterValue");
    return completed;
  }

  /** Waits for the submission that signals {@code value}, whether or not it is interrupted. */
  public void await(long value) {
    await(value, Deadline.NEVER, false);
  }

  /**
   * Waits for the submission that signals {@code value}.
   *
   * @return whether it has completed; false once the deadline has passed or the thread is
   *     interrupted, which it stays
   */
  public boolean await(long value, Deadline deadline) {
    return await(value, deadline, true);
  }

  /** Waits like {@link #await(long, Deadline)}, whether or not the thread is interrupted. */
  boolean awaitUninterruptibly(long value, Deadline deadline) {
    return await(value, deadline, false);
  }

  private boolean await(long value, Deadline deadline, boolean interruptible) {
    if (completed >= value) {
      return true;
    }
    poll();
    return completed >= value
        || spin(value, deadline, interruptible)
        || block(value, deadline, interruptible);
  }

  /** Looks as {@link #poll} does, unless another thread is at it. */
  private void pollUnlessOthersDo() {
    if (looking.compareAndSet(false, true)) {
      look();
    }
  }

  /** Reads the counter into {@link #completed}; returns why it could not be read, if not. */
  private int poll() {
    while (!looking.compareAndSet(false, true)) {
      Thread.onSpinWait(); // for as long as a call of the driver's takes
    }
    return look();
  }

  private int look() {
    try {
      return readCounter();
    } finally {
      looking.set(false);
    }
  }

  private int readCounter() {
    DeviceHealth health = access.health();
    health.requireNotLost();
    MemoryStack stack = MemoryStack.stackGet();
    int frame = stack.getPointer();
    try {
      long counter = stack.nmalloc(Long.BYTES, Long.BYTES);
      int result = access.calls().getSemaphoreCounterValue(access.device(), semaphore, counter);
      long value = result == VK_SUCCESS ? MemoryUtil.memGetLong(counter) : 0;
      // Drivers raise all counters to 2^64 - 1 when the device is lost.
      if (result == VK_ERROR_DEVICE_LOST || value == -1L) {
        throw health.failure(VK_ERROR_DEVICE_LOST, "vkGetSemaphoreCounterValue");
      }
      note(value);
      return result;
    } finally {
      stack.setPointer(frame);
    }
  }

  /** Two threads may lower it to what one of them has read earlier: the next look raises it. */
  private void note(long value) {
    if (value > completed) {
      completed = value;
    }
  }

  private static boolean given(Deadline deadline, boolean interruptible) {
    return !deadline.passed() && !(interruptible && Thread.currentThread().isInterrupted());
  }

  /** Waking a blocked thread costs more than most dispatches take. */
  private boolean spin(long value, Deadline deadline, boolean interruptible) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < spinNanos && given(deadline, interruptible)) {
      for (int i = 0; i < POLLS_PER_CLOCK_READ; i++) {
        pollUnlessOthersDo();
        if (completed >= value) {
          return true;
        }
        Thread.onSpinWait();
      }
    }
    return false;
  }

  private boolean block(long value, Deadline deadline, boolean interruptible) {
    boolean interrupted = false;
    boolean failing = false;
    long failingSince = 0;
    try {
      while (given(deadline, interruptible)) {
        int waited = waitOnce(value, deadline.nanosLeft(SLICE_NANOS));
        int polled = poll();
        if (waited == VK_SUCCESS && polled != VK_SUCCESS) {
          note(value);
        }
        if (completed >= value) {
          return true;
        }
        if (waited == VK_TIMEOUT && polled == VK_SUCCESS) {
          failing = false;
          continue;
        }
        long now = System.nanoTime();
        if (!failing) {
          failing = true;
          failingSince = now;
        } else if (now - failingSince > RETRY_NANOS) {
          throw failure(waited, polled);
        }
        LockSupport.parkNanos(this, RETRY_PAUSE_NANOS);
        // Parking would return at once from now on.
        interrupted |= !interruptible && Thread.interrupted();
      }
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RuntimeException failure(int waited, int polled) {
    if (waited == VK_TIMEOUT) {
      return access.health().failure(polled, "vkGetSemaphoreCounterValue");
    }
    // A wait that succeeds although the counter says no has not failed in a way that it tells.
    return access
        .health()
        .failure(waited == VK_SUCCESS ? VK_ERROR_UNKNOWN : waited, "vkWaitSemaphores");
  }

  private int waitOnce(long value, long nanos) {
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
      int result = access.calls().waitSemaphores(access.device(), info, nanos);
      if (result == VK_ERROR_DEVICE_LOST) {
        throw access.health().failure(result, "vkWaitSemaphores");
      }
      return result;
    } finally {
      stack.setPointer(frame);
    }
  }

  @Override
  public void close() {
    access.calls().destroySemaphore(access.device(), semaphore);
  }
}
