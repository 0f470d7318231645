// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.IntegerType;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on points, held against the values on BigInteger. */
class PointOperationsTest {

  @RegisterExtension static final OpenBackend PORTABLE = OpenBackend.withStrategy("portable");
  @RegisterExtension static final OpenBackend COLUMNS = OpenBackend.withStrategy("columns");

  /** Beside all pairs of samples. */
  private static final int RANDOM =
      OperationsTest.RANDOM < 10_000 ? OperationsTest.RANDOM / 10 : OperationsTest.RANDOM;

  /** Points of any order beside the samples. */
  private static final int OF_ANY_ORDER = OperationsTest.FULL ? Integer.MAX_VALUE : 4;

  private final PersistentBackend gpu = PORTABLE.get();

  /**
   * Every curve in both forms, if nothing is to be left out; else one over a prime field, one in
   * canonical form with an a, and one over an extension with an a.
   */
  static Stream<Arguments> curvesAndForms() {
    if (OperationsTest.FULL) {
      return curves()
          .flatMap(
              curve ->
                  Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                      .map(form -> Arguments.of(curve, form)));
    }
    return Stream.of(
        Arguments.of(Secp256k1Curve.INSTANCE, ElementForm.MONTGOMERY),
        Arguments.of(P256.INSTANCE, ElementForm.CANONICAL),
        Arguments.of(P256Squared.INSTANCE, ElementForm.MONTGOMERY));
  }

  private static Stream<Curve<?>> curves() {
    return Stream.of(
        Secp256k1Curve.INSTANCE,
        P256.INSTANCE,
        P256Squared.INSTANCE,
        Bls12381G1Curve.INSTANCE,
        Bn254G2Curve.INSTANCE,
        Bls12381G2Curve.INSTANCE,
        Bls12377G1Curve.INSTANCE,
        Bls12377G2Curve.INSTANCE,
        Bn254G1Curve.INSTANCE,
        PallasCurve.INSTANCE,
        VestaCurve.INSTANCE);
  }

  /** The same for what multiplies, with every strategy of the device; daily with one each. */
  static Stream<Arguments> curvesFormsAndStrategies() {
    if (OperationsTest.FULL) {
      return curves().flatMap(PointOperationsTest::formsAndStrategies);
    }
    return Stream.of(
        Arguments.of(Secp256k1Curve.INSTANCE, ElementForm.MONTGOMERY, "columns"),
        Arguments.of(P256Squared.INSTANCE, ElementForm.CANONICAL, "portable"));
  }

  private static Stream<Arguments> formsAndStrategies(Curve<?> curve) {
    List<String> strategies =
        curve.field().components() > 1
            ? List.of("portable")
            : PORTABLE
                .get()
                .strategies(PrimePointKernelsDispatch.MULTIPLY, curve.field().primeField().shape());
    return strategies.stream()
        .flatMap(
            strategy ->
                Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                    .map(form -> Arguments.of(curve, form, strategy)));
  }

  private static <C> PointReference<C> reference(Curve<C> curve) {
    return PointReference.of(curve, RANDOM, OF_ANY_ORDER);
  }

  private static PersistentBackend backend(String strategy) {
    return strategy.equals("portable") ? PORTABLE.get() : COLUMNS.get();
  }

