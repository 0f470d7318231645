// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_NULL_HANDLE;
import static org.lwjgl.vulkan.VK10.VK_QUERY_RESULT_64_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUERY_RESULT_WAIT_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUERY_TYPE_TIMESTAMP;

import java.nio.LongBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkQueryPoolCreateInfo;

/** Pairs of timestamps that {@link CommandStream}s write. Not thread-safe. */
public final class TimestampPool implements AutoCloseable {

  private final DeviceAccess access;
  private long pool;

  /** Makes room for {@code pairs} pairs. */
  public TimestampPool(OpenDevice owner, int pairs) {
    this.access = owner.access();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkQueryPoolCreateInfo info =
          VkQueryPoolCreateInfo.calloc(stack)
              .sType$Default()
              .queryType(VK_QUERY_TYPE_TIMESTAMP)
              .queryCount(2 * pairs);
      LongBuffer pointer = stack.mallocLong(1);
      access.check(
          access.calls().createQueryPool(access.device(), info, pointer), "vkCreateQueryPool");
      pool = pointer.get(0);
    }
  }

  /**
   * Reads pairs from the first on, whose submissions have completed.
   *
   * @return start and end, start and end, ...
   */
  public long[] read(int pairs) {
    return read(0, pairs);
  }

  /** Reads pairs as {@link #read(int)} does, from any on. */
  long[] read(int first, int pairs) {
    long[] timestamps = new long[2 * pairs];
    if (pairs > 0) {
      access.check(
          access
              .calls()
              .getQueryPoolResults(
                  access.device(),
                  pool,
                  2 * first,
                  timestamps.length,
                  timestamps,
                  Long.BYTES,
                  VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
          "vkGetQueryPoolResults");
    }
    return timestamps;
  }

  /** Forgets pairs that nobody writes or reads, by the host: some queues cannot do it. */
  void reset(int first, int pairs) {
    access.calls().resetQueryPool(access.device(), pool, 2 * first, 2 * pairs);
  }

  long handle() {
    return pool;
  }

  @Override
  public void close() {
    access.calls().destroyQueryPool(access.device(), pool);
    pool = VK_NULL_HANDLE;
  }
}
