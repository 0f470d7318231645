// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/** The kind of a Vulkan device, best first. */
public enum DeviceType {
  /** A card with memory of its own. */
  DISCRETE_GPU,
  /** A GPU that shares the host's memory. */
  INTEGRATED_GPU,
  /** A GPU of a virtual machine. */
  VIRTUAL_GPU,
  /** A CPU that runs shaders, such as Mesa's lavapipe. */
  CPU,
  /** Anything else. */
  OTHER
}
