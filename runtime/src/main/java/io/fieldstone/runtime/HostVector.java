// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.vector.ArrayTypes;
import io.fieldstone.runtime.vector.HostElements;
import io.fieldstone.runtime.vector.VectorStorage;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Elements of one type in host memory that the device can reach: off-heap, page-aligned,
 * little-endian limbs, element after element. Jobs read and write it without another copy.
 *
 * <pre>{@code
 * try (HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 1000)) {
 *   a.set(0, BigInteger.TWO);
 *   a.put(1, values);                                // BigInteger[]: values, on all cores
 *   a.put(500, limbs);                               // long[], int[], byte[], ByteBuffer: words
 *   a.slice(500, 100).get(0, target);                // a part of it
 * }
 * }</pre>
 *
 * <p><b>Values and words.</b> A {@link BigInteger} is the value of an element of a prime field, or
 * of an unsigned integer, whatever the form of the vector; those of extension fields and points are
 * read and written by {@link HostValues}, and refused by what takes a BigInteger. In one of
 * Montgomery elements, {@code set(i, x)} stores x * R mod p, and {@code get(i)} returns x. An
 * element of an {@link ElementForm#UNREDUCED} vector is any integer that the limbs hold, and comes
 * back as it was set. {@link #getRaw} and {@link #setRaw}, and all that takes bytes, ints or longs,
 * mean the words that are in memory, in the form of the vector, least significant first.
 *
 * <p><b>Bulk copies</b> run on all cores, in the JVM's common pool and the calling thread, and
 * small ones in the calling thread alone, where words allocate nothing on the Java heap. What is
 * put is checked first, unless the vector is unreduced: if an element is refused, nothing was
 * written. Arrays are read twice for that; one that another thread changes meanwhile may be stored
 * unchecked. Interrupts do not end a copy; closing the backend does, between two pieces.
 *
 * <p>A new vector's contents are undefined. Elements may be accessed from several threads as those
 * of an array may, but not while a job that uses the vector runs. Access after close throws {@link
 * io.fieldstone.runtime.error.ClosedException}.
 *
 * @param <T> the type tag of the elements
 */
public final class HostVector<T> extends ElementVector<T> {

  /** What arrays are certain to hold on every JVM. */
  static final int MAX_LIST = Integer.MAX_VALUE - 8;

  private final DeviceContext context;
  private final HostElements elements;

  HostVector(Object backend, DeviceContext context, ElementType<T> type, VectorStorage storage) {
    super(backend, context, type, storage);
    this.context = context;
    this.elements = new HostElements(storage);
  }

  /**
   * {@return the value of element {@code i}, whatever the form of the vector}
   *
   * @param i the index of the element
   * @throws ElementRangeException if {@code i} is negative or not below the size
   */
  public BigInteger get(long i) {
    return elements.get(i);
  }

  /**
   * Sets the value of element {@code i}, whatever the form of the vector.
   *
   * @param i the index of the element
   * @param value the value, canonical
   * @throws ElementRangeException if {@code value} is negative or not below the modulus (for an
   *     {@link ElementForm#UNREDUCED} vector: not below 2^bits, for the bits of all limbs), or
   *     {@code i} not below the size
   */
  public void set(long i, BigInteger value) {
    elements.set(i, value);
  }

  /**
   * {@return the integer that the words of element {@code i} are: in a vector of Montgomery
   * elements x * R mod p, where {@link #get(long)} returns x}
   *
   * @param i the index of the element
   * @throws ElementRangeException if {@code i} is negative or not below the size
   */
  public BigInteger getRaw(long i) {
    return elements.getRaw(i);
  }

  /**
   * Sets the words of element {@code i}, in the form of the vector.
   *
   * @param i the index of the element
   * @param words the words of the element as one integer
   * @throws ElementRangeException as for {@link #set}
   */
  public void setRaw(long i, BigInteger words) {
    requireNonNull(words, "words");
    elements.setRaw(i, words);
  }

  /**
   * Writes all of {@code values}; see {@link #put(long, BigInteger[], int, int)}.
   *
   * @param first the index of the first element
   * @param values the values
   */
  public void put(long first, BigInteger[] values) {
    elements.put(first, values, 0, values.length);
  }

  /**
   * Writes {@code length} values, from {@code offset} of the array on, to the elements from {@code
   * first} on.
   *
   * @param first the index of the first element
   * @param values the values
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws ElementRangeException naming the first value that {@link #set} would refuse, or if they
   *     are more than there are elements from {@code first} on
   * @throws NullPointerException naming the index of a value that is null
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void put(long first, BigInteger[] values, int offset, int length) {
    elements.put(first, values, offset, length);
  }

  /**
   * Reads as many values as the array holds; see {@link #get(long, BigInteger[], int, int)}.
   *
   * @param first the index of the first element
   * @param values the values
   */
  public void get(long first, BigInteger[] values) {
    elements.get(first, values, 0, values.length);
  }

  /**
   * Reads the values of {@code length} elements from {@code first} on into the array from {@code
   * offset} on.
   *
   * @param first the index of the first element
   * @param values the values
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws ElementRangeException if they are more than there are elements from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void get(long first, BigInteger[] values, int offset, int length) {
    elements.get(first, values, offset, length);
  }

  /**
   * {@return the values of all elements, as a list of its own that cannot be changed}
   *
   * @throws ElementRangeException if there are more than a list can hold
   */
  public List<BigInteger> toList() {
    if (size() > MAX_LIST) {
      throw new ElementRangeException(this + " has more elements than a list can hold");
    }
    BigInteger[] values = new BigInteger[(int) size()];
    elements.get(0, values, 0, values.length);
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /**
   * Copies all of {@code source}; see {@link #put(long, byte[], int, int)}.
   *
   * @param first the index of the first element
   * @param source bytes of elements, least significant first
   */
  public void put(long first, byte[] source) {
    elements.put(ArrayTypes.BYTES, first, source, 0, source.length);
  }

  /**
   * Copies {@code length} bytes, from {@code offset} of the array on, to the elements from {@code
   * first} on: bytes, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param source bytes of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException naming the first element that is not below the modulus, or if
   *     they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void put(long first, byte[] source, int offset, int length) {
    requireNonNull(source, "source");
    elements.put(ArrayTypes.BYTES, first, source, offset, length);
  }

  /**
   * Fills {@code target}; see {@link #get(long, byte[], int, int)}.
   *
   * @param first the index of the first element
   * @param target where the bytes of elements go, least significant first
   */
  public void get(long first, byte[] target) {
    elements.get(ArrayTypes.BYTES, first, target, 0, target.length);
  }

  /**
   * Copies the elements from {@code first} on to {@code length} bytes from {@code offset} of the
   * array on: bytes, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param target where the bytes of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException if they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void get(long first, byte[] target, int offset, int length) {
    requireNonNull(target, "target");
    elements.get(ArrayTypes.BYTES, first, target, offset, length);
  }

  /**
   * Copies all of {@code source}; see {@link #put(long, int[], int, int)}.
   *
   * @param first the index of the first element
   * @param source 32-bit words of elements, least significant first
   */
  public void put(long first, int[] source) {
    elements.put(ArrayTypes.INTS, first, source, 0, source.length);
  }

  /**
   * Copies {@code length} ints, from {@code offset} of the array on, to the elements from {@code
   * first} on: words of 32 bits, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param source 32-bit words of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException naming the first element that is not below the modulus, or if
   *     they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void put(long first, int[] source, int offset, int length) {
    requireNonNull(source, "source");
    elements.put(ArrayTypes.INTS, first, source, offset, length);
  }

  /**
   * Fills {@code target}; see {@link #get(long, int[], int, int)}.
   *
   * @param first the index of the first element
   * @param target where the 32-bit words of elements go, least significant first
   */
  public void get(long first, int[] target) {
    elements.get(ArrayTypes.INTS, first, target, 0, target.length);
  }

  /**
   * Copies the elements from {@code first} on to {@code length} ints from {@code offset} of the
   * array on: words of 32 bits, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param target where the 32-bit words of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException if they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void get(long first, int[] target, int offset, int length) {
    requireNonNull(target, "target");
    elements.get(ArrayTypes.INTS, first, target, offset, length);
  }

  /**
   * Copies all of {@code source}; see {@link #put(long, long[], int, int)}.
   *
   * @param first the index of the first element
   * @param source 64-bit words of elements, least significant first
   */
  public void put(long first, long[] source) {
    elements.put(ArrayTypes.LONGS, first, source, 0, source.length);
  }

  /**
   * Copies {@code length} longs, from {@code offset} of the array on, to the elements from {@code
   * first} on: words of 64 bits, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param source 64-bit words of elements, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if elements have 32 bits
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException naming the first element that is not below the modulus, or if
   *     they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void put(long first, long[] source, int offset, int length) {
    requireNonNull(source, "source");
    elements.put(ArrayTypes.LONGS, first, source, offset, length);
  }

  /**
   * Fills {@code target}; see {@link #get(long, long[], int, int)}.
   *
   * @param first the index of the first element
   * @param target where the 64-bit words of elements go, least significant first
   */
  public void get(long first, long[] target) {
    elements.get(ArrayTypes.LONGS, first, target, 0, target.length);
  }

  /**
   * Copies the elements from {@code first} on to {@code length} longs from {@code offset} of the
   * array on: words of 64 bits, least significant first, in the form of the vector.
   *
   * @param first the index of the first element
   * @param target where the 64-bit words of elements go, least significant first
   * @param offset the index in the array at which to begin
   * @param length how many entries of the array to take
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if elements have 32 bits
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException if they are more than there are from {@code first} on
   * @throws IndexOutOfBoundsException if the range is not in the array
   */
  public void get(long first, long[] target, int offset, int length) {
    requireNonNull(target, "target");
    elements.get(ArrayTypes.LONGS, first, target, offset, length);
  }

  /**
   * Copies the remaining bytes of {@code source} to the elements from {@code first} on: limbs in
   * the form of the vector, least significant byte first, whatever the buffer's order.
   *
   * @param first the index of the first element
   * @param source the buffer whose remaining bytes are copied; its position moves
   * @throws io.fieldstone.runtime.error.LengthMismatchException if they are no whole number of
   *     elements
   * @throws ElementRangeException naming the first element that is not below the modulus, or if
   *     they are more than there are from {@code first} on; the buffer's position stays
   */
  public void put(long first, ByteBuffer source) {
    long begin = CopyStages.begin(storage());
    int bytes = source.remaining();
    elements.put(first, source);
    CopyStages.end(storage(), Stage.COPY_IN, bytes, begin);
  }

  /**
   * Copies as {@link #put(long, ByteBuffer)} does, but looks at no element: for bytes that are
   * known to be below the modulus. Kernels are only right on such elements; see {@link
   * #requireBelowModulus}.
   *
   * @param first the index of the first element
   * @param source the buffer whose remaining bytes are copied; its position moves
   */
  public void putUnchecked(long first, ByteBuffer source) {
    elements.putUnchecked(first, source);
  }

  /**
   * Copies the elements from {@code first} on to {@code target}, until it has no more room.
   *
   * @param first the index of the first element
   * @param target the buffer whose remaining bytes are filled; its position moves
   * @throws io.fieldstone.runtime.error.LengthMismatchException if its room is no whole number of
   *     elements
   * @throws ElementRangeException if it has room for more elements than there are from {@code
   *     first} on
   */
  public void get(long first, ByteBuffer target) {
    long begin = CopyStages.begin(storage());
    int bytes = target.remaining();
    elements.get(first, target);
    CopyStages.end(storage(), Stage.COPY_OUT, bytes, begin);
  }

  /**
   * Fills the vector from a channel, from its position on: limbs in the form of the vector, least
   * significant byte first. Files are read on all cores; others may give their bytes in any pieces,
   * and may be such that do not block. No byte beyond the vector's is read.
   *
   * <pre>{@code
   * try (FileChannel file = FileChannel.open(path)) {
   *   a.readFrom(file);
   * }
   * }</pre>
   *
   * <p>What was read before it fails is in the vector. An interrupt ends it as it ends the
   * channel's own {@code read}.
   *
   * @param source where the bytes come from; stays open
   * @throws java.io.EOFException if the channel ends before the vector is full: after how many
   *     elements, or in the middle of which
   * @throws IOException if the channel cannot be read
   * @throws ElementRangeException naming the first element that is not below the modulus
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     while it waits for a channel that does not block
   */
  public void readFrom(ReadableByteChannel source) throws IOException {
    requireNonNull(source, "source");
    elements.readFrom(0, size(), source);
  }

  /**
   * Fills the vector from a file that has as many elements.
   *
   * @param file the file
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it has another size
   * @throws IOException if it cannot be read
   * @throws ElementRangeException naming the first element that is not below the modulus
   */
  public void readFrom(Path file) throws IOException {
    VectorFactory.read(this, file);
  }

  /**
   * Writes all elements to a channel, at its position: limbs in the form of the vector, least
   * significant byte first. The channel may take them in any pieces, and may be one that does not
   * block.
   *
   * @param target where the bytes go; stays open
   * @throws IOException if the channel cannot take them; some may be written then
   * @throws io.fieldstone.runtime.error.OperationInterruptedException if the thread is interrupted
   *     while it waits for a channel that does not block
   */
  public void writeTo(WritableByteChannel target) throws IOException {
    requireNonNull(target, "target");
    elements.writeTo(0, size(), target);
  }

  /**
   * {@return a view of {@code count} elements: what is written to it is written to the vector} It
   * lasts as long as the vector.
   *
   * @param first the index of the first element
   * @param count the number of elements
   * @throws ElementRangeException if the elements are not all in the vector
   * @throws io.fieldstone.runtime.error.ClosedException if the vector was closed
   */
  public HostSlice<T> slice(long first, long count) {
    elements.requireOpen();
    return new HostSlice<>(this, first, count);
  }

  /**
   * Checks that every element is below the modulus; kernels are only right on such elements. Runs
   * on all cores.
   *
   * @throws ElementRangeException naming the first element that is not
   */
  public void requireBelowModulus() {
    elements.requireReduced();
  }

  HostElements elements() {
    return elements;
  }

  /**
   * {@return a view of this vector as an argument of dispatches and programs, which read and write
   * host memory itself: for results that are few and read at once, without a download}
   *
   * <pre>{@code
   * try (HostVector<Bls12381Fr> sum = gpu.hostVector(field, 1)) {
   *   DeviceVector<Bls12381Fr> view = sum.asDeviceVector();
   *   kernels.partialSums(a, view);
   *   view.await();
   *   sum.get(0);
   * }
   * }</pre>
   *
   * <p>The host sees what was written after {@link DeviceVector#await}, {@link Program#run} or
   * {@link PersistentBackend#await()}; until then nobody else writes the elements. Closing the view
   * does nothing; it is closed with this vector, which it keeps from being taken for dropped.
   */
  public DeviceVector<T> asDeviceVector() {
    return new DeviceVector<>(this, range(), context);
  }
}
