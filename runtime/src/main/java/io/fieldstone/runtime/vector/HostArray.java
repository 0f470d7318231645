// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import java.math.BigInteger;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Elements in an array of the caller's, as work on host memory reads or writes them: a range at a
 * time, to mapped memory and from it, on all cores. Nothing of the array is kept or copied
 * otherwise. Whoever copies is inside the gate. Thread-safe as the array is.
 *
 * <pre>{@code
 * HostArray a = HostArray.ofWords("a", ArrayTypes.LONGS, field, form, longs, 0, longs.length);
 * a.copyIn(gate, 0, 1000, staging, 0);          // checks them, and names the first that is bad
 * a.copyOut(gate, staging, 0, 0, 1000);
 * }</pre>
 */
public final class HostArray {

  /** Elements of a piece, in one thread. */
  private interface Piece {
    /** Returns the first that is refused, or -1. */
    int check(long first, int count);

    void copyIn(long first, long address, int count);

    void copyOut(long address, long first, int count);

    /** Returns the exception for element {@code i}, which was refused. */
    ElementRangeException refusal(long i);
  }

  private final String name;
  private final long size;
  private final int elementBytes;
  private final int pieceElements;
  private final Piece piece;

  private HostArray(String name, long size, int elementBytes, int pieceElements, Piece piece) {
    this.name = name;
    this.size = size;
    this.elementBytes = elementBytes;
    this.pieceElements = pieceElements;
    this.piece = piece;
  }

  /**
   * Looks at {@code length} entries of an array as the words of elements, in a form.
   *
   * @param name what messages call it
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public static <A> HostArray ofWords(
      String name,
      ElementArrays<A> kind,
      Field<?> field,
      ElementForm form,
      A array,
      int offset,
      int length) {
    Objects.checkFromIndexSize(offset, length, kind.length(array));
    int size = kind.elements(field, length);
    int each = kind.perElement(field);
    int bytes = field.elementBytes();
    ElementBound bound = new ElementBound(field, form);
    return new HostArray(
        name,
        size,
        bytes,
        Math.max(1, BulkElements.PIECE_BYTES / bytes),
        new Piece() {
          private int at(long element) {
            return offset + (int) element * each;
          }

          @Override
          public int check(long first, int count) {
            return bound.isReduced() ? bound.firstUnreduced(kind, array, at(first), count) : -1;
          }

          @Override
          public void copyIn(long first, long address, int count) {
            kind.copyIn(array, at(first), address, count * bytes);
          }

          @Override
          public void copyOut(long address, long first, int count) {
            kind.copyOut(address, array, at(first), count * bytes);
          }

          @Override
          public ElementRangeException refusal(long i) {
            return bound.unreduced(name, i, kind.words(field, array, at(i)));
          }
        });
  }

  /**
   * Looks at values in an array, whatever the form of the elements that they become.
   *
   * @param name what messages call it
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public static HostArray ofValues(
      String name, Field<?> field, ElementForm form, BigInteger[] values, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, values.length);
    int bytes = field.elementBytes();
    ElementBound bound = new ElementBound(field, form);
    ElementCodec codec = new ElementCodec(field, form);
    return new HostArray(
        name,
        length,
        bytes,
        BulkElements.PIECE_INTEGERS,
        new Piece() {
          @Override
          public int check(long first, int count) {
            return bound.firstRefused(values, offset + (int) first, count);
          }

          @Override
          public void copyIn(long first, long address, int count) {
            codec.writeAll(values, offset + (int) first, address, count);
          }

          @Override
          public void copyOut(long address, long first, int count) {
            codec.readAll(address, values, offset + (int) first, count);
          }

          @Override
          public ElementRangeException refusal(long i) {
            return bound.refusal(name, i, values[offset + (int) i]);
          }
        });
  }

  /** Returns how many elements it has. */
  public long size() {
    return size;
  }

  /**
   * Checks elements {@code first .. first + count} and copies them to memory; if one is refused,
   * the memory may hold any of them.
   *
   * @param gate the open backend's, which ends the copy between two pieces when it closes
   * @param target mapped memory
   * @param byteOffset where in it they go
   * @throws ElementRangeException naming the first element that is not below the modulus
   * @throws NullPointerException if a value is null
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void copyIn(Gate gate, long first, long count, GpuBuffer target, long byteOffset) {
    long address = address(first, count, target, byteOffset);
    AtomicLong bad = new AtomicLong(Long.MAX_VALUE);
    forEach(
        gate,
        count,
        (at, run) -> {
          if (at < bad.get()) {
            int refused = piece.check(first + at, run);
            if (refused < 0) {
              piece.copyIn(first + at, address + at * elementBytes, run);
            } else {
              bad.accumulateAndGet(at + refused, Math::min);
            }
          }
        });
    if (bad.get() < count) {
      throw piece.refusal(first + bad.get());
    }
  }

  /**
   * Copies from memory to elements {@code first .. first + count}.
   *
   * @param gate the open backend's, which ends the copy between two pieces when it closes
   * @param source mapped memory
   * @param byteOffset where in it they are
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public void copyOut(Gate gate, GpuBuffer source, long byteOffset, long first, long count) {
    long address = address(first, count, source, byteOffset);
    forEach(gate, count, (at, run) -> piece.copyOut(address + at * elementBytes, first + at, run));
  }

  private long address(long first, long count, GpuBuffer memory, long byteOffset) {
    boolean fits =
        Math.min(first, count) >= 0
            && first <= size - count
            && byteOffset >= 0
            && byteOffset <= memory.bytes() - count * elementBytes
            && memory.address() != 0;
    if (!fits) {
      throw new IllegalArgumentException(
          ElementWords.range(first, count)
              + " of "
              + this
              + " at byte "
              + byteOffset
              + " of "
              + memory.bytes());
    }
    return memory.address() + byteOffset;
  }

  /** Does something with a run of elements, counted from the first that is copied. */
  private interface Run {
    void accept(long at, int count);
  }

  private void forEach(Gate gate, long count, Run run) {
    ParallelPieces.COMMON.run(
        ElementAccess.pieces(count, pieceElements),
        index -> {
          gate.requireOpen();
          long at = index * pieceElements;
          run.accept(at, (int) Math.min(pieceElements, count - at));
        });
  }

  @Override
  public String toString() {
    return name + "[" + size + "]";
  }
}
