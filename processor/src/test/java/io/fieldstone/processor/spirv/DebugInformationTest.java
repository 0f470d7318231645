// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderModule;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShadercCompiler;
import io.fieldstone.shaders.SpirvValidator;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebugInformationTest {

  private static final String SHADER =
      """
      #version 450
      #extension GL_KHR_memory_scope_semantics : enable
      layout(local_size_x = 64) in;
      layout(push_constant) uniform Push { uint count; };
      layout(set = 0, binding = 1) buffer Words { uint memorable[]; };
      void main() {
        if (gl_GlobalInvocationID.x < count) memorable[gl_GlobalInvocationID.x] = 1u;
      }
      """;

  private static byte[] asWritten() {
    try (var compiler = new ShadercCompiler()) {
      return compiler.compile(
          new ShaderSource("x.comp", SHADER),
          IncludeResolver.resources(DebugInformationTest.class.getClassLoader()),
          Map.of(ShaderModule.DRIVER_OPTIMIZED_MACRO, "1"));
    }
  }

  private static String text(byte[] spirv) {
    return new String(spirv, StandardCharsets.ISO_8859_1);
  }

  @Test
  void namesAreThereUntilTheyAreStripped() throws MalformedSpirvException {
    byte[] written = asWritten();
    assertTrue(text(written).contains("memorable"));
    byte[] stripped = DebugInformation.strip(written);
    assertTrue(!text(stripped).contains("memorable") && stripped.length < written.length);
    assertTrue(text(stripped).contains("main"), "the entry point keeps its name");
  }

  @Test
  void whatIsLeftIsValidAndMeansTheSame() throws MalformedSpirvException {
    byte[] stripped = DebugInformation.strip(asWritten());
    try (var validator = new SpirvValidator()) {
      validator.validate("x.spv", stripped);
    }
    EntryPoint written = SpirvReader.read(asWritten()).computeEntryPoint("main").orElseThrow();
    EntryPoint left = SpirvReader.read(stripped).computeEntryPoint("main").orElseThrow();
    assertEquals(written.workgroupSize(), left.workgroupSize());
    assertEquals(written.resources().get(0).usage(), left.resources().get(0).usage());
    assertArrayEquals(stripped, DebugInformation.strip(stripped));
  }

  @Test
  void whatIsNoModuleIsNotTouched() {
    assertThrows(MalformedSpirvException.class, () -> DebugInformation.strip(new byte[17]));
  }
}
