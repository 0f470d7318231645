// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.vector.ElementWords;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A view of some elements of a {@link HostVector}, numbered from 0 on. It has no memory of its own
 * and needs no close: once the vector is closed, it throws {@link
 * io.fieldstone.runtime.error.ClosedException}. Thread-safe as its vector is.
 *
 * <pre>{@code
 * HostSlice<Bls12381Fp> half = a.slice(a.size() / 2, a.size() / 2);
 * half.put(0, ByteBuffer.wrap(bytes));
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public final class HostSlice<F> {

  private final HostVector<F> vector;
  private final long first;
  private final long size;

  HostSlice(HostVector<F> vector, long first, long size) {
    vector.elements().requireRange(first, size);
    this.vector = vector;
    this.first = first;
    this.size = size;
  }

  /** Returns the number of elements. */
  public long size() {
    return size;
  }

  /** Returns element {@code i}; see {@link HostVector#get(long)}. */
  public BigInteger get(long i) {
    requireRange(i, 1);
    return vector.get(first + i);
  }

  /** Sets element {@code i}; see {@link HostVector#set}. */
  public void set(long i, BigInteger value) {
    requireRange(i, 1);
    vector.set(first + i, value);
  }

  /** Copies bytes to the elements from {@code at} on; see {@link HostVector#put}. */
  public void put(long at, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireRange(at, bytes.remaining() / vector.field().elementBytes());
    vector.put(first + at, bytes);
    source.position(source.limit());
  }

  /** Copies the elements from {@code at} on; see {@link HostVector#get(long, ByteBuffer)}. */
  public void get(long at, ByteBuffer target) {
    ByteBuffer bytes = target.slice(); // whose limit nobody else moves
    requireRange(at, bytes.remaining() / vector.field().elementBytes());
    vector.get(first + at, bytes);
    target.position(target.limit());
  }

  /** Returns a view of some of these elements. */
  public HostSlice<F> slice(long at, long count) {
    requireRange(at, count);
    return vector.slice(first + at, count);
  }

  private void requireRange(long at, long count) {
    if (count < 0 || at < 0 || at > size - count) {
      throw new ElementRangeException(ElementWords.range(at, count) + " are not all in " + this);
    }
  }

  @Override
  public String toString() {
    return "elements " + first + " .. " + (first + size) + " of " + vector;
  }
}
