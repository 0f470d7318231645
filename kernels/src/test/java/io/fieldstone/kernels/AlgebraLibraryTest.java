// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds extension fields and points of the GLSL library against the values on BigInteger. */
class AlgebraLibraryTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  /** Elements at random, beside all pairs of edges. */
  private static final int RANDOM = OperationsTest.RANDOM;

  /**
   * The fields that have all strategies and both forms in any case; with all fields they take
   * minutes to compile on a CPU.
   */
  private static final Set<Field<?>> EVERY_STRATEGY =
      Set.of(Secp256k1FpField.INSTANCE, Mersenne31Field.INSTANCE, GoldilocksField.INSTANCE);

  private static Stream<Arguments> withStrategies(
      KernelDescriptor kernel, Field<?> field, Object... arguments) {
    List<String> strategies = new ArrayList<>(BACKEND.get().strategies(kernel, field.shape()));
    if (strategies.isEmpty()) {
      strategies.add("");
    }
    boolean every = OperationsTest.FULL || EVERY_STRATEGY.contains(field);
    return strategies.stream()
        .filter(strategy -> every || strategies.indexOf(strategy) == 0)
        .flatMap(
            strategy ->
                Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                    .filter(form -> every || form == ElementForm.MONTGOMERY)
                    .map(
                        form -> {
                          List<Object> all = new ArrayList<>(List.of(arguments));
                          all.addAll(List.of(kernel, strategy, form));
                          return Arguments.of(all.toArray());
                        }));
  }

  /** Runs an operation on vectors of base elements. */
  private static <F> List<BigInteger> run(
      Field<F> field,
      KernelDescriptor descriptor,
      String strategy,
      ElementForm form,
      int operation,
      List<BigInteger> a,
      List<BigInteger> b) {
    PersistentBackend gpu = BACKEND.get();
    Kernel<F> kernel =
        strategy.isEmpty()
            ? gpu.kernel(descriptor, field)
            : gpu.kernel(descriptor, field, strategy);
    try (HostVector<F> aHost = gpu.hostVector(field, a, form);
        HostVector<F> bHost = gpu.hostVector(field, b, form);
        HostVector<F> result = gpu.hostVector(field, a.size(), form);
        DeviceVector<F> aDevice = gpu.deviceVector(field, a.size(), form);
        DeviceVector<F> bDevice = gpu.deviceVector(field, a.size(), form);
        DeviceVector<F> out = gpu.deviceVector(field, a.size(), form);
        Dispatch<F> dispatch = kernel.dispatch()) {
      aDevice.upload(aHost);
      bDevice.upload(bHost);
      dispatch.bind(0, aDevice);
      dispatch.bind(1, bDevice);
      dispatch.bind(2, out);
      if (operation >= 0) {
        dispatch.push(0, operation);
      }
      dispatch.submit();
      out.download(result);
      List<BigInteger> values = new ArrayList<>();
      for (long i = 0; i < result.size(); i++) {
        values.add(result.get(i));
      }
      return values;
    }
  }

  static Stream<Arguments> extensions() {
    return Stream.of(
            Arguments.of(Bls12381Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2),
            Arguments.of(Bls12377Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2_MINUS_FIVE),
            Arguments.of(Bn254Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2),
            Arguments.of(Goldilocks2Field.INSTANCE, AlgebraKernelsDispatch.EXT2_SEVEN),
            Arguments.of(Mersenne31ComplexField.INSTANCE, AlgebraKernelsDispatch.EXT2),
            Arguments.of(BabyBear4Field.INSTANCE, AlgebraKernelsDispatch.EXT4),
            Arguments.of(KoalaBear4Field.INSTANCE, AlgebraKernelsDispatch.EXT4_THREE))
        .flatMap(
            arguments -> {
              ExtensionField<?> field = (ExtensionField<?>) arguments.get()[0];
              return withStrategies(
                  (KernelDescriptor) arguments.get()[1], field.primeField(), field);
            });
  }

  /** All pairs of elements with parts 0, 1 and p - 1, and random ones. */
  private static <E> void fill(
      ExtensionField<E> field, List<FieldElement<E>> a, List<FieldElement<E>> b) {
    BigInteger p = field.primeField().modulus();
    List<FieldElement<E>> edges = new ArrayList<>(List.of(field.zero(), field.one()));
    List<BigInteger> parts = List.of(BigInteger.ONE, p.subtract(BigInteger.ONE), p.shiftRight(1));
    for (BigInteger part : parts) {
      edges.add(field.element(Collections.nCopies(field.components(), part)));
      for (int i = 0; i < field.components(); i++) {
        List<BigInteger> one =
            new ArrayList<>(Collections.nCopies(field.components(), BigInteger.ZERO));
        one.set(i, part);
        edges.add(field.element(one));
      }
    }
    for (FieldElement<E> left : edges) {
      for (FieldElement<E> right : edges) {
        a.add(left);
        b.add(right);
      }
    }
    Random random = new Random(15);
    for (int i = 0; i < RANDOM; i++) {
      a.add(random(field, random));
      b.add(random(field, random));
    }
  }

  private static <E> FieldElement<E> random(ExtensionField<E> field, Random random) {
    List<BigInteger> coefficients = new ArrayList<>();
    for (int i = 0; i < field.components(); i++) {
      BigInteger p = field.primeField().modulus();
      coefficients.add(new BigInteger(p.bitLength() + 64, random).mod(p));
    }
    return field.element(coefficients);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @MethodSource("extensions")
  void operationsOfExtensionsAreThoseOfTheValues(
      ExtensionField<?> field, KernelDescriptor kernel, String strategy, ElementForm form) {
    checkExtension(field, kernel, strategy, form);
  }

  private static <E> void checkExtension(
      ExtensionField<E> field, KernelDescriptor kernel, String strategy, ElementForm form) {
    List<FieldElement<E>> a = new ArrayList<>();
    List<FieldElement<E>> b = new ArrayList<>();
    fill(field, a, b);
    List<BinaryOperator<FieldElement<E>>> operations =
        new ArrayList<>(
            List.of(
                FieldElement::add,
                FieldElement::subtract,
                (x, y) -> x.negate(),
                (x, y) -> x.add(x),
                FieldElement::multiply,
                (x, y) -> x.square(),
                (x, y) -> x.inverse()));
    operations.add((x, y) -> x.multiply(y).subtract(y.multiply(x.square())));
    operations.add((x, y) -> x.multiply(y.coefficients().get(0)));
    if (field.components() == 2) {
      operations.add((x, y) -> x.equals(y) ? field.one() : field.zero());
      operations.add((x, y) -> x.isZero() ? y : x);
    } else {
      operations.set(7, (x, y) -> x.equals(y) ? x : field.zero());
    }
    List<BigInteger> aWords = a.stream().flatMap(x -> x.coefficients().stream()).toList();
    List<BigInteger> bWords = b.stream().flatMap(x -> x.coefficients().stream()).toList();
    for (int operation = 0; operation < operations.size(); operation++) {
      List<BigInteger> result =
          run(field.primeField(), kernel, strategy, form, operation, aWords, bWords);
      for (int i = 0; i < a.size(); i++) {
        int at = i * field.components();
        assertEquals(
            operations.get(operation).apply(a.get(i), b.get(i)).coefficients(),
            result.subList(at, at + field.components()),
            "operation " + operation + " of " + a.get(i) + " and " + b.get(i));
      }
    }
  }

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
              return withStrategies(
                  (KernelDescriptor) arguments.get()[1], curve.field().primeField(), curve);
            });
  }

  private static Arguments points(Curve<?> curve, KernelDescriptor kernel, String strategy) {
    return Arguments.of(curve, kernel, strategy, ElementForm.MONTGOMERY);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @MethodSource("curves")
  void operationsOfPointsAreThoseOfTheValues(
      Curve<?> curve, KernelDescriptor kernel, String strategy, ElementForm form) {
    checkPoints(curve, kernel, strategy, form);
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

  private static <C> void checkPoints(
      Curve<C> curve, KernelDescriptor kernel, String strategy, ElementForm form) {
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
    for (int i = 0; i < Math.min(RANDOM / 10, 1000); i++) {
      p.add(chain);
      chain = chain.add(curve.generator());
      q.add(chain.negate());
    }
    // Steps, lowest first: 1 adds q, 2 doubles, 3 negates, 4 adds what 5 kept, 6 negates q, 7 makes
    // infinity of what is not what 5 kept, 8 sets q to p.
    Map<Integer, BinaryOperator<AffinePoint<C>>> programs = new LinkedHashMap<>();
    programs.put(0x1, AffinePoint::add);
    programs.put(0x2, (x, y) -> x.twice());
    programs.put(0x3, (x, y) -> x.negate());
    programs.put(0x16, (x, y) -> x.add(y.negate()));
    programs.put(0x18, (x, y) -> x.twice());
    programs.put(0x45, (x, y) -> x.twice());
    programs.put(0x435, (x, y) -> curve.infinity());
    programs.put(0x1452, (x, y) -> x.multiply(BigInteger.valueOf(4)).add(y));
    programs.put(0x41251, (x, y) -> x.add(y).multiply(BigInteger.valueOf(3)).add(y));
    programs.put(0x11111111, (x, y) -> x.add(y.multiply(BigInteger.valueOf(8))));
    programs.put(0x12222222, (x, y) -> x.multiply(BigInteger.valueOf(128)).add(y));
    programs.put(0x7153, (x, y) -> y.isInfinity() ? x.negate() : curve.infinity());
    List<BigInteger> pWords = p.stream().flatMap(x -> words(x).stream()).toList();
    List<BigInteger> qWords = q.stream().flatMap(x -> words(x).stream()).toList();
    int words = curve.affine().components();
    programs.forEach(
        (program, expected) -> {
          List<BigInteger> result =
              run(curve.field().primeField(), kernel, strategy, form, program, pWords, qWords);
          for (int i = 0; i < p.size(); i++) {
            assertEquals(
                words(expected.apply(p.get(i), q.get(i))),
                result.subList(i * words, (i + 1) * words),
                "program " + Integer.toHexString(program) + " of " + p.get(i) + ", " + q.get(i));
          }
        });
  }

  @Test
  void theKernelOfThePageOnElementTypesAddsPoints() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "element-types.md"));
    String source;
    try (InputStream in = getClass().getResourceAsStream("/library/point_sums.comp")) {
      source = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    assertTrue(page.contains("```glsl\n" + source.substring(source.indexOf("#version")) + "```"));
    var g = Secp256k1Curve.INSTANCE.generator();
    List<AffinePoint<Secp256k1>> p = List.of(g, g, g, g.twice(), g.curve().infinity());
    List<AffinePoint<Secp256k1>> q = List.of(g, g.negate(), g.twice(), g.curve().infinity(), g);
    List<BigInteger> expected = new ArrayList<>();
    for (int i = 0; i < p.size(); i++) {
      expected.addAll(words(p.get(i).add(q.get(i))));
    }
    assertEquals(
        expected,
        run(
            Secp256k1FpField.INSTANCE,
            AlgebraKernelsDispatch.POINT_SUMS,
            "",
            ElementForm.CANONICAL,
            -1,
            p.stream().flatMap(x -> words(x).stream()).toList(),
            q.stream().flatMap(x -> words(x).stream()).toList()));
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
