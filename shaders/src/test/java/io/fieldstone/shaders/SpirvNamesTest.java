// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is left of a module's names is what its declaration is compared with. */
class SpirvNamesTest {

  private static final String GLSL =
      """
      #version 450
      layout(local_size_x = 64) in;
      layout(constant_id = 7) const uint SPECIALIZED = 1u;
      layout(push_constant) uniform PushConstants { uint count; };
      layout(std430, set = 0, binding = 3) buffer Block { uint member[]; } bound;
      uint function(uint parameter) { return parameter * SPECIALIZED; }
      void main() {
        uint local = gl_GlobalInvocationID.x;
        if (local < count) bound.member[local] = function(local);
      }
      """;

  @Test
  void namesOfBindingsConstantsAndMembersStay() {
    try (ShaderCompiler compiler = new ShadercCompiler();
        SpirvValidator validator = new SpirvValidator()) {
      byte[] whole =
          compiler.compile(
              new ShaderSource("names.comp", GLSL),
              (name, from) -> Optional.empty(),
              Map.of(ShaderModule.DRIVER_OPTIMIZED_MACRO, "1"));
      byte[] spirv = SpirvNames.ofInterface(whole);
      validator.validate("names.spv", spirv);
      String text = new String(spirv, StandardCharsets.ISO_8859_1);
      for (String name : new String[] {"bound", "SPECIALIZED", "member", "count"}) {
        assertTrue(text.contains(name + "\0"), name);
      }
      for (String name : new String[] {"function", "parameter", "local"}) {
        assertTrue(new String(whole, StandardCharsets.ISO_8859_1).contains(name), name);
        assertFalse(text.contains(name), name);
      }
      assertEquals(text, new String(SpirvNames.ofInterface(spirv), StandardCharsets.ISO_8859_1));
    }
  }
}
