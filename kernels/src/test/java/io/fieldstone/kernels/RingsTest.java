// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static io.fieldstone.kernels.ReferencePolynomials.elements;
import static io.fieldstone.kernels.ReferencePolynomials.random;
import static io.fieldstone.kernels.ReferencePolynomials.reversed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cc.redberry.rings.IntegersZp;
import cc.redberry.rings.Rings;
import cc.redberry.rings.poly.univar.UnivariatePolynomial;
import io.fieldstone.kernels.polynomial.LowDegreeExtension;
import io.fieldstone.kernels.polynomial.PolynomialProduct;
import io.fieldstone.kernels.transform.Coset;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Transforms, products and extensions of 2^16 elements against Rings, a library of computer algebra
 * whose polynomials and integers are its own.
 */
class RingsTest {

  @RegisterExtension static final PolynomialBackends BACKENDS = new PolynomialBackends();

  private static final int LOG = 16;
  private static final int N = 1 << LOG;

  /** How many points are taken, beside the first and the last. */
  private static final int POINTS = OperationsTest.FULL ? 100 : 6;

  static Stream<Field<?>> fields() {
    return Stream.of(
        Bls12381FrField.INSTANCE,
        Bn254FrField.INSTANCE,
        GoldilocksField.INSTANCE,
        BabyBearField.INSTANCE);
  }

  private static cc.redberry.rings.bigint.BigInteger theirs(BigInteger integer) {
    return new cc.redberry.rings.bigint.BigInteger(integer.toByteArray());
  }

  private static BigInteger ours(cc.redberry.rings.bigint.BigInteger integer) {
    return new BigInteger(integer.toByteArray());
  }

  private static UnivariatePolynomial<cc.redberry.rings.bigint.BigInteger> polynomial(
      Field<?> field, List<BigInteger> coefficients) {
    IntegersZp ring = Rings.Zp(theirs(field.modulus()));
    return UnivariatePolynomial.create(
        ring,
        coefficients.stream()
            .map(RingsTest::theirs)
            .toArray(cc.redberry.rings.bigint.BigInteger[]::new));
  }

  /** Holds values at the points shift root^i against theirs. */
  private static void requireValues(
      Field<?> field,
      List<BigInteger> coefficients,
      List<BigInteger> values,
      BigInteger shift,
      BigInteger root,
      String what) {
    var polynomial = polynomial(field, coefficients);
    IntStream.concat(
            IntStream.of(0, values.size() - 1),
            new Random(values.size()).ints(POINTS, 0, values.size()))
        .parallel()
        .forEach(
            i -> {
              BigInteger x =
                  root.modPow(BigInteger.valueOf(i), field.modulus())
                      .multiply(shift)
                      .mod(field.modulus());
              assertEquals(
                  ours(polynomial.evaluate(theirs(x))), values.get(i), what + ", point " + i);
            });
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void transformsAreValues(Field<F> field) {
    List<BigInteger> coefficients = random(field, N, 1);
    BigInteger root = field.rootOfUnity(LOG);
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, field);
        var domain = Domain.of(gpu, field, N);
        Coset<F> coset = domain.coset(field.generator());
        DeviceVector<F> in = check.upload(coefficients, ElementForm.MONTGOMERY);
        DeviceVector<F> out = check.poisoned(N, ElementForm.MONTGOMERY)) {
      domain.forward(Order.NATURAL).apply(in, out);
      requireValues(field, coefficients, elements(out), BigInteger.ONE, root, "natural");
      Transform<F> onCoset = domain.forward(Order.NATURAL_TO_REVERSED).on(coset);
      onCoset.apply(in, out);
      requireValues(
          field, coefficients, reversed(elements(out)), field.generator(), root, "on a coset");
      domain.inverse(Order.REVERSED_TO_NATURAL).on(coset).apply(out);
      assertEquals(coefficients, elements(out), "and back");
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void extensionsAreValues(Field<F> field) {
    List<BigInteger> coefficients = random(field, N / 4, 2);
    PersistentBackend gpu = BACKENDS.get(false);
    try (var check = new OperationCheck<>(gpu, field);
        var domain = Domain.of(gpu, field, N / 4);
        var extension = LowDegreeExtension.of(domain, 4, field.generator());
        DeviceVector<F> in = check.upload(coefficients, ElementForm.CANONICAL);
        DeviceVector<F> out = check.poisoned(N, ElementForm.CANONICAL)) {
      extension.ofCoefficients(in, out);
      requireValues(
          field,
          coefficients,
          reversed(elements(out)),
          field.generator(),
          field.rootOfUnity(LOG),
          "extension");
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <F> void productsAreTheirs(Field<F> field) {
    List<BigInteger> x = random(field, N / 2, 3);
    List<BigInteger> y = random(field, N / 2, 4);
    List<BigInteger> product =
        polynomial(field, x).multiply(polynomial(field, y)).stream().map(RingsTest::ours).toList();
    try (var check = new OperationCheck<>(BACKENDS.get(false), field);
        var products = PolynomialProduct.of(check.vectors(), N - 1);
        DeviceVector<F> a = check.upload(x, ElementForm.MONTGOMERY);
        DeviceVector<F> b = check.upload(y, ElementForm.MONTGOMERY);
        DeviceVector<F> out = check.poisoned(N - 1, ElementForm.MONTGOMERY)) {
      products.multiply(a, b, out);
      assertEquals(N, products.domain().size());
      List<BigInteger> found = elements(out);
      for (int i = 0; i < N - 1; i++) {
        // theirs has no leading zeros
        BigInteger expected = i < product.size() ? product.get(i) : BigInteger.ZERO;
        assertEquals(expected, found.get(i), "coefficient " + i);
      }
    }
  }
}
