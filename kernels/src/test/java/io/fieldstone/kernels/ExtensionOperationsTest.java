// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostValues;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on extension fields, held against the values on BigInteger. */
class ExtensionOperationsTest {

  @RegisterExtension static final OpenBackend PORTABLE = OpenBackend.withStrategy("portable");
  @RegisterExtension static final OpenBackend COLUMNS = OpenBackend.withStrategy("columns");
  @RegisterExtension static final OpenBackend FLOAT64 = OpenBackend.withStrategy("float64");

  /** x^2 - 1001, where n is too large for sums of long elements. */
  private static final ExtensionField<?> LARGE = OwnExtension.of(PallasFpField.INSTANCE, 2, 1001);

  /** x^4 + 11. */
  private static final ExtensionField<?> NEGATIVE = OwnExtension.of(BabyBearField.INSTANCE, 4, -11);

  /** x^4 - 7 of a field of two words. */
  private static final ExtensionField<?> QUARTIC = OwnExtension.of(GoldilocksField.INSTANCE, 4, 7);

  /** y^2 - x over x^2 - 7: the same field in other coordinates. */
  private static final ExtensionField<?> SAME = OwnExtension.of(Goldilocks2Field.INSTANCE, 2, 0, 1);

  /** y^2 + k + m x over x^2 - n, of numbers whose products are no 32-bit integers. */
  private static final ExtensionField<?> LARGE_TOWER =
      OwnExtension.of(
          OwnExtension.of(GoldilocksField.INSTANCE, 2, 2147483647), 2, -2147483647, -2147483643);

  /** y^2 - k + m x over x^2 + n, of numbers that are nearly half of the modulus. */
  private static final ExtensionField<?> LARGE_SHORT_TOWER =
      OwnExtension.of(
          OwnExtension.of(BabyBearField.INSTANCE, 2, -1006632955), 2, 1006632956, -1006632953);

  /** Whose negatives and doubles are those of another field of their length and degree. */
  private static final Set<ExtensionField<?>> LIKE_ANOTHER =
      Set.of(LARGE, Mersenne31Complex2Field.INSTANCE, LARGE_TOWER, LARGE_SHORT_TOWER);

  /** Beside all pairs of edges. */
  private static final int RANDOM =
      OperationsTest.RANDOM < 10_000 ? OperationsTest.RANDOM / 5 : OperationsTest.RANDOM;

  private PersistentBackend gpu = PORTABLE.get();

  /**
   * Every field in both forms with every strategy of the device, if nothing is to be left out; else
   * one field of each way to scale by n and each degree, and towers, both forms and columns among
   * them.
   */
  static Stream<Arguments> fieldsFormsAndStrategies() {
    List<ExtensionField<?>> fields =
        List.of(
            Bls12381Fp2Field.INSTANCE,
            Bls12377Fp2Field.INSTANCE,
            Bn254Fp2Field.INSTANCE,
            LARGE,
            NEGATIVE,
            Goldilocks2Field.INSTANCE,
            Mersenne31ComplexField.INSTANCE,
            BabyBear4Field.INSTANCE,
            KoalaBear4Field.INSTANCE,
            Mersenne31Complex2Field.INSTANCE,
            QUARTIC,
            SAME,
            LARGE_TOWER,
            LARGE_SHORT_TOWER);
    if (OperationsTest.FULL) {
      return fields.stream().flatMap(ExtensionOperationsTest::formsAndStrategies);
    }
    return Stream.of(
        Arguments.of(Bn254Fp2Field.INSTANCE, ElementForm.MONTGOMERY, "columns"),
        Arguments.of(LARGE, ElementForm.MONTGOMERY, "portable"),
        Arguments.of(NEGATIVE, ElementForm.MONTGOMERY, "portable"),
        Arguments.of(Goldilocks2Field.INSTANCE, ElementForm.CANONICAL, "portable"),
        Arguments.of(QUARTIC, ElementForm.MONTGOMERY, "portable"),
        Arguments.of(Mersenne31Complex2Field.INSTANCE, ElementForm.MONTGOMERY, "portable"),
        Arguments.of(LARGE_TOWER, ElementForm.MONTGOMERY, "portable"),
        Arguments.of(LARGE_SHORT_TOWER, ElementForm.CANONICAL, "portable"));
  }

