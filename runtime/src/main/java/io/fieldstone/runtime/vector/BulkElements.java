// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.gate.Gate;
import java.math.BigInteger;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies whole ranges of a host vector from and to the caller's arrays: small ones in the calling
 * thread, where nothing is allocated on the Java heap, others on all cores. What is put is checked
 * before any of it is written. Thread-safe as an array is.
 */
final class BulkElements {

  /** Longer copies would hold up the JVM's safepoints, and shorter ones cost more than they do. */
  static final int PIECE_BYTES = 1 << 18;

  /** From here on, waking other threads pays. */
  private static final int PARALLEL_BYTES = 1 << 20;

  /** Elements that are converted in one go, which take some 100 us. */
  static final int PIECE_INTEGERS = 512;

  private final VectorStorage storage;
  private final ElementType<?> type;
  private final int elementBytes;
  private final int components;
  private final ElementAccess access;
  private final ElementBound bound;
  private final ElementCodec codec;

  BulkElements(
      VectorStorage storage, ElementAccess access, ElementBound bound, ElementCodec codec) {
    this.storage = storage;
    this.type = storage.type();
    this.elementBytes = type.elementBytes();
    this.components = type.components();
    this.access = access;
    this.bound = bound;
    this.codec = codec;
  }

  /** Returns how many elements of words a piece has. */
  int pieceElements() {
    return Math.max(1, PIECE_BYTES / elementBytes);
  }

  /** Checks entries of an array and the range that they go to; returns how many elements. */
  private <A> int requireRoom(ElementArrays<A> kind, long first, A array, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, kind.length(array));
    int count = kind.elements(type, length);
    access.requireRange(first, count);
    return count;
  }

  /** Copies words from an array to the elements from {@code first} on. */
  <A> void put(
      ElementArrays<A> kind, long first, A array, int offset, int length, boolean checked) {
    int count = requireRoom(kind, first, array, offset, length);
    if (checked && bound.isReduced()) {
      requireReduced(kind, first, array, offset, count);
    }
    Gate gate = storage.device().gate();
    boolean done = false;
    gate.enter();
    try {
      storage.retain();
      try {
        if ((long) count * elementBytes <= PARALLEL_BYTES) {
          copyIn(kind, first, array, offset, count);
        } else {
          int each = kind.perElement(type);
          access.forEach(
              first,
              count,
              pieceElements(),
              (at, address, run) ->
                  kind.copyIn(array, offset + (int) at * each, address, run * elementBytes));
        }
        done = true;
      } finally {
        storage.release();
      }
    } finally {
      gate.leave(done);
    }
  }

  private <A> void copyIn(ElementArrays<A> kind, long first, A array, int offset, int count) {
    int each = kind.perElement(type);
    for (int at = 0; at < count; ) {
      int run = access.run(first + at, count - at);
      kind.copyIn(array, offset + at * each, access.address(first + at), run * elementBytes);
      at += run;
    }
  }

  /** Copies words from the elements from {@code first} on to an array. */
  <A> void get(ElementArrays<A> kind, long first, A array, int offset, int length) {
    int count = requireRoom(kind, first, array, offset, length);
    Gate gate = storage.device().gate();
    boolean done = false;
    gate.enter();
    try {
      storage.retain();
      try {
        if ((long) count * elementBytes <= PARALLEL_BYTES) {
          copyOut(kind, first, array, offset, count);
        } else {
          int each = kind.perElement(type);
          access.forEach(
              first,
              count,
              pieceElements(),
              (at, address, run) ->
                  kind.copyOut(address, array, offset + (int) at * each, run * elementBytes));
        }
        done = true;
      } finally {
        storage.release();
      }
    } finally {
      gate.leave(done);
    }
  }

  private <A> void copyOut(ElementArrays<A> kind, long first, A array, int offset, int count) {
    int each = kind.perElement(type);
    for (int at = 0; at < count; ) {
      int run = access.run(first + at, count - at);
      kind.copyOut(access.address(first + at), array, offset + at * each, run * elementBytes);
      at += run;
    }
  }

  /**
   * Checks elements in an array that are to be elements {@code first ..}.
   *
   * @throws ElementRangeException naming the first that is not below the modulus
   */
  <A> void requireReduced(ElementArrays<A> kind, long first, A array, int offset, int count) {
    long bad;
    if ((long) count * elementBytes <= PARALLEL_BYTES) {
      bad = bound.firstUnreduced(kind, array, offset, count);
    } else {
      int each = kind.perElement(type);
      bad =
          first(
              count,
              pieceElements(),
              (at, run) -> bound.firstUnreduced(kind, array, offset + at * each, run));
    }
    if (bad >= 0) {
      int at = offset + (int) bad * (kind.perElement(type) / components);
      throw bound.unreduced(first * components + bad, kind.words(type.shape(), array, at));
    }
  }

  /** Returns the first base element of a piece of an array that is not as it should be, or -1. */
  private interface ArrayCheck {
    int first(int at, int count);
  }

  /** Returns the first base element of some that fails a check, on all cores, or -1. */
  private long first(int count, int most, ArrayCheck check) {
    AtomicLong found = new AtomicLong(Long.MAX_VALUE);
    ParallelPieces.COMMON.run(
        ElementAccess.pieces(count, most),
        piece -> {
          int at = (int) (piece * most);
          long before = (long) at * components;
          if (before < found.get()) {
            int bad = check.first(at, Math.min(most, count - at));
            if (bad >= 0) {
              found.accumulateAndGet(before + bad, Math::min);
            }
          }
        });
    return found.get() == Long.MAX_VALUE ? -1 : found.get();
  }

  /** Writes values to the elements from {@code first} on. */
  void put(long first, BigInteger[] values, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, values.length);
    access.requireRange(first, count);
    long bad =
        first(count, PIECE_INTEGERS, (at, run) -> bound.firstRefused(values, offset + at, run));
    if (bad >= 0) {
      throw bound.refusal(first + bad, values[offset + (int) bad]);
    }
    inside(
        () ->
            access.forEach(
                first,
                count,
                PIECE_INTEGERS,
                (at, address, run) -> codec.writeAll(values, offset + (int) at, address, run)));
  }

  /** Reads the values of the elements from {@code first} on. */
  void get(long first, BigInteger[] values, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, values.length);
    access.requireRange(first, count);
    inside(
        () ->
            access.forEach(
                first,
                count,
                PIECE_INTEGERS,
                (at, address, run) -> codec.readAll(address, values, offset + (int) at, run)));
  }

  /** Does something that takes its time with the memory, inside the gate. */
  void inside(Runnable operation) {
    storage
        .device()
        .gate()
        .inside(
            () -> {
              storage.retain();
              try {
                operation.run();
              } finally {
                storage.release();
              }
            });
  }
}
