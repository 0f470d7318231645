// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.gate.Gate;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Goes through the memory of a host vector in pieces that lie in one segment each, on all cores;
 * the caller is inside the gate and retains the vector. Thread-safe.
 */
final class ElementAccess {

  /** Does something with a piece; the offset counts elements from the first piece on. */
  interface Action {
    void accept(long offset, long address, int count);
  }

  /** Returns the first of a piece's base elements that is not as it should be, or -1. */
  interface Check {
    int first(long offset, long address, int count);
  }

  private final VectorStorage storage;

  ElementAccess(VectorStorage storage) {
    this.storage = storage;
  }

  /** Returns where element {@code i} is. */
  long address(long i) {
    SegmentLayout layout = storage.layout();
    return storage.segment(layout.segment(i)).address() + layout.offset(i);
  }

  /** Returns how many of {@code count} elements from {@code first} on lie side by side. */
  int run(long first, long count) {
    return (int) storage.layout().run(first, count);
  }

  /**
   * Checks that elements {@code first .. first + count} are all in the vector.
   *
   * @throws ElementRangeException if they are not
   */
  void requireRange(long first, long count) {
    ElementRanges.require(first, count, storage.size(), storage);
  }

  /**
   * Does something with elements {@code first .. first + count}, in no particular order.
   *
   * @param most elements of a piece: few enough that safepoints and closing do not wait for long
   */
  void forEach(long first, long count, int most, Action action) {
    Gate gate = storage.device().gate();
    ParallelPieces.COMMON.run(
        pieces(count, most),
        piece -> {
          gate.requireOpen();
          long end = Math.min(count, (piece + 1) * most);
          for (long at = piece * most; at < end; ) {
            int run = run(first + at, end - at);
            action.accept(at, address(first + at), run);
            at += run;
          }
        });
  }

  /** Returns the first base element of some elements that fails a check, or -1. */
  long firstThat(long first, long count, int most, Check check) {
    AtomicLong found = new AtomicLong(Long.MAX_VALUE);
    int components = storage.type().components();
    forEach(
        first,
        count,
        most,
        (offset, address, run) -> {
          long before = (first + offset) * components;
          if (before < found.get()) {
            int bad = check.first(offset, address, run);
            if (bad >= 0) {
              found.accumulateAndGet(before + bad, Math::min);
            }
          }
        });
    return found.get() == Long.MAX_VALUE ? -1 : found.get();
  }

  static long pieces(long count, int most) {
    return (count + most - 1) / most;
  }
}
