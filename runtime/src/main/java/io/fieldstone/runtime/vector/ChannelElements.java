// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies elements from channels and to them. Files are read straight into the vector's memory, on
 * all cores; other channels, which may block for as long as they like, are read and written outside
 * the gate, through a buffer. Thread-safe as an array and a channel are.
 */
final class ChannelElements {

  private static final int PIECE_BYTES = 1 << 20;

  /** How long a channel that does not block is left alone, at first and at most. */
  private static final long FIRST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private static final long LAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final VectorStorage storage;
  private final int elementBytes;
  private final int components;
  private final ElementAccess access;
  private final ElementBound bound;
  private final BulkElements bulk;

  ChannelElements(
      VectorStorage storage, ElementAccess access, ElementBound bound, BulkElements bulk) {
    this.storage = storage;
    this.elementBytes = storage.type().elementBytes();
    this.components = storage.type().components();
    this.access = access;
    this.bound = bound;
    this.bulk = bulk;
  }

  /**
   * Fills elements {@code first .. first + count} from a channel, from its position on.
   *
   * @throws EOFException if the channel ends before
   * @throws ElementRangeException naming the first element that is not below the modulus
   */
  void read(long first, long count, ReadableByteChannel channel) throws IOException {
    access.requireRange(first, count);
    if (channel instanceof FileChannel file && isOfJdk(file) && hasAll(file, count)) {
      readFile(first, count, file);
    } else {
      readStream(first, count, channel);
    }
  }

  /** The JDK's own do not keep the buffers that they are given. */
  private static boolean isOfJdk(FileChannel file) {
    return file.getClass().getModule() == FileChannel.class.getModule();
  }

  /** Returns whether it is a file with so many elements: pipes and devices have no size. */
  private boolean hasAll(FileChannel file, long count) throws IOException {
    return file.size() - file.position() >= count * elementBytes;
  }

  private void readFile(long first, long count, FileChannel file) throws IOException {
    long start = file.position();
    AtomicLong bad = new AtomicLong(Long.MAX_VALUE);
    try {
      bulk.inside(
          () ->
              access.forEach(
                  first,
                  count,
                  bulk.pieceElements(),
                  (offset, address, run) -> {
                    if (offset * components < bad.get()) {
                      readFully(
                          file, start, offset, HostMemory.view(address, (long) run * elementBytes));
                      int at = bound.isReduced() ? bound.firstUnreduced(address, run) : -1;
                      if (at >= 0) {
                        bad.accumulateAndGet(offset * components + at, Math::min);
                      }
                    }
                  }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    file.position(start + count * elementBytes);
    if (bad.get() < count * components) {
      long base = first * components + bad.get();
      throw bound.unreduced(base, readRaw(base));
    }
  }

  /** Returns the words of a base element. */
  private BigInteger readRaw(long base) {
    byte[] words = new byte[elementBytes];
    bulk.get(ArrayTypes.BYTES, base / components, words, 0, elementBytes);
    LimbShape shape = storage.type().shape();
    return ArrayTypes.BYTES.words(shape, words, (int) (base % components) * shape.bytes());
  }

  private void readFully(FileChannel file, long start, long offset, ByteBuffer target) {
    long from = offset * elementBytes;
    try {
      while (target.hasRemaining()) {
        if (file.read(target, start + from + target.position()) < 0) {
          throw ended(from + target.position());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readStream(long first, long count, ReadableByteChannel channel) throws IOException {
    ByteBuffer piece = piece(count);
    for (long done = 0; done < count; ) {
      piece.clear().limit((int) Math.min(piece.capacity(), (count - done) * elementBytes));
      long wait = FIRST_WAIT_NANOS;
      while (piece.hasRemaining()) {
        int read = channel.read(piece);
        if (read < 0) {
          throw ended(done * elementBytes + piece.position());
        }
        wait = read > 0 ? FIRST_WAIT_NANOS : await(wait, "reading", done);
      }
      piece.flip();
      int bytes = piece.limit();
      bulk.put(ArrayTypes.BUFFERS, first + done, piece, 0, bytes, true);
      done += bytes / elementBytes;
    }
  }

  private EOFException ended(long bytes) {
    long rest = bytes % elementBytes;
    long elements = bytes / elementBytes;
    if (rest == 0) {
      return new EOFException("the channel ended after " + elements + " elements");
    }
    return new EOFException(
        "the channel ended in element "
            + elements
            + ", after "
            + rest
            + " of its "
            + elementBytes
            + " bytes");
  }

  /** Writes elements {@code first .. first + count} to a channel, at its position. */
  void write(long first, long count, WritableByteChannel channel) throws IOException {
    access.requireRange(first, count);
    ByteBuffer piece = piece(count);
    for (long done = 0; done < count; ) {
      int bytes = (int) Math.min(piece.capacity(), (count - done) * elementBytes);
      piece.clear().limit(bytes);
      bulk.get(ArrayTypes.BUFFERS, first + done, piece, 0, bytes);
      long wait = FIRST_WAIT_NANOS;
      while (piece.hasRemaining()) {
        wait = channel.write(piece) > 0 ? FIRST_WAIT_NANOS : await(wait, "writing", done);
      }
      done += bytes / elementBytes;
    }
  }

  /** Returns a buffer of whole elements: direct, since channels copy others once more. */
  private ByteBuffer piece(long count) {
    long most = Math.max(1, PIECE_BYTES / elementBytes);
    return ByteBuffer.allocateDirect((int) Math.min(most, count) * elementBytes);
  }

  /** Waits for a channel that does not block; returns how long to wait the next time. */
  private long await(long nanos, String what, long done) {
    if (Thread.currentThread().isInterrupted()) {
      throw new OperationInterruptedException(
          what + " " + storage + " was interrupted after " + done + " elements");
    }
    LockSupport.parkNanos(nanos);
    return Math.min(2 * nanos, LAST_WAIT_NANOS);
  }
}
