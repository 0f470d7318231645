// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.vector.ElementRanges;
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

  /** {@return the number of elements} */
  public long size() {
    return size;
  }

  /**
   * {@return the value of element {@code i}; see {@link HostVector#get(long)}}
   *
   * @param i the index of the element
   */
  public BigInteger get(long i) {
    requireRange(i, 1);
    return vector.get(first + i);
  }

  /**
   * Sets the value of element {@code i}; see {@link HostVector#set}.
   *
   * @param i the index of the element
   * @param value the value, canonical
   */
  public void set(long i, BigInteger value) {
    requireRange(i, 1);
    vector.set(first + i, value);
  }

  /**
   * {@return the words of element {@code i}; see {@link HostVector#getRaw}}
   *
   * @param i the index of the element
   */
  public BigInteger getRaw(long i) {
    requireRange(i, 1);
    return vector.getRaw(first + i);
  }

  /**
   * Sets the words of element {@code i}; see {@link HostVector#setRaw}.
   *
   * @param i the index of the element
   * @param words the words of the element as one integer
   */
  public void setRaw(long i, BigInteger words) {
    requireNonNull(words, "words");
    requireRange(i, 1);
    vector.setRaw(first + i, words);
  }

  /**
   * Writes values to the elements from {@code at} on; see {@link HostVector#put(long, BigInteger[],
   * int, int)}.
   *
   * @param at the index of the first element, in this part
   * @param values the values
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void put(long at, BigInteger[] values, int offset, int length) {
    requireRange(at, length);
    vector.put(first + at, values, offset, length);
  }

  /**
   * Reads the values of the elements from {@code at} on; see {@link HostVector#get(long,
   * BigInteger[], int, int)}.
   *
   * @param at the index of the first element, in this part
   * @param values the values
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void get(long at, BigInteger[] values, int offset, int length) {
    requireRange(at, length);
    vector.get(first + at, values, offset, length);
  }

  /**
   * Copies bytes to the elements from {@code at} on; see {@link HostVector#put(long, byte[], int,
   * int)}.
   *
   * @param at the index of the first element, in this part
   * @param source bytes of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void put(long at, byte[] source, int offset, int length) {
    requireNonNull(source, "source");
    requireBytes(at, (long) length * Byte.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /**
   * Copies the elements from {@code at} on; see {@link HostVector#get(long, byte[], int, int)}.
   *
   * @param at the index of the first element, in this part
   * @param target where the bytes of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void get(long at, byte[] target, int offset, int length) {
    requireNonNull(target, "target");
    requireBytes(at, (long) length * Byte.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies ints to the elements from {@code at} on; see {@link HostVector#put(long, int[], int,
   * int)}.
   *
   * @param at the index of the first element, in this part
   * @param source 32-bit words of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void put(long at, int[] source, int offset, int length) {
    requireNonNull(source, "source");
    requireBytes(at, (long) length * Integer.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /**
   * Copies the elements from {@code at} on; see {@link HostVector#get(long, int[], int, int)}.
   *
   * @param at the index of the first element, in this part
   * @param target where the 32-bit words of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void get(long at, int[] target, int offset, int length) {
    requireNonNull(target, "target");
    requireBytes(at, (long) length * Integer.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies longs to the elements from {@code at} on; see {@link HostVector#put(long, long[], int,
   * int)}.
   *
   * @param at the index of the first element, in this part
   * @param source 64-bit words of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void put(long at, long[] source, int offset, int length) {
    requireNonNull(source, "source");
    requireBytes(at, (long) length * Long.BYTES);
    vector.put(first + at, source, offset, length);
  }

  /**
   * Copies the elements from {@code at} on; see {@link HostVector#get(long, long[], int, int)}.
   *
   * @param at the index of the first element, in this part
   * @param target where the 64-bit words of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   */
  public void get(long at, long[] target, int offset, int length) {
    requireNonNull(target, "target");
    requireBytes(at, (long) length * Long.BYTES);
    vector.get(first + at, target, offset, length);
  }

  /**
   * Copies bytes to the elements from {@code at} on; see {@link HostVector#put(long, ByteBuffer)}.
   *
   * @param at the index of the first element, in this part
   * @param source the buffer whose remaining bytes are copied; its position moves
   */
  public void put(long at, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.put(first + at, bytes);
    source.position(source.position() + bytes.position());
  }

  /**
   * Copies bytes, unchecked; see {@link HostVector#putUnchecked}.
   *
   * @param at the index of the first element, in this part
   * @param source the buffer whose remaining bytes are copied; its position moves
   */
  public void putUnchecked(long at, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.putUnchecked(first + at, bytes);
    source.position(source.position() + bytes.position());
  }

  /**
   * Copies the elements from {@code at} on; see {@link HostVector#get(long, ByteBuffer)}.
   *
   * @param at the index of the first element, in this part
   * @param target the buffer whose remaining bytes are filled; its position moves
   */
  public void get(long at, ByteBuffer target) {
    ByteBuffer bytes = target.slice(); // whose limit nobody else moves
    requireBytes(at, bytes.remaining());
    vector.get(first + at, bytes);
    target.position(target.position() + bytes.position());
  }

  /**
   * Fills these elements from a channel; see {@link HostVector#readFrom(ReadableByteChannel)}.
   *
   * @param source where the bytes come from; stays open
   * @throws java.io.IOException if the channel fails
   */
  public void readFrom(ReadableByteChannel source) throws IOException {
    requireNonNull(source, "source");
    vector.elements().readFrom(first, size, source);
  }

  /**
   * Writes these elements to a channel; see {@link HostVector#writeTo}.
   *
   * @param target where the bytes go; stays open
   * @throws java.io.IOException if the channel fails
   */
  public void writeTo(WritableByteChannel target) throws IOException {
    requireNonNull(target, "target");
    vector.elements().writeTo(first, size, target);
  }

  HostVector<T> vector() {
    return vector;
  }

  VectorRange range() {
    return vector.range().slice(first, size);
  }

  /**
   * {@return a view of some of these elements}
   *
   * @param at where it begins
   * @param count how many there are
   */
  public HostSlice<T> slice(long at, long count) {
    requireRange(at, count);
    return vector.slice(first + at, count);
  }

  /** What is no whole number of elements the vector refuses. */
  private void requireBytes(long at, long bytes) {
    requireRange(at, bytes / vector.type().elementBytes());
  }

  private void requireRange(long at, long count) {
    ElementRanges.require(at, count, size, this);
  }

  @Override
  public String toString() {
    return ElementRanges.name(first, size) + " of " + vector;
  }
}