  private static Stream<Arguments> formsAndStrategies(ExtensionField<?> field) {
    return PORTABLE
        .get()
        .strategies(ExtensionKernelsDispatch.MUL, field.primeField().shape())
        .stream()
        .flatMap(
            strategy ->
                Stream.of(ElementForm.MONTGOMERY, ElementForm.CANONICAL)
                    .map(form -> Arguments.of(field, form, strategy)));
  }

  private static PersistentBackend backend(String strategy) {
    return switch (strategy) {
      case "portable" -> PORTABLE.get();
      case "columns" -> COLUMNS.get();
      default -> FLOAT64.get();
    };
  }

  private static <E> HostVector<E> vector(
      PersistentBackend gpu, ExtensionField<E> field, List<FieldElement<E>> of, ElementForm form) {
    HostVector<E> vector = gpu.hostVector(field, of.size(), form);
    HostValues.ofElements(vector).put(0, of);
    return vector;
  }

  private interface OnDevice<E> {
    void run(DeviceVector<E> a, DeviceVector<E> b, DeviceVector<E> out);
  }

  private interface OnHost<E> {
    HostVector<E> run(HostVector<E> a, HostVector<E> b);
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("fieldsFormsAndStrategies")
  <E> void everyOperationIsThatOfTheValues(
      ExtensionField<E> field, ElementForm form, String strategy) {
    gpu = backend(strategy);
    try (FieldExtensionOperations<E> ops = FieldExtensionOperations.of(gpu, field)) {
      checkWhatDependsOnTheField(ops, field, form);
      if (OperationsTest.FULL || !LIKE_ANOTHER.contains(field)) {
        checkNegativesAndDoubles(ops, field, form);
      }
    }
  }

  private <E> void checkWhatDependsOnTheField(
      FieldExtensionOperations<E> ops, ExtensionField<E> field, ElementForm form) {
    check(field, form, "sum", FieldElement::add, ops::add, ops::add);
    check(field, form, "difference", FieldElement::subtract, ops::sub, ops::sub);
    check(field, form, "product", FieldElement::multiply, ops::mul, ops::mul);
    check(
        field,
        form,
        "square",
        (x, y) -> x.square(),
        (a, b, out) -> ops.sqr(a, out),
        (a, b) -> ops.sqr(a));
    check(
        field,
        form,
        "inverse",
        (x, y) -> x.inverse(),
        (a, b, out) -> ops.inv(a, out),
        (a, b) -> ops.inv(a));
  }

  private <E> void checkNegativesAndDoubles(
      FieldExtensionOperations<E> ops, ExtensionField<E> field, ElementForm form) {
    check(
        field,
        form,
        "negative",
        (x, y) -> x.negate(),
        (a, b, out) -> ops.neg(a, out),
        (a, b) -> ops.neg(a));
    check(
        field,
        form,
        "double",
        (x, y) -> x.add(x),
        (a, b, out) -> ops.dbl(a, out),
        (a, b) -> ops.dbl(a));
  }

