// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATIONS_SLOW;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATION_INCLUDES;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATION_MEMORY;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATION_OUTPUT;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATION_SLOW;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILATION_SLOW_IN_ALL;
import static io.fieldstone.processor.diagnostic.Diagnostic.COMPILER_CRASHED;
import static io.fieldstone.processor.diagnostic.Diagnostic.LIMIT_MALFORMED;
import static io.fieldstone.processor.diagnostic.Diagnostic.VALIDATOR_STOPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Whatever a shader is, compiling it has an end, and javac outlives it: with tools in a process of
 * the compilation, as users have it.
 */
class CompilationLimitsTest {

  private static final String HEAD =
      "#version 450\n#extension GL_GOOGLE_include_directive : require\n";

  private static final String COPY =
      HEAD
          + "#include \"fieldstone/glsl/kernel/unary.glsl\"\n"
          + "FieldElement apply(FieldElement a) { return a; }\n";

  /** Crashes glslang by 10 million parentheses in a preprocessor expression. */
  private static final String CRASHING =
      HEAD + doubling("((((((((((", 6) + "#if M6 1\n#endif\nvoid main() {}\n";

  private static String kernel(String name) {
    return """
      @GpuKernel(name = "%1$s", glsl = /*!*/"%1$s.comp")
      void %1$s(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
    """
        .formatted(name);
  }

  private static Project kernels(String body) {
    return Project.kernels(body).processedBy(new KernelProcessor());
  }

  private static Project bomb(String shader, String... options) {
    return kernels(kernel("bomb"))
        .text("bomb.comp", shader)
        .options((Object[]) options)
        .options("-Afieldstone.cache=off");
  }

  /** Macros M0 to Mn, each of which is ten of the one before. */
  private static String doubling(String text, int n) {
    StringBuilder macros = new StringBuilder("#define M0 " + text + "\n");
    for (int i = 1; i <= n; i++) {
      String previous = "M" + (i - 1) + " ";
      macros.append("#define M").append(i).append(" ").append(previous.repeat(10)).append("\n");
    }
    return macros.toString();
  }

  /** A shader of 10^n statements. */
  private static String statements(int n) {
    return HEAD
        + doubling("x = x * 3u + 1u;", n)
        + "void main() { uint x = gl_LocalInvocationIndex; M"
        + n
        + "}\n";
  }

  @Test
  @Shows(COMPILATION_SLOW)
  void timeIsLimited() {
    bomb(statements(8), "-Afieldstone.limit.seconds=1")
        .reportsError(
            "Compiling 'bomb.comp' for limb shape 1x32 was stopped after 1 seconds; make the shader"
                + " smaller, or raise the limit with the compiler option"
                + " '-Afieldstone.limit.seconds=SECONDS'.");
  }

  @Test
  @Shows(COMPILATION_MEMORY)
  void memoryIsLimited() {
    bomb(statements(8), "-Afieldstone.limit.memory=64")
        .reportsError(
            "Compiling 'bomb.comp' for limb shape 1x32 was stopped after it took 64 MB of memory;"
                + " make the shader smaller, or raise the limit with the compiler option"
                + " '-Afieldstone.limit.memory=MEGABYTES'.");
  }

  @Test
  @Shows(COMPILATION_OUTPUT)
  void theModuleIsLimited() {
    bomb(statements(5), "-Afieldstone.limit.output=1")
        .reportsError(
            "'bomb.comp' compiles to more than 1 MB of SPIR-V for limb shape 1x32; make the shader"
                + " smaller, or raise the limit with the compiler option"
                + " '-Afieldstone.limit.output=MEGABYTES'.");
  }

  @Test
  @Shows(COMPILATION_INCLUDES)
  void includesAreLimited() {
    Project project = bomb(HEAD + "#include \"i0.glsl\"\nvoid main() {}\n");
    for (int i = 0; i < 30; i++) {
      String next = "#include \"i" + (i + 1) + ".glsl\"\n";
      project.text("i" + i + ".glsl", next + next);
    }
    project
        .text("i30.glsl", "")
        .reportsError(
            "'bomb.comp' includes more than 10000 files, counted as often as each is included; guard"
                + " files that are included twice by '#ifndef', or raise the limit with the compiler"
                + " option '-Afieldstone.limit.includes=FILES'.");
  }

