// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

/** Whose memory the vectors of a dispatch are in: what {@code RESIDENT} tells the shader. */
enum Residence {
  /** All are in the device's own: a dispatch on device vectors. */
  DEVICE,
  /**
   * The host's: a batch, whether the kernel reads that memory itself or what was copied from it.
   */
  HOST
}
