// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.NVGLSLShader.VK_ERROR_INVALID_SHADER_NV;
import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;
import static org.lwjgl.vulkan.VK10.VK_ERROR_EXTENSION_NOT_PRESENT;
import static org.lwjgl.vulkan.VK10.VK_ERROR_FEATURE_NOT_PRESENT;
import static org.lwjgl.vulkan.VK10.VK_ERROR_FRAGMENTED_POOL;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INCOMPATIBLE_DRIVER;
import static org.lwjgl.vulkan.VK10.VK_ERROR_INITIALIZATION_FAILED;
import static org.lwjgl.vulkan.VK10.VK_ERROR_LAYER_NOT_PRESENT;
import static org.lwjgl.vulkan.VK10.VK_ERROR_MEMORY_MAP_FAILED;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_DEVICE_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK10.VK_ERROR_TOO_MANY_OBJECTS;
import static org.lwjgl.vulkan.VK10.VK_ERROR_UNKNOWN;
import static org.lwjgl.vulkan.VK10.VK_INCOMPLETE;
import static org.lwjgl.vulkan.VK10.VK_NOT_READY;
import static org.lwjgl.vulkan.VK10.VK_SUCCESS;
import static org.lwjgl.vulkan.VK10.VK_TIMEOUT;
import static org.lwjgl.vulkan.VK11.VK_ERROR_OUT_OF_POOL_MEMORY;

import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.error.VulkanException;

/**
 * Turns a {@code VkResult} into an exception of the right type. Results on an open device go
 * through {@link DeviceHealth}.
 */
final class VulkanResult {

  private VulkanResult() {}

  /**
   * Returns whether what was asked for was made or told: VK_INCOMPLETE means that a list has grown
   * since its length was asked for. Other positive codes say that it was not, yet.
   */
  static boolean isSuccess(int result) {
    return result == VK_SUCCESS || result == VK_INCOMPLETE;
  }

  /**
   * Returns normally if {@code result} is a success code.
   *
   * @param call the Vulkan call, for the message
   */
  static void check(int result, String call) {
    if (!isSuccess(result)) {
      throw failure(result, call);
    }
  }

  /** Returns the exception for a result that is no success code. */
  static FieldstoneException failure(int result, String call) {
    return switch (result) {
      case VK_ERROR_OUT_OF_DEVICE_MEMORY ->
          new OutOfMemoryException(
              call + ": out of device memory; close vectors or use smaller chunks");
      case VK_ERROR_OUT_OF_HOST_MEMORY, VK_ERROR_OUT_OF_POOL_MEMORY, VK_ERROR_FRAGMENTED_POOL ->
          new OutOfMemoryException(
              call + ": out of host memory; close vectors or use smaller chunks");
      case VK_ERROR_TOO_MANY_OBJECTS ->
          new OutOfMemoryException(call + ": too many allocations; close vectors");
      case VK_ERROR_DEVICE_LOST ->
          new DeviceLostException(
              call + ": the device was lost; close the backend and open it again");
      default -> new VulkanException(call + " failed: " + name(result));
    };
  }

  /** Returns whether a failure is one of those that say nothing of their cause. */
  static boolean isUnexplained(int result) {
    return result == VK_ERROR_UNKNOWN || result == VK_ERROR_INVALID_SHADER_NV;
  }

  /** Returns what Vulkan calls a failure. */
  static String name(int result) {
    return switch (result) {
      case VK_ERROR_UNKNOWN -> "VK_ERROR_UNKNOWN";
      case VK_ERROR_INVALID_SHADER_NV -> "VK_ERROR_INVALID_SHADER_NV";
      case VK_NOT_READY -> "VK_NOT_READY";
      case VK_TIMEOUT -> "VK_TIMEOUT";
      case VK_ERROR_INITIALIZATION_FAILED -> "VK_ERROR_INITIALIZATION_FAILED";
      case VK_ERROR_MEMORY_MAP_FAILED -> "VK_ERROR_MEMORY_MAP_FAILED";
      case VK_ERROR_LAYER_NOT_PRESENT -> "VK_ERROR_LAYER_NOT_PRESENT";
      case VK_ERROR_EXTENSION_NOT_PRESENT -> "VK_ERROR_EXTENSION_NOT_PRESENT";
      case VK_ERROR_FEATURE_NOT_PRESENT -> "VK_ERROR_FEATURE_NOT_PRESENT";
      case VK_ERROR_INCOMPATIBLE_DRIVER -> "VK_ERROR_INCOMPATIBLE_DRIVER";
      default -> "VkResult " + result;
    };
  }
}
