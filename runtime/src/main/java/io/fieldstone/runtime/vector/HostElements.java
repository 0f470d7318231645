// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * Reads and writes the elements of a vector in host memory. Every access retains the memory, and
 * long ones end between two pieces when the backend is closed. Thread-safe as an array is.
 */
public final class HostElements {

  private static final int CHECK_BLOCK = 1 << 14;

  private final VectorStorage storage;
  private final int elementBytes;
  private final ElementBound bound;
  private final ElementCodec codec;
  private final ElementAccess access;
  private final BulkElements bulk;
  private final ChannelElements channels;
  private final TupleElements tuples;

  /** Makes the access to {@code storage}, which is in host memory. */
  public HostElements(VectorStorage storage) {
    this.storage = storage;
    this.elementBytes = storage.layout().elementBytes();
    this.bound = new ElementBound(storage.type(), storage.form());
    this.codec = new ElementCodec(storage.type(), storage.form());
    this.access = new ElementAccess(storage);
    this.bulk = new BulkElements(storage, access, bound, codec);
    this.channels = new ChannelElements(storage, access, bound, bulk);
    this.tuples = new TupleElements(storage, access, codec, bulk);
  }

  /** Returns the access to elements of several base elements each. */
  public TupleElements tuples() {
    return tuples;
  }

  /** Returns the value of element {@code i}, whatever the form. */
  public BigInteger get(long i) {
    requireSingle();
    requireIndex(i);
    storage.retainOutside();
    try {
      return codec.read(access.address(i), codec.scratch());
    } finally {
      storage.release();
    }
  }

  /** Returns the integer that the words of element {@code i} are. */
  public BigInteger getRaw(long i) {
    requireSingle();
    requireIndex(i);
    storage.retainOutside();
    try {
      return codec.readRaw(access.address(i), codec.scratch());
    } finally {
      storage.release();
    }
  }

  /**
   * Sets the value of element {@code i}, whatever the form.
   *
   * @throws ElementRangeException if {@code value} is out of the form's range, or {@code i} of the
   *     vector's
   */
  public void set(long i, BigInteger value) {
    requireElement(i, value);
    storage.retainOutside();
    try {
      codec.write(value, access.address(i), codec.scratch());
    } finally {
      storage.release();
    }
  }

  /**
   * Sets the words of element {@code i}.
   *
   * @throws ElementRangeException if {@code raw} is out of the form's range, or {@code i} of the
   *     vector's
   */
  public void setRaw(long i, BigInteger raw) {
    requireElement(i, raw);
    storage.retainOutside();
    try {
      codec.writeRaw(raw, access.address(i), codec.scratch());
    } finally {
      storage.release();
    }
  }

  private void requireElement(long i, BigInteger value) {
    requireSingle();
    requireIndex(i);
    if (!bound.contains(value)) {
      throw bound.refusal(i, value);
    }
  }

  private void requireSingle() {
    requireSingle(storage.type());
  }

  /** Throws unless the elements of a type are base elements, which integers are the values of. */
  static void requireSingle(ElementType<?> type) {
    if (type.components() != 1) {
      throw new UnsupportedFieldException(
          "elements of "
              + type
              + " are "
              + type.components()
              + " base elements each, which are no BigInteger; use HostValues, or words");
    }
  }

  private void requireIndex(long i) {
    ElementRanges.require(i, 1, storage.size(), storage);
  }

  /**
   * Checks that elements {@code first .. first + count} are all in the vector.
   *
   * @throws ElementRangeException if they are not
   */
  public void requireRange(long first, long count) {
    access.requireRange(first, count);
  }

  /**
   * Checks that the vector is open, for threads outside the gate.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if it was closed
   */
  public void requireOpen() {
    if (storage.isClosed()) {
      throw storage.device().gate().refusal(storage.whole());
    }
  }

  /** Writes values, whatever the form, to the elements from {@code first} on. */
  public void put(long first, BigInteger[] values, int offset, int count) {
    requireSingle();
    bulk.put(first, values, offset, count);
  }

  /** Reads the values, whatever the form, of the elements from {@code first} on. */
  public void get(long first, BigInteger[] values, int offset, int count) {
    requireSingle();
    bulk.get(first, values, offset, count);
  }

  /**
   * Copies words, {@code length} entries of an array, to the elements from {@code first} on.
   *
   * @throws ElementRangeException if an element is not below the modulus, though the form says so
   */
  public <A> void put(ElementArrays<A> kind, long first, A array, int offset, int length) {
    bulk.put(kind, first, array, offset, length, true);
  }

  /** Copies words of the elements from {@code first} on to {@code length} entries of an array. */
  public <A> void get(ElementArrays<A> kind, long first, A array, int offset, int length) {
    bulk.get(kind, first, array, offset, length);
  }

  /** Copies a buffer's remaining bytes into the elements from {@code first} on. */
  public void put(long first, ByteBuffer source) {
    put(first, source, true);
  }

