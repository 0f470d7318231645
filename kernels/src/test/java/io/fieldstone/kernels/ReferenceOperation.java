// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every operation: how it is called, and what BigInteger makes of it. */
enum ReferenceOperation {
  ADD,
  SUB,
  NEG,
  DOUBLE,
  MUL,
  SQR,
  MUL_ADD,
  SCALE,
  AXPY,
  POW,
  INV,
  SUM,
  PRODUCT,
  INNER_PRODUCT,
  PREFIX_PRODUCT,
  EQUAL,
  TO_MONTGOMERY,
  FROM_MONTGOMERY,
  REDUCE,
  MUL_CHAIN,
  SQR_CHAIN;

  private static final int CHAIN = 100;

  /** The forms of the vectors that an operation reads and writes. */
  record Forms(ElementForm in, ElementForm out) {
    static final Forms CANONICAL = new Forms(ElementForm.CANONICAL, ElementForm.CANONICAL);
    static final Forms MONTGOMERY = new Forms(ElementForm.MONTGOMERY, ElementForm.MONTGOMERY);

    @Override
    public String toString() {
      return in == out ? in.name() : in + " to " + out;
    }
  }

  /** What the operations are called on. */
  record Subject<F>(FieldOperations<F> vectors, ThroughputKernelsDispatch<F> chains) {}

  List<Forms> forms() {
    return switch (this) {
      case TO_MONTGOMERY -> List.of(new Forms(ElementForm.CANONICAL, ElementForm.MONTGOMERY));
      case FROM_MONTGOMERY -> List.of(new Forms(ElementForm.MONTGOMERY, ElementForm.CANONICAL));
      case REDUCE -> List.of(new Forms(ElementForm.UNREDUCED, ElementForm.CANONICAL));
      case MUL_CHAIN, SQR_CHAIN -> List.of(Forms.MONTGOMERY);
      default -> List.of(Forms.CANONICAL, Forms.MONTGOMERY);
    };
  }

  /** Whether there are several strategies for it. */
  boolean multiplies() {
    return switch (this) {
      case MUL,
          SQR,
          MUL_ADD,
          SCALE,
          AXPY,
          POW,
          INV,
          PRODUCT,
          INNER_PRODUCT,
          PREFIX_PRODUCT,
          TO_MONTGOMERY,
          FROM_MONTGOMERY,
          MUL_CHAIN,
          SQR_CHAIN ->
          true;
      default -> false;
    };
  }

  /** Whether the result is one element, and not a vector. */
  boolean reduces() {
    return switch (this) {
      case SUM, PRODUCT, INNER_PRODUCT, EQUAL -> true;
      default -> false;
    };
  }

  /** Whether element i of the result depends on element i of the operands only. */
  boolean elementWise() {
    return !reduces() && this != PREFIX_PRODUCT;
  }

  /** The vectors that it reads: a; a and b; or a, b and c. */
  int arity() {
    return switch (this) {
      case ADD, SUB, MUL, AXPY, INNER_PRODUCT, EQUAL, MUL_CHAIN -> 2;
      case MUL_ADD -> 3;
      default -> 1;
    };
  }

  /** The scalars or exponents to call it with: a random one first. None stands for none needed. */
  List<@Nullable BigInteger> parameters(Field<?> field, Random source) {
    List<@Nullable BigInteger> parameters = new ArrayList<>();
    switch (this) {
      case SCALE, AXPY -> {
        parameters.add(Operands.element(field, source));
        parameters.addAll(Operands.edges(field));
      }
      case POW -> {
        parameters.add(new BigInteger(Integer.SIZE, source).setBit(Integer.SIZE - 1));
        for (long exponent : new long[] {0, 1, 2, 3, 5, 65_537, 1L << 31, (1L << 32) - 1}) {
          parameters.add(BigInteger.valueOf(exponent));
        }
      }
      default -> parameters.add(null);
    }
    return parameters;
  }

  /** Runs it on device vectors; the result is in {@code out}, or returned if it is one element. */
  <F> @Nullable BigInteger run(
      Subject<F> subject,
      DeviceVector<F> a,
      DeviceVector<F> b,
      DeviceVector<F> c,
      @Nullable BigInteger parameter,
      DeviceVector<F> out) {
    FieldOperations<F> vectors = subject.vectors();
    BigInteger scalar = parameter == null ? BigInteger.ZERO : parameter;
    switch (this) {
      case ADD -> vectors.add(a, b, out);
      case SUB -> vectors.sub(a, b, out);
      case NEG -> vectors.neg(a, out);
      case DOUBLE -> vectors.dbl(a, out);
      case MUL -> vectors.mul(a, b, out);
      case SQR -> vectors.sqr(a, out);
      case MUL_ADD -> vectors.mulAdd(a, b, c, out);
      case SCALE -> vectors.scale(scalar, a, out);
      case AXPY -> vectors.axpy(scalar, a, b, out);
      case POW -> vectors.pow(a, scalar.longValueExact(), out);
      case INV -> vectors.inv(a, out);
      case PREFIX_PRODUCT -> vectors.prefixProduct(a, out);
      case TO_MONTGOMERY -> vectors.toMontgomery(a, out);
      case FROM_MONTGOMERY -> vectors.fromMontgomery(a, out);
      case REDUCE -> vectors.reduce(a, out);
      case MUL_CHAIN -> subject.chains().mulChain(a, b, out);
      case SQR_CHAIN -> subject.chains().sqrChain(a, out);
      case SUM -> {
        return vectors.sum(a);
      }
      case PRODUCT -> {
        return vectors.product(a);
      }
      case INNER_PRODUCT -> {
        return vectors.innerProduct(a, b);
      }
      case EQUAL -> {
        return vectors.equal(a, b) ? BigInteger.ONE : BigInteger.ZERO;
      }
    }
    return null;
  }

