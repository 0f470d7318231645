// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

/** Whether element i of a scan takes in element i of the operand. */
public enum Scan {
  /** out[i] is what a[0] to a[i] amount to. */
  INCLUSIVE,
  /** out[i] is what a[0] to a[i - 1] amount to, and out[0] the carry. */
  EXCLUSIVE;

  /** As kernels take it. */
  int constant() {
    return this == EXCLUSIVE ? 1 : 0;
  }
}
