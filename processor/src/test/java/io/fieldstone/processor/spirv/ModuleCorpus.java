// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.SpirvWords;
import io.fieldstone.shaders.IncludeResolver;
import io.fieldstone.shaders.ShaderCompiler;
import io.fieldstone.shaders.ShaderModule;
import io.fieldstone.shaders.ShaderModules;
import io.fieldstone.shaders.ShaderSource;
import io.fieldstone.shaders.ShadercCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Modules by name: those that we ship, compiled ones and hand-made ones. */
final class ModuleCorpus {

  private static final String FLOAT_CONTROLS = "SPV_KHR_float_controls";

  private ModuleCorpus() {}

  static Map<String, byte[]> shipped() {
    Map<String, byte[]> modules = new LinkedHashMap<>();
    ClassLoader loader = ShaderModule.class.getClassLoader();
    for (ShaderModule module : ShaderModules.all()) {
      try (InputStream in = loader.getResourceAsStream(module.spirvName())) {
        if (in == null) {
          throw new AssertionError(module.spirvName() + " is not on the class path");
        }
        modules.put(module.spirvName(), in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return modules;
  }

  /** What glslang makes of all that a compute shader can declare. */
  static Map<String, byte[]> compiled() {
    Map<String, byte[]> modules = new LinkedHashMap<>();
    IncludeResolver nothing = (requested, includer) -> java.util.Optional.empty();
    try (ShaderCompiler compiler = new ShadercCompiler()) {
      GlslSamples.ALL.forEach(
          (name, text) ->
              modules.put(name, compiler.compile(new ShaderSource(name, text), nothing, Map.of())));
    }
    return modules;
  }

  /** What the other tests of the processor assemble. */
  static Map<String, byte[]> handMade() {
    Map<String, byte[]> modules = new LinkedHashMap<>();
    modules.put("add", Shader.add().bytes());
    modules.put("without buffers", Shader.compute().bytes());
    modules.put("without push constants", Shader.add().withoutCount().bytes());
    modules.put("without workgroup size", Shader.add().withoutLocalSize().bytes());
    modules.put("workgroup size", Shader.add().localSize(8, 4, 2).bytes());
    modules.put("specialized workgroup size", Shader.add().localSizeId(3).bytes());
    modules.put("overridden size", Shader.add().localSize(8, 8, 1).localSizeId(3).bytes());
    modules.put("computed workgroup size", Shader.add().computedLocalSize().bytes());
    modules.put("workgroup size by ids", workgroupSizeByIds());
    modules.put("fragment shader", Shader.compute().executionModel(4).executionMode(7).bytes());
    modules.put("entry point", Shader.add().entryPoint("some_longer_name").bytes());
    modules.put("two entry points", twoEntryPoints());
    modules.put(
        "constants",
        Shader.add()
            .words(100, 12)
            .constant(0, "int", "a")
            .constant(1, "bool", "b")
            .constant(2, "float", "c")
            .constant(3, "double", "d")
            .constant(4, "uint64_t", "e")
            .constant(5, "uint16_t", "f")
            .capability(10)
            .capability(11)
            .capability(22)
            .bytes());
    modules.put(
        "push constants",
        Shader.add()
            .push("double", "scale", 8)
            .push("uvec4", "mask", 16)
            .push("uvec2", "pair", 32)
            .push("uint16_t", "small", 40)
            .bytes());
    modules.put(
        "buffers",
        Shader.compute()
            .with(Buffer.at(0).readonly().of("uvec4"))
            .with(Buffer.at(1, 4).writeonly().of("uvec2"))
            .with(Buffer.at(1, 5).readonly().length(16))
            .with(Buffer.at(1, 6).headed())
            .with(Buffer.at(2, 0).offset(32).of("uint64_t"))
            .with(Buffer.at(2, 1).stride(12).neverStored())
            .with(Buffer.at(2, 2).neverLoaded())
            .with(Buffer.at(2, 3).neverLoaded().neverStored())
            .bytes());
    modules.put(
        "other resources",
        Shader.compute().with(Buffer.at(0).image()).with(Buffer.at(1).uniform()).bytes());
    modules.put(
        "preamble",
        Shader.add()
            .version(0x0001_0000)
            .capability(11)
            .capability(4433)
            .extension("SPV_KHR_16bit_storage")
            .extension("SPV_KHR_storage_buffer_storage_class")
            .shared(64)
            .bytes());
    modules.put("rounding by an extension", rounding().extension(FLOAT_CONTROLS).bytes());
    modules.put("rounding in SPIR-V 1.4", rounding().withoutCount().version(0x0001_0400).bytes());
    modules.put(
        "cooperative",
        Shader.add().push("uint", "first_workgroup", 4).push("int", "exclusive", 8).bytes());
    modules.put("decoration group", decorationGroup());
    modules.put("called functions", calledFunctions());
    return modules;
  }

  private static Shader rounding() {
    return Shader.compute().capability(10).capability(4468).executionMode(4463, 64);
  }

  private static byte[] workgroupSizeByIds() {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(331, 1, 38, 4, 5, 5);
    words.op(71, 4, 1, 9).op(19, 2).op(21, 3, 32, 0).op(50, 3, 4, 16).op(43, 3, 5, 1);
    words.op(33, 6, 2).op(54, 2, 1, 0, 6).op(248, 7).op(253).op(56);
    return words.module(0x0001_0500, 8);
  }

  /** Only the second one uses the buffer. */
  private static byte[] twoEntryPoints() {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "first").op(15, 5, 9, "second");
    words.op(16, 1, 17, 8, 1, 1).op(16, 9, 17, 1, 2, 4);
    words.op(71, 10, 34, 0).op(71, 10, 33, 3).op(71, 5, 2).op(72, 5, 0, 35, 0).op(71, 4, 6, 4);
    words.op(19, 2).op(21, 3, 32, 0).op(29, 4, 3).op(30, 5, 4).op(32, 6, 12, 5).op(32, 7, 12, 3);
    words.op(59, 6, 10, 12).op(43, 3, 11, 0).op(33, 12, 2);
    words.op(54, 2, 1, 0, 12).op(248, 14).op(253).op(56);
    words.op(54, 2, 9, 0, 12).op(248, 15);
    words.op(65, 7, 16, 10, 11, 11).op(62, 16, 11).op(253).op(56);
    return words.module(Shader.SPIRV_1_3, 20);
  }

  /** A buffer before SPIR-V 1.3, decorated by a group. */
  private static byte[] decorationGroup() {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(16, 1, 17, 1, 1, 1);
    words.op(71, 9, 33, 7).op(71, 9, 34, 2).op(71, 9, 24).op(73, 9).op(74, 9, 10);
    words.op(71, 8, 3).op(73, 8).op(74, 8, 5).op(72, 5, 0, 35, 0).op(71, 4, 6, 4);
    words.op(19, 2).op(21, 3, 32, 0).op(29, 4, 3).op(30, 5, 4).op(32, 6, 2, 5).op(59, 6, 10, 2);
    words.op(33, 12, 2).op(54, 2, 1, 0, 12).op(248, 14).op(253).op(56);
    return words.module(0x0001_0000, 20);
  }

  /** Buffers are used through a parameter, in a callee's callee, and where nothing calls. */
  private static byte[] calledFunctions() {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(16, 1, 17, 1, 1, 1);
    for (int binding = 0; binding < 3; binding++) {
      words.op(71, 8 + binding, 34, 0).op(71, 8 + binding, 33, binding);
    }
    words.op(71, 5, 2).op(72, 5, 0, 35, 0).op(71, 4, 6, 4);
    words.op(19, 2).op(21, 3, 32, 0).op(29, 4, 3).op(30, 5, 4).op(32, 6, 12, 5).op(32, 7, 12, 3);
    words.op(59, 6, 8, 12).op(59, 6, 9, 12).op(59, 6, 10, 12);
    words.op(43, 3, 11, 0).op(33, 12, 2).op(33, 13, 2, 6);
    words.op(54, 2, 1, 0, 12).op(248, 14).op(57, 2, 15, 20, 8).op(253).op(56);
    words.op(54, 2, 20, 0, 13).op(55, 6, 21).op(248, 22);
    words.op(65, 7, 23, 21, 11, 11).op(62, 23, 11).op(57, 2, 24, 25).op(253).op(56);
    words.op(54, 2, 25, 0, 12).op(248, 26).op(68, 3, 27, 9, 0).op(253).op(56);
    words.op(54, 2, 30, 0, 12).op(248, 31);
    words.op(65, 7, 32, 10, 11, 11).op(62, 32, 11).op(253).op(56);
    return words.module(Shader.SPIRV_1_3, 40);
  }
}