  @Test
  @Shows(COMPILER_CRASHED)
  void aCrashIsADiagnostic() {
    List<String> reported = Project.diagnostics(bomb(CRASHING).compile());
    assertEquals(1, reported.size(), reported::toString);
    assertTrue(
        reported.get(0).contains("The shader compiler crashed on 'bomb.comp' for limb shape 1x32"),
        reported::toString);
  }

  @Test
  void theCompilerIsStartedAnewAfterACrash() {
    Project project =
        kernels(kernel("bomb") + kernel("copy"))
            .text("bomb.comp", CRASHING)
            .text("copy.comp", COPY)
            .options("-Afieldstone.cache=off");
    List<String> reported = Project.diagnostics(project.compile());
    assertEquals(1, reported.size(), reported::toString);
  }

  @Test
  void whatACompilerPrintsDisturbsNobody() {
    // without a version glslang prints 19,220 lines about its own built-ins
    List<String> reported = Project.diagnostics(bomb("void main() {}\n").compile());
    assertEquals(1, reported.size(), reported::toString);
    assertTrue(reported.get(0).contains("#version"), reported::toString);
  }

  @Test
  void noProcessIsLeftBehind() throws Exception {
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    kernels(kernel("copy")).text("copy.comp", COPY).options("-Afieldstone.cache=off").compiles();
    Set<ProcessHandle> after = ProcessHandle.current().children().collect(Collectors.toSet());
    after.removeAll(before);
    for (ProcessHandle process : after) {
      process.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  @Shows(COMPILATION_SLOW_IN_ALL)
  void timeOfAllShapesOfAKernelIsLimited() {
    List<String> reported =
        Project.diagnostics(bomb(statements(5), "-Afieldstone.limit.kernel=1").compile());
    assertEquals(1, reported.size(), reported::toString);
    String text = reported.get(0);
    assertTrue(text.contains("Compiling 'bomb.comp' took more than 1 seconds for "), text);
    assertTrue(
        text.contains(
            " strategies and limb shapes together, and there are more; make the shader smaller, leave"
                + " strategies out, or raise the limit with the compiler option"
                + " '-Afieldstone.limit.kernel=SECONDS'."),
        text);
  }

  @Test
  @Shows(COMPILATIONS_SLOW)
  void timeOfACompilationIsLimited() {
    Project project =
        kernels(kernel("bomb") + kernel("copy") + kernel("more"))
            .text("bomb.comp", statements(5))
            .text("copy.comp", COPY)
            .text("more.comp", COPY)
            .options("-Afieldstone.limit.total=1", "-Afieldstone.cache=off");
    List<String> reported = Project.diagnostics(project.compile());
    assertEquals(1, reported.size(), reported::toString);
    String text = reported.get(0);
    assertTrue(
        text.contains(
            "The shaders of this compilation took more than 1 seconds before 'bomb.comp' was compiled;"
                + " make them smaller, divide the module, or raise the limit with the compiler option"
                + " '-Afieldstone.limit.total=SECONDS'."),
        text);
  }

  @Test
  @Shows(LIMIT_MALFORMED)
  void limitsAreNumbers() {
    kernels(
            """
            @GpuKernel(name = "add", spirv = "add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .options("-Afieldstone.limit.seconds=soon")
        .reportsError(
            "Option 'fieldstone.limit.seconds' is 'soon', but it is a number from 1 to 86400; write"
                + " one, or leave it out.");
  }

  @Test
  @Shows(VALIDATOR_STOPPED)
  void theValidatorIsLimitedToo() {
    kernels(
            """
            @GpuKernel(name = "add", spirv = /*!*/"add.spv")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .options("-Afieldstone.cache=off", "-Afieldstone.limit.memory=1")
        .reportsError(
            "SPIRV-Tools' validator came to no end with SPIR-V 'add.spv' (too much memory), nor will"
                + " drivers; compile it again, or make it smaller.");
  }
}
