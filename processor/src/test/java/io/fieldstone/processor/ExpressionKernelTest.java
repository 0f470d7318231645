// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Compilers.Recording;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.SpirvValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kernels given as an expression: the GLSL they become, and that it is one the compiler takes. */
class ExpressionKernelTest {

  private static final String THREE =
      "@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @In(2) DeviceVector<F> c,"
          + " @Out(3) DeviceVector<F> out";

  private static final String TWO =
      "@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out";

  @BeforeEach
  void forget() {
    Recording.reset();
  }

  private static Compilation compile(String expression, String parameters) {
    return Project.kernels(
            "  @GpuKernel(name = \"f\", expression = \""
                + expression
                + "\")\n  void f("
                + parameters
                + ");")
        .options("-Afieldstone.cache=off", "-Xlint:all,-processing", "-Werror")
        .processedBy(new KernelProcessor(Compilers.only(Recording.class)))
        .compiles();
  }

  /** Returns the one shader that all shapes were compiled from. */
  private static String glsl(String expression, String parameters) {
    compile(expression, parameters);
    Set<String> texts = Recording.COMPILED.stream().map(ShaderSource::text).collect(toSet());
    assertEquals(1, texts.size());
    return texts.iterator().next();
  }

  private static <T> java.util.stream.Collector<T, ?, Set<T>> toSet() {
    return Collectors.toUnmodifiableSet();
  }

