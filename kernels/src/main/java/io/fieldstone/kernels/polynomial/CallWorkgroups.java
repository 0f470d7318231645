// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.polynomial;

/** How many workgroups kernels have that stride over their elements. */
final class CallWorkgroups {

  /** What every device takes. */
  private static final long MOST = 65_535;

  private CallWorkgroups() {}

  static int of(long elements, int ofOne) {
    return (int) Math.min(MOST, (elements + ofOne - 1) / ofOne);
  }
}
