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

  private static final String TYPED =
      """
      public interface Kernels<C, F> {
        @GpuKernel(name = "gather", spirv = "gather.spv")
        void gather(@In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points, @In(1) DeviceVector<UInt32> index, @Out(2) DeviceVector<Affine<C>> out);

        @PrimeField(modulus = "7")
        interface Seven {}

        @PrimeField(modulus = "13")
        interface Thirteen {}

        @ExtensionField(base = Seven.class, polynomial = "i^2 + 1")
        interface Pair {}

        @Curve(field = Seven.class, scalars = Thirteen.class, a = "0", b = "-4", generator = {"1", "2"})
        interface Points {}

        @GpuKernel(name = "pick", spirv = "gather.spv", grid = Grid.CALL, constants = @Constants(binding = 1, values = {"1 2", "3"}))
        void pick(@In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points, @Out(value = 2, times = 2) DeviceVector<F> z, @Workgroups int n);

        interface Pairs {
          @GpuKernel(name = "square", expression = "a * a + 1")
          void square(@In(0) DeviceVector<Pair> a, @Out(1) DeviceVector<Pair> z);
        }

        interface Numbers {
          @GpuKernel(name = "merge", spirv = "gather.spv", grid = Grid.ONE)
          void merge(@In(value = 0, extent = Extent.WHOLE) DeviceVector<UInt32> a, @In(1) DeviceVector<UInt32> b, @InOut(2) DeviceVector<UInt64> z);
        }
      }
      """;

  private static final Shader GATHER =
      Shader.compute()
          .with(Buffer.at(0).readonly())
          .with(Buffer.at(1).readonly())
          .with(Buffer.at(2).writeonly());

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
          "of",
          "C",
          "Affine",
          "UInt32",
          "UInt64",
          "Pair",
          "Points",
          "times = 2",
          "Grid.ONE",
          "Grid.CALL",
          "@Workgroups",
          "Extent.WHOLE",
          "constants",
          "@Constants(binding = 0, values = \"8\")",
          "\"gather_{shape}x{degree}.spv\"");

  @Test
  void mutatedDeclarationsAreReportedOrImplemented() {
    mutate(SOURCE, CASES);
  }

  @Test
  void soAreThoseOverSeveralTypes() {
    mutate(TYPED, CASES / 2);
  }

  private static void mutate(String original, int cases) {
    List<String> tokens = tokens(original);
    Random random = new Random(SEED);
    for (int i = 0; i < cases; i++) {
      String source = mutate(tokens, random);
      Compilation compilation =
          Project.declaring("Kernels", source)
              .text("twice.comp", TWICE)
              .spirv("mul_portable.spv", Shader.add())
              .spirv("mul_wide.spv", Shader.add().capability(11))
              .spirv("sum.spv", SUM)
              .spirv("gather.spv", GATHER)
              .spirv("gather_1x32x1.spv", GATHER)
              .compile();
      for (String diagnostic : Project.diagnostics(compilation)) {
        assertFalse(diagnostic.contains("This is a bug"), () -> diagnostic + "\nin\n" + source);
        boolean isInGenerated =
            diagnostic.startsWith("KernelsDispatch")
                || diagnostic.startsWith("FieldstoneKernelProvider")
                || diagnostic.startsWith("Kernels_");
        assertFalse(
            isInGenerated && diagnostic.contains("ERROR"), () -> diagnostic + "\nin\n" + source);
      }
    }
    assertTrue(tokens.size() > 150);
  }

  private static List<String> tokens(String source) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(source);
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
