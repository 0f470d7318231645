// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a kernel's SPIR-V as a whole. */
class ModuleDiagnosticsTest {

  private static final String PARAMETERS =
      "  void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);";

  /**
   * A project with one kernel whose {@code @GpuKernel} says {@code name = "add", } and the rest.
   */
  private static Project kernel(String rest) {
    return Project.kernels("  @GpuKernel(name = \"add\", " + rest + ")\n" + PARAMETERS);
  }

  @Test
  @Shows(RESOURCE_NAME_MALFORMED)
  void aResourceNameIsARelativePath() {
    kernel("spirv = /*!*/\"/add.spv\"")
        .reportsError(
            "'/add.spv' does not name a resource; write its path from the root of the class path,"
                + " such as 'shaders/add_{shape}.spv'.");
  }

  @Test
  void anUnknownPlaceholderIsNoResourceName() {
    kernel("spirv = /*!*/\"add_{limbs}.spv\"")
        .reportsError(
            "'add_{limbs}.spv' does not name a resource; write its path from the root of the class"
                + " path, such as 'shaders/add_{shape}.spv'.");
  }

  @Test
  @Shows(RESOURCE_MISSING)
  void theResourceExists() {
    kernel("spirv = /*!*/\"sub.spv\"")
        .reportsError(
            "SPIR-V 'sub.spv' was found neither on the class path or module path nor among this"
                + " module's resources; compile the shader before Java, or correct the name.");
  }

  @Test
  @Shows(RESOURCE_MISSING_FOR_SHAPES)
  void theResourceExistsForSomeShape() {
    kernel("spirv = /*!*/\"add_{shape}.spv\"")
        .reportsError(
            "SPIR-V 'add_{shape}.spv' was found for no limb shape (1x32, 1x64 to 16x64), neither on"
                + " the class path or module path nor among this module's resources; compile the"
                + " shader before Java, or correct the name.");
  }

