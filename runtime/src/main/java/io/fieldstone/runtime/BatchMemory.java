// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.VectorStorage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which memory the jobs of a batch read and write. Vectors are known by their numbers, so that
 * adding a job touches nothing that other cores have changed: those of vectors made one after the
 * other lie side by side in a page. Not thread-safe.
 */
final class BatchMemory {

  /** What a job says of one of its operands: a vector's number, and whether it is written. */
  private static final int NUMBER_SHIFT = 1;

  private static final long WRITES = 1;

  /** The number of what is no vector, or one over a buffer that others may be over too. */
  private static final long NONE = 0;

  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final byte READ = 1;
  private static final byte WRITTEN = 2;

  /** A byte for each of some vectors. */
  private final Map<Long, byte[]> pages = new HashMap<>();

  private long pageNumber = -1;
  private byte[] page = new byte[0];

  /** Those of what has no number. */
  private final IdentityHashMap<Object, Byte> others = new IdentityHashMap<>();

  private final AddressStretches read = new AddressStretches();
  private final AddressStretches written = new AddressStretches();

  /** Returns what {@link #conflict} and {@link #add} are told of a job. */
  static long[] uses(List<? extends HostOperand> operands, boolean[] writes) {
    long[] uses = new long[writes.length];
    for (int i = 0; i < uses.length; i++) {
      uses[i] = number(operands.get(i)) << NUMBER_SHIFT | (writes[i] ? WRITES : 0);
    }
    return uses;
  }

  private static long number(HostOperand operand) {
    return operand.memory() instanceof VectorStorage vector && operand.sharedAddress() == 0
        ? vector.number()
        : NONE;
  }

  /**
   * Returns whether all vectors of a job were made after those of another, as they are mostly where
   * thousands of jobs have vectors of their own.
   */
  static boolean areLater(long[] uses, long[] than) {
    long least = Long.MAX_VALUE;
    for (long use : uses) {
      least = Math.min(least, use >>> NUMBER_SHIFT);
    }
    boolean later = least != NONE;
    for (long use : than) {
      later &= use >>> NUMBER_SHIFT < least;
    }
    return later;
  }

  /** Returns the first operand that conflicts with one of a job before, or -1. */
  int conflict(long[] uses, List<? extends HostOperand> operands) {
    return conflict(uses, 0, uses.length, () -> operands);
  }

  /**
   * Returns the first operand that conflicts, of a job whose uses are some of those given.
   *
   * @param operands told where the uses do not say it all: other cores may have them
   */
  int conflict(long[] uses, int from, int count, Supplier<List<? extends HostOperand>> operands) {
    for (int i = 0; i < count; i++) {
      long use = uses[from + i];
      long number = use >>> NUMBER_SHIFT;
      byte before = number == NONE ? before(operands.get().get(i)) : page(number)[at(number)];
      if (before == WRITTEN || (before == READ && writes(use))) {
        return i;
      }
    }
    return -1;
  }

  private byte before(HostOperand operand) {
    byte before = others.getOrDefault(operand.memory(), (byte) 0);
    if (operand.sharedAddress() != 0 && before != WRITTEN) {
      return written.meet(operand) ? WRITTEN : read.meet(operand) ? READ : before;
    }
    return before;
  }

  /** Notes what a job uses. */
  void add(long[] uses, List<? extends HostOperand> operands) {
    add(uses, 0, uses.length, () -> operands);
  }

  /** Notes what a job uses, which are some of the uses given. */
  void add(long[] uses, int from, int count, Supplier<List<? extends HostOperand>> operands) {
    for (int i = 0; i < count; i++) {
      long number = uses[from + i] >>> NUMBER_SHIFT;
      byte use = writes(uses[from + i]) ? WRITTEN : READ;
      if (number == NONE) {
        add(operands.get().get(i), use);
      } else {
        byte[] ofPage = page(number);
        ofPage[at(number)] = (byte) Math.max(use, ofPage[at(number)]);
      }
    }
  }

  private void add(HostOperand operand, byte use) {
    others.merge(operand.memory(), use, (one, other) -> (byte) Math.max(one, other));
    if (operand.sharedAddress() != 0) {
      (use == WRITTEN ? written : read).add(operand);
    }
  }

  /** Forgets all jobs. */
  void clear() {
    pages.clear();
    pageNumber = -1;
    others.clear();
    read.clear();
    written.clear();
  }

  private static boolean writes(long use) {
    return (use & WRITES) != 0;
  }

  private static int at(long number) {
    return (int) number & PAGE_MASK;
  }

  private byte[] page(long number) {
    long wanted = number >>> PAGE_SHIFT;
    if (wanted != pageNumber) {
      page = pages.computeIfAbsent(wanted, any -> new byte[1 << PAGE_SHIFT]);
      pageNumber = wanted;
    }
    return page;
  }
}
