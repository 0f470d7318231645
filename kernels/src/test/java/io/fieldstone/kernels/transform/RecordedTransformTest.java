// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.Allocations;
import io.fieldstone.kernels.BabyBear;
import io.fieldstone.kernels.BabyBearField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transforms in programs, on host data, of longer vectors, and on the Java heap. */
class RecordedTransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final BabyBearField FIELD = BabyBearField.INSTANCE;
  private static final BigInteger P = BabyBearField.MODULUS;

  /** Of long vectors: with the property, what the issue asks of a GPU. */
  private static final int LOG_LONG = TransformTest.FULL ? 20 : 14;

  private final PersistentBackend gpu = BACKEND.get();

  private static List<BigInteger> random(int size, int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, size).mapToObj(i -> Operands.element(FIELD, random)).toList();
  }

  private DeviceVector<BabyBear> upload(List<BigInteger> elements) {
    try (HostVector<BabyBear> host = gpu.hostVector(FIELD, elements)) {
      return gpu.upload(host);
    }
  }

  /** A product of polynomials modulo x^n - 1, by its definition. */
  private static List<BigInteger> cyclicProduct(List<BigInteger> a, List<BigInteger> b) {
    int n = a.size();
    BigInteger[] product = new BigInteger[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        BigInteger term = a.get(i).multiply(b.get(j));
        int k = (i + j) % n;
        product[k] = product[k] == null ? term : product[k].add(term);
      }
    }
    return List.of(product).stream().map(x -> x.mod(P)).toList();
  }

  @Test
  void aProgramOfTransformsAndAProductGivesAProductOfPolynomials() {
    int n = 512;
    List<BigInteger> first = random(n, 1);
    List<BigInteger> second = random(n, 2);
    try (var domain = Domain.of(gpu, FIELD, n);
        var operations = FieldOperations.of(gpu, FIELD);
        var a = upload(first);
        var b = upload(second);
        var c = gpu.deviceVector(FIELD, n);
        var d = gpu.deviceVector(FIELD, n)) {
      for (Order order : List.of(Order.NATURAL, Order.NATURAL_TO_REVERSED)) {
        Transform<BabyBear> forward = domain.forward(order);
        Transform<BabyBear> inverse = domain.inverse(order.opposite());
        try (Program product =
            gpu.record(
                () -> {
                  forward.apply(a, c);
                  forward.apply(b, d);
                  operations.mul(c, d, c);
                  inverse.apply(c);
                })) {
          for (int run = 0; run < 2; run++) {
            product.run();
            try (HostVector<BabyBear> host = c.download()) {
              List<BigInteger> expected = cyclicProduct(first, second);
              for (int i = 0; i < n; i++) {
                assertEquals(expected.get(i), host.get(i), order + ", element " + i);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void hostVectorsAndArraysAreTransformed() {
    List<BigInteger> elements = random(16, 3);
    var reference = new ReferenceTransform(FIELD, FIELD.rootOfUnity(4), false, BigInteger.ONE);
    List<BigInteger> expected = reference.apply(elements);
    try (var domain = Domain.of(gpu, FIELD, 16);
        HostVector<BabyBear> host = gpu.hostVector(FIELD, elements);
        HostVector<BabyBear> values = domain.forward(Order.NATURAL).apply(host)) {
      HeapVector<BabyBear> array =
          domain
              .forward(Order.NATURAL)
              .apply(HeapVector.of(FIELD, elements.toArray(BigInteger[]::new)));
      for (int i = 0; i < 16; i++) {
        assertEquals(expected.get(i), values.get(i));
        assertEquals(expected.get(i), array.get(i));
      }
    }
  }

  /** Against Lagrange's formula: the polynomials that are one at a point and zero at the others. */
  @Test
  void valuesAreInterpolated() {
    int n = 16;
    List<BigInteger> values = random(n, 7);
    try (var domain = Domain.of(gpu, FIELD, n);
        var coset = domain.coset(FIELD.generator());
        var in = upload(values);
        var out = gpu.deviceVector(FIELD, n)) {
      for (boolean shifted : List.of(false, true)) {
        BigInteger shift = shifted ? FIELD.generator() : BigInteger.ONE;
        Transform<BabyBear> interpolation = domain.interpolation();
        (shifted ? interpolation.on(coset) : interpolation).apply(in, out);
        BigInteger[] expected = lagrange(values, shift, domain.root());
        try (HostVector<BabyBear> host = out.download()) {
          assertEquals(List.of(expected), host.toList());
        }
        Transform<BabyBear> evaluation = domain.evaluation();
        (shifted ? evaluation.on(coset) : evaluation).apply(out);
        try (HostVector<BabyBear> host = out.download()) {
          assertEquals(values, host.toList());
        }
      }
    }
  }

  private static BigInteger[] lagrange(List<BigInteger> values, BigInteger shift, BigInteger root) {
    int n = values.size();
    List<BigInteger> points =
        IntStream.range(0, n)
            .mapToObj(i -> root.modPow(BigInteger.valueOf(i), P).multiply(shift).mod(P))
            .toList();
    BigInteger[] sum = new BigInteger[n];
    Arrays.fill(sum, BigInteger.ZERO);
    for (int i = 0; i < n; i++) {
      // values[i] times the product of (x - points[j]) / (points[i] - points[j])
      BigInteger[] term = new BigInteger[n];
      Arrays.fill(term, BigInteger.ZERO);
      term[0] = values.get(i);
      for (int j = 0; j < n; j++) {
        if (j == i) {
          continue;
        }
        BigInteger scale = points.get(i).subtract(points.get(j)).modInverse(P);
        for (int k = n - 1; k >= 0; k--) {
          BigInteger below = k == 0 ? BigInteger.ZERO : term[k - 1];
          term[k] = below.subtract(term[k].multiply(points.get(j))).multiply(scale).mod(P);
        }
      }
      for (int k = 0; k < n; k++) {
        sum[k] = sum[k].add(term[k]).mod(P);
      }
    }
    return sum;
  }

  @Test
  void inversesAndSumsOfLongVectors() {
    int n = 1 << LOG_LONG;
    try (var domain = Domain.of(gpu, FIELD, n);
        var operations = FieldOperations.of(gpu, FIELD);
        var coset = domain.coset(FIELD.generator());
        var a = upload(random(n, 4));
        var b = upload(random(n, 5));
        var ofA = gpu.deviceVector(FIELD, n);
        var ofB = gpu.deviceVector(FIELD, n);
        var sum = gpu.deviceVector(FIELD, n)) {
      for (Order order : Order.values()) {
        Transform<BabyBear> forward = domain.forward(order).on(coset);
        forward.apply(a, ofA);
        forward.apply(b, ofB);
        operations.add(a, b, sum);
        forward.apply(sum);
        operations.add(ofA, ofB, ofB);
        assertTrue(operations.equal(sum, ofB), order + " is linear");
        domain.inverse(order.opposite()).on(coset).apply(ofA);
        assertTrue(operations.equal(a, ofA), order + " has an inverse");
      }
    }
  }

  /** A value at one point of a long vector, by Horner's rule. */
  @Test
  void pointsOfLongVectors() {
    int n = 1 << LOG_LONG;
    List<BigInteger> elements = random(n, 6);
    try (var domain = Domain.of(gpu, FIELD, n);
        var a = upload(elements)) {
      domain.forward(Order.NATURAL_TO_REVERSED).apply(a);
      try (HostVector<BabyBear> values = a.download()) {
        for (int k : new int[] {0, 1, n / 2, n / 3, n - 1}) {
          BigInteger point = domain.root().modPow(BigInteger.valueOf(k), P);
          BigInteger value = BigInteger.ZERO;
          for (int i = n - 1; i >= 0; i--) {
            value = value.multiply(point).add(elements.get(i)).mod(P);
          }
          assertEquals(value, values.get(ReferenceTransform.reversed(k, n)), "at point " + k);
        }
      }
    }
  }

  @Test
  void nothingIsAllocatedOnTheJavaHeap() {
    int n = 512;
    try (var domain = Domain.of(gpu, FIELD, n);
        var coset = domain.coset(FIELD.generator());
        var a = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY);
        var b = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY)) {
      Transform<BabyBear> natural = domain.forward(Order.NATURAL).on(coset);
      Transform<BabyBear> reversed = domain.inverse(Order.NATURAL_TO_REVERSED);
      Allocations.assertNone(
          gpu,
          () -> {
            natural.apply(a, b);
            reversed.apply(b);
          });
    }
  }
}
