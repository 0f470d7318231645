// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes vectors that hold something from the start; closes those that could not be filled. */
final class VectorFactory {

  /** Fills a vector. */
  private interface Filling<V, E extends Exception> {
    void fill(V vector) throws E;
  }

  private VectorFactory() {}

  private static <V extends ElementVector<?>, E extends Exception> V filled(
      V vector, Filling<V, E> filling) throws E {
    boolean done = false;
    try {
      filling.fill(vector);
      done = true;
      return vector;
    } finally {
      if (!done) {
        vector.close();
      }
    }
  }

  static <T> HostVector<T> of(
      PersistentBackend backend, ElementType<T> type, List<BigInteger> values, ElementForm form) {
    BigInteger[] array = values.toArray(BigInteger[]::new);
    return filled(backend.hostVector(type, array.length, form), vector -> vector.put(0, array));
  }

  static <T> HostVector<T> of(PersistentBackend backend, HeapVector<T> source) {
    return filled(backend.hostVector(source.type(), source.size(), source.form()), source::copyTo);
  }

  static <T> HostVector<T> of(
      PersistentBackend backend, ElementType<T> type, Path file, ElementForm form)
      throws IOException {
    try (FileChannel channel = open(file)) {
      long bytes = channel.size();
      if (bytes % type.elementBytes() != 0) {
        throw new LengthMismatchException(
            file
                + " has "
                + bytes
                + " bytes, which are no whole number of elements of "
                + type
                + ": those have "
                + type.elementBytes());
      }
      return filled(
          backend.hostVector(type, bytes / type.elementBytes(), form),
          vector -> read(vector, channel, file));
    }
  }

  static void read(HostVector<?> vector, Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      if (channel.size() != vector.bytes()) {
        throw new LengthMismatchException(
            file + " has " + channel.size() + " bytes, but " + vector + " has " + vector.bytes());
      }
      read(vector, channel, file);
    }
  }

  private static void read(HostVector<?> vector, FileChannel channel, Path file)
      throws IOException {
    try {
      vector.readFrom(channel);
    } catch (ElementRangeException e) {
      throw new ElementRangeException(file + ": " + e.getMessage());
    }
  }

  /** Pipes and devices have no size, and would be taken for empty. */
  private static FileChannel open(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(
          file.toString(), null, "not a regular file; open it, and read from the channel");
    }
    return FileChannel.open(file);
  }

  static <T> DeviceVector<T> copy(PersistentBackend backend, HostVector<T> source) {
    return filled(
        backend.deviceVector(source.type(), source.size(), source.form()),
        vector -> vector.upload(source));
  }

  static <T> HostVector<T> copy(HostVector<T> target, DeviceVector<T> source) {
    return filled(target, source::download);
  }
}
