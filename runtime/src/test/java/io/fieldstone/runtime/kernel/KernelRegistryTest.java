// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields;
import io.fieldstone.runtime.TestKernels;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.ConfigurationException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelRegistryTest {

  private record Module(List<KernelDescriptor> kernels, List<Field<?>> fields)
      implements KernelProvider {}

  private static final KernelRegistry REGISTRY =
      KernelRegistry.of(
          List.of(
              new Module(List.of(TestKernels.SUB, TestKernels.ADD), List.of(TestFields.FR)),
              new Module(List.of(TestKernels.NEG), List.of(TestFields.GOLDILOCKS, TestFields.FP))));

  @Test
  void kernelsAndFieldsOfAllModulesAreFoundByName() {
    assertSame(TestKernels.ADD, REGISTRY.kernel("vector-add"));
    assertSame(TestKernels.NEG, REGISTRY.kernel("vector-neg"));
    assertSame(TestFields.FP, REGISTRY.field("bls12_381_fp"));
  }

  @Test
  void theyAreListedInTheOrderOfTheirNames() {
    assertEquals(
        List.of(TestKernels.ADD, TestKernels.NEG, TestKernels.SUB),
        List.copyOf(REGISTRY.kernels()));
    assertEquals(
        List.of(TestFields.FP, TestFields.FR, TestFields.GOLDILOCKS),
        List.copyOf(REGISTRY.fields()));
  }

  @Test
  void strategiesBeginWithThoseOfTheKernelThatHasMost() {
    KernelDescriptor few = withStrategies("a", "portable", "wide");
    KernelDescriptor most = withStrategies("b", "portable", "columns", "wide");
    Module module = new Module(List.of(few, TestKernels.ADD, most), List.of());
    assertEquals(
        List.of("portable", "columns", "wide", "portable", "wide"),
        KernelRegistry.of(List.of(module)).strategies().stream()
            .map(StrategyDescriptor::name)
            .toList());
  }

  private static KernelDescriptor withStrategies(String name, String... strategies) {
    KernelDescriptor.Builder kernel =
        KernelDescriptor.builder(name, KernelRegistryTest.class)
            .spirv(name + "_{strategy}_{shape}.spv")
            .in("x", 0, 0)
            .shapes("4x64");
    for (String strategy : strategies) {
      kernel.strategy(strategy, "4x64");
    }
    return kernel.build();
  }

  @Test
  void anUnknownKernelListsThoseThatThereAre() {
    var e = assertThrows(UnknownNameException.class, () -> REGISTRY.kernel("vector-mul"));
    assertEquals(
        "unknown kernel \"vector-mul\"; there are: vector-add, vector-neg, vector-sub",
        e.getMessage());
  }

  @Test
  void anUnknownFieldListsThoseThatThereAre() {
    var e = assertThrows(UnknownNameException.class, () -> REGISTRY.field("bn254"));
    assertEquals(
        "unknown field \"bn254\"; there are: bls12_381_fp, bls12_381_fr, goldilocks",
        e.getMessage());
  }

  @Test
  void namesAreExact() {
    assertThrows(UnknownNameException.class, () -> REGISTRY.kernel("Vector-Add"));
    assertThrows(UnknownNameException.class, () -> REGISTRY.kernel(""));
  }

  @Test
  void twoKernelsOfOneNameAreRefused() {
    List<KernelProvider> modules =
        List.of(
            new Module(List.of(TestKernels.ADD), List.of()),
            new Module(
                List.of(TestKernels.describe("vector-add", "sub").in("a", 0, 0).build()),
                List.of()));
    var e = assertThrows(ConfigurationException.class, () -> KernelRegistry.of(modules));
    assertEquals(
        "two kernels are registered under \"vector-add\"; rename one of them", e.getMessage());
  }

  @Test
  void twoFieldsOfOneNameAreRefused() {
    List<KernelProvider> modules =
        List.of(new Module(List.of(), List.of(TestFields.FP, TestFields.FP)));
    var e = assertThrows(ConfigurationException.class, () -> KernelRegistry.of(modules));
    assertEquals(
        "two fields are registered under \"bls12_381_fp\"; rename one of them", e.getMessage());
  }

  @Test
  void aKernelAndAFieldMayShareAName() {
    KernelDescriptor kernel = TestKernels.describe("goldilocks", "add").in("a", 0, 0).build();
    KernelRegistry registry =
        KernelRegistry.of(List.of(new Module(List.of(kernel), List.of(TestFields.GOLDILOCKS))));
    assertSame(kernel, registry.kernel("goldilocks"));
    assertSame(TestFields.GOLDILOCKS, registry.field("goldilocks"));
  }

  @Test
  void whatIsListedCannotBeChanged() {
    assertThrows(UnsupportedOperationException.class, () -> REGISTRY.kernels().clear());
    assertThrows(UnsupportedOperationException.class, () -> REGISTRY.fields().clear());
  }

  private static final class Extension extends ExtensionField<Object> {

    Extension(String name) {
      super(name, TestFields.GOLDILOCKS, List.of(BigInteger.TWO, BigInteger.ZERO));
    }
  }

  private static final class SmallCurve extends Curve<Object> {

    SmallCurve(String name) {
      super(
          name,
          TestFields.GOLDILOCKS,
          TestFields.GOLDILOCKS,
          List.of(BigInteger.ZERO),
          List.of(BigInteger.valueOf(3)),
          List.of(BigInteger.ONE),
          List.of(BigInteger.TWO));
    }
  }

  private record Algebra(
      List<Field<?>> fields, List<ExtensionField<?>> extensionFields, List<Curve<?>> curves)
      implements KernelProvider {

    @Override
    public List<KernelDescriptor> kernels() {
      return List.of();
    }
  }

  @Test
  void extensionFieldsAndCurvesAreFoundByName() {
    ExtensionField<?> extension = new Extension("goldilocks2");
    Curve<?> curve = new SmallCurve("small");
    KernelRegistry registry =
        KernelRegistry.of(List.of(new Algebra(List.of(), List.of(extension), List.of(curve))));
    assertSame(extension, registry.extensionField("goldilocks2"));
    assertSame(curve, registry.curve("small"));
    assertEquals(
        "unknown extension field \"small\"; there are: goldilocks2",
        assertThrows(UnknownNameException.class, () -> registry.extensionField("small"))
            .getMessage());
    assertEquals(
        "unknown curve \"goldilocks2\"; there are: small",
        assertThrows(UnknownNameException.class, () -> registry.curve("goldilocks2")).getMessage());
    assertEquals(List.of(), List.copyOf(REGISTRY.extensionFields()));
    assertEquals(List.of(), List.copyOf(REGISTRY.curves()));
  }

  @Test
  void anExtensionAndAPrimeFieldDoNotShareAName() {
    KernelProvider module =
        new Algebra(
            List.of(TestFields.GOLDILOCKS), List.of(new Extension("goldilocks")), List.of());
    assertEquals(
        "two fields are registered under \"goldilocks\"; rename one of them",
        assertThrows(ConfigurationException.class, () -> KernelRegistry.of(List.of(module)))
            .getMessage());
    KernelProvider curves =
        new Algebra(
            List.of(), List.of(), List.of(new SmallCurve("small"), new SmallCurve("small")));
    assertEquals(
        "two curves are registered under \"small\"; rename one of them",
        assertThrows(ConfigurationException.class, () -> KernelRegistry.of(List.of(curves)))
            .getMessage());
  }
}
