// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.trace;

/** What is done with data on its way through a device, in this order. */
public enum Stage {
  /** The host copies from the Java heap to memory that the device reaches. */
  COPY_IN,
  /** Data goes to the device's own memory. */
  UPLOAD,
  /** A kernel runs; where it works on host memory, the data comes and goes meanwhile. */
  COMPUTE,
  /** Data comes back from the device's own memory. */
  DOWNLOAD,
  /** The host copies to the Java heap. */
  COPY_OUT
}