  /** Copies a buffer's remaining bytes into the elements from {@code first} on, unchecked. */
  public void putUnchecked(long first, ByteBuffer source) {
    put(first, source, false);
  }

  private void put(long first, ByteBuffer source, boolean checked) {
    int from = source.position();
    int length = source.limit() - from; // both once: other threads may move them
    if (SharedBuffer.mayFault(source)) {
      int count = ArrayTypes.BUFFERS.elements(storage.type(), length);
      access.requireRange(first, count);
      if (checked && bound.isReduced()) {
        throughHeap(
            length,
            (offset, heap, bytes) -> {
              read(source, from + offset, heap, bytes);
              long at = first + offset / elementBytes;
              bulk.requireReduced(ArrayTypes.BYTES, at, heap, 0, bytes / elementBytes);
            });
      }
      throughHeap(
          length,
          (offset, heap, bytes) -> {
            read(source, from + offset, heap, bytes);
            long at = first + offset / elementBytes;
            bulk.put(ArrayTypes.BYTES, at, heap, 0, bytes, checked);
          });
    } else {
      bulk.put(ArrayTypes.BUFFERS, first, source, from, length, checked);
    }
    source.position(from + length);
  }

  private static void read(ByteBuffer source, int at, byte[] heap, int bytes) {
    source.get(at, heap, 0, bytes);
    Thread.holdsLock(heap); // native: an error of the access comes here, not in the gate
  }

  /** Copies the elements from {@code first} on into a buffer, until it is full. */
  public void get(long first, ByteBuffer target) {
    int from = target.position();
    int length = target.limit() - from; // both once: other threads may move them
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    if (SharedBuffer.mayFault(target)) {
      access.requireRange(first, ArrayTypes.BUFFERS.elements(storage.type(), length));
      throughHeap(
          length,
          (offset, heap, bytes) -> {
            bulk.get(ArrayTypes.BYTES, first + offset / elementBytes, heap, 0, bytes);
            target.put(from + offset, heap, 0, bytes);
          });
    } else {
      bulk.get(ArrayTypes.BUFFERS, first, target, from, length);
    }
    target.position(from + length);
  }

  /** Does something with a piece of a buffer and heap memory of its size, outside the gate. */
  private interface HeapAction {
    void accept(int offset, byte[] heap, int length);
  }

  private void throughHeap(int bytes, HeapAction action) {
    int most = Math.min(bytes, bulk.pieceElements() * elementBytes);
    byte[] heap = new byte[most];
    for (int offset = 0; offset < bytes; offset += most) {
      action.accept(offset, heap, Math.min(most, bytes - offset));
    }
  }

  /**
   * Fills elements {@code first .. first + count} from a channel, from its position on.
   *
   * @throws java.io.EOFException if the channel ends before
   * @throws ElementRangeException if an element is not below the modulus, though the form says so
   */
  public void readFrom(long first, long count, ReadableByteChannel channel) throws IOException {
    channels.read(first, count, channel);
  }

  /** Writes elements {@code first .. first + count} to a channel, at its position. */
  public void writeTo(long first, long count, WritableByteChannel channel) throws IOException {
    channels.write(first, count, channel);
  }

  /** Sets every byte of the elements {@code first .. first + count}. */
  public void fill(long first, long count, byte value) {
    requireRange(first, count);
    bulk.inside(
        () ->
            access.forEach(
                first,
                count,
                bulk.pieceElements(),
                (offset, address, run) ->
                    HostMemory.fill(address, (long) run * elementBytes, value)));
  }

  /** Returns whether this and other elements, as many, have the same words. */
  public boolean sameAs(HostElements other) {
    long size = storage.size();
    if (other.storage.size() != size) {
      return false;
    }
    byte[] mine = new byte[(int) Math.min(size, CHECK_BLOCK) * elementBytes];
    byte[] theirs = new byte[mine.length];
    for (long first = 0; first < size; first += CHECK_BLOCK) {
      int length = (int) Math.min(CHECK_BLOCK, size - first) * elementBytes;
      get(ArrayTypes.BYTES, first, mine, 0, length);
      other.get(ArrayTypes.BYTES, first, theirs, 0, length);
      if (!Arrays.equals(mine, 0, length, theirs, 0, length)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Checks that every element is below the modulus, on all cores.
   *
   * @throws ElementRangeException naming the first element that is not
   */
  public void requireReduced() {
    if (storage.type().baseElementField().isEmpty()) {
      return;
    }
    bulk.inside(
        () -> {
          long bad =
              access.firstThat(
                  0,
                  storage.size(),
                  CHECK_BLOCK,
                  (offset, address, run) -> bound.firstUnreduced(address, run));
          if (bad >= 0) {
            throw bound.unreduced(bad, tuples.readRaw(bad));
          }
        });
  }
}
