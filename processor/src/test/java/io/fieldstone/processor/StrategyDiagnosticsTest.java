// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the strategies of a kernel. */
class StrategyDiagnosticsTest {

  private static final String PARAMETERS =
      "  void mul(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);";

  /**
   * A project with one kernel whose {@code @GpuKernel} says {@code name = "mul", } and the rest.
   */
  private static Project kernel(String rest) {
    return Project.kernels("  @GpuKernel(name = \"mul\", " + rest + ")\n" + PARAMETERS);
  }

  private static Project strategies(String names) {
    return kernel("spirv = \"mul_{strategy}_{shape}.spv\",\n      strategies = " + names)
        .spirv("mul_portable_1x64.spv", Shader.add())
        .spirv("mul_portable_4x64.spv", Shader.add())
        .spirv("mul_wide_4x64.spv", Shader.add().capability(11));
  }

  @Test
  @Shows(STRATEGY_NAMES_ABSENT)
  void aPlaceForAStrategyNeedsNames() {
    kernel("spirv = /*!*/\"mul_{strategy}.spv\"")
        .reportsError(
            "'{strategy}' in 'mul_{strategy}.spv' stands for nothing; list the names in"
                + " 'strategies'.");
  }

  @Test
  void noNamesAreTooFew() {
    kernel("spirv = /*!*/\"mul_{strategy}.spv\", strategies = {}")
        .reportsError(
            "'{strategy}' in 'mul_{strategy}.spv' stands for nothing; list the names in"
                + " 'strategies'.");
  }

  @Test
  @Shows(STRATEGY_PLACE_ABSENT)
  void strategiesNeedAPlaceInTheName() {
    kernel("spirv = \"add.spv\", strategies = /*!*/{\"portable\", \"wide\"}")
        .reportsError(
            "SPIR-V 'add.spv' has no place for strategies; write '{strategy}' there or leave them"
                + " out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Wide", "64bit", "two-words", "wide_", "_", "{shape}", "w\u0131de"})
  @Shows(STRATEGY_NAME_MALFORMED)
  void aStrategyHasASimpleName(String name) {
    strategies("{\"portable\", /*!*/\"" + name + "\"}")
        .reportsError(
            "Strategy '"
                + name
                + "' is not a lower case letter, then letters and digits, as in 'float64'.");
  }

  @Test
  void theOnlyStrategyHasASimpleNameToo() {
    strategies("/*!*/\"Portable\"")
        .reportsError(
            "Strategy 'Portable' is not a lower case letter, then letters and digits, as in"
                + " 'float64'.");
  }

  @Test
  @Shows(STRATEGY_NAME_DUPLICATE)
  void aStrategyIsListedOnce() {
    strategies("{\"portable\", \"wide\", /*!*/\"portable\"}")
        .reportsError("Strategy 'portable' is listed twice; remove one of the two.");
  }

