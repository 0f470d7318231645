// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.VectorStorage;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which memory the jobs of a batch read and write. Vectors are known by their numbers, so that
 * adding a job touches nothing that other cores have changed: those of vectors made one after the
 * other lie side by side in a page. Not thread-safe.
 */
final class BatchMemory {

  /** What a job says of one of its operands: a vector's number, and whether it is written. */
  private static final int NUMBER_SHIFT = 1;

  private static final long WRITES = 1;

  /** The number of what is no vector. */
  private static final long NONE = 0;

  private static final int PAGE_SHIFT = 12;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final byte READ = 1;
  private static final byte WRITTEN = 2;

  /** A byte for each of some vectors. */
  private final Map<Long, byte[]> pages = new HashMap<>();

  private long pageNumber = -1;
  private byte[] page = new byte[0];

  /** Those of Java arrays. */
  private final IdentityHashMap<Object, Byte> others = new IdentityHashMap<>();

  /** Returns what {@link #conflict} and {@link #add} are told of a job. */
  static long[] uses(List<? extends HostOperand> operands, boolean[] writes) {
    long[] uses = new long[writes.length];
    for (int i = 0; i < uses.length; i++) {
      long number =
          operands.get(i).memory() instanceof VectorStorage vector ? vector.number() : NONE;
      uses[i] = number << NUMBER_SHIFT | (writes[i] ? WRITES : 0);
    }
    return uses;
  }

  /** Returns the first operand that conflicts with one of a job before, or -1. */
  int conflict(long[] uses, List<? extends HostOperand> operands) {
    for (int i = 0; i < uses.length; i++) {
      byte before = before(uses[i], operands, i);
      if (before == WRITTEN || (before == READ && writes(uses[i]))) {
        return i;
      }
    }
    return -1;
  }

  /** Notes what a job uses. */
  void add(long[] uses, List<? extends HostOperand> operands) {
    for (int i = 0; i < uses.length; i++) {
      byte use = writes(uses[i]) ? WRITTEN : (byte) Math.max(READ, before(uses[i], operands, i));
      long number = uses[i] >>> NUMBER_SHIFT;
      if (number == NONE) {
        others.put(operands.get(i).memory(), use);
      } else {
        page(number)[(int) number & PAGE_MASK] = use;
      }
    }
  }

  /** Forgets all jobs. */
  void clear() {
    pages.clear();
    others.clear();
    pageNumber = -1;
  }

  private static boolean writes(long use) {
    return (use & WRITES) != 0;
  }

  private byte before(long use, List<? extends HostOperand> operands, int operand) {
    long number = use >>> NUMBER_SHIFT;
    return number == NONE
        ? others.getOrDefault(operands.get(operand).memory(), (byte) 0)
        : page(number)[(int) number & PAGE_MASK];
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