  private static <C> DeviceVector<Affine<C>> upload(
      PersistentBackend gpu, Curve<C> curve, List<AffinePoint<C>> points, ElementForm form) {
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

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("curvesAndForms")
  <C> void everyOperationIsThatOfTheValues(Curve<C> curve, ElementForm form) {
    PointReference<C> reference = reference(curve);
    List<AffinePoint<C>> p = reference.pairs().p();
    List<AffinePoint<C>> q = reference.pairs().q();
    int size = p.size();
    try (PointOperations<C> ops = PointOperations.of(gpu, curve);
        DeviceVector<Affine<C>> onP = upload(gpu, curve, p, form);
        DeviceVector<Affine<C>> onQ = upload(gpu, curve, q, form);
        DeviceVector<Affine<C>> out = gpu.deviceVector(curve.affine(), size, form);
        DeviceVector<UInt32> flags = gpu.deviceVector(IntegerType.UINT32, size)) {
      ops.add(onP, onQ, out);
      assertEquals(reference.sums(), download(out));
      ops.dbl(onP, out);
      assertEquals(reference.doubles(), download(out));
      ops.neg(onP, out);
      assertEquals(reference.negatives(), download(out));
      ops.equal(onP, onQ, flags);
      int[] equal = IntStream.range(0, size).map(i -> p.get(i).equals(q.get(i)) ? 1 : 0).toArray();
      assertArrayEquals(equal, words(flags));
      ops.onCurve(onP, flags);
      assertArrayEquals(IntStream.generate(() -> 1).limit(size).toArray(), words(flags));
      ops.add(onP, onQ, onP); // the output may be an input
      assertEquals(reference.sums(), download(onP));
    }
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("curvesFormsAndStrategies")
  <C> void multiplesAreThoseOfTheValues(Curve<C> curve, ElementForm form, String strategy) {
    PointReference<C> reference = reference(curve);
    List<AffinePoint<C>> p = reference.few();
    BigInteger k = new BigInteger(100, new Random(3));
    PersistentBackend backend = backend(strategy);
    try (PointOperations<C> ops = PointOperations.of(backend, curve);
        DeviceVector<Affine<C>> onP = upload(backend, curve, p, form);
        DeviceVector<Affine<C>> out = backend.deviceVector(curve.affine(), p.size(), form)) {
      List<BigInteger> factors =
          List.of(BigInteger.ZERO, BigInteger.ONE, k, k.shiftLeft(420).subtract(k));
      for (BigInteger factor : factors) {
        ops.multiply(factor, onP, out);
        assertEquals(reference.multiples(factor), download(out));
      }
      ops.multiply(factors.get(3), onP, onP); // the output may be the input
      assertEquals(reference.multiples(factors.get(3)), download(onP));
    }
  }

  /** A factor is of the recording, and the points are those of the run. */
  @Test
  @SuppressWarnings("try") // closed early
  void multiplesAreRecorded() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    List<AffinePoint<Secp256k1>> points = List.of(g, g.twice(), curve.infinity());
    BigInteger k = new BigInteger(100, new Random(5));
    PersistentBackend backend = COLUMNS.get();
    for (BigInteger factor : List.of(BigInteger.ZERO, k, k.shiftLeft(420).subtract(k))) {
      try (PointOperations<Secp256k1> ops = PointOperations.of(backend, curve);
          var p = upload(backend, curve, points, ElementForm.MONTGOMERY);
          var q = upload(backend, curve, List.of(g, g, g.negate()), ElementForm.MONTGOMERY);
          var out = backend.deviceVector(curve.affine(), 3, ElementForm.MONTGOMERY);
          Program step =
              backend.record(
                  () -> {
                    ops.multiply(factor, p, out);
                    ops.add(out, q, p);
                  })) {
        ops.close(); // the program has what it needs of its own
        for (int run = 0; run < 2; run++) {
          List<AffinePoint<Secp256k1>> was = download(p);
          step.run();
          List<AffinePoint<Secp256k1>> multiples =
              was.stream().map(each -> each.multiply(factor)).toList();
          assertEquals(multiples, download(out));
          assertEquals(
              List.of(
                  multiples.get(0).add(g),
                  multiples.get(1).add(g),
                  multiples.get(2).add(g.negate())),
              download(p));
        }
      }
    }
  }

  @Test
  void operandsOfLongFactorsAreRefusedBeforeAnythingIsSubmitted() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    List<AffinePoint<Secp256k1>> points = List.of(g, g.twice(), g.negate());
    BigInteger k = BigInteger.ONE.shiftLeft(500);
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        var p = upload(gpu, curve, points, ElementForm.MONTGOMERY);
        var canonical = gpu.deviceVector(curve.affine(), 3)) {
      assertEquals(
          "out has 2 elements, but 3 are expected",
          assertThrows(LengthMismatchException.class, () -> ops.multiply(k, p, p.slice(0, 2)))
              .getMessage());
      assertEquals(
          "out is CANONICAL, but MONTGOMERY is expected",
          assertThrows(FormMismatchException.class, () -> ops.multiply(k, p, canonical))
              .getMessage());
      assertEquals(
          "p and out share some elements, and one of them is written; take parts that do not",
          assertThrows(BindingException.class, () -> ops.multiply(k, p.slice(0, 2), p.slice(1, 2)))
              .getMessage());
      assertEquals(points, download(p));
    }
  }

  /** Daily not over the extension, whose pipeline takes as long as all else here. */
  static Stream<Arguments> curvesFormsAndStrategiesOfSubgroups() {
    return curvesFormsAndStrategies()
        .filter(arguments -> OperationsTest.FULL || arguments.get()[0] != P256Squared.INSTANCE);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("curvesFormsAndStrategiesOfSubgroups")
  <C> void subgroupsAreThoseOfTheValues(Curve<C> curve, ElementForm form, String strategy) {
    PointReference<C> reference = reference(curve);
    List<AffinePoint<C>> p = reference.few();
    PersistentBackend backend = backend(strategy);
    try (PointOperations<C> ops = PointOperations.of(backend, curve);
        DeviceVector<Affine<C>> onP = upload(backend, curve, p, form);
        DeviceVector<UInt32> flags = backend.deviceVector(IntegerType.UINT32, p.size())) {
      ops.inSubgroup(onP, flags);
      assertEquals(reference.inSubgroup(), IntStream.of(words(flags)).boxed().toList());
    }
  }

  /** Sums of points of the subgroup are of it, and with one that is not they are not. */
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("curvesFormsAndStrategiesOfSubgroups")
  <C> void manyPointsAreToldByTheirSubgroup(Curve<C> curve, ElementForm form, String strategy) {
    PointReference<C> reference = reference(curve);
    PointPairs<C> pairs = reference.pairs();
    List<AffinePoint<C>> inside = pairs.p().subList(pairs.samples(), pairs.p().size());
    Optional<AffinePoint<C>> outside = reference.outside();
    List<AffinePoint<C>> p =
        IntStream.range(0, inside.size())
            .parallel()
            .mapToObj(
                i ->
                    i % 3 == 0
                        ? outside.map(inside.get(i)::add).orElse(inside.get(i))
                        : inside.get(i))
            .toList();
    PersistentBackend backend = backend(strategy);
    try (PointOperations<C> ops = PointOperations.of(backend, curve);
        DeviceVector<Affine<C>> onP = upload(backend, curve, p, form);
        DeviceVector<UInt32> flags = backend.deviceVector(IntegerType.UINT32, p.size())) {
      ops.inSubgroup(onP, flags);
      int[] expected =
          IntStream.range(0, p.size())
              .map(i -> i % 3 == 0 && outside.isPresent() ? 0 : 1)
              .toArray();
      assertArrayEquals(expected, words(flags));
    }
  }

  @Test
  void whatIsFasterOverPrimeFieldsIsForThese() {
    var e =
        assertThrows(
            UnsupportedFieldException.class,
            () -> PrimePointKernelsDispatch.of(gpu, Bn254G2Curve.INSTANCE));
    assertEquals(
        "prime-point-multiply has no module for bn254_g2, which is of degree 2; it has modules for"
            + " degrees [1]",
        e.getMessage());
  }

  @Test
  void aPointOffTheCurveIsNamedByItsIndex() {
    Curve<Secp256k1> curve = Secp256k1Curve.INSTANCE;
    AffinePoint<Secp256k1> g = curve.generator();
    AffinePoint<Secp256k1> off =
        curve.coordinates(List.of(BigInteger.ONE), List.of(BigInteger.ONE));
    try (PointOperations<Secp256k1> ops = PointOperations.of(gpu, curve);
        var good =
            upload(gpu, curve, List.of(g, curve.infinity(), g.negate()), ElementForm.MONTGOMERY);
        var bad = upload(gpu, curve, List.of(g, g, off, off), ElementForm.MONTGOMERY)) {
      ops.requireOnCurve(good);
      var e = assertThrows(InvalidPointException.class, () -> ops.requireOnCurve(bad));
      assertEquals("point 2 is not on the curve secp256k1", e.getMessage());
    }
  }

  /** Those that have points of other orders; daily one, whose pipelines take seconds. */
  static Stream<Curve<?>> curvesWithPointsOfOtherOrders() {
    return OperationsTest.FULL
        ? curves().filter(curve -> curve.cofactor().filter(BigInteger.ONE::equals).isEmpty())
        : Stream.of(Bls12381G1Curve.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("curvesWithPointsOfOtherOrders")
  <C> void pointsThatAreNoneAreNamedByTheirIndex(Curve<C> curve) {
    AffinePoint<C> g = curve.generator();
    FieldElement<?> one = curve.field().one();
    AffinePoint<C> off = curve.coordinates(one.coefficients(), one.coefficients());
    AffinePoint<C> outside =
        PointPairs.ofAnyOrder(curve).stream()
            .filter(point -> !point.isInSubgroup())
            .findFirst()
            .orElseThrow();
    try (PointOperations<C> ops = PointOperations.of(gpu, curve)) {
      ElementForm form = ElementForm.MONTGOMERY;
      try (var good = upload(gpu, curve, List.of(g, curve.infinity(), g.negate()), form);
          var bad = upload(gpu, curve, List.of(g, g, off, off), form);
          var small = upload(gpu, curve, List.of(g, outside, outside), form)) {
        ops.requireInSubgroup(good);
        ops.requireOnCurve(small);
        var e = assertThrows(InvalidPointException.class, () -> ops.requireInSubgroup(bad));
        assertEquals("point 2 is not on the curve " + curve.name(), e.getMessage());
        e = assertThrows(InvalidPointException.class, () -> ops.requireInSubgroup(small));
        assertEquals(
            "point 1 is on the curve "
                + curve.name()
                + ", but not in its subgroup of order 0x"
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
        var table = upload(gpu, curve, points, ElementForm.MONTGOMERY);
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
