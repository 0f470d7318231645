// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import javax.tools.Diagnostic.Kind;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels with modules that compute the same in different ways. */
class StrategyKernelTest {

  private static final String PARAMETERS =
      "  void mul(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);";

  private static Project kernel(String rest) {
    return Project.kernels("  @GpuKernel(name = \"mul\", " + rest + ")\n" + PARAMETERS);
  }

  private static String dispatch(Project project) {
    return Project.generated(project.compiles(), "user.KernelsDispatch");
  }

  private static void assertContains(String text, String... lines) {
    String wanted = "      " + String.join("\n      ", lines) + "\n";
    assertTrue(text.contains(wanted), () -> text + "\nhas not\n" + wanted);
  }

  @Test
  void theFeaturesOfAStrategyAreThoseOfAllItsShapes() {
    String dispatch =
        dispatch(
            kernel(
                    "spirv = \"mul_{strategy}_{shape}.spv\","
                        + " strategies = {\"portable\", \"wide\"}")
                .spirv("mul_portable_4x64.spv", Shader.add())
                .spirv("mul_portable_6x64.spv", Shader.add())
                .spirv("mul_wide_4x64.spv", Shader.add().capability(11))
                .spirv("mul_wide_6x64.spv", Shader.add().capability(22)));
    assertContains(
        dispatch,
        ".entryPoint(\"main\")",
        ".shapes(\"4x64\", \"6x64\")",
        ".strategy(\"portable\", \"4x64\", \"6x64\")",
        ".strategy(\"wide\", \"4x64\", \"6x64\")",
        ".strategyRequires(\"wide\", DeviceFeature.SHADER_INT16, DeviceFeature.SHADER_INT64)",
        ".workgroupSize(64, 1, 1)");
    assertFalse(dispatch.contains(".requires("), dispatch);
  }

  @Test
  void declaredFeaturesAreNeededByEveryStrategy() {
    String dispatch =
        dispatch(
            kernel(
                    "spirv = \"mul_{strategy}_{shape}.spv\","
                        + " strategies = {\"portable\", \"wide\"},"
                        + " requires = DeviceFeature.SUBGROUP_VOTE")
                .spirv("mul_portable_4x64.spv", Shader.add())
                .spirv("mul_wide_4x64.spv", Shader.add().capability(11)));
    assertContains(
        dispatch,
        ".strategy(\"portable\", \"4x64\")",
        ".strategy(\"wide\", \"4x64\")",
        ".strategyRequires(\"wide\", DeviceFeature.SHADER_INT64)",
        ".workgroupSize(64, 1, 1)");
    assertContains(dispatch, ".requires(DeviceFeature.SUBGROUP_VOTE)", ".build();");
  }

  @Test
  void aModuleForAllShapesMayHaveStrategiesToo() {
    assertContains(
        dispatch(
            kernel("spirv = \"mul_{strategy}.spv\", strategies = {\"portable\", \"wide\"}")
                .spirv("mul_portable.spv", Shader.add())
                .spirv("mul_wide.spv", Shader.add())),
        ".entryPoint(\"main\")",
        ".strategy(\"portable\")",
        ".strategy(\"wide\")",
        ".workgroupSize(64, 1, 1)");
  }

  @Test
  void oneStrategyHasNothingToMeasure() {
    assertContains(
        dispatch(
            Project.kernels(
                    """
                    @GpuKernel(name = "mul", spirv = "mul_{strategy}.spv", strategies = "portable",
                        strategyProbe = "")
                    void mul(
                        @In(0) DeviceVector<F> a,
                        @In(1) DeviceVector<F> b,
                        @Out(2) DeviceVector<F> out,
                        @PushConstant(4) int exponent);
                    """)
                .spirv("mul_portable.spv", Shader.add().push("uint", "exponent", 4))),
        ".strategy(\"portable\")",
        ".workgroupSize(64, 1, 1)");
  }

