// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Gate;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.lwjgl.system.MemoryUtil;

/**
 * Reads and writes the elements of a vector in host memory. Every access retains the memory, and
 * long ones end between two pieces when the backend is closed. Thread-safe as an array is.
 */
public final class HostElements {

  private static final int CHECK_BLOCK = 1 << 14;

  /** Longer copies would hold up the JVM's safepoints. */
  private static final int PIECE_BYTES = 1 << 20;

  private final VectorStorage storage;
  private final int elementBytes;
  private final long[] modulusWords;
  private final BigInteger bound;

  /** Makes the access to {@code storage}, which is in host memory. */
  public HostElements(VectorStorage storage) {
    this.storage = storage;
    this.elementBytes = storage.layout().elementBytes();
    this.modulusWords = ElementWords.of(storage.field().modulus(), storage.field().shape());
    this.bound =
        storage.form() == ElementForm.UNREDUCED
            ? BigInteger.ONE.shiftLeft(elementBytes * Byte.SIZE)
            : storage.field().modulus();
  }

  /** Returns the integer that the words of element {@code i} are. */
  public BigInteger get(long i) {
    requireIndex(i);
    storage.retainOutside();
    try {
      return read(i);
    } finally {
      storage.release();
    }
  }

  private BigInteger read(long i) {
    byte[] bytes = new byte[elementBytes];
    long address = address(i);
    for (int b = 0; b < bytes.length; b++) {
      bytes[bytes.length - 1 - b] = MemoryUtil.memGetByte(address + b);
    }
    return new BigInteger(1, bytes);
  }

  /**
   * Sets the words of element {@code i}.
   *
   * @throws ElementRangeException if {@code value} is out of the form's range, or {@code i} of the
   *     vector's
   */
  public void set(long i, BigInteger value) {
    requireIndex(i);
    if (value.signum() < 0 || value.compareTo(bound) >= 0) {
      throw new ElementRangeException(
          "element "
              + i
              + " is not in "
              + range()
              + " of "
              + storage.field()
              + ": "
              + ElementWords.hex(value));
    }
    byte[] bytes = value.toByteArray(); // most significant first, maybe with a zero before it
    storage.retainOutside();
    try {
      long address = address(i);
      for (int b = 0; b < elementBytes; b++) {
        int from = bytes.length - 1 - b;
        MemoryUtil.memPutByte(address + b, from < 0 ? 0 : bytes[from]);
      }
    } finally {
      storage.release();
    }
  }

  private String range() {
    return storage.form() == ElementForm.UNREDUCED
        ? "[0, 2^" + (bound.bitLength() - 1) + ")"
        : "[0, p)";
  }

  private void requireIndex(long i) {
    if (i < 0 || i >= storage.size()) {
      throw new ElementRangeException("element " + i + " is not in " + storage);
    }
  }

  /**
   * Checks that elements {@code first .. first + count} are all in the vector.
   *
   * @throws ElementRangeException if they are not
   */
  public void requireRange(long first, long count) {
    if (count < 0 || first < 0 || first > storage.size() - count) {
      throw new ElementRangeException(
          ElementWords.range(first, count) + " are not all in " + storage);
    }
  }

  /**
   * Checks that the vector is open, for threads outside the gate.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if it was closed
   */
  public void requireOpen() {
    if (storage.isClosed()) {
      throw storage.device().gate().refusal(storage.toString());
    }
  }

  /** Copies a buffer's remaining bytes into the elements from {@code first} on. */
  public void put(long first, ByteBuffer source) {
    ByteBuffer bytes = source.slice(); // whose limit nobody else moves
    requireRange(first, elements(bytes));
    if (mayFault(bytes)) {
      throughHeap(
          bytes.remaining(),
          (offset, heap, length) -> {
            bytes.get((int) offset, heap, 0, length);
            Thread.holdsLock(heap); // native: an error of the access comes here, not in the gate
            put(first + offset / elementBytes, ByteBuffer.wrap(heap, 0, length));
          });
    } else {
      pieces(
          first, bytes.remaining(), (offset, memory) -> memory.put(piece(bytes, offset, memory)));
    }
    source.position(source.limit());
  }

  /** Copies the elements from {@code first} on into a buffer, until it is full. */
  public void get(long first, ByteBuffer target) {
    ByteBuffer bytes = target.slice(); // whose limit nobody else moves
    requireRange(first, elements(bytes));
    if (mayFault(bytes)) {
      throughHeap(
          bytes.remaining(),
          (offset, heap, length) -> {
            get(first + offset / elementBytes, ByteBuffer.wrap(heap, 0, length));
            bytes.put((int) offset, heap, 0, length);
          });
    } else {
      pieces(
          first, bytes.remaining(), (offset, memory) -> piece(bytes, offset, memory).put(memory));
    }
    target.position(target.limit());
  }

