// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import io.fieldstone.runtime.device.DevicePlan;
import org.lwjgl.vulkan.VkDevice;

/**
 * What everything on an open device needs to reach it.
 *
 * @param device the device
 * @param calls what calls Vulkan
 * @param health what checks the results of calls on the device
 * @param plan what is used of it
 */
record DeviceAccess(VkDevice device, VulkanCalls calls, DeviceHealth health, DevicePlan plan) {

  /** Returns normally if {@code result} is a success code; see {@link DeviceHealth#check}. */
  void check(int result, String call) {
    health.check(result, call);
  }
}
