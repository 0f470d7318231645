// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;

/** Fills vectors with edge values and random ones, and holds results against BigInteger. */
public final class TestVectors {

  /** How many {@link #edges} are. */
  private static final int EDGES = 10;

  private TestVectors() {}

  public static List<BigInteger> edges(Field<?> field) {
    BigInteger p = field.modulus();
    BigInteger lowLimb =
        BigInteger.ONE.shiftLeft(field.shape().limbBits()).subtract(BigInteger.ONE);
    return List.of(
        BigInteger.ZERO,
        BigInteger.ONE,
        p.subtract(BigInteger.ONE),
        p.subtract(BigInteger.TWO),
        field.r(),
        field.rSquared(),
        lowLimb.mod(p),
        p.shiftRight(1),
        p.shiftRight(1).add(BigInteger.ONE),
        BigInteger.ONE.shiftLeft(p.bitLength() - 1).subtract(BigInteger.ONE));
  }

  /** Every pair of edge values comes up at some index, if the vectors are long enough. */
  public static BigInteger value(Field<?> field, long i, int operand, Random random) {
    if (i < EDGES * EDGES) {
      return edges(field).get((int) (operand == 0 ? i % EDGES : i / EDGES));
    }
    return new BigInteger(field.modulus().bitLength() + 64, random).mod(field.modulus());
  }

  public static HostVector<Tag> operand(
      PersistentBackend gpu, Field<Tag> field, long size, int operand, long seed) {
    HostVector<Tag> vector = gpu.hostVector(field, size);
    Random random = new Random(seed + operand);
    for (long i = 0; i < size; i++) {
      vector.set(i, value(field, i, operand, random));
    }
    return vector;
  }

  /** Fills a vector with a pattern that no result has, so that missing writes show. */
  public static HostVector<Tag> poisoned(PersistentBackend gpu, Field<Tag> field, long size) {
    HostVector<Tag> vector = gpu.hostVector(field, size);
    byte[] bytes = new byte[Math.toIntExact(vector.bytes())];
    Arrays.fill(bytes, (byte) 0xA5);
    vector.putUnchecked(0, ByteBuffer.wrap(bytes));
    return vector;
  }

  public static void assertElementWise(
      HostVector<Tag> a, HostVector<Tag> b, HostVector<Tag> out, BinaryOperator<BigInteger> op) {
    BigInteger p = ((Field<Tag>) out.type()).modulus();
    for (long i = 0; i < out.size(); i++) {
      long at = i;
      BigInteger expected = op.apply(a.get(i), b.get(i)).mod(p);
      assertEquals(expected, out.get(i), () -> "element " + at);
    }
  }
}
