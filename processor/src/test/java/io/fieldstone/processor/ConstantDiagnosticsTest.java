// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;

/** What does not agree between push constants or specialization constants and the shader. */
class ConstantDiagnosticsTest {

  private static final String VECTORS =
      "@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out";

  private static Project pushing(String parameters) {
    return Project.kernels(
        "  @GpuKernel(name = \"add\", spirv = \"add.spv\")\n  void add("
            + VECTORS
            + ",\n      "
            + parameters
            + ");");
  }

  private static Project plain(String spirv) {
    return Project.kernels(
        "  @GpuKernel(name = \"add\", spirv = /*!*/\""
            + spirv
            + "\")\n  void add("
            + VECTORS
            + ");");
  }

  private static Project specializing(String id, String value) {
    return Project.kernels(
        "  @GpuKernel(name = \"add\", spirv = \"add.spv\",\n      specialize = @Specialized(id = "
            + id
            + ", value = "
            + value
            + "))\n  void add("
            + VECTORS
            + ");");
  }

  @Test
  @Shows(PUSH_BLOCK_ABSENT)
  void theShaderHasAPushConstantBlock() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().withoutCount())
        .reportsError(
            "SPIR-V 'add.spv' has no push-constant block; add 'layout(push_constant) uniform Push {"
                + " uint count; };' to the shader.");
  }

  @Test
  @Shows(PUSH_COUNT_ABSENT)
  void theBlockStartsWithTheCount() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().withoutCount().push("float", "scale", 0))
        .reportsError(
            "The push-constant block of SPIR-V 'add.spv' starts with 'float scale' at offset 0"
                + " instead of 'uint count' at offset 0; put the element count first.");
  }

  @Test
  @Shows(PUSH_MEMBER_ABSENT)
  void aPushConstantIsAMember() {
    pushing("@PushConstant(/*!*/8) int shift")
        .reportsError(
            "Push constant 'shift' is declared at offset 8, but the block in SPIR-V 'add.spv' has"
                + " 'uint count' at offset 0; add 'layout(offset = 8) uint shift;' to the block, or"
                + " remove the parameter.");
  }

  @Test
  void aPushConstantHasTheOffsetOfTheMemberWithItsName() {
    pushing("@PushConstant(/*!*/8) int shift")
        .spirv("add.spv", Shader.add().push("uint", "shift", 4))
        .reportsError(
            "Push constant 'shift' is declared at offset 8, but the block in SPIR-V 'add.spv' has"
                + " 'uint count' at offset 0, 'uint shift' at offset 4; write @PushConstant(4).");
    pushing("@PushConstant(/*!*/8) int shift")
        .spirv("add.spv", Shader.add().push("uint", "by", 4))
        .reportsError(
            "Push constant 'shift' is declared at offset 8, but the block in SPIR-V 'add.spv' has"
                + " 'uint count' at offset 0, 'uint by' at offset 4; correct the offset.");
  }

  @Test
  void aBlockThatIsAbsentIsSpeltOut() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = /*!*/"add.spv")
            void add(
                @In(0) DeviceVector<F> a,
                @In(1) DeviceVector<F> b,
                @Out(2) DeviceVector<F> out,
                @PushConstant(8) java.math.BigInteger s,
                @PushConstant(4) float x);
            """)
        .spirv("add.spv", Shader.add().withoutCount())
        .reportsError(
            "SPIR-V 'add.spv' has no push-constant block; add 'layout(push_constant) uniform Push {"
                + " uint count; layout(offset = 4) float x; layout(offset = 8) uint"
                + " s[FIELDSTONE_WORDS]; };' to the shader.");
  }

  @Test
  @Shows(PUSH_MEMBER_TYPE)
  void aPushConstantHasTheTypeOfItsMember() {
    pushing("@PushConstant(/*!*/4) float shift")
        .spirv("add.spv", Shader.add().push("uint", "shift", 4))
        .reportsError(
            "Push constant 'shift' is declared as float, but offset 4 of the block in SPIR-V"
                + " 'add.spv' is a 'uint'; use the type that matches.");
  }

  @Test
  void pushConstantsMayBeOfAllFourTypes() {
    pushing(
            "@PushConstant(4) int i, @PushConstant(8) long l, @PushConstant(16) float f,"
                + " @PushConstant(24) double d")
        .spirv(
            "add.spv",
            Shader.add()
                .capability(10)
                .capability(11)
                .push("int", "i", 4)
                .push("uint64_t", "l", 8)
                .push("float", "f", 16)
                .push("double", "d", 24))
        .compiles();
  }

  private static Project pushingElement(String shader) {
    return Project.kernels(
        """
        @GpuKernel(name = "add", spirv = "%s")
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
            @PushConstant(/*!*/4) java.math.BigInteger s);
        """
            .formatted(shader));
  }

  @Test
  void anElementIsPushedAsItsWords() {
    String dispatch =
        Project.generated(
            pushingElement("add_{shape}.spv")
                .spirv("add_1x32.spv", Shader.add().push("uint[1]", "s", 4))
                .spirv("add_1x64.spv", Shader.add().push("uint[2]", "s", 4))
                .spirv("add_4x64.spv", Shader.add().push("uint[8]", "s", 4))
                .spirv("add_6x64.spv", Shader.add().push("uint[12]", "s", 4))
                .compiles(),
            "user.KernelsDispatch");
    assertTrue(dispatch.contains(".pushConstant(\"s\", 4, BigInteger.class)"), dispatch);
    assertTrue(
        dispatch.contains("HostVector<F> add(HostVector<F> a, HostVector<F> b, BigInteger s)"),
        dispatch);
    assertTrue(dispatch.contains("dispatch.push(0, s);"), dispatch);
  }

  @Test
  @Shows(PUSH_MEMBER_ELEMENT)
  void anElementHasAsManyWordsAsItsShape() {
    pushingElement("add_{shape}.spv")
        .spirv("add_1x64.spv", Shader.add().push("uint[2]", "s", 4))
        .spirv("add_4x64.spv", Shader.add().push("uint[4]", "s", 4))
        .reportsError(
            "Push constant 's' is an element of the field, 'uint[8]', but offset 4 of the block in"
                + " SPIR-V 'add_4x64.spv' is a 'uint[4]'; make it 'uint s[FIELDSTONE_WORDS]'.");
  }

  @Test
  void anElementIsNoSingleNumber() {
    pushingElement("add_{shape}.spv")
        .spirv("add_1x32.spv", Shader.add().push("uint", "s", 4))
        .reportsError(
            "Push constant 's' is an element of the field, 'uint[1]', but offset 4 of the block in"
                + " SPIR-V 'add_1x32.spv' is a 'uint'; make it 'uint s[FIELDSTONE_WORDS]'.");
  }

  @Test
  void theWordsOfAnElementLieSideBySide() {
    pushingElement("add_{shape}.spv")
        .spirv("add_4x64.spv", Shader.add().push("uint[8/16]", "s", 4))
        .reportsError(
            "Push constant 's' is an element of the field, 'uint[8]', but offset 4 of the block in"
                + " SPIR-V 'add_4x64.spv' is a 'uint[8]' with 16 bytes from one to the next; make it"
                + " 'uint s[FIELDSTONE_WORDS]'.");
  }

  @Test
  void ofAModuleForAnyShapeTheWordsAreNotCounted() {
    pushingElement("add.spv").spirv("add.spv", Shader.add().push("uint[12]", "s", 4)).compiles();
  }

  @Test
  @Shows(PUSH_CONSTANT_OVERLAP_FOR_SHAPE)
  void anElementEndsBeforeTheNextPushConstant() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add_{shape}.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out,
                @PushConstant(/*!*/12) int shift, @PushConstant(4) java.math.BigInteger s);
            """)
        .spirv("add_1x64.spv", Shader.add().push("uint[2]", "s", 4).push("uint", "shift", 12))
        .spirv("add_4x64.spv", Shader.add().push("uint[8]", "s", 4).push("uint", "shift", 12))
        .reportsError(
            "Push constant 'shift' at offset 12 overlaps 's', which takes the bytes from 4 to 36"
                + " where elements have the limb shape 4x64; put it behind.");
  }

  @Test
  @Shows(PUSH_MEMBER_UNDECLARED)
  void everyMemberIsAPushConstant() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().push("uint", "shift", 4))
        .reportsError(
            "The push-constant block of SPIR-V 'add.spv' has member 'shift' ('uint') at offset 4,"
                + " which no parameter sets; add a @PushConstant parameter for it.");
  }

  @Test
  @Shows(PUSH_BLOCK_LARGE)
  void thePushConstantBlockIsPortable() {
    Project.kernels(
            "  @GpuKernel(name = \"add\", spirv = /*!*/\"add.spv\")\n  void add("
                + VECTORS
                + ", @PushConstant(128) int far);")
        .spirv("add.spv", Shader.add().push("uint", "far", 128))
        .reportsWarning(
            "The push-constant block of SPIR-V 'add.spv' has 132 bytes, but devices need to offer 128"
                + " only; use fewer to run everywhere.");
  }

  @Test
  @Shows(SPECIALIZED_ID_UNKNOWN)
  void aSpecializationIdIsInTheShader() {
    specializing("/*!*/4", "\"7\"")
        .spirv("add.spv", Shader.add().constant(3, "uint", "ROUNDS"))
        .reportsError(
            "SPIR-V 'add.spv' has no specialization constant with id 4 but 3 ('ROUNDS'); correct the"
                + " id.");
  }

  @Test
  @Shows(SPECIALIZED_VALUE)
  void aSpecializationValueHasTheTypeOfItsConstant() {
    specializing("3", "/*!*/\"-7\"")
        .spirv("add.spv", Shader.add().constant(3, "uint", "ROUNDS"))
        .reportsError(
            "'-7' is no value of specialization constant 3, which is a 'uint' in SPIR-V 'add.spv';"
                + " write one of that type.");
  }

  @Test
  @Shows(SPECIALIZED_TYPE)
  void aSpecializationConstantCanBeSet() {
    specializing("/*!*/3", "\"7\"")
        .spirv("add.spv", Shader.add().capability(22).constant(3, "uint16_t", "ROUNDS"))
        .reportsError(
            "Specialization constant 3 is a 'uint16_t' in SPIR-V 'add.spv'; only bool and 32-bit or"
                + " 64-bit numbers can be set.");
  }

  @Test
  @Shows(SPECIALIZED_TYPE_VARIES)
  void aSpecializationConstantHasOneTypeForAllShapes() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add_{shape}.spv",
                specialize = @Specialized(id = /*!*/3, value = "7"))
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .spirv("add_1x64.spv", Shader.add().constant(3, "uint", "ROUNDS"))
        .spirv("add_4x64.spv", Shader.add().constant(3, "float", "ROUNDS"))
        .reportsError(
            "Specialization constant 3 is a 'float' in SPIR-V 'add_4x64.spv' but a 'uint' in another"
                + " of the kernel's modules; declare it alike in all.");
  }

  @Test
  @Shows(FIELD_CONSTANT_UNKNOWN)
  void aReservedConstantHasAMeaning() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().constant(98, "uint", "MYSTERY"))
        .reportsError(
            "SPIR-V 'add.spv' declares specialization constant 98, which is reserved but set by"
                + " nothing; use the ids of SpecializationIds, or one below 90.");
  }

  @Test
  @Shows(FIELD_CONSTANT_TYPE)
  void aFieldConstantIsAWord() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().constant(100, "float", "P0"))
        .reportsError(
            "Specialization constant 100 is a 'float' in SPIR-V 'add.spv', but the runtime sets a"
                + " 'uint' there; declare it as such.");
  }

  @Test
  void theFormOfTheElementsIsABoolean() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().constant(91, "uint", "FIELD_MONTGOMERY_FORM"))
        .reportsError(
            "Specialization constant 91 is a 'uint' in SPIR-V 'add.spv', but the runtime sets a"
                + " 'bool' there; declare it as such.");
  }

  @Test
  void theCpuConstantIsABoolean() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().constant(90, "uint", "FIELD_CPU_DEVICE"))
        .reportsError(
            "Specialization constant 90 is a 'uint' in SPIR-V 'add.spv', but the runtime sets a"
                + " 'bool' there; declare it as such.");
  }

  @Test
  void theResidenceOfTheVectorsIsABoolean() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().constant(92, "uint", "RESIDENT"))
        .reportsError(
            "Specialization constant 92 is a 'uint' in SPIR-V 'add.spv', but the runtime sets a"
                + " 'bool' there; declare it as such.");
  }

  @Test
  void aShaderMayAskForDeviceFormAndResidence() {
    plain("add.spv")
        .spirv(
            "add.spv",
            Shader.add()
                .constant(90, "bool", "FIELD_CPU_DEVICE")
                .constant(91, "bool", "FIELD_MONTGOMERY_FORM")
                .constant(92, "bool", "RESIDENT"))
        .compiles();
  }

  @Test
  @Shows(FIELD_CONSTANT_BEYOND_SHAPE)
  void aFieldConstantHasTheWordsOfItsShape() {
    plain("add_{shape}.spv")
        .spirv("add_1x64.spv", Shader.add().words(100, 3))
        .reportsError(
            "SPIR-V 'add_1x64.spv' declares specialization constant 102, word 2 of p, but a field of"
                + " shape 1x64 has 2 words; declare fewer.");
  }

  @Test
  @Shows(FIELD_CONSTANT_MISSING)
  void aFieldConstantHasAllItsWords() {
    plain("add_{shape}.spv")
        .spirv("add_4x64.spv", Shader.add().words(100, 7))
        .reportsWarning(
            "SPIR-V 'add_4x64.spv' declares words of p but not specialization constant 107, word 7,"
                + " which a field of shape 4x64 sets; declare all 8 words.");
  }

  @Test
  @Shows(PUSH_COUNT_UNUSED)
  void theCountIsRead() {
    plain("add.spv")
        .spirv("add.spv", Shader.add().withoutReadingCount())
        .reportsError(
            "SPIR-V 'add.spv' never reads 'count', the first push constant, so that it cannot know"
                + " where the vectors end; compare the element's index with it.");
  }

  @Test
  @Shows(PUSH_MEMBERS_OVERLAP)
  void membersOfTheBlockDoNotOverlap() {
    Project.kernels(
            "  @GpuKernel(name = \"add\", spirv = /*!*/\"add.spv\")\n  void add("
                + VECTORS
                + ", @PushConstant(4) long wide);")
        .spirv(
            "add.spv",
            Shader.add().capability(11).push("uint64_t", "wide", 4).push("uint", "low", 8))
        .reports(
            new Project.Expected(
                javax.tools.Diagnostic.Kind.ERROR,
                "The push-constant block of SPIR-V 'add.spv' has member 'low' ('uint') at offset 8,"
                    + " which no parameter sets; add a @PushConstant parameter for it."),
            new Project.Expected(
                javax.tools.Diagnostic.Kind.ERROR,
                "The push-constant block of SPIR-V 'add.spv' has 'uint low' at offset 8, which"
                    + " overlaps 'uint64_t wide' at offset 4; give each member bytes of its own."));
  }
}
