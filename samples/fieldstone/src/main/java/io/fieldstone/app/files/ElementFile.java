// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.files;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.cache.IoReasons;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.FiniteField;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of raw little-endian elements, one after the other: {@code elementBytes} bytes each, 48
 * for BLS12-381 Fp. In which form they are, the reader says. Of any size; it is read straight into
 * vectors, on all cores. Not thread-safe.
 *
 * <pre>{@code
 * try (ElementFile<Bls12381Fp> file = ElementFile.open(path, Bls12381FpField.INSTANCE)) {
 *   file.read(0, vector);
 * }
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public final class ElementFile<F> implements AutoCloseable {

  private final Path path;
  private final FiniteField<F> field;
  private final FileChannel channel;
  private final long size;

  private ElementFile(Path path, FiniteField<F> field, FileChannel channel, long size) {
    this.path = path;
    this.field = field;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException if it cannot be read or holds no whole number of elements
   */
  public static <F> ElementFile<F> open(Path path, FiniteField<F> field) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new BadInputException(
          "cannot read " + path + ": not a regular file; give a file of raw elements");
    }
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        requireSize(path, channel);
        return new ElementFile<>(path, field, channel, elements(path, field, channel.size()));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInputException(
          "cannot read " + path + ": " + IoReasons.of(e) + "; check the path and its permissions",
          e);
    }
  }

  /** Files of /proc and /sys have content, but say that they have none. */
  private static void requireSize(Path path, FileChannel channel) throws IOException {
    if (channel.size() == 0 && channel.read(ByteBuffer.allocate(1), 0) > 0) {
      throw new BadInputException(
          "cannot read " + path + ": not a regular file; give a file of raw elements");
    }
  }

  private static long elements(Path path, FiniteField<?> field, long bytes) {
    long rest = bytes % field.elementBytes();
    if (rest != 0) {
      throw new BadInputException(
          path
              + " has "
              + bytes
              + " bytes, which is not a whole number of elements: "
              + field
              + " has "
              + field.elementBytes()
              + " bytes per element, so "
              + rest
              + " are left over; cut or complete the file");
    }
    return bytes / field.elementBytes();
  }

  /** Returns the path as it was given. */
  public Path path() {
    return path;
  }

  /** Returns the number of elements. */
  public long size() {
    return size;
  }

  /**
   * Fills a vector with the elements from {@code first} on, and checks them.
   *
   * @throws BadInputException if an element is not below the modulus, though the vector's form says
   *     so, or the file cannot be read
   */
  public void read(long first, HostVector<F> target) {
    try {
      channel.position(first * field.elementBytes());
      target.readFrom(channel);
    } catch (EOFException e) {
      throw new BadInputException(
          path + " became shorter while it was read; leave it alone until the run is over", e);
    } catch (IOException e) {
      throw new BadInputException(
          "cannot read " + path + ": " + IoReasons.of(e) + "; check the file and its device", e);
    } catch (ElementRangeException e) {
      throw unreduced(first, target, e);
    }
  }

  /** Names the first element that is not below the modulus by its place in the file. */
  private BadInputException unreduced(
      long first, HostVector<F> vector, ElementRangeException cause) {
    BigInteger p = field.primeField().modulus();
    int components = field.components();
    byte[] bytes = new byte[field.elementBytes()];
    long i = 0;
    BigInteger coefficient = BigInteger.ZERO;
    while (coefficient.compareTo(p) < 0) {
      if (i % components == 0) {
        vector.get(i / components, bytes);
      }
      coefficient = littleEndian(bytes, (int) (i % components), bytes.length / components);
      i++;
    }
    i--;
    return new BadInputException(
        path
            + ": "
            + (components == 1 ? "" : "coefficient " + i % components + " of ")
            + "element "
            + (first + i / components)
            + " is not below the modulus of "
            + field
            + ": 0x"
            + coefficient.toString(16)
            + "; elements are little-endian, and the operation reduce reduces any bytes",
        cause);
  }

  private static BigInteger littleEndian(byte[] bytes, int index, int length) {
    byte[] bigEndian = new byte[length];
    for (int i = 0; i < length; i++) {
      bigEndian[length - 1 - i] = bytes[index * length + i];
    }
    return new BigInteger(1, bigEndian);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BadInputException("cannot close " + path + ": " + IoReasons.of(e), e);
    }
  }
}
