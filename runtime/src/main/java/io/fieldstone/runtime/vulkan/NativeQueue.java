// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.concurrent.locks.ReentrantLock;
import org.lwjgl.vulkan.VkQueue;

/**
 * A queue of Vulkan's, which one thread at a time may use: several {@link DeviceQueue}s may share
 * it.
 *
 * @param handle the queue
 * @param lock held by whoever uses it
 */
record NativeQueue(VkQueue handle, ReentrantLock lock) {

  NativeQueue(VkQueue handle) {
    this(handle, new ReentrantLock());
  }
}
