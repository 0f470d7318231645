// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.field.ElementForm;

/**
 * What the workgroups of scans in one pass tell each other, an element of each vector for each of
 * them. Each scan clears what the next one needs, so that no dispatch is spent on it:
 *
 * <pre>
 *   scan      1           2           3
 *   told      even        odd         even
 *   cleared   odd         even        odd
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class TileStates<F> {

  /**
   * The states of one scan.
   *
   * @param states what a workgroup tells
   * @param moreStates what of it is no part of an element
   */
  record Of<F>(DeviceVector<F> states, DeviceVector<F> moreStates) {}

  /** One of {@link TileKernels} that scans. */
  interface Kernel<F> {
    /** Scans. */
    void scan(
        DeviceVector<F> a,
        DeviceVector<F> carry,
        DeviceVector<F> states,
        DeviceVector<F> moreStates,
        DeviceVector<F> nextStates,
        DeviceVector<F> moreNextStates,
        int exclusive,
        DeviceVector<F> out,
        DeviceVector<F> total);
  }

  private Of<F> next;
  private Of<F> afterNext;
  private final DeviceVector<F> totals;
  private final DeviceVector<F> total;

  /** Whether the next scan finds nothing told. */
  private boolean clear;

  TileStates(ReductionMemory<F> memory, long workgroups, ElementForm form) {
    this.next =
        new Of<>(
            memory.device(Use.STATES, workgroups, form),
            memory.device(Use.MORE_STATES, workgroups, form));
    this.afterNext =
        new Of<>(
            memory.device(Use.NEXT_STATES, workgroups, form),
            memory.device(Use.MORE_NEXT_STATES, workgroups, form));
    this.totals = memory.device(Use.TILE_TOTALS, workgroups, form);
    this.total = totals.slice(0, 1);
  }

  /** Returns whether these are of scans by so many workgroups. */
  boolean areOf(long workgroups, ElementForm form) {
    return totals.size() == workgroups && totals.form() == form;
  }

  /** Scans; what fails, having told something or not, is cleared before the next scan. */
  void scan(
      TileKernels<F> kernels,
      Kernel<F> kernel,
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out) {
    if (!clear) {
      kernels.clearStates(next.states, next.moreStates);
    }
    clear = false;
    kernel.scan(
        a,
        carry,
        next.states,
        next.moreStates,
        afterNext.states,
        afterNext.moreStates,
        scan.constant(),
        out,
        totals);
    Of<F> told = next;
    next = afterNext;
    afterNext = told;
    clear = true;
  }

  /** Returns the total of all elements and the carry, after a scan. */
  DeviceVector<F> total() {
    return total;
  }
}
