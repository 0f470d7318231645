// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;

/**
 * What the workgroups of a scan in one pass tell each other, an element of each vector for each of
 * them.
 *
 * @param states what a workgroup tells
 * @param moreStates what of it is no part of an element
 * @param totals whose first element is the total in the end
 */
record TileStates<F>(DeviceVector<F> states, DeviceVector<F> moreStates, DeviceVector<F> totals) {

  static <F> TileStates<F> of(ReductionMemory<F> memory, long workgroups, ElementForm form) {
    return new TileStates<>(
        memory.device(Use.STATES, workgroups, form),
        memory.device(Use.MORE_STATES, workgroups, form),
        memory.device(Use.TILE_TOTALS, workgroups, form));
  }

  /** Returns the total of all elements and the carry, after the scan. */
  DeviceVector<F> total() {
    return totals.slice(0, 1);
  }
}
