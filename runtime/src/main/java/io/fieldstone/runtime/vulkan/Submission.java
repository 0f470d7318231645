// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_SUCCESS;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.vulkan.VkCommandBuffer;

/**
 * A command buffer that is to be submitted, by its own thread or by one that submits anyway; used
 * again and again. Until it is over, it is a link of a list.
 */
final class Submission {

  private final VkCommandBuffer commands;
  private @Nullable Submission next;
  private int result = VK_SUCCESS;
  private long value;
  private volatile boolean over;

  Submission(VkCommandBuffer commands) {
    this.commands = commands;
  }

  /** Joins those that wait, the last of which is in front. */
  void join(AtomicReference<@Nullable Submission> waiting) {
    over = false;
    Submission last;
    do {
      last = waiting.get();
      next = last;
    } while (!waiting.compareAndSet(last, this));
  }

  boolean isOver() {
    return over;
  }

  /** Returns what the driver said, once it is over. */
  int result() {
    return result;
  }

  /** Returns the timeline's value that tells when the commands have completed. */
  long value() {
    return value;
  }

  /** Takes all that wait, the first in front. */
  static @Nullable Submission takeAll(AtomicReference<@Nullable Submission> waiting) {
    Submission last = waiting.getAndSet(null);
    Submission first = null;
    while (last != null) {
      Submission before = last.next;
      last.next = first;
      first = last;
      last = before;
    }
    return first;
  }

  static int count(@Nullable Submission first) {
    int count = 0;
    for (Submission each = first; each != null; each = each.next) {
      count++;
    }
    return count;
  }

  static void putCommands(@Nullable Submission first, long address) {
    long to = address;
    for (Submission each = first; each != null; each = each.next) {
      MemoryUtil.memPutAddress(to, each.commands.address());
      to += MemoryStack.POINTER_SIZE;
    }
  }

  /** Ends all of a list; each may be used again by its thread at once. */
  static void end(@Nullable Submission first, int result, long value) {
    Submission each = first;
    while (each != null) {
      Submission after = each.next;
      each.next = null;
      each.result = result;
      each.value = value;
      each.over = true;
      each = after;
    }
  }
}
