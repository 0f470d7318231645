// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Affine;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds points of the GLSL library against the values on BigInteger. */
class PointLibraryTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  /**
   * Pairs at random, beside all pairs of samples; a tenth of what others have, but in long runs.
   */
  private static final int RANDOM =
      OperationsTest.RANDOM < 10_000 ? OperationsTest.RANDOM / 10 : OperationsTest.RANDOM;

  /** The same of programs of many steps, whose expected values take long. */
  private static final int RANDOM_LONG = Math.min(RANDOM / 10, 1000);

  /** Two of small elements, since a CPU's driver compiles for minutes; all of them on a GPU. */
  static Stream<Arguments> curves() {
    if (!OperationsTest.FULL) {
      return Stream.of(
          points(Secp256k1Curve.INSTANCE, AlgebraKernelsDispatch.POINTS, "portable"),
          points(P256.INSTANCE, AlgebraKernelsDispatch.POINTS_A, "portable"));
    }
    return Stream.of(
            Arguments.of(Bls12381G1Curve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(Bls12377G1Curve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(Bn254G1Curve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(PallasCurve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(VestaCurve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(Secp256k1Curve.INSTANCE, AlgebraKernelsDispatch.POINTS),
            Arguments.of(P256.INSTANCE, AlgebraKernelsDispatch.POINTS_A),
            Arguments.of(Bls12381G2Curve.INSTANCE, AlgebraKernelsDispatch.POINTS_EXT2),
            Arguments.of(Bn254G2Curve.INSTANCE, AlgebraKernelsDispatch.POINTS_EXT2),
            Arguments.of(Bls12377G2Curve.INSTANCE, AlgebraKernelsDispatch.POINTS_EXT2_MINUS_FIVE))
        .flatMap(
            arguments -> {
              Curve<?> curve = (Curve<?>) arguments.get()[0];
              KernelDescriptor kernel = (KernelDescriptor) arguments.get()[1];
              return AlgebraStrategies.of(
                  BACKEND.get(), kernel, curve.field().primeField(), "portable", curve);
            });
  }

  private static Arguments points(Curve<?> curve, KernelDescriptor kernel, String strategy) {
    return Arguments.of(curve, kernel, strategy, ElementForm.MONTGOMERY);
  }

  /**
   * Steps, lowest first: 1 adds q, 2 doubles, 3 negates, 4 adds what 5 kept, 6 negates q, 7 makes
   * infinity of what is not what 5 kept, 8 sets q to p, 9 makes infinity of all unless q is on the
   * curve of p.
   */
  private record Program<C>(int steps, boolean isLong, BinaryOperator<AffinePoint<C>> expected) {}

  private static <C> List<Program<C>> programs(Curve<C> curve) {
    return List.of(
        new Program<>(0x1, false, AffinePoint::add),
        new Program<>(0x2, false, (x, y) -> x.twice()),
        new Program<>(0x3, false, (x, y) -> x.negate()),
        new Program<>(0x16, false, (x, y) -> x.add(y.negate())),
        new Program<>(0x18, false, (x, y) -> x.twice()),
        new Program<>(0x45, false, (x, y) -> x.twice()),
        new Program<>(0x7153, false, (x, y) -> y.isInfinity() ? x.negate() : curve.infinity()),
        new Program<>(0x9, false, (x, y) -> x),
        new Program<>(0x435, true, (x, y) -> curve.infinity()),
        new Program<>(0x1452, true, (x, y) -> x.multiply(BigInteger.valueOf(4)).add(y)),
        new Program<>(0x41251, true, (x, y) -> x.add(y).multiply(BigInteger.valueOf(3)).add(y)),
        new Program<>(0x11111111, true, (x, y) -> x.add(y.multiply(BigInteger.valueOf(8)))),
        new Program<>(0x12222222, true, (x, y) -> x.multiply(BigInteger.valueOf(128)).add(y)));
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @MethodSource("curves")
  void operationsOfPointsAreThoseOfTheValues(
      Curve<?> curve, KernelDescriptor kernel, String strategy, ElementForm form) {
    check(curve, curve.field().primeField(), kernel, strategy, form);
  }

  private static <C, F> void check(
      Curve<C> curve, Field<F> base, KernelDescriptor kernel, String strategy, ElementForm form) {
    PointPairs<C> pairs = PointPairs.of(curve, RANDOM);
    int count = pairs.p().size();
    try (AlgebraRun<F> run =
        new AlgebraRun<>(
            BACKEND.get(), base, kernel, strategy, form, curve.affine().components(), count)) {
      run.set(i -> words(pairs.p().get(i)), i -> words(pairs.q().get(i)));
      for (Program<C> program : programs(curve)) {
        run.run(OptionalInt.of(program.steps()));
        String name = "program " + Integer.toHexString(program.steps()) + " of ";
        IntStream.range(0, program.isLong() ? pairs.samples() + RANDOM_LONG : count)
            .parallel()
            .forEach(
                i -> {
                  AffinePoint<C> p = pairs.p().get(i);
                  AffinePoint<C> q = pairs.q().get(i);
                  assertEquals(
                      words(program.expected().apply(p, q)),
                      run.result(i),
                      () -> name + p + " and " + q);
                });
      }
      BigInteger modulus = base.modulus();
      run.set(i -> words(pairs.p().get(i)), i -> moved(words(pairs.q().get(i)), modulus));
      run.run(OptionalInt.of(0x9));
      IntStream.range(0, count)
          .parallel()
          .forEach(i -> assertEquals(words(curve.infinity()), run.result(i), "off the curve"));
    }
  }

  /** Returns (x, y + 3), which is on no curve with (x, y), nor (0, 3) on one that is tested. */
  private static List<BigInteger> moved(List<BigInteger> point, BigInteger modulus) {
    List<BigInteger> moved = new ArrayList<>(point);
    int y = point.size() / 2;
    moved.set(y, point.get(y).add(BigInteger.valueOf(3)).mod(modulus));
    return moved;
  }

  @Test
  void theKernelOfThePageIsTheOneThatIsTested() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "element-types.md"));
    String source;
    try (InputStream in = getClass().getResourceAsStream("/library/point_sums.comp")) {
      source = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(page.contains("```glsl\n" + source.substring(source.indexOf("#version")) + "```"));
  }

  /** Both in both forms, if nothing is to be left out; else in one each. */
  static Stream<Arguments> curvesWithAndWithoutA() {
    if (!OperationsTest.FULL) {
      return Stream.of(
          Arguments.of(Secp256k1Curve.INSTANCE, ElementForm.CANONICAL),
          Arguments.of(P256.INSTANCE, ElementForm.MONTGOMERY));
    }
    return Stream.of(Secp256k1Curve.INSTANCE, P256.INSTANCE)
        .flatMap(
            curve ->
                Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                    .map(form -> Arguments.of(curve, form)));
  }

  @ParameterizedTest
  @MethodSource("curvesWithAndWithoutA")
  <C> void theKernelOfThePageAddsPointsOfAnyCurve(Curve<C> curve, ElementForm form) {
    AffinePoint<C> g = curve.generator();
    List<AffinePoint<C>> p = List.of(g, g, g, g.twice(), curve.infinity());
    List<AffinePoint<C>> q = List.of(g, g.negate(), g.twice(), curve.infinity(), g);
    PersistentBackend gpu = BACKEND.get();
    try (HostVector<Affine<C>> hostP = gpu.hostVector(curve.affine(), p.size(), form);
        HostVector<Affine<C>> hostQ = gpu.hostVector(curve.affine(), p.size(), form)) {
      HostValues.ofPoints(hostP).put(0, p);
      HostValues.ofPoints(hostQ).put(0, q);
      try (DeviceVector<Affine<C>> onP = gpu.upload(hostP);
          DeviceVector<Affine<C>> onQ = gpu.upload(hostQ)) {
        PointSumKernelsDispatch.of(gpu, curve).pointSums(onP, onQ, onQ);
        onQ.download(hostQ);
      }
      for (int i = 0; i < p.size(); i++) {
        assertEquals(p.get(i).add(q.get(i)), HostValues.ofPoints(hostQ).get(i), "sum " + i);
      }
    }
  }

  private static List<BigInteger> words(AffinePoint<?> point) {
    if (point.isInfinity()) {
      return Collections.nCopies(point.curve().affine().components(), BigInteger.ZERO);
    }
    List<BigInteger> words = new ArrayList<>(point.x().orElseThrow().coefficients());
    words.addAll(point.y().orElseThrow().coefficients());
    return words;
  }
}
