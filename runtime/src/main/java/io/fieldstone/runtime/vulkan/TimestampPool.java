// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_QUERY_RESULT_64_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUERY_RESULT_WAIT_BIT;
import static org.lwjgl.vulkan.VK10.VK_QUERY_TYPE_TIMESTAMP;
import static org.lwjgl.vulkan.VK10.vkCreateQueryPool;
import static org.lwjgl.vulkan.VK10.vkDestroyQueryPool;
import static org.lwjgl.vulkan.VK10.vkGetQueryPoolResults;

import java.nio.LongBuffer;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.vulkan.VkDevice;
import org.lwjgl.vulkan.VkQueryPoolCreateInfo;

/** Pairs of timestamps that {@link CommandStream}s write. Not thread-safe. */
public final class TimestampPool implements AutoCloseable {

  private final VkDevice device;
  private final long pool;

  /** Makes room for {@code pairs} pairs. */
  public TimestampPool(VulkanDevice owner, int pairs) {
    this.device = owner.handle();
    try (MemoryStack stack = MemoryStack.stackPush()) {
      VkQueryPoolCreateInfo info =
          VkQueryPoolCreateInfo.calloc(stack)
              .sType$Default()
              .queryType(VK_QUERY_TYPE_TIMESTAMP)
              .queryCount(2 * pairs);
      LongBuffer pointer = stack.mallocLong(1);
      VulkanResult.check(vkCreateQueryPool(device, info, null, pointer), "vkCreateQueryPool");
      pool = pointer.get(0);
    }
  }

  /**
   * Reads pairs from the first on, whose submissions have completed.
   *
   * @return start and end, start and end, ...
   */
  public long[] read(int pairs) {
    long[] timestamps = new long[2 * pairs];
    if (pairs > 0) {
      VulkanResult.check(
          vkGetQueryPoolResults(
              device,
              pool,
              0,
              timestamps.length,
              timestamps,
              Long.BYTES,
              VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
          "vkGetQueryPoolResults");
    }
    return timestamps;
  }

  long handle() {
    return pool;
  }

  @Override
  public void close() {
    vkDestroyQueryPool(device, pool, null);
  }
}
