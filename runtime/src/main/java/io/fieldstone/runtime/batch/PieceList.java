// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.batch.ChunkPlanner.Piece;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/** Pieces of a chunk, without an object for each: there may be thousands. Not thread-safe. */
final class PieceList extends AbstractList<Piece> implements RandomAccess {

  private static final int FIRST_CAPACITY = 4;

  private int size;
  private int[] calls = new int[FIRST_CAPACITY];
  private long[] firsts = new long[FIRST_CAPACITY];
  private long[] counts = new long[FIRST_CAPACITY];

  /** Adds a piece at the end. */
  void append(int call, long first, long count) {
    if (size == calls.length) {
      grow(Math.multiplyExact(2, size));
    }
    calls[size] = call;
    firsts[size] = first;
    counts[size] = count;
    size++;
  }

  /** Adds {@code more} calls at the end, from {@code call} on, of as many elements each. */
  void appendWhole(int call, int more, long count) {
    int end = Math.addExact(size, more);
    if (end > calls.length) {
      grow(Math.max(end, 2 * size));
    }
    for (int i = size; i < end; i++) {
      calls[i] = call + i - size;
    }
    Arrays.fill(firsts, size, end, 0);
    Arrays.fill(counts, size, end, count);
    size = end;
  }

  private void grow(int capacity) {
    calls = Arrays.copyOf(calls, capacity);
    firsts = Arrays.copyOf(firsts, capacity);
    counts = Arrays.copyOf(counts, capacity);
  }

  @Override
  public Piece get(int index) {
    Objects.checkIndex(index, size);
    return new Piece(calls[index], firsts[index], counts[index]);
  }

  @Override
  public int size() {
    return size;
  }
}