  /** Runs it on host vectors, for operations that are element-wise. */
  <F> HostVector<F> run(
      Subject<F> subject,
      HostVector<F> a,
      HostVector<F> b,
      HostVector<F> c,
      @Nullable BigInteger parameter) {
    FieldOperations<F> vectors = subject.vectors();
    BigInteger scalar = parameter == null ? BigInteger.ZERO : parameter;
    return switch (this) {
      case ADD -> vectors.add(a, b);
      case SUB -> vectors.sub(a, b);
      case NEG -> vectors.neg(a);
      case DOUBLE -> vectors.dbl(a);
      case MUL -> vectors.mul(a, b);
      case SQR -> vectors.sqr(a);
      case MUL_ADD -> vectors.mulAdd(a, b, c);
      case SCALE -> vectors.scale(scalar, a);
      case AXPY -> vectors.axpy(scalar, a, b);
      case POW -> vectors.pow(a, scalar.longValueExact());
      case INV -> vectors.inv(a);
      case TO_MONTGOMERY -> vectors.toMontgomery(a);
      case FROM_MONTGOMERY -> vectors.fromMontgomery(a);
      case REDUCE -> vectors.reduce(a);
      case MUL_CHAIN -> subject.chains().mulChain(a, b);
      case SQR_CHAIN -> subject.chains().sqrChain(a);
      case SUM, PRODUCT, INNER_PRODUCT, EQUAL, PREFIX_PRODUCT ->
          throw new IllegalArgumentException(this + " is not element-wise");
    };
  }

  /** The values of the result, in [0, p). Uses all cores. */
  List<BigInteger> expected(Operands operands, @Nullable BigInteger parameter) {
    BigInteger p = operands.field().modulus();
    BigInteger scalar = parameter == null ? BigInteger.ZERO : parameter;
    int size = operands.size();
    return switch (this) {
      case SUM ->
          List.of(reduce(operands.a().parallelStream(), BigInteger.ZERO, BigInteger::add, p));
      case PRODUCT ->
          List.of(reduce(operands.a().parallelStream(), BigInteger.ONE, BigInteger::multiply, p));
      case INNER_PRODUCT ->
          List.of(
              reduce(
                  IntStream.range(0, size)
                      .parallel()
                      .mapToObj(i -> operands.a().get(i).multiply(operands.b().get(i))),
                  BigInteger.ZERO,
                  BigInteger::add,
                  p));
      case EQUAL -> List.of(operands.a().equals(operands.b()) ? BigInteger.ONE : BigInteger.ZERO);
      case PREFIX_PRODUCT -> prefixProducts(operands.a(), p);
      default ->
          IntStream.range(0, size)
              .parallel()
              .mapToObj(
                  i ->
                      element(
                          operands.a().get(i), operands.b().get(i), operands.c().get(i), scalar, p))
              .toList();
    };
  }

  private static BigInteger reduce(
      Stream<BigInteger> elements,
      BigInteger neutral,
      BinaryOperator<BigInteger> operator,
      BigInteger p) {
    return elements.reduce(neutral, (x, y) -> operator.apply(x, y).mod(p)).mod(p);
  }

  private static List<BigInteger> prefixProducts(List<BigInteger> elements, BigInteger p) {
    List<BigInteger> products = new ArrayList<>(elements.size());
    BigInteger product = BigInteger.ONE;
    for (BigInteger element : elements) {
      product = product.multiply(element).mod(p);
      products.add(product);
    }
    return products;
  }

  private BigInteger element(
      BigInteger a, BigInteger b, BigInteger c, BigInteger scalar, BigInteger p) {
    return switch (this) {
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
      case INV -> a.signum() == 0 ? BigInteger.ZERO : a.modInverse(p);
      case TO_MONTGOMERY, FROM_MONTGOMERY, REDUCE -> a.mod(p);
      case MUL_CHAIN -> a.multiply(b.modPow(BigInteger.valueOf(CHAIN), p)).mod(p);
      case SQR_CHAIN -> a.modPow(BigInteger.ONE.shiftLeft(CHAIN), p);
      case SUM, PRODUCT, INNER_PRODUCT, EQUAL, PREFIX_PRODUCT ->
          throw new IllegalArgumentException(this + " is not element-wise");
    };
  }
}