  @Test
  @Shows(RESOURCE_MISSING_FOR_FIELD)
  void theResourceExistsForTheShapeOfTheField() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @PrimeField(name = "goldilocks", modulus = "0xffffffff00000001")
              interface Goldilocks {}
              @GpuKernel(name = "add", spirv = /*!*/"add_{shape}.spv")
              void add(
                  @In(0) DeviceVector<Goldilocks> a,
                  @In(1) DeviceVector<Goldilocks> b,
                  @Out(2) DeviceVector<Goldilocks> out);
            }
            """)
        .spirv("add_4x64.spv", Shader.add())
        .spirv("add_6x64.spv", Shader.add())
        .reportsError(
            "SPIR-V 'add_{shape}.spv' exists for the limb shapes 4x64, 6x64, but field 'Goldilocks'"
                + " has 1x64; compile the shader for that shape too.");
  }

  @Test
  @Shows(SPIRV_NOT_SPIRV)
  void theResourceIsSpirv() {
    kernel("spirv = /*!*/\"add.comp\"")
        .resource("add.comp", "#version 450".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .reportsError(
            "'add.comp' is not SPIR-V: the file starts with the bytes 23 76 65 72; name the compiled"
                + " shader, not its source.");
  }

  @Test
  @Shows(SPIRV_BYTE_ORDER)
  void theResourceIsLittleEndian() {
    kernel("spirv = /*!*/\"big.spv\"")
        .resource("big.spv", new byte[] {7, 0x23, 2, 3, 0, 1, 3, 0})
        .reportsError(
            "SPIR-V 'big.spv' has the wrong byte order: the words are big-endian; compile it for a"
                + " little-endian target.");
  }

  @Test
  @Shows(SPIRV_TRUNCATED)
  void theResourceIsComplete() {
    byte[] whole = Shader.add().bytes();
    kernel("spirv = /*!*/\"half.spv\"")
        .resource("half.spv", java.util.Arrays.copyOf(whole, whole.length - 5))
        .reportsError(
            "SPIR-V 'half.spv' is truncated: the file has "
                + (whole.length - 5)
                + " bytes, which is not a multiple of 4; compile or copy it again.");
  }

  @Test
  @Shows(SPIRV_INVALID)
  void theResourceMakesSense() {
    byte[] bytes = Shader.add().bytes();
    java.util.Arrays.fill(bytes, 12, 16, (byte) 0);
    kernel("spirv = /*!*/\"invalid.spv\"")
        .resource("invalid.spv", bytes)
        .reportsError(
            "SPIR-V 'invalid.spv' is invalid: the bound of ids is 0; compile it again and run"
                + " spirv-val on it.");
  }

  @Test
  @Shows(SPIRV_VERSION)
  void theVersionIsWithinVulkan12() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().version(0x0001_0600))
        .reportsError(
            "SPIR-V 'add.spv' has version 1.6, but Vulkan 1.2 takes at most 1.5; compile it for"
                + " vulkan1.2.");
  }

  @Test
  @Shows(ENTRY_POINT_MISSING)
  void theEntryPointExists() {
    kernel("spirv = \"add.spv\", entryPoint = /*!*/\"mian\"")
        .reportsError(
            "SPIR-V 'add.spv' has no entry point 'mian' but 'main'; correct 'entryPoint'. Did you"
                + " mean 'main'?");
  }

  @Test
  void anEntryPointByDefaultIsReportedAtTheAnnotation() {
    Project.kernels("/*!*/@GpuKernel(name = \"add\", spirv = \"add.spv\")\n" + PARAMETERS)
        .spirv("add.spv", Shader.add().entryPoint("add_vectors"))
        .reportsError(
            "SPIR-V 'add.spv' has no entry point 'main' but 'add_vectors'; correct 'entryPoint'.");
  }

  @Test
  @Shows(ENTRY_POINT_NOT_COMPUTE)
  void theEntryPointIsAComputeShader() {
    kernel("spirv = \"add.spv\", entryPoint = /*!*/\"main\"")
        .spirv("add.spv", Shader.add().executionModel(4))
        .reportsError(
            "Entry point 'main' of SPIR-V 'add.spv' is a Fragment shader; a kernel is a compute"
                + " shader (GLCompute).");
  }

  @Test
  @Shows(WORKGROUP_SIZE_DIFFERS)
  void theWorkgroupSizeAgrees() {
    kernel("spirv = \"add.spv\", workgroupSize = /*!*/256")
        .reportsError(
            "The workgroup size is declared as {256, 1, 1}, but SPIR-V 'add.spv' has {64, 1, 1};"
                + " correct either, or leave 'workgroupSize' out.");
  }

  @Test
  void aSpecializedWorkgroupSizeAgrees() {
    kernel(
            "spirv = \"add.spv\", workgroupSize = /*!*/256,\n"
                + "      specialize = @Specialized(id = 1, value = \"128\")")
        .spirv("add.spv", Shader.add().localSizeId(1))
        .reportsError(
            "The workgroup size is declared as {256, 1, 1}, but SPIR-V 'add.spv' has {128, 1, 1};"
                + " correct either, or leave 'workgroupSize' out.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_UNFIXED)
  void aWorkgroupSizeThatIsAConstantIsFixed() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().localSizeId(3))
        .reportsWarning(
            "SPIR-V 'add.spv' takes its workgroup size in x from constant_id 3, which is 64 since the"
                + " declaration does not fix it; add 'specialize = @Specialized(id = 3, value ="
                + " ...)'.");
  }

  @Test
  void aConstantHasOneType() {
    kernel(
            "spirv = \"add.spv\",\n"
                + "      specialize = @Specialized(id = /*!*/1, value = \"64\")")
        .spirv("add.spv", Shader.add().localSizeId(1).constant(1, "float", "SCALE"))
        .reportsError(
            "Specialization constant 1 is a 'float' and a 'uint' in SPIR-V 'add.spv'; give each its"
                + " own id.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_ABSENT)
  void theShaderHasAWorkgroupSize() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().withoutLocalSize())
        .reportsError(
            "SPIR-V 'add.spv' gives no workgroup size; add 'layout(local_size_x = N) in' to the"
                + " shader.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_COMPUTED)
  void theWorkgroupSizeIsNotComputed() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().computedLocalSize())
        .reportsError(
            "SPIR-V 'add.spv' computes its workgroup size from specialization constants; make each"
                + " dimension a constant of its own.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_IMPOSSIBLE)
  void theWorkgroupSizeIsPossible() {
    kernel("spirv = /*!*/\"add.spv\",\n      specialize = @Specialized(id = 1, value = \"0\")")
        .spirv("add.spv", Shader.add().localSizeId(1))
        .reportsError(
            "SPIR-V 'add.spv' has workgroup size {0, 1, 1}, but each dimension is at least 1 and"
                + " their product below 2^31; correct the shader or the specialization constant.");
  }

  @Test
  void aWorkgroupSizeDoesNotOverflow() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().localSize(65536, 65536, 1))
        .reportsError(
            "SPIR-V 'add.spv' has workgroup size {65536, 65536, 1}, but each dimension is at least 1"
                + " and their product below 2^31; correct the shader or the specialization"
                + " constant.");
  }

  @Test
  @Shows(WORKGROUP_SIZE_VARIES)
  void allShapesHaveOneWorkgroupSize() {
    kernel("spirv = /*!*/\"add_{shape}.spv\"")
        .spirv("add_4x64.spv", Shader.add())
        .spirv("add_6x64.spv", Shader.add().localSize(32, 1, 1))
        .reportsError(
            "SPIR-V 'add_6x64.spv' has workgroup size {32, 1, 1}, but SPIR-V 'add_4x64.spv' has {64, 1,"
                + " 1}; a kernel has one for all its modules.");
  }

  @Test
  void allShapesHaveTheSameConstantForIt() {
    kernel(
            "spirv = /*!*/\"add_{shape}.spv\",\n"
                + "      specialize = @Specialized(id = 1, value = \"64\")")
        .spirv("add_4x64.spv", Shader.add().localSizeId(1))
        .spirv("add_6x64.spv", Shader.add().constant(1, "uint", "UNUSED"))
        .reportsError(
            "SPIR-V 'add_6x64.spv' has workgroup size {64, 1, 1}, but SPIR-V 'add_4x64.spv' has {64, 1,"
                + " 1} (x by constant_id 1); a kernel has one for all its modules.");
  }

  @Test
  @Shows(CAPABILITY_UNSUPPORTED)
  void onlyKnownCapabilitiesAreUsed() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().capability(5347))
        .reportsError(
            "SPIR-V 'add.spv' needs capability PhysicalStorageBufferAddresses, which Fieldstone does"
                + " not enable; compile the shader without it.");
  }

  @Test
  void roundingTowardZeroIsFor64BitFloats() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().capability(4468).executionMode(4463, 32))
        .reportsError(
            "SPIR-V 'add.spv' needs capability RoundingModeRTZ for floats other than 64-bit ones,"
                + " which Fieldstone does not enable; compile the shader without it.");
  }

  @Test
  void soItIsIfItIsFor64BitFloatsToo() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", rounding().executionMode(4463, 16))
        .reportsError(
            "SPIR-V 'add.spv' needs capability RoundingModeRTZ for floats other than 64-bit ones,"
                + " which Fieldstone does not enable; compile the shader without it.");
  }

  @ParameterizedTest
  @CsvSource({
    "4464, 4459, DenormPreserve",
    "4465, 4460, DenormFlushToZero",
    "4466, 4461, SignedZeroInfNanPreserve",
    "4467, 4462, RoundingModeRTE"
  })
  void otherFloatControlsAreNotEnabled(int capability, int mode, String name) {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", rounding().capability(capability).executionMode(mode, 64))
        .reportsError(
            "SPIR-V 'add.spv' needs capability "
                + name
                + ", which Fieldstone does not enable; compile the shader without it.");
  }

  private static Shader rounding() {
    return Shader.add()
        .capability(10)
        .capability(4468)
        .extension("SPV_KHR_float_controls")
        .executionMode(4463, 64);
  }

  @Test
  @Shows(EXTENSION_UNSUPPORTED)
  void onlyKnownExtensionsAreUsed() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().extension("SPV_NV_ray_tracing"))
        .reportsError(
            "SPIR-V 'add.spv' uses extension 'SPV_NV_ray_tracing', which Vulkan 1.2 does not include;"
                + " compile the shader without it.");
  }

  @Test
  @Shows(FEATURE_DERIVED)
  void aFeatureLeftOutOfRequiresIsNoted() {
    kernel("spirv = \"add.spv\", requires = /*!*/{DeviceFeature.SHADER_FLOAT64}")
        .spirv("add.spv", Shader.add().capability(11))
        .reports(
            new Project.Expected(
                javax.tools.Diagnostic.Kind.NOTE,
                "SPIR-V 'add.spv' needs SHADER_INT64 beside the declared features, so the generated"
                    + " requirements include it; add it to 'requires'."));
  }

  @Test
  @Shows(SHARED_MEMORY_LARGE)
  void sharedMemoryIsPortable() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().shared(4097))
        .reportsWarning(
            "SPIR-V 'add.spv' uses 16388 bytes of shared memory, but devices need to offer 16384"
                + " only; use less to run everywhere, or, if its callers look at the limits of the"
                + " device, say 'largeSharedMemory = true'.");
  }

  @Test
  void sharedMemoryThatCallersKnowOfIsNoMatter() {
    kernel("largeSharedMemory = true, spirv = \"add.spv\"")
        .spirv("add.spv", Shader.add().shared(4097))
        .compiles();
  }

  @Test
  void aMistakeInAllShapesIsReportedOnce() {
    kernel("spirv = /*!*/\"add_{shape}.spv\"")
        .spirv("add_1x64.spv", Shader.add().capability(5347))
        .spirv("add_4x64.spv", Shader.add().capability(5347))
        .spirv("add_6x64.spv", Shader.add().capability(5347))
        .reportsError(
            "SPIR-V 'add_1x64.spv' needs capability PhysicalStorageBufferAddresses, which Fieldstone"
                + " does not enable; compile the shader without it.");
  }

  @Test
  @Shows(SPIRV_RULE_BROKEN)
  void spirvToolsKnowsTheOtherRules() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().constant(7, "double", "scale"))
        .reportsError(
            "SPIR-V 'add.spv' breaks a rule of SPIR-V or Vulkan 1.2: Using a 64-bit floating point"
                + " type requires the Float64 capability.; correct it, and compile it with a compiler"
                + " that is up to date.");
  }

  @Test
  @Shows(WORKGROUP_LARGE)
  void everyDeviceTakesSmallWorkgroups() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().localSize(512, 1, 1))
        .reportsWarning(
            "SPIR-V 'add.spv' has 512 invocations in a workgroup, but devices need to offer 128 only,"
                + " and those of the Roadmap 2022 profile 256; use fewer to run everywhere.");
  }

  @Test
  @Shows(WORKGROUP_NOT_IN_LINE)
  void aWorkgroupIsALineAsTheGridIs() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().localSize(8, 4, 2))
        .reportsWarning(
            "SPIR-V 'add.spv' has workgroup size {8, 4, 2}, but the grid is one-dimensional, so that"
                + " elements that share an x are worked on more than once; use 'local_size_x' alone.");
  }

  @Test
  @Shows(GRID_STRIDE_ABSENT)
  void aShaderStridesOverItsElements() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().withoutGridStride())
        .reportsWarning(
            "SPIR-V 'add.spv' never reads gl_NumWorkGroups, so that it has an invocation for each element; it"
                + " is right, but cannot be given fewer where that is faster, as over the bus; let each"
                + " invocation go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x until 'count'.");
  }

  @Test
  @Shows(SHARED_MEMORY_IMPOSSIBLE)
  void sharedMemoryIsThatOfOneWorkgroup() {
    kernel("spirv = /*!*/\"add.spv\"")
        .spirv("add.spv", Shader.add().shared(262_145))
        .reportsError(
            "SPIR-V 'add.spv' uses 1048580 bytes of shared memory, but devices need to offer 16384"
                + " only, and none has 1048576; keep in it what the threads of one workgroup exchange.");
  }

  private static final String UNUSED =
      "GLSL 'f.comp' declares gl_NumWorkGroups, so that it is given fewer invocations than there are"
          + " elements, but goes on by its x nowhere, so that elements are left out; let each invocation"
          + " go on by gl_NumWorkGroups.x * gl_WorkGroupSize.x until 'count'.";

  /** A kernel with workgroups of {@code size} that begins at {@code first}, and goes on as said. */
  private static Project striding(int size, String first, String step) {
    return Project.kernels(
            """
            @GpuKernel(name = "f", glsl = /*!*/"f.comp")
            void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text("f.comp", STRIDE.formatted(size, first, step));
  }

  private static void strides(int size, String first, String step) {
    assertEquals(List.of(), Project.diagnostics(striding(size, first, step).compile()));
  }

  @Test
  @Shows(GRID_STRIDE_UNUSED)
  void aShaderStridesAlongTheGrid() {
    for (String axis : new String[] {"y", "z"}) {
      striding(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups." + axis + " * 64u")
          .reportsWarning(UNUSED);
    }
    strides(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups.x * 64u");
    strides(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups[i % 1u] * 64u");
  }

  @Test
  void whoOnlyComparesTheWorkgroupsHasNoStride() {
    striding(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups.x == 0u ? 1u : count")
        .reportsWarning(UNUSED);
  }

  @Test
  @Shows(GRID_STRIDE_WRONG)
  void theStrideIsThatOfAllInvocations() {
    for (String step :
        new String[] {"gl_NumWorkGroups.x * 64u", "(gl_NumWorkGroups.x << 5u) * 2u"}) {
      striding(256, "gl_GlobalInvocationID.x", step).reportsWarning(wrong(64, 256));
    }
    striding(64, "gl_GlobalInvocationID.x", "256u * gl_NumWorkGroups.x")
        .reportsWarning(wrong(256, 64));
    striding(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups.x").reportsWarning(wrong(1, 64));
    striding(64, "gl_WorkGroupID.x * 64u + gl_LocalInvocationID.x", "gl_NumWorkGroups.x * 32u")
        .reportsWarning(wrong(32, 64));
  }

  private static String wrong(int step, int size) {
    return "GLSL 'f.comp' goes on by gl_NumWorkGroups.x * "
        + step
        + ", but has "
        + size
        + " invocations in a workgroup, so that elements are left out or worked on more than once; go"
        + " on by gl_NumWorkGroups.x * gl_WorkGroupSize.x.";
  }

  /** A kernel whose workgroup size is a constant, which goes on as said. */
  private static Project stridingBySize(String step) {
    return Project.kernels(
            """
            @GpuKernel(name = "f", glsl = /*!*/"f.comp",
                specialize = @Specialized(id = 3, value = "64"))
            void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text(
            "f.comp",
            STRIDE
                .replace("local_size_x = %d", "local_size_x = 64, local_size_x_id = 3")
                .formatted("gl_GlobalInvocationID.x", step));
  }

  @Test
  void theStrideIsNoConstantWhereTheSizeHasOthers() {
    stridingBySize("gl_NumWorkGroups.x * 64u")
        .reportsWarning(
            "GLSL 'f.comp' goes on by gl_NumWorkGroups.x * 64, but its workgroup size is"
                + " constant_id 3, which may be specialized to others; go on by gl_NumWorkGroups.x *"
                + " gl_WorkGroupSize.x.");
    assertEquals(
        List.of(),
        Project.diagnostics(stridingBySize("gl_NumWorkGroups.x * gl_WorkGroupSize.x").compile()));
  }

  @Test
  void stridesFitWhereTheyBegin() {
    strides(256, "gl_GlobalInvocationID.x", "gl_NumWorkGroups.x * gl_WorkGroupSize.x");
    strides(64, "gl_GlobalInvocationID.x * 4u", "gl_NumWorkGroups.x * 256u");
    strides(64, "gl_WorkGroupID.x", "gl_NumWorkGroups.x");
    strides(64, "gl_WorkGroupID.x * 8u", "gl_NumWorkGroups.x * 8u");
    strides(64, "gl_GlobalInvocationID.x / 2u", "gl_NumWorkGroups.x * 32u");
    strides(64, "gl_GlobalInvocationID.x", "gl_NumWorkGroups.x * count");
  }

  private static final String STRIDE =
      """
      #version 450
      layout(local_size_x = %d) in;
      layout(push_constant) uniform Push { uint count; };
      layout(std430, binding = 0) readonly buffer A { uint as[]; };
      layout(std430, binding = 1) writeonly buffer Out { uint outs[]; };
      void main() {
        for (uint i = %s; i < count; i += %s) {
          outs[i] = as[i];
        }
      }
      """;
}
