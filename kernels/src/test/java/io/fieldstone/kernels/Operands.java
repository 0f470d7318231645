// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Three vectors' worth of elements: every pair of edge values in {@code a} and {@code b}, then
 * random ones.
 */
public record Operands(Field<?> field, List<BigInteger> a, List<BigInteger> b, List<BigInteger> c) {

  /** At which carries, borrows and signs change. */
  private static final long[] EDGE_WORDS = {
    0, 1, 0x7fffffffL, 0x80000000L, 0x80000001L, 0xffffffffL
  };

  /** Values at which carries, borrows and reductions change; all below the modulus. */
  public static List<BigInteger> edges(Field<?> field) {
    BigInteger p = field.modulus();
    int bits = field.shape().limbs() * field.shape().limbBits();
    BigInteger limb = ones(field.shape().limbBits());
    BigInteger everyOtherWord = BigInteger.ZERO;
    for (int word = 0; word < bits / Integer.SIZE; word += 2) {
      everyOtherWord = everyOtherWord.or(ones(Integer.SIZE).shiftLeft(word * Integer.SIZE));
    }
    return Stream.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p.subtract(BigInteger.TWO),
            field.r(),
            field.rSquared(),
            ones(bits),
            limb,
            limb.shiftLeft(bits - field.shape().limbBits()),
            everyOtherWord,
            p.shiftRight(1),
            p.shiftRight(1).add(BigInteger.ONE),
            ones(p.bitLength() - 1),
            p.subtract(BigInteger.ONE.shiftLeft(p.bitLength() - 1)),
            field.r().modInverse(p))
        .map(edge -> edge.mod(p))
        .distinct()
        .toList();
  }

  static BigInteger ones(int bits) {
    return BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
  }

  static Operands pairsOfEdges(Field<?> field) {
    return of(field, 0, 0);
  }

  static Operands of(Field<?> field, int random, long seed) {
    List<BigInteger> edges = edges(field);
    List<BigInteger> a = new ArrayList<>();
    List<BigInteger> b = new ArrayList<>();
    List<BigInteger> c = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++) {
      for (int j = 0; j < edges.size(); j++) {
        a.add(edges.get(i));
        b.add(edges.get(j));
        c.add(edges.get((i + 2 * j) % edges.size()));
      }
    }
    Random source = new Random(seed);
    if (random > 0) {
      addProductsOfEdges(field, source, a, b);
      while (c.size() < a.size()) {
        c.add(element(field, source));
      }
    }
    for (int i = 0; i < random; i++) {
      boolean ofEdgeWords = i % 4 == 0;
      for (List<BigInteger> elements : List.of(a, b, c)) {
        elements.add(ofEdgeWords ? ofEdgeWords(field, source) : element(field, source));
      }
    }
    return new Operands(field, a, b, c);
  }

  /** An element of words that are edges, but for one in eight, or the negative of such a one. */
  static BigInteger ofEdgeWords(Field<?> field, Random source) {
    BigInteger p = field.modulus();
    BigInteger element = BigInteger.ZERO;
    for (int word = 0; word < field.shape().words(); word++) {
      long edge = EDGE_WORDS[source.nextInt(EDGE_WORDS.length)];
      long bits = source.nextInt(8) == 0 ? Integer.toUnsignedLong(source.nextInt()) : edge;
      element = element.shiftLeft(Integer.SIZE).or(BigInteger.valueOf(bits));
    }
    // Not always mod p, which would change every word.
    element = element.and(ones(p.bitLength() - source.nextInt(2))).mod(p);
    return source.nextInt(4) == 0 ? p.subtract(element).mod(p) : element;
  }

  /**
   * Pairs whose products, in either form, are a little more than 0 or less than p: where the last
   * subtraction of a reduction must and must not happen. And pairs whose products have edge words.
   */
  private static void addProductsOfEdges(
      Field<?> field, Random source, List<BigInteger> a, List<BigInteger> b) {
    BigInteger p = field.modulus();
    for (BigInteger scale : List.of(BigInteger.ONE, field.r(), field.r().modInverse(p))) {
      for (int product = -2; product <= 2; product++) {
        for (int i = 0; i < 4; i++) {
          BigInteger x = element(field, source).max(BigInteger.ONE);
          a.add(x);
          b.add(BigInteger.valueOf(product).multiply(scale).multiply(x.modInverse(p)).mod(p));
        }
      }
      for (int i = 0; i < 20; i++) {
        BigInteger x = ofEdgeWords(field, source).max(BigInteger.ONE);
        a.add(x);
        b.add(ofEdgeWords(field, source).multiply(scale).multiply(x.modInverse(p)).mod(p));
      }
    }
  }

  /** Any integers that the limbs hold, in {@code a}: around the multiples of p, and random ones. */
  static Operands unreduced(Field<?> field, int random, long seed) {
    int bits = field.shape().limbs() * field.shape().limbBits();
    BigInteger p = field.modulus();
    BigInteger end = BigInteger.ONE.shiftLeft(bits);
    BigInteger most = end.subtract(BigInteger.ONE).divide(p);
    List<BigInteger> a = new ArrayList<>(edges(field));
    for (BigInteger k = BigInteger.ONE; k.compareTo(most) <= 0; k = k.shiftLeft(1)) {
      a.add(k.multiply(p));
    }
    for (int k = 1; k < 100; k++) {
      a.add(most.multiply(BigInteger.valueOf(k)).shiftRight(7).multiply(p));
    }
    a.add(most.multiply(p));
    for (BigInteger multiple : List.copyOf(a)) {
      a.add(multiple.add(BigInteger.ONE));
      a.add(multiple.subtract(BigInteger.ONE));
    }
    a.add(end.subtract(BigInteger.ONE));
    a.add(end.shiftRight(1));
    a.removeIf(x -> x.signum() < 0 || x.compareTo(end) >= 0);
    Random source = new Random(seed);
    for (int i = 0; i < random; i++) {
      a.add(new BigInteger(bits, source));
    }
    return new Operands(field, a, a, a);
  }

  static Operands zeros(Field<?> field, int size) {
    List<BigInteger> zeros = Collections.nCopies(size, BigInteger.ZERO);
    return new Operands(field, zeros, zeros, zeros);
  }

  /** A uniform element. */
  public static BigInteger element(Field<?> field, Random source) {
    return new BigInteger(field.modulus().bitLength() + Long.SIZE, source).mod(field.modulus());
  }

  /** The last {@code size} elements, which are random if there are enough of them. */
  Operands last(int size) {
    int from = a.size() - size;
    return new Operands(
        field, a.subList(from, a.size()), b.subList(from, b.size()), c.subList(from, c.size()));
  }

  /** The same with ones for zeros, whose products say something about every element. */
  Operands withoutZeros() {
    return new Operands(field, withoutZeros(a), withoutZeros(b), withoutZeros(c));
  }

  private static List<BigInteger> withoutZeros(List<BigInteger> elements) {
    return elements.stream().map(x -> x.signum() == 0 ? BigInteger.ONE : x).toList();
  }

  int size() {
    return a.size();
  }
}
