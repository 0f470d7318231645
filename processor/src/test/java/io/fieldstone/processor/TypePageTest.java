// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The declarations on the page of element types compile, with the shader that it shows. */
class TypePageTest {

  /** Those after a comment that says what they stand on are of tests of the application. */
  private static final Pattern BLOCK =
      Pattern.compile("(?<!-->\n)```(java|glsl)\n(.*?)```", Pattern.DOTALL);

  private static final Pattern INTERFACE = Pattern.compile("public interface (\\w+)");

  private static final String HEAD =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      """;

  private static final String FOLD =
      HEAD
          + """
          #include "fieldstone/glsl/field/add.glsl"
          #include "fieldstone/glsl/field/mul.glsl"
          #include "fieldstone/glsl/memory/element_access.glsl"
          layout(local_size_x = 64) in;
          layout(push_constant) uniform PushConstants { uint count; };
          layout(std430, binding = 0) readonly buffer A { FieldVector a[]; };
          layout(std430, binding = 1) writeonly buffer Out { FieldVector folded[]; };
          layout(std430, binding = 2) readonly buffer Rounds { FieldVector rounds[]; };
          void main() {
            for (uint i = gl_GlobalInvocationID.x; i < count;
                 i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
              FieldElement x;
              FieldElement y;
              FieldElement r;
              FIELD_ELEMENT_LOAD(2u * i, a, x)
              FIELD_ELEMENT_LOAD(2u * i + 1u, a, y)
              FIELD_ELEMENT_LOAD(0u, rounds, r)
              FIELD_ELEMENT_STORE(i, folded, field_add(field_mul(x, r), y))
            }
          }
          """;

  private static final String HISTOGRAM =
      """
      #version 450
      layout(local_size_x = 64) in;
      layout(push_constant) uniform PushConstants { uint count; };
      layout(std430, binding = 0) readonly buffer Keys { uint keys[]; };
      layout(std430, binding = 1) buffer Counts { uint counts[]; };
      void main() {
        for (uint i = gl_GlobalInvocationID.x; i < count;
             i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
          atomicAdd(counts[keys[i]], 1u);
        }
      }
      """;

  private static final String FIELDS =
      """
      package user;
      import io.fieldstone.annotations.*;
      @PrimeField(name = "baby_bear", modulus = "0x78000001")
      interface BabyBear {}
      """;

  private static List<MatchResult> blocks;

  @BeforeAll
  static void readPage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "element-types.md"));
    int start = page.indexOf("\n## Declaring kernels over types\n");
    blocks =
        BLOCK.matcher(page.substring(start, page.indexOf("\n## ", start + 1))).results().toList();
  }

  private static String shader() {
    return blocks.stream()
        .filter(b -> b.group(1).equals("glsl"))
        .findFirst()
        .orElseThrow()
        .group(2);
  }

  @Test
  void theDeclarationsCompile() {
    List<String> declarations =
        blocks.stream().filter(b -> b.group(1).equals("java")).map(b -> b.group(2)).toList();
    assertEquals(4, declarations.size());
    Project project =
        Project.empty()
            .source("user.BabyBear", FIELDS)
            .source(
                "user.BabyBear4",
                "package user; @io.fieldstone.annotations.ExtensionField(base = BabyBear.class,"
                    + " polynomial = \"x^4 - 11\") interface BabyBear4 {}")
            .text("my/gather.comp", shader())
            .text("my/fold.comp", FOLD)
            .text("my/histogram.comp", HISTOGRAM);
    for (String declaration : declarations) {
      String name = INTERFACE.matcher(declaration).results().findFirst().orElseThrow().group(1);
      project.source(
          "user." + name,
          "package user;\nimport io.fieldstone.annotations.*;\nimport io.fieldstone.runtime.*;\n"
              + "import java.math.BigInteger;\n"
              + declaration);
    }
    Compilation compilation = project.compiles();
    assertEquals(
        4,
        compilation.generatedSourceFiles().stream()
            .filter(file -> file.getName().endsWith("Dispatch.java"))
            .count());
  }
}
