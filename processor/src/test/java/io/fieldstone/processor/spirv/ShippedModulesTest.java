// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.spirv.ShaderResource.Usage;
import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reader sees in the shipped modules what their sources say. */
class ShippedModulesTest {

  private static final Usage READ = new Usage(true, true, false);
  private static final Usage WRITTEN = new Usage(true, false, true);

  @ParameterizedTest
  @CsvSource({
    "add_1x32.spv, 3, 1, uint[]",
    "add_1x64.spv, 3, 2, uvec2[]",
    "add_4x64.spv, 3, 8, uvec4[]",
    "add_6x64.spv, 3, 12, uvec4[]",
    "sub_6x64.spv, 3, 12, uvec4[]",
    "neg_4x64.spv, 2, 8, uvec4[]",
    "double_6x64.spv, 2, 12, uvec4[]"
  })
  void hasItsBuffersAndConstants(String name, int buffers, int words, String array)
      throws MalformedSpirvException {
    SpirvModule module = SpirvReader.read(ShippedModules.bytes(name));
    EntryPoint main = module.computeEntryPoint("main").orElseThrow();
    assertEquals(buffers, main.resources().size());
    for (ShaderResource resource : main.resources()) {
      boolean isOutput = resource.binding() == buffers - 1;
      assertEquals(isOutput ? WRITTEN : READ, resource.usage());
      assertEquals(isOutput, resource.nonReadable());
      assertEquals(!isOutput, resource.nonWritable());
      SpirvType.Struct block = (SpirvType.Struct) resource.type();
      assertEquals(array, block.members().get(0).type().describe());
    }
    List<Integer> modulusIds =
        module.specializationConstants().stream()
            .map(c -> c.specId().orElseThrow())
            .filter(id -> id >= 100)
            .sorted()
            .toList();
    assertEquals(words, modulusIds.size());
    assertEquals(100, modulusIds.get(0));
    assertEquals(
        OptionalLong.of(256), main.workgroupSize().orElseThrow().x().value(SpecializedValues.NONE));
    assertTrue(main.pushConstants().orElseThrow().memberAt(0).isPresent());
  }
}
