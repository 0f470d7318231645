// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.kernels.ReferenceOperation.Forms;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds every strategy that this device can use against BigInteger, for every operation that has
 * it; {@link OperationsTest} does so for the portable one.
 */
class StrategiesTest {

  private static final String PORTABLE = "portable";

  private static final Map<String, OpenBackend> BACKENDS = new TreeMap<>();

  @BeforeAll
  static void openOneBackendForEachStrategy() {
    OpenBackend portable = open(PORTABLE);
    for (Field<?> field : fields()) {
      for (String strategy : usable(portable.get(), field)) {
        if (!BACKENDS.containsKey(strategy)) {
          open(strategy);
        }
      }
    }
  }

  private static OpenBackend open(String strategy) {
    OpenBackend backend = OpenBackend.withStrategy(strategy);
    backend.open();
    BACKENDS.put(strategy, backend);
    return backend;
  }

  private static PersistentBackend backend(String strategy) {
    return requireNonNull(BACKENDS.get(strategy)).get();
  }

  /** One of each limb shape that has strategies. */
  private static final List<Field<?>> IN_BOTH_FORMS =
      List.of(Bls12381FpField.INSTANCE, Secp256k1FpField.INSTANCE);

  @AfterAll
  static void closeThem() {
    BACKENDS.values().forEach(OpenBackend::close);
    BACKENDS.clear();
  }

  private static List<Field<?>> fields() {
    return List.copyOf(KernelRegistry.load().fields());
  }

  private static List<String> usable(PersistentBackend gpu, Field<?> field) {
    return gpu.strategies(ThroughputKernelsDispatch.MUL_CHAIN, field.shape());
  }

  /** All, or one of each length: products differ by the room that a modulus leaves. */
  private static Stream<Field<?>> fieldsToMultiplyIn() {
    Set<String> seen = new HashSet<>();
    return Stream.concat(IN_BOTH_FORMS.stream(), fields().stream())
        .distinct()
        .filter(
            field ->
                OperationsTest.FULL || seen.add(field.shape() + " " + field.modulus().bitLength()));
  }

  static Stream<Arguments> everyProductWithEveryOtherStrategy() {
    PersistentBackend portable = backend(PORTABLE);
    List<Field<?>> fields = fieldsToMultiplyIn().toList();
    return fields.stream()
        .flatMap(
            field -> {
              List<String> others =
                  usable(portable, field).stream()
                      .filter(strategy -> !strategy.equals(PORTABLE))
                      .toList();
              return Stream.of(ReferenceOperation.values())
                  .filter(ReferenceOperation::multiplies)
                  .flatMap(
                      operation ->
                          forms(operation, field)
                              .flatMap(
                                  forms ->
                                      due(
                                              others,
                                              field,
                                              OperationsTest.turn(operation, fields, field))
                                          .map(
                                              strategy ->
                                                  Arguments.of(
                                                      operation, field, forms, strategy))));
            });
  }

  /** All, or where another field of the shape has them all, one by turns. */
  private static Stream<String> due(List<String> strategies, Field<?> field, int turn) {
    return OperationsTest.FULL || IN_BOTH_FORMS.contains(field) || strategies.isEmpty()
        ? strategies.stream()
        : Stream.of(strategies.get(turn % strategies.size()));
  }

  /** Montgomery everywhere; canonical, which costs more to compile, once for each limb shape. */
  private static Stream<Forms> forms(ReferenceOperation operation, Field<?> field) {
    boolean canonical = OperationsTest.FULL || IN_BOTH_FORMS.contains(field);
    return operation.forms().stream()
        .filter(forms -> canonical || forms.in() == ElementForm.MONTGOMERY);
  }

  @ParameterizedTest(name = "{0} on {1}, {2}, {3}")
  @MethodSource("everyProductWithEveryOtherStrategy")
  <F> void aStrategyGivesWhatBigIntegerGives(
      ReferenceOperation operation, Field<F> field, Forms forms, String strategy) {
    PersistentBackend gpu = backend(strategy);
    // elements of one limb have others for a few kernels only
    assertEquals(strategy, gpu.kernel(ThroughputKernelsDispatch.MUL_CHAIN, field).strategy());
    OperationsTest.check(gpu, operation, field, forms);
  }

  static Stream<Arguments> largeElementsWithEveryStrategy() {
    PersistentBackend portable = backend(PORTABLE);
    return Stream.of(Bls12381FpField.INSTANCE, Bls12381FrField.INSTANCE, Secp256k1FpField.INSTANCE)
        .flatMap(
            field ->
                usable(portable, field).stream()
                    .flatMap(
                        strategy ->
                            Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                                .map(form -> Arguments.of(field, form, strategy))));
  }

  /** One workgroup has them all: a few hundred for each thread, more than one sum takes. */
  @ParameterizedTest(name = "{0}, {1}, {2}")
  @MethodSource("largeElementsWithEveryStrategy")
  <F> void innerProductsOfManyOfTheLargestElementsAreExact(
      Field<F> field, ElementForm form, String strategy) {
    final int elements = 77_777;
    BigInteger p = field.modulus();
    BigInteger largest = p.subtract(BigInteger.ONE);
    if (form == ElementForm.MONTGOMERY) {
      largest = largest.multiply(field.r().modInverse(p)).mod(p);
    }
    BigInteger expected = largest.pow(2).multiply(BigInteger.valueOf(elements)).mod(p);
    PersistentBackend gpu = backend(strategy);
    try (OperationCheck<F> check = new OperationCheck<>(gpu, field);
        DeviceVector<F> a = check.upload(Collections.nCopies(elements, largest), form);
        DeviceVector<F> partial = check.poisoned(1, form)) {
      ReductionKernelsDispatch.of(gpu, field).partialInnerProducts(a, a, partial);
      check.requireEqual(
          ReferenceOperation.INNER_PRODUCT, new Forms(form, form), List.of(expected), partial);
    }
  }

  @Test
  void thePortableStrategyIsThereForEveryField() {
    PersistentBackend gpu = backend(PORTABLE);
    for (Field<?> field : fields()) {
      assertTrue(usable(gpu, field).contains(PORTABLE), field.name());
    }
  }

  @Test
  void productsOfLargeElementsHaveMoreStrategiesThanOneOnADeviceWith64BitIntegers() {
    PersistentBackend gpu = backend(PORTABLE);
    assertTrue(
        usable(gpu, Bls12381FpField.INSTANCE).containsAll(List.of("wide", "columns")),
        "this test wants a device with 64-bit integers");
  }
}