  private static Project shader(String strategies, String body) {
    return kernel("glsl = \"mul.comp\", strategies = " + strategies)
        .text(
            "mul.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/binary.glsl"
            #include "fieldstone/glsl/field/mul.glsl"
            """
                + body
                + "FieldElement apply(FieldElement a, FieldElement b) { return field_mul(a, b); }\n");
  }

  private static String withoutEffect(String name) {
    return "Strategy '"
        + name
        + "' is none of the field library's (portable, wide, columns, float64), and GLSL 'mul.comp'"
        + " never asks for FIELDSTONE_STRATEGY_"
        + name.toUpperCase(Locale.ROOT)
        + ", so that it is compiled as without a strategy; correct the name, or let '#ifdef"
        + " FIELDSTONE_STRATEGY_"
        + name.toUpperCase(Locale.ROOT)
        + "' stand before what is different.";
  }

  @Test
  @Shows(STRATEGY_WITHOUT_EFFECT)
  void aStrategyThatIsMisspeltIsNone() {
    shader("{\"portable\", /*!*/\"colums\"}", "")
        .reportsError(withoutEffect("colums") + " Did you mean 'columns'?");
    shader("{/*!*/\"portabel\", \"wide\"}", "")
        .reportsError(withoutEffect("portabel") + " Did you mean 'portable'?");
    shader("{\"portable\", /*!*/\"mine\"}", "// FIELDSTONE_STRATEGY_MINED\n")
        .reportsError(withoutEffect("mine"));
  }

  @Test
  void aStrategyOfOnesOwnIsAskedFor() {
    shader("{\"plain\", \"mine\"}", "#ifdef FIELDSTONE_STRATEGY_MINE\n#endif\n").compiles();
    shader("{\"plain\", \"mine\"}", "#include \"part.glsl\"\n")
        .text("part.glsl", "#if defined(FIELDSTONE_STRATEGY_MINE)\n#endif\n")
        .compiles();
  }

  @Test
  @Shows(STRATEGY_PROBE_UNKNOWN)
  void aProbeIsAKernelThatIsThere() {
    strategies("{\"portable\", \"wide\"}, strategyProbe = /*!*/\"mul-chian\"")
        .text("fieldstone/package/kernel/mul-chain", "a.library.has.it")
        .reportsError(
            "Strategy probe 'mul-chian' is the name of no kernel, neither of this module nor of its"
                + " libraries; correct it, or put the library that has it on the class path. Did you"
                + " mean 'mul-chain'?");
    strategies("{\"portable\", \"wide\"}, strategyProbe = \"of-a-library\"")
        .text("fieldstone/package/kernel/of-a-library", "a.library.has.it")
        .compiles();
  }

  @Test
  @Shows(STRATEGY_OF_EXPRESSION)
  void anExpressionHasNoStrategies() {
    kernel("expression = \"a * b\", strategies = /*!*/{\"portable\", \"wide\"}")
        .reportsError(
            "Kernel method 'mul' is an expression, which has no strategies; leave them out.");
  }

  @Test
  @Shows(STRATEGY_PROBE_ALONE)
  void aProbeDecidesBetweenStrategies() {
    kernel("spirv = \"add.spv\", strategyProbe = /*!*/\"mul-chain\"")
        .reportsError(
            "Kernel 'mul-chain' is to decide between strategies, but there are none; list or remove"
                + " it.");
  }

  @Test
  @Shows(STRATEGY_PROBE_MALFORMED)
  void aProbeIsAKernel() {
    strategies("{\"portable\", \"wide\"}, strategyProbe = /*!*/\"mulChain\"")
        .reportsError(
            "Strategy probe 'mulChain' is no kernel's name; write one such as 'mul-chain'.");
  }

  @Test
  @Shows(STRATEGY_PROBE_UNFIT)
  void aKernelWithPushConstantsIsNoProbe() {
    Project.kernels(
            """
            @GpuKernel(name = "pow", spirv = "pow_{strategy}.spv",
                strategies = /*!*/{"portable", "wide"})
            void pow(
                @In(0) DeviceVector<F> a, @Out(2) DeviceVector<F> out, @PushConstant(4) int exponent);
            """)
        .reportsError(unfit("pow", "pow", "has push constants"));
  }

  @Test
  void aCooperativeKernelIsNoProbe() {
    Project.kernels(
            """
            @GpuKernel(name = "product", spirv = "product_{strategy}.spv",
                strategies = {"portable", "wide"}, strategyProbe = /*!*/"product")
            void product(
                @In(0) DeviceVector<F> a,
                @Out(value = 2, extent = Extent.WORKGROUPS) DeviceVector<F> partials);
            """)
        .reportsError(unfit("product", "product", "is cooperative"));
  }

  @Test
  void aProbeHasTheSameStrategies() {
    Project.kernels(
            """
            @GpuKernel(name = "chain", spirv = "add.spv")
            void chain(
                @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            @GpuKernel(name = "mul", spirv = "mul_{strategy}.spv",
                strategies = {"portable", "wide"}, strategyProbe = /*!*/"chain")
            void mul(
                @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(unfit("chain", "mul", "has no strategies"));
  }

  private static Project probed(String strategiesOfProbe) {
    return strategies("{\"portable\", \"wide\"}, strategyProbe = /*!*/\"probe\"")
        .source(
            "user.Probes",
            """
            package user;
            import io.fieldstone.annotations.*;
            import io.fieldstone.runtime.*;
            public interface Probes<F> {
              @GpuKernel(name = "probe", spirv = "mul_{strategy}_{shape}.spv", strategies = %s)
              void probe(
                  @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            }
            """
                .formatted(strategiesOfProbe))
        .spirv("mul_float64_4x64.spv", Shader.add());
  }

  @Test
  void aProbeOfAnotherInterfaceHasThemToo() {
    probed("{\"portable\", \"float64\"}")
        .reportsError(unfit("probe", "mul", "has no strategy 'wide'"));
    probed("\"portable\"").reportsError(unfit("probe", "mul", "has no strategy 'wide'"));
    probed("{\"portable\", \"float64\", \"wide\"}").compiles();
  }

  @Test
  void aProbeOfALibraryHasThemToo(@TempDir Path library) {
    List<String> said =
        Project.declaring(
                "Probes",
                """
                public interface Probes<F> {
                  @GpuKernel(name = "probe", spirv = "p_{strategy}.spv", strategies = {"portable", "float64"})
                  void probe(
                      @In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
                }
                """)
            .spirv("p_portable.spv", Shader.add())
            .spirv("p_float64.spv", Shader.add())
            .compileTo(library);
    assertEquals(List.of(), said);
    for (String name : List.of("wide", "columns")) {
      strategies("{\"portable\", \"" + name + "\"}, strategyProbe = /*!*/\"probe\"")
          .spirv("mul_columns_4x64.spv", Shader.add())
          .classPath(library)
          .options("-Afieldstone.provider=user.OtherProvider")
          .reportsError(unfit("probe", "mul", "has no strategy '" + name + "'"));
    }
    strategies("{\"portable\", \"float64\"}, strategyProbe = \"probe\"")
        .spirv("mul_float64_4x64.spv", Shader.add())
        .classPath(library)
        .options("-Afieldstone.provider=user.OtherProvider")
        .compiles();
  }

  private static String demanding(String strategy, String features) {
    return "The first strategy, '"
        + strategy
        + "', needs "
        + features
        + ", and a device without that cannot run the kernel at all, whatever the other strategies"
        + " need; put one that needs nothing first, such as 'portable', or add that to 'requires'.";
  }

  @Test
  @Shows(STRATEGY_DEFAULT_DEMANDING)
  void theFirstStrategyRunsEverywhere() {
    strategies("/*!*/\"wide\"").reportsWarning(demanding("wide", "SHADER_INT64"));
    strategies("{/*!*/\"wide\", \"portable\"}")
        .spirv("mul_wide_1x64.spv", Shader.add().capability(11).capability(10))
        .reportsWarning(demanding("wide", "SHADER_FLOAT64, SHADER_INT64"));
    strategies("{\"wide\", \"portable\"}, requires = DeviceFeature.SHADER_INT64")
        .spirv("mul_wide_1x64.spv", Shader.add().capability(11))
        .compiles();
  }

  private static String unfit(String probe, String kernel, String reason) {
    return "Kernel '"
        + probe
        + "' cannot decide between the strategies of '"
        + kernel
        + "', since it "
        + reason
        + "; let 'strategyProbe' name an element-wise kernel with all of these strategies and without"
        + " push constants.";
  }

  @Test
  @Shows(STRATEGY_WITHOUT_MODULE)
  void everyStrategyHasAModule() {
    strategies("{\"portable\", \"wide\", /*!*/\"float64\"}")
        .reportsError(
            "Strategy 'float64' has no module: SPIR-V 'mul_float64_{shape}.spv' is missing; compile"
                + " it or remove the name.");
  }

  @Test
  void thePortableStrategyAboveAll() {
    strategies("{/*!*/\"basic\", \"wide\"}")
        .reportsError(
            "Strategy 'basic' has no module: SPIR-V 'mul_basic_{shape}.spv' is missing; compile it"
                + " or remove the name.");
  }

  @Test
  void withoutAnyModuleTheResourceIsMissing() {
    kernel("spirv = /*!*/\"mul_{strategy}_{shape}.spv\", strategies = {\"portable\", \"wide\"}")
        .reportsError(
            "SPIR-V 'mul_{strategy}_{shape}.spv' was found for no limb shape (1x32, 1x64 to 16x64),"
                + " neither on the class path or module path nor among this module's resources;"
                + " compile the shader before Java, or correct the name.");
  }

  @Test
  @Shows(STRATEGY_DEFAULT_MISSING)
  void thePortableStrategyIsThereForAllShapes() {
    strategies("{/*!*/\"wide\", \"portable\"}")
        .reportsError(
            "SPIR-V 'mul_wide_{shape}.spv' was not found for the limb shapes 1x64, which strategy"
                + " 'portable' has; the first strategy is the portable one, so compile it for these"
                + " too.");
  }

  @Test
  void thePortableStrategyIsThereForTheShapeOfTheField() {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @PrimeField(name = "seven", modulus = "7")
              interface Seven {}
              @GpuKernel(name = "mul", spirv = /*!*/"mul_{strategy}_{shape}.spv",
                  strategies = {"portable", "wide"})
              void mul(
                  @In(0) DeviceVector<Seven> a,
                  @In(1) DeviceVector<Seven> b,
                  @Out(2) DeviceVector<Seven> out);
            }
            """)
        .spirv("mul_portable_4x64.spv", Shader.add())
        .spirv("mul_wide_4x64.spv", Shader.add())
        .reportsError(
            "SPIR-V 'mul_{strategy}_{shape}.spv' exists for the limb shapes 4x64, but field 'Seven'"
                + " has 1x32; compile the shader for that shape too.");
  }

  @Test
  void everyModuleOfEveryStrategyIsChecked() {
    kernel(
            "spirv = /*!*/\"mul_{strategy}_{shape}.spv\",\n"
                + "      strategies = {\"portable\", \"wide\"}")
        .spirv("mul_portable_1x64.spv", Shader.add())
        .spirv("mul_portable_4x64.spv", Shader.add())
        .spirv("mul_wide_4x64.spv", Shader.add().capability(5347).localSize(32, 1, 1))
        .reports(
            new Project.Expected(
                Kind.ERROR,
                "SPIR-V 'mul_wide_4x64.spv' has workgroup size {32, 1, 1}, but"
                    + " SPIR-V 'mul_portable_1x64.spv' has {64, 1, 1}; a kernel has one for all its"
                    + " modules."),
            new Project.Expected(
                Kind.ERROR,
                "SPIR-V 'mul_wide_4x64.spv' needs capability PhysicalStorageBufferAddresses, which"
                    + " Fieldstone does not enable; compile the shader without it."));
  }

  @Test
  void aStrategyThatNoShapeSuitsIsReportedWithItsErrors() {
    Project.kernels(
            """
            @GpuKernel(name = "copy", glsl = /*!*/"copy.comp", strategies = {"portable", "wide"})
            void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text(
            "copy.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/unary.glsl"
            #ifdef FIELDSTONE_STRATEGY_WIDE
            #error no such strategy
            #endif
            FieldElement apply(FieldElement a) { return a; }
            """)
        .reportsError("copy.comp:5: '#error' : no such strategy");
  }

  @Test
  void thePortableStrategyCompilesForEveryShapeToo() {
    Project.kernels(
            """
            @GpuKernel(name = "copy", glsl = /*!*/"copy.comp",
                strategies = {/*!*/"portable", "wide"})
            void copy(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text(
            "copy.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/unary.glsl"
            #if FIELDSTONE_WORDS < 2 && FIELDSTONE_STRATEGY_PORTABLE
            #error too narrow
            #endif
            FieldElement apply(FieldElement a) { return a; }
            """)
        .reports(
            new Project.Expected(
                Kind.NOTE,
                "Kernel method 'copy' with strategy 'portable' is compiled for the limb shapes 1x64,"
                    + " 4x64, 6x64, but not for 1x32, for which its GLSL has errors: copy.comp:5:"
                    + " '#error' : too narrow"),
            new Project.Expected(
                Kind.ERROR,
                "SPIR-V 'user/Kernels_copy_portable_{shape}.spv' was not found for the limb shapes"
                    + " 1x32, which strategy 'wide' has; the first strategy is the portable one, so"
                    + " compile it for these too."));
  }
}
