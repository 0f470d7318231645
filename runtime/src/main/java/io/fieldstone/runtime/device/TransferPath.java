// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.device;

/** How a kernel gets at vectors that live in host memory. */
public enum TransferPath {
  /** Whichever is predicted to be faster, by what was measured of the kernel on the device. */
  AUTO,
  /** The kernel reads and writes host memory itself. */
  HOST_VISIBLE,
  /** Upload to device memory, compute there, download. */
  DEVICE_LOCAL
}
