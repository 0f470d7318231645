// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.IntegerType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on points, held against the values on BigInteger. */
class PointOperationsTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  private final PersistentBackend gpu = BACKEND.get();

  /** Two of small elements, since a CPU's driver compiles for minutes; all of them on a GPU. */
  static Stream<Arguments> curvesAndForms() {
    List<Curve<?>> all =
        List.of(
            Secp256k1Curve.INSTANCE,
            P256.INSTANCE,
            Bls12381G1Curve.INSTANCE,
            Bn254G2Curve.INSTANCE,
            Bls12381G2Curve.INSTANCE,
            Bls12377G1Curve.INSTANCE,
            Bls12377G2Curve.INSTANCE,
            Bn254G1Curve.INSTANCE,
            PallasCurve.INSTANCE,
            VestaCurve.INSTANCE);
    return all.stream()
        .limit(OperationsTest.FULL ? all.size() : 2)
        .flatMap(
            curve ->
                Stream.of(ElementForm.MONTGOMERY, ElementForm.CANONICAL)
                    .filter(form -> OperationsTest.FULL || form == ElementForm.MONTGOMERY)
                    .map(form -> Arguments.of(curve, form)));
  }

  /**
   * Infinity, points of small order where x = 0 or y = 0 has them, a point, its negative, others.
   */
  private static <C> List<AffinePoint<C>> samples(Curve<C> curve) {
    List<AffinePoint<C>> points = new ArrayList<>(List.of(curve.infinity()));
    int degree = curve.field().components();
    BigInteger last = curve.field().arithmetic().characteristic().subtract(BigInteger.ONE);
    for (BigInteger x : List.of(BigInteger.ZERO, BigInteger.ONE, last)) {
      List<BigInteger> abscissa = new ArrayList<>(Collections.nCopies(degree, BigInteger.ZERO));
      abscissa.set(0, x);
      points.addAll(curve.pointsAt(abscissa));
    }
    AffinePoint<C> g = curve.generator();
    points.addAll(List.of(g, g.negate(), g.twice(), g.twice().negate(), g.twice().add(g)));
    points.add(g.multiply(new BigInteger("123456789abcdef0123456789abcdef", 16)));
    return points;
  }

  /** All pairs of samples, then multiples of the generator with others. */
  private static <C> List<List<AffinePoint<C>>> pairs(Curve<C> curve) {
    List<AffinePoint<C>> p = new ArrayList<>();
    List<AffinePoint<C>> q = new ArrayList<>();
    List<AffinePoint<C>> samples = samples(curve);
    for (AffinePoint<C> left : samples) {
      for (AffinePoint<C> right : samples) {
        p.add(left);
        q.add(right);
      }
    }
    AffinePoint<C> chain = samples.get(samples.size() - 1);
    for (int i = 0; i < Math.min(OperationsTest.RANDOM / 10, 100_000); i++) {
      p.add(chain);
      chain = chain.add(curve.generator());
      q.add(chain);
    }
    return List.of(p, q);
  }

  private <C> DeviceVector<Affine<C>> upload(
      Curve<C> curve, List<AffinePoint<C>> points, ElementForm form) {
    try (HostVector<Affine<C>> host = gpu.hostVector(curve.affine(), points.size(), form)) {
      HostValues.ofPoints(host).put(0, points);
      return gpu.upload(host);
    }
  }

  private static <C> List<AffinePoint<C>> download(DeviceVector<Affine<C>> vector) {
    try (HostVector<Affine<C>> host = vector.download()) {
      return HostValues.ofPoints(host).toList();
    }
  }

  private static int[] words(DeviceVector<UInt32> vector) {
    try (HostVector<UInt32> host = vector.download()) {
      int[] words = new int[(int) host.size()];
      host.get(0, words);
      return words;
    }
  }

  private static <T> int[] flags(List<T> of, Predicate<T> which) {
    return of.stream().mapToInt(each -> which.test(each) ? 1 : 0).toArray();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("curvesAndForms")
  <C> void everyOperationIsThatOfTheValues(Curve<C> curve, ElementForm form) {
    List<AffinePoint<C>> p = pairs(curve).get(0);
    List<AffinePoint<C>> q = pairs(curve).get(1);
    List<Integer> all = IntStream.range(0, p.size()).boxed().toList();
    try (PointOperations<C> ops = PointOperations.of(gpu, curve);
        DeviceVector<Affine<C>> onP = upload(curve, p, form);
        DeviceVector<Affine<C>> onQ = upload(curve, q, form);
        DeviceVector<Affine<C>> out = gpu.deviceVector(curve.affine(), p.size(), form);
        DeviceVector<UInt32> flags = gpu.deviceVector(IntegerType.UINT32, p.size())) {
      ops.add(onP, onQ, out);
      assertEquals(all.stream().map(i -> p.get(i).add(q.get(i))).toList(), download(out));
      ops.dbl(onP, out);
      assertEquals(p.stream().map(AffinePoint::twice).toList(), download(out));
      ops.neg(onP, out);
      assertEquals(p.stream().map(AffinePoint::negate).toList(), download(out));
      ops.equal(onP, onQ, flags);
      assertArrayEquals(flags(all, i -> p.get(i).equals(q.get(i))), words(flags));
      ops.onCurve(onP, flags);
      assertArrayEquals(flags(all, i -> true), words(flags));
      ops.add(onP, onQ, onP); // the output may be an input
      assertEquals(all.stream().map(i -> p.get(i).add(q.get(i))).toList(), download(onP));
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("curvesAndForms")
  <C> void multiplesAndSubgroupsAreThoseOfTheValues(Curve<C> curve, ElementForm form) {
    List<AffinePoint<C>> p = new ArrayList<>(samples(curve));
    for (int x = 2; x < 12; x++) {
      List<BigInteger> abscissa =
          new ArrayList<>(Collections.nCopies(curve.field().components(), BigInteger.ZERO));
      abscissa.set(0, BigInteger.valueOf(x));
      p.addAll(curve.pointsAt(abscissa));
    }
    BigInteger k = new BigInteger(100, new Random(3));
    try (PointOperations<C> ops = PointOperations.of(gpu, curve);
        DeviceVector<Affine<C>> onP = upload(curve, p, form);
        DeviceVector<Affine<C>> out = gpu.deviceVector(curve.affine(), p.size(), form);
        DeviceVector<UInt32> flags = gpu.deviceVector(IntegerType.UINT32, p.size())) {
      for (BigInteger factor : List.of(BigInteger.ZERO, BigInteger.ONE, k)) {
        ops.multiply(factor, onP, out);
        assertEquals(p.stream().map(each -> each.multiply(factor)).toList(), download(out));
      }
      ops.inSubgroup(onP, flags);
      assertArrayEquals(flags(p, AffinePoint::isInSubgroup), words(flags));
    }
  }

  @Test
  void aPointOffTheCurveIsNamedByItsIndex() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    AffinePoint<Secp256k1> off =
        curve.coordinates(List.of(BigInteger.ONE), List.of(BigInteger.ONE));
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        var good = upload(curve, List.of(g, curve.infinity(), g.negate()), ElementForm.MONTGOMERY);
        var bad = upload(curve, List.of(g, g, off, off), ElementForm.MONTGOMERY)) {
      ops.requireOnCurve(good);
      var e = assertThrows(InvalidPointException.class, () -> ops.requireOnCurve(bad));
      assertEquals("point 2 is not on the curve secp256k1", e.getMessage());
    }
  }

  @Test
  void pointsThatAreNoneAreNamedByTheirIndex() {
    assumeTrue(OperationsTest.FULL, "381 bits take a CPU's driver minutes: on a GPU only");
    Curve<Bls12381G1> curve = Bls12381G1Curve.INSTANCE;
    AffinePoint<Bls12381G1> g = curve.generator();
    AffinePoint<Bls12381G1> off =
        curve.coordinates(List.of(BigInteger.ONE), List.of(BigInteger.ONE));
    AffinePoint<Bls12381G1> outside =
        IntStream.range(1, 50)
            .mapToObj(x -> curve.pointsAt(List.of(BigInteger.valueOf(x))))
            .flatMap(List::stream)
            .filter(point -> !point.isInSubgroup())
            .findFirst()
            .orElseThrow();
    try (PointOperations<Bls12381G1> ops = PointOperations.of(gpu, curve)) {
      ElementForm form = ElementForm.MONTGOMERY;
      try (var good = upload(curve, List.of(g, curve.infinity(), g.negate()), form);
          var bad = upload(curve, List.of(g, g, off, off), form);
          var small = upload(curve, List.of(g, outside), form)) {
        ops.requireInSubgroup(good);
        ops.requireOnCurve(small);
        var e = assertThrows(InvalidPointException.class, () -> ops.requireInSubgroup(bad));
        assertEquals("point 2 is not on the curve bls12_381_g1", e.getMessage());
        e = assertThrows(InvalidPointException.class, () -> ops.requireInSubgroup(small));
        assertEquals(
            "point 1 is on the curve bls12_381_g1, but not in its subgroup of order 0x"
                + curve.order().toString(16),
            e.getMessage());
      }
    }
  }

  @Test
  void pointsAreGatheredAndThoseThatAreNotThereAreInfinity() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    List<AffinePoint<Secp256k1>> points = List.of(g, g.twice(), curve.infinity());
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        var table = upload(curve, points, ElementForm.MONTGOMERY);
        HostVector<UInt32> host = gpu.hostVector(IntegerType.UINT32, 5);
        var out = gpu.deviceVector(curve.affine(), 5, ElementForm.MONTGOMERY)) {
      host.put(0, new int[] {1, 0, 2, 3, -1});
      try (DeviceVector<UInt32> index = gpu.upload(host)) {
        ops.gather(table, index, out);
      }
      assertEquals(
          List.of(g.twice(), g, curve.infinity(), curve.infinity(), curve.infinity()),
          download(out));
    }
  }

  @Test
  void jobsAddHostVectors() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        HostVector<Affine<Secp256k1>> p = gpu.hostVector(curve.affine(), 1);
        HostVector<Affine<Secp256k1>> q = gpu.hostVector(curve.affine(), 1)) {
      HostValues.ofPoints(p).set(0, g);
      HostValues.ofPoints(q).set(0, g.twice());
      try (var sum = ops.add(p, q);
          var twice = ops.dbl(p);
          var negative = ops.neg(p)) {
        assertEquals(g.multiply(BigInteger.valueOf(3)), HostValues.ofPoints(sum).get(0));
        assertEquals(g.twice(), HostValues.ofPoints(twice).get(0));
        assertEquals(g.negate(), HostValues.ofPoints(negative).get(0));
      }
    }
  }

  @Test
  void whatIsNoScalarIsRefused() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        DeviceVector<Affine<Secp256k1>> p = gpu.deviceVector(curve.affine(), 1)) {
      var e =
          assertThrows(
              ElementRangeException.class, () -> ops.multiply(BigInteger.ONE.negate(), p, p));
      assertEquals("the factor -1 is negative; negate the points", e.getMessage());
    }
    var e =
        assertThrows(
            UnsupportedFieldException.class,
            () -> gpu.kernel("point-add", Bls12381FpField.INSTANCE));
    assertEquals(
        "p: bls12_381_fp is a field, but a curve is expected, whose points vectors have",
        e.getMessage());
  }
}
