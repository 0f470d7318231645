// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.Allocations;
import io.fieldstone.kernels.FieldExtensionOperations;
import io.fieldstone.kernels.Mersenne31Complex;
import io.fieldstone.kernels.Mersenne31ComplexField;
import io.fieldstone.kernels.OpenBackend;
import io.fieldstone.kernels.Operands;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transforms over Mersenne31's complex extension in programs, of longer vectors, on the heap. */
class ExtensionTransformTest {

  @RegisterExtension static final OpenBackend BACKEND = OpenBackend.withStrategy("portable");

  private static final Mersenne31ComplexField FIELD = Mersenne31ComplexField.INSTANCE;
  private static final int LOG_LONG = TransformTest.FULL ? 20 : 12;

  private final PersistentBackend gpu = BACKEND.get();

  private static List<FieldElement<Mersenne31Complex>> random(int size, int seed) {
    Random random = new Random(seed);
    return IntStream.range(0, size)
        .mapToObj(
            i ->
                FIELD.element(
                    Operands.element(FIELD.primeField(), random),
                    Operands.element(FIELD.primeField(), random)))
        .toList();
  }

  private HostVector<Mersenne31Complex> host(
      List<FieldElement<Mersenne31Complex>> elements, ElementForm form) {
    HostVector<Mersenne31Complex> host = gpu.hostVector(FIELD, elements.size(), form);
    HostValues.ofElements(host).put(0, elements);
    return host;
  }

  private DeviceVector<Mersenne31Complex> upload(List<FieldElement<Mersenne31Complex>> elements) {
    try (HostVector<Mersenne31Complex> host = host(elements, ElementForm.MONTGOMERY)) {
      return gpu.upload(host);
    }
  }

  private static List<FieldElement<Mersenne31Complex>> values(DeviceVector<Mersenne31Complex> of) {
    try (HostVector<Mersenne31Complex> host = of.download()) {
      return HostValues.ofElements(host).toList();
    }
  }

  /** A product of polynomials modulo x^n - 1, by its definition. */
  private static List<FieldElement<Mersenne31Complex>> cyclicProduct(
      List<FieldElement<Mersenne31Complex>> a, List<FieldElement<Mersenne31Complex>> b) {
    int n = a.size();
    return IntStream.range(0, n)
        .mapToObj(
            k ->
                IntStream.range(0, n)
                    .mapToObj(i -> a.get(i).multiply(b.get((k - i + n) % n)))
                    .reduce(FIELD.zero(), FieldElement::add))
        .toList();
  }

  @Test
  void aProgramOfTransformsAndAProductGivesAProductOfPolynomials() {
    int n = 64;
    List<FieldElement<Mersenne31Complex>> first = random(n, 1);
    List<FieldElement<Mersenne31Complex>> second = random(n, 2);
    try (var domain = Domain.of(gpu, FIELD, n);
        var operations = FieldExtensionOperations.of(gpu, FIELD);
        var a = upload(first);
        var b = upload(second);
        var c = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY);
        var d = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY)) {
      for (Order order : List.of(Order.NATURAL, Order.NATURAL_TO_REVERSED)) {
        Transform<Mersenne31Complex> forward = domain.forward(order);
        Transform<Mersenne31Complex> inverse = domain.inverse(order.opposite());
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
            assertEquals(cyclicProduct(first, second), values(c), order.toString());
          }
        }
      }
    }
  }

  @Test
  void hostVectorsAreTransformed() {
    List<FieldElement<Mersenne31Complex>> elements = random(16, 3);
    var reference =
        new ReferenceExtensionTransform<>(FIELD, FIELD.rootOfUnity(4), false, FIELD.one());
    try (var domain = Domain.of(gpu, FIELD, 16);
        HostVector<Mersenne31Complex> host = host(elements, ElementForm.CANONICAL);
        HostVector<Mersenne31Complex> values = domain.evaluation().apply(host)) {
      assertEquals(reference.apply(elements), HostValues.ofElements(values).toList());
    }
  }

  @Test
  void inversesAndSumsOfLongVectors() {
    int n = 1 << LOG_LONG;
    List<FieldElement<Mersenne31Complex>> elements = random(n, 4);
    try (var domain = Domain.of(gpu, FIELD, n);
        var operations = FieldExtensionOperations.of(gpu, FIELD);
        var coset = domain.coset(FIELD.generator());
        var a = upload(elements);
        var b = upload(random(n, 5));
        var ofA = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY);
        var ofB = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY);
        var sum = gpu.deviceVector(FIELD, n, ElementForm.MONTGOMERY)) {
      for (Order order : Order.values()) {
        Transform<Mersenne31Complex> forward = domain.forward(order).on(coset);
        forward.apply(a, ofA);
        forward.apply(b, ofB);
        operations.add(a, b, sum);
        forward.apply(sum);
        operations.add(ofA, ofB, ofB);
        assertEquals(values(ofB), values(sum), order + " is linear");
        domain.inverse(order.opposite()).on(coset).apply(ofA);
        assertEquals(elements, values(ofA), order + " has an inverse");
      }
    }
  }

  /** Values at points of a long vector, by Horner's rule. */
  @Test
  void pointsOfLongVectors() {
    int n = 1 << LOG_LONG;
    List<FieldElement<Mersenne31Complex>> elements = random(n, 6);
    try (var domain = Domain.of(gpu, FIELD, n);
        var a = upload(elements)) {
      domain.forward(Order.NATURAL_TO_REVERSED).apply(a);
      List<FieldElement<Mersenne31Complex>> values = values(a);
      List<FieldElement<Mersenne31Complex>> points =
          Stream.iterate(FIELD.one(), point -> point.multiply(domain.rootElement()))
              .limit(n)
              .toList();
      for (int k : new int[] {0, 1, n / 2, n / 3, n - 1}) {
        FieldElement<Mersenne31Complex> value = FIELD.zero();
        for (int i = n - 1; i >= 0; i--) {
          value = value.multiply(points.get(k)).add(elements.get(i));
        }
        assertEquals(value, values.get(ReferenceTransform.reversed(k, n)), "at point " + k);
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
      Transform<Mersenne31Complex> natural = domain.forward(Order.NATURAL).on(coset);
      Transform<Mersenne31Complex> reversed = domain.inverse(Order.NATURAL_TO_REVERSED);
      Allocations.assertNone(
          gpu,
          () -> {
            natural.apply(a, b);
            reversed.apply(b);
          });
    }
  }
}
