// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Integers from and to the words of a vector's base elements in memory: as values, whatever the
 * vector's form, or as the words themselves. Immutable and thread-safe; each thread brings a {@link
 * Scratch}.
 *
 * <p>Beside the integers that it makes, nothing is allocated but one array for an integer of more
 * than 63 bits that is written: {@code BigInteger} lets nobody look at its words.
 */
final class ElementCodec {

  /** What one thread works in. */
  static final class Scratch {

    private final long[] limbs;
    private final long[] product;

    /** Most significant first, as BigInteger wants them. */
    private final byte[] bytes;

    private Scratch(ElementCodec codec) {
      limbs = new long[codec.limbs];
      product = codec.montgomery == null ? NONE : codec.montgomery.scratch();
      bytes = new byte[codec.limbs * Long.BYTES];
    }
  }

  private static final long[] NONE = {};

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int limbs;
  private final int baseBytes;
  private final boolean half;
  private final @Nullable MontgomeryForm montgomery;

  ElementCodec(ElementType<?> type, ElementForm form) {
    this.limbs = type.shape().limbs();
    this.baseBytes = type.shape().bytes();
    this.half = type.shape().limbBits() == Integer.SIZE;
    this.montgomery =
        form == ElementForm.MONTGOMERY
            ? type.baseElementField().map(MontgomeryForm::new).orElse(null)
            : null;
  }

  Scratch scratch() {
    return new Scratch(this);
  }

  /** Writes an element whose value is given, and in range. */
  void write(BigInteger value, long address, Scratch scratch) {
    split(value, scratch.limbs);
    if (montgomery != null) {
      montgomery.encode(scratch.limbs, scratch.product);
    }
    store(scratch.limbs, address);
  }

  /** Writes an element whose words are given as an integer in range. */
  void writeRaw(BigInteger raw, long address, Scratch scratch) {
    split(raw, scratch.limbs);
    store(scratch.limbs, address);
  }

  /** Returns the value of an element. */
  BigInteger read(long address, Scratch scratch) {
    load(address, scratch.limbs);
    if (montgomery != null) {
      montgomery.decode(scratch.limbs, scratch.product);
    }
    return join(scratch);
  }

  /** Writes elements whose values are given, and in range. */
  void writeAll(BigInteger[] values, int from, long address, int count) {
    Scratch scratch = scratch();
    for (int i = 0; i < count; i++) {
      write(values[from + i], address + (long) i * baseBytes, scratch);
    }
  }

  /** Reads the values of elements. */
  void readAll(long address, BigInteger[] values, int from, int count) {
    Scratch scratch = scratch();
    for (int i = 0; i < count; i++) {
      values[from + i] = read(address + (long) i * baseBytes, scratch);
    }
  }

  /** Returns the integer that the words of an element are. */
  BigInteger readRaw(long address, Scratch scratch) {
    load(address, scratch.limbs);
    return join(scratch);
  }

  private void load(long address, long[] x) {
    if (half) {
      x[0] = Integer.toUnsignedLong(HostMemory.getInt(address));
      return;
    }
    for (int i = 0; i < limbs; i++) {
      x[i] = HostMemory.getLong(address + (long) i * Long.BYTES);
    }
  }

  private void store(long[] x, long address) {
    if (half) {
      HostMemory.putInt(address, (int) x[0]);
      return;
    }
    for (int i = 0; i < limbs; i++) {
      HostMemory.putLong(address + (long) i * Long.BYTES, x[i]);
    }
  }

  private void split(BigInteger value, long[] x) {
    if (value.bitLength() < Long.SIZE) {
      x[0] = value.longValue();
      for (int i = 1; i < limbs; i++) {
        x[i] = 0;
      }
      return;
    }
    byte[] bytes = value.toByteArray(); // most significant first, maybe with a zero before it
    int end = bytes.length;
    for (int i = 0; i < limbs; i++, end -= Long.BYTES) {
      x[i] = end >= Long.BYTES ? (long) BIG_ENDIAN.get(bytes, end - Long.BYTES) : head(bytes, end);
    }
  }

  /** Returns the integer of the first bytes: fewer than a limb has, or none. */
  private static long head(byte[] bytes, int count) {
    long limb = 0;
    for (int i = 0; i < count; i++) {
      limb = limb << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
    }
    return limb;
  }

  private BigInteger join(Scratch scratch) {
    long[] x = scratch.limbs;
    int used = limbs;
    while (used > 1 && x[used - 1] == 0) {
      used--;
    }
    if (used == 1 && x[0] >= 0) {
      return BigInteger.valueOf(x[0]);
    }
    int length = used * Long.BYTES;
    for (int i = 0; i < used; i++) {
      BIG_ENDIAN.set(scratch.bytes, length - (i + 1) * Long.BYTES, x[i]);
    }
    return new BigInteger(1, scratch.bytes, 0, length);
  }
}
