// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.vector.ElementWords;
import io.fieldstone.runtime.vector.VectorRange;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

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
 * @param <T> the type tag of the elements
 */
public final class HostSlice<T> {

  private final HostVector<T> vector;
  private final long first;
  private final long size;

  HostSlice(HostVector<T> vector, long first, long size) {
    vector.elements().requireRange(first, size);
    this.vector = vector;
    this.first = first;
    this.size = size;
  }

  /** Returns the number of elements. */
  public long size() {
    return size;
  }

  /** Returns the value of element {@code i}; see {@link HostVector#get(long)}. */
  public BigInteger get(long i) {
    requireRange(i, 1);
    return vector.get(first + i);
  }

  /** Sets the value of element {@code i}; see {@link HostVector#set}. */
  public void set(long i, BigInteger value) {
    requireRange(i, 1);
    vector.set(first + i, value);
  }

  /** Returns the words of element {@code i}; see {@link HostVector#getRaw}. */
  public BigInteger getRaw(long i) {
    requireRange(i, 1);
    return vector.getRaw(first + i);
  }

  /** Sets the words of element {@code i}; see {@link HostVector#setRaw}. */
  public void setRaw(long i, BigInteger words) {
    requireRange(i, 1);
    vector.setRaw(first + i, words);
  }

  /**
   * Writes values to the elements from {@code at} on; see {@link HostVector#put(long, BigInteger[],
   * int, int)}.
   */
  public void put(long at, BigInteger[] values, int offset, int length) {
    requireRange(at, length);
    vector.put(first + at, values, offset, length);
  }

  /**
   * Reads the values of the elements from {@code at} on; see {@link HostVector#get(long,
   * BigInteger[], int, int)}.
   */
  public void get(long at, BigInteger[] values, int offset, int length) {
    requireRange(at, length);
    vector.get(first + at, values, offset, length);
  }

  /**
   * Copies bytes to the elements from {@code at} on; see {@link HostVector#put(long, byte[], int,
   * int)}.
   */
  public void put(long at, byte[] source, int offset, int length) {
    requireBytes(at, (long) length * Byte.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /** Copies the elements from {@code at} on; see {@link HostVector#get(long, byte[], int, int)}. */
  public void get(long at, byte[] target, int offset, int length) {
    requireBytes(at, (long) length * Byte.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies ints to the elements from {@code at} on; see {@link HostVector#put(long, int[], int,
   * int)}.
   */
  public void put(long at, int[] source, int offset, int length) {
    requireBytes(at, (long) length * Integer.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /** Copies the elements from {@code at} on; see {@link HostVector#get(long, int[], int, int)}. */
  public void get(long at, int[] target, int offset, int length) {
    requireBytes(at, (long) length * Integer.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies longs to the elements from {@code at} on; see {@link HostVector#put(long, long[], int,
   * int)}.
   */
  public void put(long at, long[] source, int offset, int length) {
    requireBytes(at, (long) length * Long.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /** Copies the elements from {@code at} on; see {@link HostVector#get(long, long[], int, int)}. */
  public void get(long at, long[] target, int offset, int length) {
    requireBytes(at, (long) length * Long.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies bytes to the elements from {@code at} on; see {@link HostVector#put(long, ByteBuffer)}.
   */
  public void put(long at, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.put(first + at, bytes);
    source.position(source.position() + bytes.position());
  }

  /** Copies bytes, unchecked; see {@link HostVector#putUnchecked}. */
  public void putUnchecked(long at, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.putUnchecked(first + at, bytes);
    source.position(source.position() + bytes.position());
  }

  /** Copies the elements from {@code at} on; see {@link HostVector#get(long, ByteBuffer)}. */
  public void get(long at, ByteBuffer target) {
    ByteBuffer bytes = target.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.get(first + at, bytes);
    target.position(target.position() + bytes.position());
  }

  /** Fills these elements from a channel; see {@link HostVector#readFrom(ReadableByteChannel)}. */
  public void readFrom(ReadableByteChannel source) throws IOException {
    vector.elements().readFrom(first, size, source);
  }

  /** Writes these elements to a channel; see {@link HostVector#writeTo}. */
  public void writeTo(WritableByteChannel target) throws IOException {
    vector.elements().writeTo(first, size, target);
  }

  HostVector<T> vector() {
    return vector;
  }

  VectorRange range() {
    return vector.range().slice(first, size);
  }

  /** Returns a view of some of these elements. */
  public HostSlice<T> slice(long at, long count) {
    requireRange(at, count);
    return vector.slice(first + at, count);
  }

  /** What is no whole number of elements the vector refuses. */
  private void requireBytes(long at, long bytes) {
    requireRange(at, bytes / vector.type().elementBytes());
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
