// SPDX-License-Identifier: Apache-2.0
package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.kernels.PointOperations;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the curve's and the extension's kernels against their values on BigInteger. */
class PointsTest {

  private static final P256Curve CURVE = P256Curve.INSTANCE;
  private static final Curve25519Fp4Field FIELD = Curve25519Fp4Field.INSTANCE;

  private static PersistentBackend gpu;

  @BeforeAll
  static void open() {
    gpu = PersistentBackend.open();
  }

  @AfterAll
  static void close() {
    gpu.close();
  }

  @Test
  void sumsAreThoseOfTheValues() {
    AffinePoint<P256> g = CURVE.generator();
    // infinity, a point and itself, and its negative, come together in some thread or other
    List<AffinePoint<P256>> points = new ArrayList<>(List.of(CURVE.infinity(), g, g.negate(), g));
    while (points.size() < 500) {
      int size = points.size();
      points.add(size % 5 == 0 ? points.get(size - 3) : points.get(size - 1).add(g));
    }
    AffinePoint<P256> expected = points.stream().reduce(CURVE.infinity(), AffinePoint::add);
    assertEquals(expected, Points.sum(gpu, points, 1));
    assertEquals(expected, Points.sum(gpu, points, 3));
    assertEquals(expected, Points.sum(gpu, points, 9)); // more threads than points
    assertEquals(g.twice(), Points.sum(gpu, List.of(g, g), 1));
  }

  @Test
  void shippedKernelsRunOnTheCurveOfThisProject() {
    AffinePoint<P256> g = CURVE.generator();
    try (PointOperations<P256> ops = PointOperations.of(gpu, CURVE);
        var p = gpu.hostVector(CURVE.affine(), 2);
        var q = gpu.hostVector(CURVE.affine(), 2)) {
      HostValues.ofPoints(p).put(0, List.of(g, g));
      HostValues.ofPoints(q).put(0, List.of(g, g.negate()));
      try (var sums = ops.add(p, q)) {
        assertEquals(List.of(g.twice(), CURVE.infinity()), HostValues.ofPoints(sums).toList());
      }
    }
  }

  @Test
  void mulAddIsThatOfTheValues() {
    List<List<FieldElement<Curve25519Fp4>>> values = List.of(elements(1), elements(2), elements(3));
    BigInteger s = FIELD.primeField().modulus().subtract(BigInteger.TEN);
    try (var a = vector(values.get(0));
        var b = vector(values.get(1));
        var c = vector(values.get(2));
        var out = Fp4KernelsDispatch.of(gpu).mulAdd(s, a, b, c)) {
      for (int i = 0; i < values.get(0).size(); i++) {
        FieldElement<Curve25519Fp4> product = values.get(0).get(i).multiply(values.get(1).get(i));
        assertEquals(
            product.multiply(s).add(values.get(2).get(i)), HostValues.ofElements(out).get(i));
      }
    }
  }

  private static List<FieldElement<Curve25519Fp4>> elements(long seed) {
    List<FieldElement<Curve25519Fp4>> elements =
        new ArrayList<>(List.of(FIELD.zero(), FIELD.one(), FIELD.root(), FIELD.one().negate()));
    BigInteger p = FIELD.primeField().modulus();
    Random random = new Random(seed);
    while (elements.size() < 200) {
      elements.add(
          FIELD.element(
              Stream.generate(() -> new BigInteger(320, random).mod(p)).limit(4).toList()));
    }
    return elements;
  }

  private static HostVector<Curve25519Fp4> vector(List<FieldElement<Curve25519Fp4>> elements) {
    HostVector<Curve25519Fp4> vector = gpu.hostVector(FIELD, elements.size());
    HostValues.ofElements(vector).put(0, elements);
    return vector;
  }
}
