// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds extension fields of the GLSL library against the values on BigInteger. */
class ExtensionLibraryTest {

  @RegisterExtension static final OpenBackend BACKEND = new OpenBackend();

  /** Elements at random, beside all pairs of edges. */
  private static final int RANDOM = OperationsTest.RANDOM;

  /** The number of inverses where one kernel has all. */
  private static final int INVERSE = 6;

  private static final OwnExtension CUBIC = OwnExtension.of(BabyBearField.INSTANCE, 3, 2);
  private static final OwnExtension QUINTIC = OwnExtension.of(BabyBearField.INSTANCE, 5, 2);
  private static final OwnExtension LONG_CUBIC = OwnExtension.of(Secp256k1FpField.INSTANCE, 3, 2);
  private static final OwnExtension LONG_QUARTIC = OwnExtension.of(PallasFpField.INSTANCE, 4, 11);
  private static final OwnExtension LONG_QUINTIC = OwnExtension.of(Bls12377FrField.INSTANCE, 5, 2);
  private static final OwnExtension LONG_TOWER =
      OwnExtension.of(Bls12381Fp2Field.INSTANCE, 2, 1, 1);

  private static Arguments of(ExtensionField<?> field, KernelDescriptor kernel, String strategy) {
    return Arguments.of(field, kernel, strategy);
  }

  /** Those of long elements take a CPU's driver long: one of each degree or so. */
  private static final List<Arguments> DAILY =
      List.of(
          of(Bls12377Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2_MINUS_FIVE, "portable"),
          of(Bn254Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2, "wide"),
          of(Goldilocks2Field.INSTANCE, AlgebraKernelsDispatch.EXT2_SEVEN, "portable"),
          of(Mersenne31ComplexField.INSTANCE, AlgebraKernelsDispatch.EXT2, "portable"),
          of(CUBIC, AlgebraKernelsDispatch.EXT3, "portable"),
          of(LONG_CUBIC, AlgebraKernelsDispatch.EXT3, "portable"),
          of(BabyBear4Field.INSTANCE, AlgebraKernelsDispatch.EXT4, "portable"),
          of(KoalaBear4Field.INSTANCE, AlgebraKernelsDispatch.EXT4_THREE, "portable"),
          of(QUINTIC, AlgebraKernelsDispatch.EXT5, "portable"),
          of(Mersenne31Complex2Field.INSTANCE, AlgebraKernelsDispatch.EXT2X2, "portable"));

  private static final List<Arguments> OTHERS =
      List.of(
          of(Bls12381Fp2Field.INSTANCE, AlgebraKernelsDispatch.EXT2, "columns"),
          of(LONG_QUARTIC, AlgebraKernelsDispatch.EXT4, "columns"),
          of(LONG_QUINTIC, AlgebraKernelsDispatch.EXT5, "portable"),
          of(LONG_TOWER, AlgebraKernelsDispatch.EXT2X2_ONE_ONE, "wide"));

  static Stream<Arguments> extensions() {
    Stream<Arguments> others = OperationsTest.RANDOM >= 10_000 ? OTHERS.stream() : Stream.of();
    return Stream.concat(DAILY.stream(), others)
        .flatMap(
            arguments -> {
              ExtensionField<?> field = (ExtensionField<?>) arguments.get()[0];
              KernelDescriptor kernel = (KernelDescriptor) arguments.get()[1];
              String strategy = (String) arguments.get()[2];
              return AlgebraStrategies.of(
                  BACKEND.get(), kernel, field.primeField(), strategy, field);
            });
  }

  /** Pairs of elements. */
  private record Operands<E>(List<FieldElement<E>> a, List<FieldElement<E>> b) {

    /** All pairs of elements with parts 0, 1, p - 1 and half of p, and random ones. */
    static <E> Operands<E> of(ExtensionField<E> field) {
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
      List<FieldElement<E>> a = new ArrayList<>();
      List<FieldElement<E>> b = new ArrayList<>();
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
      return new Operands<>(a, b);
    }

    private static <E> FieldElement<E> random(ExtensionField<E> field, Random random) {
      BigInteger p = field.primeField().modulus();
      return field.element(
          IntStream.range(0, field.components())
              .mapToObj(i -> new BigInteger(p.bitLength() + 64, random).mod(p))
              .toList());
    }
  }

