// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** However broken a declaration is, the processor neither fails nor generates broken code. */
class DeclarationFuzzTest {

  private static final long SEED = 0x5eed;
  private static final int CASES = 250;
  private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|\\w+|\\s+|.");

  private static final String SOURCE =
      """
      public interface Kernels<F> {
        @GpuKernel(name = "add", spirv = "add.spv", workgroupSize = 64)
        void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);

        @PrimeField(name = "seven", modulus = "7")
        interface Seven {}

        @GpuKernel(name = "sub", spirv = "add.spv", entryPoint = "main", specialize = {})
        void sub(@In(0) DeviceVector<F> x, @In(value = 1, set = 0) DeviceVector<F> y, @Out(2) DeviceVector<F> z);

        @GpuKernel(name = "axpy", expression = "s * x + y")
        void axpy(@In(0) DeviceVector<F> x, @In(1) DeviceVector<F> y, @PushConstant(4) java.math.BigInteger s, @Out(2) DeviceVector<F> z);

        @GpuKernel(name = "twice", glsl = "twice.comp")
        void twice(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> z);

        @GpuKernel(name = "mul", spirv = "mul_{strategy}.spv", strategies = {"portable", "wide"}, strategyProbe = "mul")
        void mul(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> z);

        @GpuKernel(name = "sum", spirv = "sum.spv")
        void sum(@In(value = 0, form = Form.CANONICAL) DeviceVector<F> a, @Out(value = 1, extent = Extent.WORKGROUPS) DeviceVector<F> z);
      }
      """;

  private static final String TWICE =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/kernel/unary.glsl"
      #include "fieldstone/glsl/field/double.glsl"
      FieldElement apply(FieldElement a) {
        return field_double(a);
      }
      """;

  private static final Shader SUM =
      Shader.compute()
          .with(Buffer.at(0).readonly())
          .with(Buffer.at(1).writeonly())
          .push("uint", "first_workgroup", 4);

  private static final List<String> REPLACEMENTS =
      List.of(
          "",
          "0",
          "-1",
          "\"\"",
          "\"x\"",
          "\"x - y\"",
          "\"add.spv\"",
          "spirv",
          "glsl",
          "expression",
          "strategies",
          "\"mul_{strategy}.spv\"",
          "extent",
          "Form.UNREDUCED",
          "Extent.WORKGROUPS",
          "null",
          "F",
          "Seven",
          "class",
          "static",
          "default",
          "private",
          "<",
          ">",
          "(",
          ")",
          "{",
          "}",
          ",",
          ";",
          "@In(0)",
          "@InOut(1)",
          "@PushConstant(4)",
          "int",
          "String",
          "...",
          "[]",
          "?",
          "Missing",
          "add",
          "of");

  @Test
  void mutatedDeclarationsAreReportedOrImplemented() {
    List<String> tokens = tokens();
    Random random = new Random(SEED);
    for (int i = 0; i < CASES; i++) {
      String source = mutate(tokens, random);
      Compilation compilation =
          Project.declaring("Kernels", source)
              .text("twice.comp", TWICE)
              .spirv("mul_portable.spv", Shader.add())
              .spirv("mul_wide.spv", Shader.add().capability(11))
              .spirv("sum.spv", SUM)
              .compile();
      for (String diagnostic : Project.diagnostics(compilation)) {
        assertFalse(diagnostic.contains("This is a bug"), () -> diagnostic + "\nin\n" + source);
        boolean isInGenerated =
            diagnostic.startsWith("KernelsDispatch")
                || diagnostic.startsWith("FieldstoneKernelProvider")
                || diagnostic.startsWith("Kernels_SevenField");
        assertFalse(
            isInGenerated && diagnostic.contains("ERROR"), () -> diagnostic + "\nin\n" + source);
      }
    }
    assertTrue(tokens.size() > 200);
  }

  private static List<String> tokens() {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(SOURCE);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  private static String mutate(List<String> tokens, Random random) {
    List<String> mutated = new ArrayList<>(tokens);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(mutated.size());
      String replacement = REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size()));
      switch (random.nextInt(3)) {
        case 0 -> mutated.set(at, replacement);
        case 1 -> mutated.add(at, " " + replacement + " ");
        default -> mutated.set(at, mutated.get(random.nextInt(mutated.size())));
      }
    }
    return String.join("", mutated);
  }
}
