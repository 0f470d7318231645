// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.operations;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What BigInteger makes of an operation: the results that a device's are held against. */
public final class Reference {

  private Reference() {}

  /**
   * Returns the values of the result, in [0, p): one if the operation reduces. Uses all cores.
   *
   * @param in the values that it reads, in [0, p) unless it takes any bytes
   * @param scalar the scalar; anything if it takes none
   */
  public static List<BigInteger> values(
      StandardOperation operation, List<List<BigInteger>> in, BigInteger scalar, BigInteger p) {
    List<BigInteger> a = in.get(0);
    List<BigInteger> b = in.get(in.size() > 1 ? 1 : 0);
    List<BigInteger> c = in.get(in.size() > 2 ? 2 : 0);
    return switch (operation) {
      case SUM -> List.of(sum(a.size(), a::get, p));
      case INNER_PRODUCT -> List.of(sum(a.size(), i -> a.get(i).multiply(b.get(i)), p));
      case PRODUCT ->
          List.of(a.parallelStream().reduce(BigInteger.ONE, (x, y) -> x.multiply(y).mod(p)).mod(p));
      case EQUAL -> List.of(a.equals(b) ? BigInteger.ONE : BigInteger.ZERO);
      case PREFIX_PRODUCT -> prefixes(a, BigInteger.ONE, BigInteger::multiply, p);
      case PREFIX_SUM -> prefixes(a, BigInteger.ZERO, BigInteger::add, p);
      case POLY_EVAL -> List.of(horner(a, scalar, p));
      default ->
          IntStream.range(0, a.size())
              .parallel()
              .mapToObj(i -> element(operation, a.get(i), b.get(i), c.get(i), scalar, p))
              .toList();
    };
  }

  private static BigInteger sum(int size, IntFunction<BigInteger> term, BigInteger p) {
    return IntStream.range(0, size)
        .parallel()
        .mapToObj(term)
        .reduce(BigInteger.ZERO, (x, y) -> x.add(y).mod(p))
        .mod(p);
  }

  private static List<BigInteger> prefixes(
      List<BigInteger> a, BigInteger neutral, BinaryOperator<BigInteger> operator, BigInteger p) {
    List<BigInteger> prefixes = new ArrayList<>(a.size());
    BigInteger prefix = neutral;
    for (BigInteger element : a) {
      prefix = operator.apply(prefix, element).mod(p);
      prefixes.add(prefix);
    }
    return prefixes;
  }

  private static BigInteger horner(List<BigInteger> a, BigInteger scalar, BigInteger p) {
    BigInteger value = BigInteger.ZERO;
    for (int i = a.size() - 1; i >= 0; i--) {
      value = value.multiply(scalar).add(a.get(i)).mod(p);
    }
    return value;
  }

  private static BigInteger element(
      StandardOperation operation,
      BigInteger a,
      BigInteger b,
      BigInteger c,
      BigInteger scalar,
      BigInteger p) {
    return switch (operation) {
      case ADD -> a.add(b).mod(p);
      case SUB -> a.subtract(b).mod(p);
      case NEG -> a.negate().mod(p);
      case DOUBLE -> a.shiftLeft(1).mod(p);
      case MUL -> a.multiply(b).mod(p);
      case SQR -> a.multiply(a).mod(p);
      case MUL_ADD -> a.multiply(b).add(c).mod(p);
      case SCALE -> a.multiply(scalar).mod(p);
      case AXPY -> scalar.multiply(a).add(b).mod(p);
      case POW -> a.modPow(scalar, p);
      case INV -> a.signum() == 0 ? a : a.modInverse(p);
      case TO_MONTGOMERY, FROM_MONTGOMERY, REDUCE -> a.mod(p);
      case SUM, PRODUCT, INNER_PRODUCT, PREFIX_PRODUCT, PREFIX_SUM, POLY_EVAL, EQUAL ->
          throw new IllegalArgumentException(operation + " is not element-wise");
    };
  }
}
