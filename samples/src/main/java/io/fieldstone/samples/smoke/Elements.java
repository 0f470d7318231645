// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.smoke;

import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Operands that find mistakes: the values at which carries, borrows and reductions turn, in every
 * pair, and random ones. Not thread-safe.
 */
public final class Elements {

  /** One random element in so many is an edge value, so that edges meet random operands too. */
  private static final int EDGE_EVERY = 16;

  /** No element of a field whose modulus has a top byte below it looks like this. */
  private static final byte POISON = (byte) 0xA5;

  private final Field<?> field;
  private final List<BigInteger> edges;
  private final Random random;

  /**
   * Makes operands for a field.
   *
   * @param seed the same seed gives the same operands
   */
  public Elements(Field<?> field, long seed) {
    this.field = field;
    this.edges = edges(field);
    this.random = new Random(seed);
  }

  /**
   * Returns the edge values of a field: 0, 1, p-1, p-2, the middle, R, R^2, all-ones low limbs, the
   * powers of two beside them, and the value that carries through its whole length when one is
   * added.
   */
  public static List<BigInteger> edges(Field<?> field) {
    BigInteger p = field.modulus();
    Set<BigInteger> values = new LinkedHashSet<>();
    values.add(BigInteger.ZERO);
    values.add(BigInteger.ONE);
    values.add(p.subtract(BigInteger.ONE));
    values.add(p.subtract(BigInteger.TWO));
    values.add(field.r());
    values.add(field.rSquared());
    values.add(p.shiftRight(1));
    values.add(p.shiftRight(1).add(BigInteger.ONE));
    BigInteger top = BigInteger.ONE.shiftLeft(p.bitLength() - 1);
    values.add(top);
    values.add(top.subtract(BigInteger.ONE));
    for (int limb = 1; limb < field.shape().limbs(); limb++) {
      BigInteger power = BigInteger.ONE.shiftLeft(limb * field.shape().limbBits());
      values.add(power);
      values.add(power.subtract(BigInteger.ONE));
    }
    values.removeIf(value -> value.compareTo(p) >= 0);
    return List.copyOf(values);
  }

  /** Fills two vectors: all pairs of edge values first, then random ones with edges among them. */
  public <F> void fill(HostVector<F> a, HostVector<F> b) {
    int n = edges.size();
    for (long i = 0; i < a.size(); i++) {
      if (i < (long) n * n) {
        a.set(i, edges.get((int) (i % n)));
        b.set(i, edges.get((int) (i / n)));
      } else {
        a.set(i, next());
        b.set(i, next());
      }
    }
  }

  private BigInteger next() {
    return random.nextInt(EDGE_EVERY) == 0
        ? edges.get(random.nextInt(edges.size()))
        : new BigInteger(field.modulus().bitLength() + Long.SIZE, random).mod(field.modulus());
  }

  /** Fills a vector with what is no element, so that whatever a job does not write shows. */
  public static void poison(HostVector<?> vector) {
    forEachPiece(
        vector,
        (first, piece) -> {
          while (piece.hasRemaining()) {
            piece.put(POISON);
          }
        });
  }

  /** Takes a contiguous piece of a vector. */
  interface PieceConsumer {
    /** Takes the bytes of the elements from {@code first} on. */
    void accept(long first, ByteBuffer piece);
  }

  /** Goes over a vector's memory. */
  static void forEachPiece(HostVector<?> vector, PieceConsumer consumer) {
    long first = 0;
    while (first < vector.size()) {
      int count = vector.contiguous(first);
      consumer.accept(first, vector.slice(first, count));
      first += count;
    }
  }

  /** Returns the bytes that an operation must give, in host form. */
  public static <F> byte[] expected(Operation operation, HostVector<F> a, HostVector<F> b) {
    int elementBytes = a.field().elementBytes();
    byte[] bytes = new byte[Math.toIntExact(a.bytes())];
    for (int i = 0; i < a.size(); i++) {
      BigInteger value = operation.apply(a.get(i), b.get(i), a.field().modulus());
      byte[] bigEndian = value.toByteArray();
      int length = Math.min(bigEndian.length, elementBytes);
      for (int k = 0; k < length; k++) {
        bytes[i * elementBytes + k] = bigEndian[bigEndian.length - 1 - k];
      }
    }
    return bytes;
  }

  /** Returns a copy of a vector's bytes. */
  public static byte[] copy(HostVector<?> vector) {
    byte[] bytes = new byte[Math.toIntExact(vector.bytes())];
    get(vector, bytes);
    return bytes;
  }

  /** Copies all bytes of a vector into an array of its size. */
  public static void get(HostVector<?> vector, byte[] bytes) {
    int elementBytes = vector.field().elementBytes();
    forEachPiece(
        vector, (first, piece) -> piece.get(bytes, (int) first * elementBytes, piece.remaining()));
  }

  /** Copies an array into a vector of its size. */
  public static void put(byte[] bytes, HostVector<?> vector) {
    int elementBytes = vector.field().elementBytes();
    forEachPiece(
        vector, (first, piece) -> piece.put(bytes, (int) first * elementBytes, piece.remaining()));
  }
}
