// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.app.operations.Reference;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;

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

  /**
   * Fills vectors of equal length: all pairs of edge values in the first two, with others beside
   * them in the third, then random elements with edges among them. What is unreduced gets integers
   * of any size.
   */
  public <F> void fill(List<HostVector<F>> vectors) {
    int n = edges.size();
    for (int v = 0; v < vectors.size(); v++) {
      HostVector<F> vector = vectors.get(v);
      for (long i = 0; i < vector.size(); i++) {
        if (vector.form() == ElementForm.UNREDUCED) {
          vector.setRaw(i, nextUnreduced());
        } else if (i < (long) n * n) {
          long[] which = {i % n, i / n, (i % n + 2 * (i / n)) % n};
          vector.setRaw(i, edges.get((int) which[v]));
        } else {
          vector.setRaw(i, next());
        }
      }
    }
  }

  /** Returns an element: an edge value now and then. */
  public BigInteger next() {
    return random.nextInt(EDGE_EVERY) == 0 ? edges.get(random.nextInt(edges.size())) : random();
  }

  /** Returns an element, each as likely as any other. */
  public BigInteger random() {
    BigInteger value; // drawn again if it is none, which takes less than a division
    do {
      value = new BigInteger(field.modulus().bitLength(), random);
    } while (value.compareTo(field.modulus()) >= 0);
    return value;
  }

  /** Returns an integer that the limbs hold: beside multiples of p, at the end, or anywhere. */
  private BigInteger nextUnreduced() {
    int bits = field.elementBytes() * Byte.SIZE;
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    BigInteger any = new BigInteger(bits, random);
    BigInteger multiple = any.subtract(any.mod(field.modulus()));
    return switch (random.nextInt(EDGE_EVERY)) {
      case 0 -> multiple;
      case 1 -> multiple.add(BigInteger.ONE).min(end.subtract(BigInteger.ONE));
      case 2 -> multiple.subtract(BigInteger.ONE).max(BigInteger.ZERO);
      case 3 -> end.subtract(BigInteger.ONE);
      case 4 -> field.modulus().add(edges.get(random.nextInt(edges.size()))).mod(end);
      default -> any;
    };
  }

  /** Fills a vector with what is no element, so that whatever a job does not write shows. */
  public static void poison(HostVector<?> vector) {
    byte[] poison = new byte[Math.toIntExact(vector.bytes())];
    Arrays.fill(poison, POISON);
    vector.putUnchecked(0, ByteBuffer.wrap(poison));
  }

  /**
   * Returns the bytes that an operation must give, in host form, as BigInteger computes them.
   *
   * @param scalar the scalar; anything if the operation takes none
   */
  public static <F> byte[] expected(
      StandardOperation operation, List<HostVector<F>> in, BigInteger scalar) {
    Field<F> field = (Field<F>) in.get(0).type();
    ElementForm form = operation.outputForm(in.get(0).form());
    List<BigInteger> values =
        Reference.values(
            operation, in.stream().map(Elements::values).toList(), scalar, field.modulus());
    boolean encode = form == ElementForm.MONTGOMERY && operation != StandardOperation.EQUAL;
    int elementBytes = field.elementBytes();
    byte[] bytes = new byte[Math.multiplyExact(values.size(), elementBytes)];
    for (int i = 0; i < values.size(); i++) {
      BigInteger value = values.get(i);
      byte[] bigEndian =
          (encode ? value.multiply(field.r()).mod(field.modulus()) : value).toByteArray();
      int length = Math.min(bigEndian.length, elementBytes);
      for (int k = 0; k < length; k++) {
        bytes[i * elementBytes + k] = bigEndian[bigEndian.length - 1 - k];
      }
    }
    return bytes;
  }

  /** Returns what the elements of a vector stand for. */
  private static List<BigInteger> values(HostVector<?> vector) {
    Field<?> field = vector.type().baseElementField().orElseThrow();
    BigInteger p = field.modulus();
    BigInteger rInverse = field.r().modInverse(p);
    return LongStream.range(0, vector.size())
        .parallel()
        .mapToObj(vector::getRaw)
        .map(x -> vector.form() == ElementForm.MONTGOMERY ? x.multiply(rInverse).mod(p) : x)
        .toList();
  }

  /** Returns a copy of a vector's bytes. */
  public static byte[] copy(HostVector<?> vector) {
    byte[] bytes = new byte[Math.toIntExact(vector.bytes())];
    get(vector, bytes);
    return bytes;
  }

  /** Copies all bytes of a vector into an array of its size. */
  public static void get(HostVector<?> vector, byte[] bytes) {
    vector.get(0, bytes);
  }

  /** Copies an array into a vector of its size. */
  public static void put(byte[] bytes, HostVector<?> vector) {
    vector.put(0, bytes);
  }
}