  /**
   * Expects the values of {@code calls}, each in a variable of its own, and the last one stored.
   */
  private static void assertComputes(String expression, String... calls) {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @PrimeField(name = "seven", modulus = "7")
              interface Seven {}
              @GpuKernel(name = "f", expression = "%s")
              void f(@In(0) DeviceVector<Seven> a, @In(1) DeviceVector<Seven> b,
                  @Out(2) DeviceVector<Seven> out);
            }
            """
                .formatted(expression))
        .options("-Afieldstone.cache=off")
        .processedBy(new KernelProcessor(Compilers.only(Recording.class)))
        .compiles();
    String glsl = Recording.COMPILED.get(Recording.COMPILED.size() - 1).text();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < calls.length; i++) {
      expected.append("      FieldElement value_" + i + " = " + calls[i] + ";\n");
    }
    expected.append(
        "      FieldRun out_run = field_tile_to_striped(value_" + (calls.length - 1) + ");\n");
    assertTrue(glsl.contains("b_runs[k]);\n" + expected), glsl);
  }

  private static String golden(String file) throws IOException {
    try (InputStream in = ExpressionKernelTest.class.getResourceAsStream("golden/" + file)) {
      if (in == null) {
        throw new AssertionError("no golden file " + file);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aFusedMultiplyAddIsOnePass() throws IOException {
    assertEquals(golden("multiply_add.comp"), glsl("a * b + c", THREE));
  }

  @Test
  void scalarsAndConstantsStayOutOfTheLoop() throws IOException {
    assertEquals(
        golden("polynomial.comp"),
        glsl(
            "t * a^3 - 1000 * a + (s - 5)",
            "@In(value = 3, set = 1) DeviceVector<F> a, @PushConstant(56) java.math.BigInteger s,"
                + " @Out(7) DeviceVector<F> out, @PushConstant(4) java.math.BigInteger t"));
  }

  @Test
  void everyOperationIsTheCheapestOne() {
    assertComputes("(a + b)^2", "field_add(a_i, b_i)", "field_sqr(value_0)");
    assertComputes("(a + b) * (b + a)", "field_add(a_i, b_i)", "field_sqr(value_0)");
    assertComputes(
        "a * a * b^5", "field_sqr(a_i)", "field_pow(b_i, 5u)", "field_mul(value_0, value_1)");
    assertComputes("2 * a + b", "field_double(a_i)", "field_add(b_i, value_0)");
    assertComputes("a * 7 - b", "field_scale(a_i, 7u)", "field_sub(value_0, b_i)");
    assertComputes("65 * a - b", "field_mul(a_i, constant_65)", "field_sub(value_0, b_i)");
    assertComputes("-a + b", "field_sub(b_i, a_i)");
    assertComputes("-(a - b)", "field_sub(b_i, a_i)");
    assertComputes("-(a * b)", "field_mul(a_i, b_i)", "field_neg(value_0)");
    assertComputes("a + b + -3", "field_add(a_i, b_i)", "field_sub(value_0, constant_3)");
    assertComputes("1 * a * b^1 + 0 * 7", "field_mul(a_i, b_i)");
    assertComputes("2 * (1 - 2) + a * b", "field_mul(a_i, b_i)", "field_sub(value_0, constant_2)");
  }

  @Test
  void whatStandsThereTwiceIsComputedOnce() {
    assertComputes(
        "(a + b) * (a - b) + (b + a) * a",
        "field_add(a_i, b_i)",
        "field_sub(a_i, b_i)",
        "field_mul(value_0, value_1)",
        "field_mul(a_i, value_0)",
        "field_add(value_2, value_3)");
  }

  @Test
  void namesThatGlslDoesNotLikeAreNoProblem() {
    compile(
        "gl_FragCoord * in + out_run * tile - Vector - $x * é - x__y - parameter5",
        "@In(0) DeviceVector<F> gl_FragCoord, @In(1) DeviceVector<F> in,"
            + " @In(2) DeviceVector<F> out_run, @In(3) DeviceVector<F> tile,"
            + " @In(4) DeviceVector<F> Vector, @In(5) DeviceVector<F> $x,"
            + " @In(6) DeviceVector<F> é, @In(7) DeviceVector<F> x__y,"
            + " @In(8) DeviceVector<F> parameter5, @Out(9) DeviceVector<F> out");
  }

  @Test
  void anExpressionMayHaveScalarsOnly() {
    String glsl = glsl("s", "@PushConstant(4) java.math.BigInteger s, @Out(0) DeviceVector<F> out");
    assertTrue(glsl.contains("tile_to_striped(s_i);"), glsl);
  }

  @Test
  void theModulesAreValid() throws IOException {
    Compilation compilation =
        compile(
            "3 * (a + 1)^2 - s * a^5 + 1000 * b - (-b)^3",
            TWO + ", @PushConstant(4) java.math.BigInteger s");
    try (var validator = new SpirvValidator()) {
      int modules = 0;
      for (JavaFileObject file : compilation.generatedFiles()) {
        if (file.getName().endsWith(".spv")) {
          try (InputStream in = file.openInputStream()) {
            validator.validate(file.getName(), in.readAllBytes());
          }
          modules++;
        }
      }
      assertEquals(4, modules);
    }
  }

  @Test
  void theGeneratedClassTakesTheScalarWhereItIsDeclared() {
    String dispatch =
        Project.generated(
            compile("s * a + b", "@PushConstant(4) java.math.BigInteger s, " + TWO),
            "user.KernelsDispatch");
    assertTrue(
        dispatch.contains("HostVector<F> f(BigInteger s, HostVector<F> a, HostVector<F> b)"),
        dispatch);
  }

  /** What they compile to visits what there is; of SPIR-V that is the declaration's word. */
  @Test
  void expressionsStayInBoundsByThemselves() {
    String dispatch =
        Project.generated(
            Project.kernels(
                    """
                      @GpuKernel(name = "add", spirv = "add.spv")
                      void add(%1$s);

                      @GpuKernel(name = "more", spirv = "add.spv", staysInBounds = true)
                      void more(%1$s);

                      @GpuKernel(name = "plus", expression = "a + b")
                      void plus(%1$s);
                    """
                        .formatted(TWO))
                .options("-Xlint:all,-processing", "-Werror")
                .spirv("add.spv", Shader.add())
                .compiles(),
            "user.KernelsDispatch");
    List<String> descriptors =
        List.of(dispatch.split("KernelDescriptor.builder\\(", -1)).stream().skip(1).toList();
    assertEquals(3, descriptors.size(), dispatch);
    for (String descriptor : descriptors) {
      assertEquals(
          !descriptor.startsWith("\"add\""), descriptor.contains(".staysInBounds()"), descriptor);
    }
  }
}