  @Test
  void onOneFieldTheOtherStrategiesMayLackItsShape() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @PrimeField(name = "seven", modulus = "7")
              interface Seven {}
              @GpuKernel(name = "mul", spirv = "mul_{strategy}_{shape}.spv",
                  strategies = {"portable", "wide"})
              void mul(
                  @In(0) DeviceVector<Seven> a,
                  @In(1) DeviceVector<Seven> b,
                  @Out(2) DeviceVector<Seven> out);
            }
            """)
        .spirv("mul_portable_1x32.spv", Shader.add())
        .spirv("mul_portable_4x64.spv", Shader.add())
        .spirv("mul_wide_4x64.spv", Shader.add())
        .compiles();
  }

  @Test
  void glslIsCompiledForEachStrategyAndShape() throws Exception {
    Project project =
        Project.kernels(
                """
                @GpuKernel(name = "copy", glsl = /*!*/"my/copy.comp",
                    strategies = {"portable", "wide"})
                void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
                """)
            .text(
                "my/copy.comp",
                """
                #version 450
                #extension GL_GOOGLE_include_directive : require
                #extension GL_EXT_shader_explicit_arithmetic_types_int64 : require
                #include "fieldstone/glsl/kernel/unary.glsl"
                #include "fieldstone/glsl/field/double.glsl"
                #if FIELDSTONE_STRATEGY_PORTABLE
                FieldElement apply(FieldElement a) { return a; }
                #elif FIELDSTONE_STRATEGY_WIDE && FIELDSTONE_WORDS > 1
                layout(constant_id = 1) const uint64_t DOUBLES = 0UL;
                FieldElement apply(FieldElement a) {
                  if (DOUBLES == 1UL) {
                    return field_double(a);
                  }
                  return a;
                }
                #else
                #error one limb is narrow
                #endif
                """);
    Compilation compilation = project.compile();
    project.reports(
        new Project.Expected(
            Kind.NOTE,
            "Kernel method 'copy' with strategy 'wide' is compiled for the limb shapes 1x64, 4x64,"
                + " 6x64, but not for 1x32, for which its GLSL has errors: my/copy.comp:17: '#error' :"
                + " one limb is narrow"));
    assertContains(
        Project.generated(compilation, "user.KernelsDispatch"),
        ".entryPoint(\"main\")",
        ".shapes(\"1x32\", \"1x64\", \"4x64\", \"6x64\")",
        ".strategy(\"portable\", \"1x32\", \"1x64\", \"4x64\", \"6x64\")",
        ".strategy(\"wide\", \"1x64\", \"4x64\", \"6x64\")",
        ".strategyRequires(\"wide\", DeviceFeature.SHADER_INT64)",
        ".workgroupSize(256, 1, 1)");
    assertTrue(isGenerated(compilation, "user/Kernels_copy_portable_1x32.spv"));
    assertTrue(isGenerated(compilation, "user/Kernels_copy_wide_1x64.spv"));
    assertFalse(isGenerated(compilation, "user/Kernels_copy_wide_1x32.spv"));
    assertFalse(isGenerated(compilation, "user/Kernels_copy_1x32.spv"));
  }

  private static boolean isGenerated(Compilation compilation, String resource) {
    return compilation.generatedFile(StandardLocation.CLASS_OUTPUT, resource).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0001_0300, 0x0001_0400, 0x0001_0500})
  void roundingTowardZeroIsAFeature(int version) {
    Shader shader =
        Shader.add().version(version).capability(10).capability(4468).executionMode(4463, 64);
    if (version < 0x0001_0400) {
      shader.extension("SPV_KHR_float_controls");
    }
    assertContains(
        dispatch(kernel("spirv = \"add.spv\"").spirv("add.spv", shader)),
        ".requires(DeviceFeature.ROUND_TO_ZERO_FLOAT64, DeviceFeature.SHADER_FLOAT64)",
        ".build();");
  }
}
