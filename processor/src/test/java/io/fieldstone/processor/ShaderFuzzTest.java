// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever GLSL and whatever expression a kernel is given as, it is compiled or reported, and javac
 * lives on. {@code -Dfieldstone.fuzz.shaders=10000} for more of them.
 */
class ShaderFuzzTest {

  private static final int CASES = Integer.getInteger("fieldstone.fuzz.shaders", 200);
  private static final int KERNELS_PER_BUILD = 100;
  private static final long SEED = 0x5eed;
  private static final Pattern STOPPED =
      Pattern.compile("Compiling 'k(\\d+)\\.comp'.* stopped after");
  private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|[^\\w\\s]");

  private static final String SHADER =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #include "fieldstone/glsl/memory/element_access.glsl"
      #include "fieldstone/glsl/field/montgomery.glsl"
      #include "fieldstone/glsl/field/sub.glsl"
      #include "fieldstone/glsl/field/double.glsl"
      #define TWICE(x) field_double(x)
      layout(local_size_x = 64) in;
      layout(push_constant) uniform PushConstants { uint count; };
      layout(std430, set = 0, binding = 0) readonly buffer A { FieldVector a_vectors[]; };
      layout(std430, set = 0, binding = 1) writeonly buffer Out { FieldVector out_vectors[]; };
      FieldElement step_of(FieldElement a, uint k) {
        return k == 0u ? a : field_sub(field_montgomery_mul(a, TWICE(a)), a);
      }
      void main() {
        for (uint i = gl_GlobalInvocationID.x; i < count;
            i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
          FieldElement a;
          FIELD_ELEMENT_LOAD(i, a_vectors, a)
          [[dont_unroll]] for (uint k = 0u; k < 32u; k++) {
            a = step_of(a, k);
          }
          FIELD_ELEMENT_STORE(i, out_vectors, a)
        }
      }
      """;

  private static final String EXPRESSION = "((a + 3) * (a - 1)^2 - 5 * a * a + -a^7) * (2 * a + 1)";

  private static final List<String> REPLACEMENTS =
      List.of(
          "",
          "0",
          "-1",
          "4294967295u",
          "1e999",
          "(",
          ")",
          "{",
          "}",
          ";",
          "[",
          "]",
          "\n#",
          "#include",
          "\n#define count count count\n",
          "\n#if 1\n",
          "\n#endif\n",
          "/*",
          "//",
          "\\\n",
          "void",
          "FieldElement",
          "struct",
          "for",
          "return",
          "discard",
          "uint64_t",
          "float",
          "a",
          "^",
          "*",
          "+",
          "\u0000",
          "\u202e",
          "é",
          "%s",
          "999999999999999999999999",
          "gl_WorkGroupID",
          "shared",
          "buffer",
          "std140",
          "binding",
          "offset",
          "while(true)",
          "a.a.a",
          "?:",
          "\"");

  private static String mutate(String text, Random random) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(5)) {
        case 0 -> tokens.set(at, REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())));
        case 1 -> tokens.add(at, " " + REPLACEMENTS.get(random.nextInt(REPLACEMENTS.size())) + " ");
        case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        case 3 -> tokens.set(at, tokens.get(at).repeat(1 + random.nextInt(200)));
        default -> tokens.subList(at, Math.min(tokens.size(), at + random.nextInt(9))).clear();
      }
      if (tokens.isEmpty()) {
        tokens.add(" ");
      }
    }
    return String.join("", tokens);
  }

  /** A Java string literal. */
  private static String quoted(String text) {
    StringBuilder literal = new StringBuilder("\"");
    text.chars().forEach(c -> literal.append(String.format("\\u%04x", c)));
    return literal
        .append('"')
        .toString()
        .replace("\\u0022", "\\\"")
        .replace("\\u005c", "\\\\")
        .replace("\\u000a", "\\n");
  }

  @Test
  void everyShaderIsCompiledOrReported() {
    Random random = new Random(SEED);
    int kernels = 0;
    int errors = 0;
    int stopped = 0;
    while (kernels < CASES) {
      StringBuilder body = new StringBuilder();
      body.append("  @PrimeField(name = \"p\", modulus = \"0x");
      body.append("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed\")\n");
      body.append("  interface P {}\n");
      List<String> shaders = new ArrayList<>();
      for (int i = 0; i < KERNELS_PER_BUILD && kernels < CASES; i++, kernels++) {
        boolean isExpression = i % 2 == 0;
        String source = isExpression ? quoted(mutate(EXPRESSION, random)) : "\"k" + i + ".comp\"";
        shaders.add(isExpression ? "" : mutate(SHADER, random));
        body.append("  @GpuKernel(name = \"k").append(i).append("\", ");
        body.append(isExpression ? "expression = " : "glsl = ")
            .append(source)
            .append(")\n  void k");
        body.append(i).append("(@In(0) DeviceVector<P> a, @Out(1) DeviceVector<P> out);\n");
      }
      Project project =
          Project.declaring("Kernels", "public interface Kernels {\n" + body + "}\n")
              .options("-Afieldstone.cache=off", "-Xmaxerrs", "5000");
      for (int i = 0; i < shaders.size(); i++) {
        project.text("k" + i + ".comp", shaders.get(i));
      }
      for (String diagnostic : Project.diagnostics(project.compile())) {
        errors += diagnostic.contains("ERROR") ? 1 : 0;
        assertFalse(diagnostic.contains("This is a bug"), diagnostic);
        Matcher compiling = STOPPED.matcher(diagnostic);
        if (compiling.find()) {
          stopped++;
          System.out.println(shaders.get(Integer.parseInt(compiling.group(1))));
        }
        assertFalse(diagnostic.startsWith("KernelsDispatch"), diagnostic);
        assertTrue(diagnostic.length() < 4000, diagnostic);
      }
    }
    // glslang itself does not come to an end with some; that is a diagnostic too
    assertTrue(stopped <= CASES / 1000, stopped + " were stopped");
    assertTrue(errors > CASES / 10, "most mutations are noticed: " + errors);
    System.out.printf(
        "%d shaders and expressions, %d errors, %d stopped%n", kernels, errors, stopped);
  }
}
