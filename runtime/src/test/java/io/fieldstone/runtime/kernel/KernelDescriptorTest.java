// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.LimbShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelDescriptorTest {

  private static KernelDescriptor.Builder kernel() {
    return KernelDescriptor.builder("axpy", KernelDescriptorTest.class)
        .spirv("axpy_{shape}.spv")
        .in("x", 0, 0);
  }

  @Test
  void aDescriptorHoldsWhatWasDeclared() {
    KernelDescriptor axpy =
        kernel()
            .entryPoint("run")
            .shapes("4x64", "6x64")
            .workgroupSize(16, 4, 2)
            .inOut("y", 0, 1)
            .out("carry", 1, 0)
            .requires(DeviceFeature.SHADER_INT64, DeviceFeature.SUBGROUP_VOTE)
            .build();

    assertEquals("axpy", axpy.name());
    assertEquals("axpy", axpy.toString());
    assertSame(KernelDescriptorTest.class, axpy.declaration());
    assertEquals("run", axpy.entryPoint());
    assertEquals(List.of(LimbShape.of(4, 64), LimbShape.of(6, 64)), axpy.shapes());
    assertEquals(128, axpy.workgroupInvocations());
    assertEquals(
        List.of(
            new BindingDescriptor("x", 0, 0, Access.IN),
            new BindingDescriptor("y", 0, 1, Access.IN_OUT),
            new BindingDescriptor("carry", 1, 0, Access.OUT)),
        axpy.bindings());
    assertEquals(
        Set.of(DeviceFeature.SHADER_INT64, DeviceFeature.SUBGROUP_VOTE), axpy.requirements());
  }

  @Test
  void theEntryPointIsMainUnlessItIsNamed() {
    assertEquals("main", kernel().build().entryPoint());
  }

  @Test
  void theLimbShapeGoesIntoTheResourcesName() {
    assertEquals("axpy_6x64.spv", kernel().build().spirv(LimbShape.of(6, 64)));
  }

  @Test
  void aKernelSupportsTheShapesThatItNames() {
    KernelDescriptor axpy = kernel().shapes("4x64").build();
    assertTrue(axpy.supports(LimbShape.of(4, 64)));
    assertFalse(axpy.supports(LimbShape.of(6, 64)));
  }

  @Test
  void aKernelThatNamesNoShapeSupportsAny() {
    assertTrue(kernel().build().supports(LimbShape.of(7, 64)));
  }

  @Test
  void somethingThatIsNoShapeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> kernel().shapes("6x48"));
  }

  @Test
  void aWorkgroupOfMoreInvocationsThanAnIntIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> kernel().workgroupSize(1 << 16, 1 << 16, 1));
  }

  @Test
  void thePushConstantBlockBeginsWithTheElementCount() {
    assertEquals(4, kernel().build().pushConstantBytes(LimbShape.of(4, 64)));
  }

  @Test
  void thePushConstantBlockEndsWithItsLastMemberInWhateverOrder() {
    KernelDescriptor axpy =
        kernel().pushConstant("wide", 16, long.class).pushConstant("flag", 4, int.class).build();
    assertEquals(24, axpy.pushConstantBytes(LimbShape.of(4, 64)));
  }

  @Test
  void pushConstantsHaveTheSizeOfTheirType() {
    assertEquals(4, new PushConstantDescriptor("i", 4, int.class).bytes(LimbShape.of(4, 64)));
    assertEquals(8, new PushConstantDescriptor("l", 8, long.class).bytes(LimbShape.of(4, 64)));
    assertEquals(4, new PushConstantDescriptor("f", 4, float.class).bytes(LimbShape.of(4, 64)));
    assertEquals(8, new PushConstantDescriptor("d", 8, double.class).bytes(LimbShape.of(4, 64)));
  }

  @ParameterizedTest
  @ValueSource(classes = {short.class, boolean.class, Integer.class, String.class})
  void aPushConstantOfAnotherTypeIsRefused(Class<?> type) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> new PushConstantDescriptor("k", 4, type));
    assertEquals("push constant k has type " + type, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 2, 5})
  void aPushConstantOverTheElementCountOrUnalignedIsRefused(int offset) {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> kernel().pushConstant("k", offset, int.class));
    assertEquals("push constant k has offset " + offset, e.getMessage());
  }

  @Test
  void specializationConstantsAreKeptAsRawBits() {
    KernelDescriptor axpy =
        kernel()
            .specialize(0, -1)
            .specialize(1, Long.MIN_VALUE)
            .specialize(2, 1.0f)
            .specialize(3, 1.0)
            .specialize(4, true)
            .specialize(5, false)
            .build();
    assertEquals(
        List.of(
            new SpecializationDescriptor(0, 4, -1),
            new SpecializationDescriptor(1, 8, Long.MIN_VALUE),
            new SpecializationDescriptor(2, 4, 0x3f80_0000L),
            new SpecializationDescriptor(3, 8, 0x3ff0_0000_0000_0000L),
            new SpecializationDescriptor(4, 4, 1),
            new SpecializationDescriptor(5, 4, 0)),
        axpy.specializations());
  }

  @Test
  void otherValuesOfConstantsMakeOtherKernels() {
    KernelDescriptor declared =
        kernel().specialize(0, 7).specialize(1, 8L).specialize(2, true).build();
    KernelDescriptor other = declared.specialized(0, -1).specialized(2, 0);
    assertEquals(
        List.of(
            new SpecializationDescriptor(0, 4, -1),
            new SpecializationDescriptor(1, 8, 8),
            new SpecializationDescriptor(2, 4, 0)),
        other.specializations());
    assertEquals(declared.name(), other.name());
    assertEquals(declared.bindings(), other.bindings());
    assertSame(
        other, declared.specialized(2, 0).specialized(0, -1), "the same for the same values");
    assertSame(declared, other.specialized(0, 7).specialized(2, 1), "and the declared ones");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 3, 5, 90})
  void aConstantThatTheDeclarationDoesNotFixHasNoOtherValue(int id) {
    KernelDescriptor declared =
        kernel().specialize(0, 7).specialize(1, 8L).specialize(5, 1f).build();
    var e = assertThrows(IllegalArgumentException.class, () -> declared.specialized(id, 1));
    assertEquals(
        declared
            + "'s declaration fixes no specialization constant "
            + id
            + " of type int or boolean; it fixes [0 of type int, 1 of type long, 5 of type float]",
        e.getMessage());
  }

  @Test
  void aBooleanIsOneOrZero() {
    KernelDescriptor declared = kernel().specialize(3, true).build();
    var e = assertThrows(IllegalArgumentException.class, () -> declared.specialized(3, 2));
    assertEquals(
        declared + "'s specialization constant 3 is a boolean, 1 or 0, and not 2", e.getMessage());
  }

  @Test
  void aConstantThatIsADimensionChangesTheWorkgroup() {
    KernelDescriptor declared =
        kernel()
            .specialize(0, 64)
            .specialize(1, 7)
            .workgroupSize(64, 2, 1)
            .workgroupDimension(0, 0)
            .build();
    assertEquals(128, declared.workgroupInvocations());
    assertEquals(16, declared.specialized(0, 8).workgroupInvocations());
    assertEquals(16, declared.specialized(0, 8).specialized(1, 9).workgroupInvocations());
    assertEquals(128, declared.specialized(1, 9).workgroupInvocations());
    assertSame(declared, declared.specialized(0, 8).specialized(0, 64));
    for (int impossible : new int[] {0, -1, 1 << 30}) {
      var e =
          assertThrows(IllegalArgumentException.class, () -> declared.specialized(0, impossible));
      assertEquals(
          declared
              + " with "
              + impossible
              + " as specialization constant 0: a workgroup has "
              + impossible
              + " x 2 x 1 invocations, but each dimension is at least 1 and their product below"
              + " 2^31",
          e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 90, 92, 100, 463})
  void theIdsThatTheRuntimeSetsAreReserved(int id) {
    var e = assertThrows(IllegalArgumentException.class, () -> kernel().specialize(id, 1));
    assertEquals("specialization id " + id + " is reserved", e.getMessage());
  }

  @Test
  void aKernelThatWouldCrashADriverIsRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> kernel().in("y", 0, 0).build());
    assertEquals("axpy has two vectors at set 0, binding 0", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> kernel().workgroupSize(16, 0, 1));
    assertEquals(
        "axpy: a workgroup has 16 x 0 x 1 invocations, but each dimension is at least 1 and their"
            + " product below 2^31",
        e.getMessage());
    KernelDescriptor.Builder bare = KernelDescriptor.builder("bare", KernelDescriptorTest.class);
    e = assertThrows(IllegalArgumentException.class, bare::build);
    assertEquals("bare has no SPIR-V resource", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> bare.spirv("bare.spv").build());
    assertEquals("bare has no vector", e.getMessage());
  }

  @Test
  void aDescriptorDoesNotChangeWithItsBuilder() {
    KernelDescriptor.Builder builder = kernel();
    KernelDescriptor axpy = builder.build();
    builder.in("y", 0, 1).shapes("1x32").requires(DeviceFeature.SHADER_INT8);
    assertEquals(1, axpy.bindings().size());
    assertEquals(List.of(), axpy.shapes());
    assertEquals(Set.of(), axpy.requirements());
    assertThrows(UnsupportedOperationException.class, () -> axpy.requirements().clear());
  }

  private static KernelDescriptor.Builder many() {
    return KernelDescriptor.builder("mul", KernelDescriptorTest.class)
        .spirv("mul_{strategy}_{shape}.spv")
        .in("x", 0, 0);
  }

  @Test
  void strategiesAreKeptInTheirOrderWithTheirNeeds() {
    KernelDescriptor mul =
        many()
            .shapes("1x64", "6x64")
            .strategy("portable", "1x64", "6x64")
            .strategy("wide", "6x64")
            .strategyRequires("wide", DeviceFeature.SHADER_INT64)
            .requires(DeviceFeature.SUBGROUP_VOTE)
            .strategyProbe("mul-chain")
            .build();
    LimbShape small = LimbShape.of(1, 64);
    LimbShape large = LimbShape.of(6, 64);
    assertEquals(
        List.of(
            new StrategyDescriptor(
                "portable", List.of(small, large), Set.of(DeviceFeature.SUBGROUP_VOTE)),
            new StrategyDescriptor(
                "wide",
                List.of(large),
                Set.of(DeviceFeature.SHADER_INT64, DeviceFeature.SUBGROUP_VOTE))),
        mul.strategies());
    assertEquals(Optional.of("mul-chain"), mul.strategyProbe());
    assertEquals("mul_wide_6x64.spv", mul.spirv(large, 1, "wide"));
    assertEquals("mul_portable_6x64.spv", mul.spirv(large));
    assertEquals(Set.of(DeviceFeature.SUBGROUP_VOTE), mul.requirements());
    assertEquals(mul.strategies().get(1), mul.strategy("wide").orElseThrow());
    assertEquals(Optional.empty(), mul.strategy("narrow"));
    assertTrue(mul.strategies().get(0).supports(small));
    assertFalse(mul.strategies().get(1).supports(small));
  }

  @Test
  void aKernelOfOneModuleHasNoStrategies() {
    KernelDescriptor axpy = kernel().build();
    assertEquals(List.of(), axpy.strategies());
    assertEquals(Optional.empty(), axpy.strategyProbe());
    assertEquals("axpy_4x64.spv", axpy.spirv(LimbShape.of(4, 64), 1, ""));
  }

  @Test
  void strategiesThatDoNotFitAreRefused() {
    var e = assertThrows(IllegalArgumentException.class, () -> many().build());
    assertEquals(
        "mul has 0 strategies, but its SPIR-V resource is mul_{strategy}_{shape}.spv",
        e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> kernel().strategy("wide").build());
    assertEquals(
        "axpy has 1 strategies, but its SPIR-V resource is axpy_{shape}.spv", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class,
            () -> many().shapes("4x64", "6x64").strategy("portable", "6x64").build());
    assertEquals(
        "mul's default strategy \"portable\" has no module for some limb shapes", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> many().strategy("wide").strategy("wide"));
    assertEquals("mul has two strategies \"wide\"", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> many().strategyRequires("wide"));
    assertEquals("mul has no strategy \"wide\"", e.getMessage());
  }

  @Test
  void aVectorOfOneElementPerWorkgroupMakesAKernelCooperative() {
    KernelDescriptor.Builder builder =
        kernel().out("partials", 0, 1, Form.MONTGOMERY, Extent.WORKGROUPS);
    KernelDescriptor sum = builder.build();
    assertTrue(sum.cooperative());
    assertFalse(kernel().build().cooperative());
    assertEquals(
        new BindingDescriptor("partials", 0, 1, Access.OUT, Form.MONTGOMERY, Extent.WORKGROUPS),
        sum.bindings().get(1));
    assertEquals(8, sum.pushConstantBytes(LimbShape.of(4, 64)));
    assertEquals(
        12, builder.pushConstant("k", 8, int.class).build().pushConstantBytes(LimbShape.of(4, 64)));
  }

  @Test
  void aCooperativeKernelThatCannotWorkIsRefused() {
    KernelDescriptor.Builder early =
        kernel()
            .inOut("carries", 0, 1, Form.OF_CALL, Extent.WORKGROUPS)
            .pushConstant("k", 4, int.class);
    var e = assertThrows(IllegalArgumentException.class, early::build);
    assertEquals(
        "axpy is cooperative, but has push constant k at offset 4, where first_workgroup is",
        e.getMessage());
    KernelDescriptor.Builder lonely =
        KernelDescriptor.builder("lonely", KernelDescriptorTest.class)
            .spirv("lonely.spv")
            .in("x", 0, 0, Form.OF_CALL, Extent.WORKGROUPS);
    e = assertThrows(IllegalArgumentException.class, lonely::build);
    assertEquals("lonely is cooperative, but has no vector of ELEMENTS", e.getMessage());
  }

  @Test
  void theDegreeGoesIntoTheResourcesName() {
    KernelDescriptor add =
        KernelDescriptor.builder("add", KernelDescriptorTest.class)
            .spirv("add_{shape}_{degree}.spv")
            .in("x", 0, 0)
            .build();
    assertEquals("add_1x32_4.spv", add.spirv(LimbShape.of(1, 32), 4, ""));
    assertEquals("add_1x32_1.spv", add.spirv(LimbShape.of(1, 32)));
    assertTrue(add.supportsDegree(4));
    assertEquals(List.of(), add.degrees());
  }

  @Test
  void aKernelOfOneModuleIsOfDegreeOneUnlessItSaysOtherwise() {
    assertFalse(kernel().build().supportsDegree(2));
    assertTrue(kernel().build().supportsDegree(1));
    assertTrue(kernel().degrees(2).build().supportsDegree(2));
    assertFalse(kernel().degrees(2).build().supportsDegree(1));
  }

  @Test
  void aKernelIsElementwiseIfItsVectorsAndGridAreOfElements() {
    assertTrue(kernel().build().elementwise());
    assertFalse(kernel().grid(Grid.CALL).build().elementwise());
    assertFalse(kernel().in("table", 0, 1, Form.OF_CALL, Extent.WHOLE).build().elementwise());
    assertFalse(kernel().vector(vector(VectorElements.ARGUMENT_0, 2)).build().elementwise());
    assertTrue(kernel().vector(vector(VectorElements.UINT32, 1)).build().elementwise());
  }

  private static BindingDescriptor vector(VectorElements elements, int times) {
    return new BindingDescriptor(
        "y", 0, 1, Access.OUT, Form.OF_CALL, Extent.ELEMENTS, elements, times);
  }

  @Test
  void integersHaveNoForm() {
    assertEquals(Form.CANONICAL, vector(VectorElements.UINT64, 1).form());
    assertRefused(
        "y has integers, which cannot be MONTGOMERY",
        () ->
            new BindingDescriptor(
                "y", 0, 1, Access.OUT, Form.MONTGOMERY, Extent.ELEMENTS, VectorElements.UINT32, 1));
  }

  @Test
  void vectorsThatFitNoTypeArgumentGridOrLengthAreRefused() {
    assertRefused(
        "axpy has 1 type arguments, which y is of none of",
        () -> kernel().vector(vector(VectorElements.affine(1), 1)).build());
    assertRefused(
        "axpy has 0 type arguments, but is not of integers only",
        () -> kernel().typeArguments(0).build());
    assertRefused("axpy has a module for degree 0", () -> kernel().degrees(0).build());
    assertRefused(
        "axpy has a vector of WORKGROUPS, and a grid of ONE beside",
        () -> kernel().out("sums", 0, 1, Form.OF_CALL, Extent.WORKGROUPS).grid(Grid.ONE).build());
    assertRefused(
        "axpy has no vector of ELEMENTS, and so no grid of them",
        () ->
            KernelDescriptor.builder("axpy", KernelDescriptorTest.class)
                .spirv("axpy.spv")
                .in("table", 0, 1, Form.OF_CALL, Extent.WHOLE)
                .build());
    assertRefused(
        "y has 0 elements for each of ELEMENTS", () -> vector(VectorElements.ARGUMENT_0, 0));
    assertRefused(
        "y has 2 elements for each of WHOLE",
        () ->
            new BindingDescriptor(
                "y", 0, 1, Access.IN, Form.OF_CALL, Extent.WHOLE, VectorElements.ARGUMENT_0, 2));
    assertRefused(
        "UINT32 of type argument 0", () -> new VectorElements(VectorElements.Kind.UINT32, 0));
    assertRefused("AFFINE of type argument -1", () -> VectorElements.affine(-1));
  }

  private static BindingDescriptor most(Extent extent, int most) {
    return new BindingDescriptor(
        "y", 0, 1, Access.IN, Form.OF_CALL, extent, VectorElements.ARGUMENT_0, 1, most);
  }

  @Test
  void whatIsBoundWholeMayHaveABound() {
    assertEquals(8, most(Extent.WHOLE, 8).most());
    assertEquals(BindingDescriptor.ANY_LENGTH, vector(VectorElements.ARGUMENT_0, 1).most());
    assertRefused("y has at most 0 elements of WHOLE", () -> most(Extent.WHOLE, 0));
    assertRefused("y has at most 8 elements of ELEMENTS", () -> most(Extent.ELEMENTS, 8));
    assertRefused("y has at most 8 elements of WORKGROUPS", () -> most(Extent.WORKGROUPS, 8));
  }

  @Test
  void constantsHavePlacesOfTheirOwn() {
    KernelDescriptor axpy =
        kernel()
            .constants(1, 0, Form.OF_CALL, "3", "0x10")
            .constantsOf(1, 1, Form.CANONICAL, "t")
            .build();
    assertEquals(2, axpy.descriptorSets());
    assertEquals(
        new ConstantsDescriptor(1, 0, Form.OF_CALL, List.of("3", "0x10"), ""),
        axpy.constants().get(0));
    assertEquals("t", axpy.constants().get(1).resource());
    assertRefused(
        "axpy has constants at set 0, binding 0, where something else is",
        () -> kernel().constants(0, 0, Form.OF_CALL, "1").build());
    assertRefused(
        "the constants of set 0, binding 1 are given neither or both as values and as a resource",
        () -> kernel().constants(0, 1, Form.OF_CALL));
    assertRefused(
        "constants cannot be UNREDUCED", () -> kernel().constants(0, 1, Form.UNREDUCED, "1"));
  }

  private static void assertRefused(String message, Executable made) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, made).getMessage());
  }
}