  private <E> void check(
      ExtensionField<E> field,
      ElementForm form,
      String name,
      BinaryOperator<FieldElement<E>> expected,
      OnDevice<E> onDevice,
      OnHost<E> onHost) {
    ExtensionReference<E> reference = ExtensionReference.of(field, RANDOM);
    List<FieldElement<E>> a = reference.a();
    List<FieldElement<E>> b = reference.b();
    List<FieldElement<E>> results = reference.results(name, expected);
    try (HostVector<E> hostA = vector(gpu, field, a, form);
        HostVector<E> hostB = vector(gpu, field, b, form);
        HostVector<E> ofJob = onHost.run(hostA, hostB);
        DeviceVector<E> deviceA = gpu.upload(hostA);
        DeviceVector<E> deviceB = gpu.upload(hostB);
        DeviceVector<E> out = gpu.deviceVector(field, a.size(), form)) {
      onDevice.run(deviceA, deviceB, out);
      onDevice.run(deviceA, deviceB, deviceA); // the output may be an input
      try (HostVector<E> back = out.download();
          HostVector<E> inPlace = deviceA.download()) {
        assertEquals(results, HostValues.ofElements(back).toList());
        assertEquals(results, HostValues.ofElements(inPlace).toList());
        assertEquals(results, HostValues.ofElements(ofJob).toList());
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("fieldsFormsAndStrategies")
  <E> void productsByTheBaseAreThoseOfTheValues(
      ExtensionField<E> field, ElementForm form, String strategy) {
    gpu = backend(strategy);
    checkBase(field, field.primeField(), form);
  }

  private <E, F> void checkBase(ExtensionField<E> field, Field<F> base, ElementForm form) {
    ExtensionReference<E> reference = ExtensionReference.of(field, RANDOM);
    List<FieldElement<E>> a = reference.a();
    List<BigInteger> b = reference.b().stream().map(each -> each.coefficients().get(0)).toList();
    List<FieldElement<E>> expected =
        reference.results("product by the base", (x, y) -> x.multiply(y.coefficients().get(0)));
    try (FieldExtensionOperations<E> ops = FieldExtensionOperations.of(gpu, field);
        HostVector<E> hostA = vector(gpu, field, a, form);
        HostVector<F> hostB = gpu.hostVector(base, b, form);
        HostVector<E> ofJob = ops.mulBase(hostA, hostB);
        DeviceVector<E> deviceA = gpu.upload(hostA);
        DeviceVector<F> deviceB = gpu.upload(hostB)) {
      ops.mulBase(deviceA, deviceB, deviceA);
      try (HostVector<E> back = deviceA.download()) {
        assertEquals(expected, HostValues.ofElements(back).toList());
        assertEquals(expected, HostValues.ofElements(ofJob).toList());
      }
    }
  }

  @Test
  void whatHasNoKernelsIsRefused() {
    OwnExtension large = OwnExtension.of(GoldilocksField.INSTANCE, 4, 7L << 40);
    assertRefused(
        "extension-add<goldilocks^4> is for extensions by a root of x^d - n, or of x^2 - n and one of"
            + " y^2 - k - m x, with small numbers, which goldilocks^4 has not",
        large);
    OwnExtension cubic = OwnExtension.of(BabyBearField.INSTANCE, 3, 2);
    assertRefused(
        "extension-add has no module for baby_bear^3, which is of degree 3; it has modules for degrees"
            + " [2, 4]",
        cubic);
    OwnExtension longTower = OwnExtension.of(Bls12381Fp2Field.INSTANCE, 2, 1, 1);
    assertRefused(
        "extension-add has no module for bls12_381_fp2^2, which has limb shape 6x64 and is of degree"
            + " 4",
        longTower);
  }

  private void assertRefused(String message, ExtensionField<?> field) {
    var e =
        assertThrows(
            UnsupportedFieldException.class, () -> FieldExtensionOperations.of(gpu, field));
    assertEquals(message, e.getMessage());
  }

  /** x^4 - n and the tower over x^2 - n by y^2 - x are one field, but not one layout. */
  @Test
  void towersAndQuarticExtensionsAreToldApart() {
    assertEquals(List.of(0, 0, 7, 0), squareOfLast(QUARTIC)); // x^6 is 7 x^2
    assertEquals(List.of(0, 7, 0, 0), squareOfLast(SAME)); // (x y)^2 is 7 x
  }

  private <E> List<Integer> squareOfLast(ExtensionField<E> field) {
    FieldElement<E> last = field.element(0, 0, 0, 1);
    try (FieldExtensionOperations<E> ops = FieldExtensionOperations.of(gpu, field);
        HostVector<E> a = vector(gpu, field, List.of(last), ElementForm.CANONICAL);
        HostVector<E> square = ops.sqr(a)) {
      return HostValues.ofElements(square).toList().get(0).coefficients().stream()
          .map(BigInteger::intValueExact)
          .toList();
    }
  }

  @Test
  void anotherBaseIsRefused() {
    var e =
        assertThrows(
            UnsupportedFieldException.class,
            () ->
                BaseProductKernelsDispatch.of(
                    gpu, BabyBear4Field.INSTANCE, KoalaBearField.INSTANCE));
    assertEquals(
        "extension-mul-base is over baby_bear4, which is over baby_bear, but koala_bear is over"
            + " another prime field",
        e.getMessage());
  }

  @Test
  void vectorsThatDoNotFitAreRefused() {
    try (var ops = FieldExtensionOperations.of(gpu, BabyBear4Field.INSTANCE);
        HostVector<BabyBear4> a = gpu.hostVector(BabyBear4Field.INSTANCE, 2);
        HostVector<BabyBear4> b = gpu.hostVector(BabyBear4Field.INSTANCE, 3);
        HostVector<KoalaBear> other = gpu.hostVector(KoalaBearField.INSTANCE, 2)) {
      assertThrows(LengthMismatchException.class, () -> ops.add(a, b));
      var e = assertThrows(UnsupportedFieldException.class, () -> ops.mulBase(a, other));
      assertEquals("b is over koala_bear, but baby_bear is expected", e.getMessage());
    }
  }
}
