// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
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

  private static <V extends FieldVector<?>, E extends Exception> V filled(
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

  static <F> HostVector<F> of(
      PersistentBackend backend, Field<F> field, List<BigInteger> values, ElementForm form) {
    BigInteger[] array = values.toArray(BigInteger[]::new);
    return filled(backend.hostVector(field, array.length, form), vector -> vector.put(0, array));
  }

  static <F> HostVector<F> of(PersistentBackend backend, HeapVector<F> source) {
    return filled(backend.hostVector(source.field(), source.size(), source.form()), source::copyTo);
  }

  static <F> HostVector<F> of(
      PersistentBackend backend, Field<F> field, Path file, ElementForm form) throws IOException {
    try (FileChannel channel = open(file)) {
      long bytes = channel.size();
      if (bytes % field.elementBytes() != 0) {
        throw new LengthMismatchException(
            file
                + " has "
                + bytes
                + " bytes, which are no whole number of elements of "
                + field
                + ": those have "
                + field.elementBytes());
      }
      return filled(
          backend.hostVector(field, bytes / field.elementBytes(), form),
          vector -> vector.readFrom(channel));
    }
  }

  static void read(HostVector<?> vector, Path file) throws IOException {
    try (FileChannel channel = open(file)) {
      if (channel.size() != vector.bytes()) {
        throw new LengthMismatchException(
            file + " has " + channel.size() + " bytes, but " + vector + " has " + vector.bytes());
      }
      vector.readFrom(channel);
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

  static <F> DeviceVector<F> copy(PersistentBackend backend, HostVector<F> source) {
    return filled(
        backend.deviceVector(source.field(), source.size(), source.form()),
        vector -> vector.upload(source));
  }

  static <F> HostVector<F> copy(HostVector<F> target, DeviceVector<F> source) {
    return filled(target, source::download);
  }
}