  /** Kernels that have in parts what those of other degrees have in one: inverses, and sums. */
  private static final Map<KernelDescriptor, List<KernelDescriptor>> PARTS =
      Map.of(
          AlgebraKernelsDispatch.EXT2,
          List.of(AlgebraKernelsDispatch.EXT2_INVERSE, AlgebraKernelsDispatch.EXT2_SUMS),
          AlgebraKernelsDispatch.EXT2_MINUS_FIVE,
          List.of(
              AlgebraKernelsDispatch.EXT2_MINUS_FIVE_INVERSE,
              AlgebraKernelsDispatch.EXT2_MINUS_FIVE_SUMS),
          AlgebraKernelsDispatch.EXT2_SEVEN,
          List.of(
              AlgebraKernelsDispatch.EXT2_SEVEN_INVERSE, AlgebraKernelsDispatch.EXT2_SEVEN_SUMS));

  /** Returns the kernels of all operations of a field, in their order. */
  private static List<KernelDescriptor> kernels(KernelDescriptor first) {
    return Stream.concat(Stream.of(first), PARTS.getOrDefault(first, List.of()).stream()).toList();
  }

  /** Returns the operations of each kernel, as the sources number them. */
  private static <E> List<List<BinaryOperator<FieldElement<E>>>> operations(
      ExtensionField<E> field) {
    List<BinaryOperator<FieldElement<E>>> operations =
        new ArrayList<>(
            List.of(
                FieldElement::add,
                FieldElement::subtract,
                (x, y) -> x.negate(),
                (x, y) -> x.add(x),
                FieldElement::multiply,
                (x, y) -> x.square(),
                (x, y) -> x.inverse(),
                (x, y) -> x.multiply(y.coefficients().get(0)),
                (x, y) -> x.equals(y) ? field.one() : field.zero(),
                (x, y) -> x.isZero() ? y : x));
    if (field.components() > 2) {
      return List.of(operations);
    }
    BinaryOperator<FieldElement<E>> inverse = operations.remove(INVERSE);
    return List.of(
        operations,
        List.of(inverse),
        List.of(
            (x, y) -> x.multiply(y).subtract(y.multiply(x.square())),
            (x, y) -> x.multiply(y).add(y.multiply(x.square()))));
  }

  /**
   * Operands, and what each operation makes of them.
   *
   * @param expected by kernel and operation, the coefficients of each result
   */
  private record Reference<E>(
      ExtensionField<E> field, Operands<E> operands, List<List<List<List<BigInteger>>>> expected) {

    static <E> Reference<E> of(ExtensionField<E> field) {
      Operands<E> operands = Operands.of(field);
      return new Reference<>(
          field,
          operands,
          operations(field).stream()
              .map(kernel -> kernel.stream().map(each -> results(each, operands)).toList())
              .toList());
    }

    private static <E> List<List<BigInteger>> results(
        BinaryOperator<FieldElement<E>> operation, Operands<E> operands) {
      return IntStream.range(0, operands.a().size())
          .parallel()
          .mapToObj(i -> operation.apply(operands.a().get(i), operands.b().get(i)).coefficients())
          .toList();
    }
  }

  /** That of the field before, which often is the next one's too: a million take long. */
  private static @Nullable Reference<?> last;

  @SuppressWarnings("unchecked") // by the field
  private static <E> Reference<E> reference(ExtensionField<E> field) {
    Reference<?> reference = last;
    if (reference == null || reference.field() != field) {
      last = null; // to be collected
      reference = Reference.of(field);
      last = reference;
    }
    return (Reference<E>) reference;
  }

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @MethodSource("extensions")
  void operationsOfExtensionsAreThoseOfTheValues(
      ExtensionField<?> field, KernelDescriptor kernel, String strategy, ElementForm form) {
    List<KernelDescriptor> kernels = kernels(kernel);
    assertEquals(kernels.size(), reference(field).expected().size());
    for (int i = 0; i < kernels.size(); i++) {
      check(field, field.primeField(), kernels.get(i), i, strategy, form);
    }
  }

  private static <E, F> void check(
      ExtensionField<E> field,
      Field<F> base,
      KernelDescriptor kernel,
      int index,
      String strategy,
      ElementForm form) {
    Reference<E> reference = reference(field);
    List<FieldElement<E>> a = reference.operands().a();
    List<FieldElement<E>> b = reference.operands().b();
    List<List<List<BigInteger>>> operations = reference.expected().get(index);
    try (AlgebraRun<F> run =
        new AlgebraRun<>(
            BACKEND.get(), base, kernel, strategy, form, field.components(), a.size())) {
      run.set(i -> a.get(i).coefficients(), i -> b.get(i).coefficients());
      for (int operation = 0; operation < operations.size(); operation++) {
        run.run(OptionalInt.of(operation));
        String name = kernel.name() + ", operation " + operation + " of ";
        List<List<BigInteger>> expected = operations.get(operation);
        IntStream.range(0, a.size())
            .parallel()
            .forEach(
                i ->
                    assertEquals(
                        expected.get(i),
                        run.result(i),
                        () -> name + a.get(i) + " and " + b.get(i)));
      }
    }
  }
}