  /**
   * Returns whether touching a buffer may throw an InternalError, at some later point in the code:
   * it is of a file that is not all in memory, and that somebody may have cut short.
   */
  private static boolean mayFault(ByteBuffer bytes) {
    return bytes instanceof MappedByteBuffer mapped && !mapped.isLoaded();
  }

  /** Does something with a piece of a buffer and heap memory of its size, outside the gate. */
  private interface HeapAction {
    void accept(long offset, byte[] heap, int length);
  }

  private void throughHeap(long bytes, HeapAction action) {
    int most = (int) Math.min(bytes, Math.max(1L, PIECE_BYTES / elementBytes) * elementBytes);
    byte[] heap = new byte[most];
    for (long offset = 0; offset < bytes; offset += most) {
      action.accept(offset, heap, (int) Math.min(most, bytes - offset));
    }
  }

  /** Sets every byte of the elements {@code first .. first + count}. */
  public void fill(long first, long count, byte value) {
    requireRange(first, count);
    pieces(
        first,
        count * elementBytes,
        (offset, memory) ->
            MemoryUtil.memSet(MemoryUtil.memAddress(memory), value, memory.remaining()));
  }

  private long elements(ByteBuffer bytes) {
    if (bytes.remaining() % elementBytes != 0) {
      throw new LengthMismatchException(
          bytes.remaining()
              + " bytes are no whole number of elements of "
              + storage.field()
              + ", which have "
              + elementBytes);
    }
    return bytes.remaining() / elementBytes;
  }

  private static ByteBuffer piece(ByteBuffer bytes, long offset, ByteBuffer memory) {
    return bytes.slice((int) offset, memory.remaining());
  }

  /** Does something with the memory of a piece; the offset counts from the first piece on. */
  private interface PieceAction {
    void accept(long offset, ByteBuffer memory);
  }

  private void pieces(long first, long bytes, PieceAction action) {
    retained(
        gate -> {
          long most = Math.max(1, PIECE_BYTES / elementBytes);
          long count = bytes / elementBytes;
          for (long at = 0; at < count; ) {
            gate.requireOpen();
            long run = storage.layout().run(first + at, Math.min(most, count - at));
            int runBytes = (int) (run * elementBytes);
            action.accept(
                at * elementBytes,
                MemoryUtil.memByteBuffer(address(first + at), runBytes)
                    .order(ByteOrder.LITTLE_ENDIAN));
            at += run;
          }
        });
  }

  /** Does something that takes its time with the memory, inside the gate. */
  private void retained(Consumer<Gate> access) {
    Gate gate = storage.device().gate();
    gate.inside(
        () -> {
          storage.retain();
          try {
            access.accept(gate);
          } finally {
            storage.release();
          }
        });
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
      get(first, ByteBuffer.wrap(mine, 0, length));
      other.get(first, ByteBuffer.wrap(theirs, 0, length));
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
    retained(this::checkReduced);
  }

  private void checkReduced(Gate gate) {
    long blocks = (storage.size() + CHECK_BLOCK - 1) / CHECK_BLOCK;
    OptionalLong first;
    try {
      first =
          LongStream.range(0, blocks)
              .parallel()
              .map(block -> gate.isOpen() ? firstUnreduced(block * CHECK_BLOCK) : -1)
              .filter(i -> i >= 0)
              .min();
    } catch (CancellationException e) {
      throw new OperationInterruptedException(
          "the check of "
              + storage
              + " was interrupted: the pool that its caller runs in was shut down");
    }
    gate.requireOpen();
    if (first.isPresent()) {
      long i = first.getAsLong();
      throw new ElementRangeException(
          "element "
              + i
              + " is not below the modulus of "
              + storage.field()
              + ": "
              + ElementWords.hex(read(i)));
    }
  }

  /** Retains for itself: it may go on when another block's failure has ended the whole. */
  private long firstUnreduced(long first) {
    if (!storage.retainAgain()) {
      return -1;
    }
    try {
      long end = Math.min(storage.size(), first + CHECK_BLOCK);
      for (long i = first; i < end; i++) {
        if (!reduced(address(i))) {
          return i;
        }
      }
      return -1;
    } finally {
      storage.release();
    }
  }

  private boolean reduced(long address) {
    for (int w = modulusWords.length - 1; w >= 0; w--) {
      long word = Integer.toUnsignedLong(MemoryUtil.memGetInt(address + (long) w * Integer.BYTES));
      if (word != modulusWords[w]) {
        return word < modulusWords[w];
      }
    }
    return false;
  }

  private long address(long i) {
    SegmentLayout layout = storage.layout();
    return storage.segment(layout.segment(i)).address() + layout.offset(i);
  }
}
