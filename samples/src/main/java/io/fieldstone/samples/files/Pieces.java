// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.files;

import io.fieldstone.runtime.HostVector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The buffer between vectors and one file, made once: direct, since channels copy others, and such
 * memory goes back only when the garbage collector comes by. Not thread-safe.
 */
final class Pieces {

  /** Few enough system calls, and little enough memory beside the vector's. */
  private static final int BYTES = 1 << 22;

  private @Nullable ByteBuffer buffer;

  /** Returns a buffer of whole elements of {@code vector}, which the next call returns again. */
  ByteBuffer of(HostVector<?> vector) {
    int elementBytes = vector.field().elementBytes();
    int bytes = (int) Math.min(vector.bytes(), (long) BYTES / elementBytes * elementBytes);
    if (buffer == null || buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes);
    }
    return buffer.slice(0, bytes);
  }

  /** Makes room for as many elements from {@code first} on as a piece has. */
  static void limit(ByteBuffer piece, HostVector<?> vector, long first) {
    long left = vector.bytes() - first * vector.field().elementBytes();
    piece.clear().limit((int) Math.min(piece.capacity(), left));
  }

  /**
   * Writes all elements of a vector.
   *
   * @throws IOException if the channel cannot take them
   */
  void write(HostVector<?> vector, FileChannel channel) throws IOException {
    ByteBuffer piece = of(vector);
    long first = 0;
    while (first < vector.size()) {
      limit(piece, vector, first);
      vector.get(first, piece);
      piece.flip();
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
      first += piece.limit() / vector.field().elementBytes();
    }
  }
}
