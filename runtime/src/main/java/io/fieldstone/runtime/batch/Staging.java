// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

/** Who puts the pieces of a chunk one after the other in memory that the chunk has. */
enum Staging {
  /** Nobody: the device gets at each piece by itself. */
  NONE,
  /** The host copies them to memory of its own, and back. */
  BY_HOST,
  /**
   * A kernel gathers them in the device's memory, by their addresses, and scatters what it made.
   */
  BY_DEVICE
}
