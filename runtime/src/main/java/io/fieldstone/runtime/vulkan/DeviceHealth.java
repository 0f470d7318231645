// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import static org.lwjgl.vulkan.VK10.VK_ERROR_DEVICE_LOST;

import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.FieldstoneException;
import org.jspecify.annotations.Nullable;

/**
 * Whether an open device still works. All results of calls on it are checked here, so that a loss
 * that one thread meets is known to all. Thread-safe; looking allocates nothing on the Java heap.
 */
final class DeviceHealth {

  private volatile @Nullable DeviceLostException loss;

  /**
   * Returns normally if {@code result} is a success code.
   *
   * @param call the Vulkan call, for the message
   * @throws FieldstoneException of the type that says what failed
   */
  void check(int result, String call) {
    if (!VulkanResult.isSuccess(result)) {
      throw failure(result, call);
    }
  }

  /** Returns the exception for a result that is no success code, and notes a loss. */
  FieldstoneException failure(int result, String call) {
    FieldstoneException failure = VulkanResult.failure(result, call);
    if (result == VK_ERROR_DEVICE_LOST) {
      note((DeviceLostException) failure);
    }
    return failure;
  }

  private synchronized void note(DeviceLostException first) {
    if (loss == null) {
      loss = first;
    }
  }

  /** Returns whether the device was lost. */
  boolean isLost() {
    return loss != null;
  }

  /**
   * Throws if the device was lost.
   *
   * @throws DeviceLostException for this thread, caused by what first told of the loss
   */
  void requireNotLost() {
    DeviceLostException first = loss;
    if (first != null) {
      DeviceLostException again = new DeviceLostException(String.valueOf(first.getMessage()));
      again.initCause(first);
      throw again;
    }
  }
}
