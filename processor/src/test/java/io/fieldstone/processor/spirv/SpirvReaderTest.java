// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.spirv.MalformedSpirvException.Reason;
import io.fieldstone.processor.spirv.ShaderResource.Usage;
import io.fieldstone.processor.spirv.SpirvConstant.SpecializedValues;
import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.SpirvWords;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpirvReaderTest {

  private static EntryPoint main(Shader shader) throws MalformedSpirvException {
    return SpirvReader.read(shader.bytes()).computeEntryPoint("main").orElseThrow();
  }

  private static Reason reason(byte[] bytes) {
    return assertThrows(MalformedSpirvException.class, () -> SpirvReader.read(bytes)).reason();
  }

  @Test
  void readsTheHeaderAndThePreamble() throws MalformedSpirvException {
    SpirvModule module =
        SpirvReader.read(
            Shader.add()
                .version(0x0001_0500)
                .capability(11)
                .extension("SPV_KHR_16bit_storage")
                .entryPoint("some_longer_name")
                .bytes());
    assertEquals(new SpirvVersion(1, 5), module.version());
    assertEquals(Set.of(1, 11), module.capabilities());
    assertEquals(List.of("SPV_KHR_16bit_storage"), module.extensions());
    assertEquals("some_longer_name", module.entryPoints().get(0).name());
    assertEquals("GLCompute", module.entryPoints().get(0).modelName());
  }

  @Test
  void readsBuffersWithWhatTheShaderDoesToThem() throws MalformedSpirvException {
    List<ShaderResource> resources =
        main(Shader.compute()
                .with(Buffer.at(0, 3).named("in").readonly().of("uvec4"))
                .with(Buffer.at(1, 4).named("out").neverLoaded()))
            .resources();
    ShaderResource in = resources.get(0);
    assertEquals("in", in.name());
    assertEquals(0, in.set());
    assertEquals(3, in.binding());
    assertEquals(ResourceKind.STORAGE_BUFFER, in.kind());
    assertTrue(in.nonWritable());
    assertEquals(new Usage(true, true, false), in.usage());
    SpirvType.Struct block = (SpirvType.Struct) in.type();
    SpirvType.RuntimeArray array = (SpirvType.RuntimeArray) block.members().get(0).type();
    assertEquals("uvec4[]", array.describe());
    assertEquals(OptionalInt.of(16), array.stride());
    ShaderResource out = resources.get(1);
    assertEquals(1, out.set());
    assertEquals(new Usage(true, false, true), out.usage());
  }

  @Test
  void readsPushConstantsAndSpecializationConstants() throws MalformedSpirvException {
    byte[] bytes =
        Shader.compute().push("double", "scale", 8).constant(7, "float", "ROUNDS").bytes();
    SpirvModule module = SpirvReader.read(bytes);
    PushConstantBlock block = module.entryPoints().get(0).pushConstants().orElseThrow();
    assertEquals("count", block.memberAt(0).orElseThrow().name());
    assertEquals("double", block.memberAt(8).orElseThrow().type().describe());
    SpirvConstant constant = module.specializationConstants().get(0);
    assertEquals(OptionalInt.of(7), constant.specId());
    assertEquals("ROUNDS", constant.name());
    assertEquals("float", constant.type().describe());
  }

  @Test
  void aWorkgroupSizeConstantOverridesTheExecutionMode() throws MalformedSpirvException {
    SpirvConstant x =
        main(Shader.compute().localSize(8, 8, 1).localSizeId(3)).workgroupSize().orElseThrow().x();
    assertEquals(OptionalLong.of(64), x.value(SpecializedValues.NONE));
    assertEquals(
        OptionalLong.of(128), x.value(id -> id == 3 ? OptionalLong.of(128) : OptionalLong.empty()));
  }

  @Test
  void aWorkgroupSizeMayBeGivenByIds() throws MalformedSpirvException {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(331, 1, 38, 4, 4, 5);
    words.op(19, 2).op(21, 3, 32, 0).op(43, 3, 4, 16).op(43, 3, 5, 1);
    words.op(33, 6, 2).op(54, 2, 1, 0, 6).op(248, 7).op(253).op(56);
    EntryPoint main =
        SpirvReader.read(words.module(Shader.SPIRV_1_3, 8)).computeEntryPoint("main").orElseThrow();
    List<OptionalLong> size =
        main.workgroupSize().orElseThrow().dimensions().stream()
            .map(d -> d.value(SpecializedValues.NONE))
            .toList();
    assertEquals(List.of(OptionalLong.of(16), OptionalLong.of(16), OptionalLong.of(1)), size);
  }

  /** Words of a module whose main passes buffer 10 to function 20, which runs {@code body}. */
  private static byte[] passingTheBuffer(SpirvWords body) {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(16, 1, 17, 1, 1, 1);
    words.op(71, 10, 34, 0).op(71, 10, 33, 0).op(71, 5, 2).op(72, 5, 0, 35, 0).op(71, 4, 6, 4);
    words.op(19, 2).op(21, 3, 32, 0).op(29, 4, 3).op(30, 5, 4).op(32, 6, 12, 5).op(32, 7, 12, 3);
    words.op(59, 6, 10, 12).op(43, 3, 11, 0).op(33, 12, 2).op(33, 13, 2, 6);
    words.op(54, 2, 1, 0, 12).op(248, 14).op(57, 2, 15, 20, 10).op(253).op(56);
    words.op(54, 2, 20, 0, 13).op(55, 6, 21).op(248, 22).append(body).op(253).op(56);
    return words.module(Shader.SPIRV_1_3, 40);
  }

  private static Usage usage(SpirvWords body) throws MalformedSpirvException {
    return SpirvReader.read(passingTheBuffer(body)).entryPoints().get(0).resources().get(0).usage();
  }

  @Test
  void pointersAreFollowedIntoFunctions() throws MalformedSpirvException {
    SpirvWords store = new SpirvWords().op(65, 7, 23, 21, 11, 11).op(62, 23, 11);
    assertEquals(new Usage(true, false, true), usage(store));
    SpirvWords load = new SpirvWords().op(65, 7, 23, 21, 11, 11).op(61, 3, 24, 23);
    assertEquals(new Usage(true, true, false), usage(load));
  }

  @Test
  void atomicsReadAndWrite() throws MalformedSpirvException {
    SpirvWords add = new SpirvWords().op(65, 7, 23, 21, 11, 11).op(234, 3, 24, 23, 11, 11, 11);
    assertEquals(new Usage(true, true, true), usage(add));
  }

  @Test
  void pointersAreFollowedThroughSelectionsAndCopies() throws MalformedSpirvException {
    SpirvWords words =
        new SpirvWords()
            .op(65, 7, 23, 21, 11, 11)
            .op(83, 7, 24, 23)
            .op(169, 7, 25, 11, 24, 24)
            .op(245, 7, 26, 25, 22)
            .op(62, 26, 11);
    assertEquals(new Usage(true, false, true), usage(words));
  }

  @Test
  void askingForTheLengthIsNoAccess() throws MalformedSpirvException {
    assertEquals(new Usage(true, false, false), usage(new SpirvWords().op(68, 3, 23, 21, 0)));
  }

  @Test
  void functionsThatAreNotCalledDoNotCount() throws MalformedSpirvException {
    SpirvWords words = new SpirvWords();
    words.op(253).op(56).op(54, 2, 30, 0, 12).op(248, 31).op(65, 7, 32, 10, 11, 11).op(62, 32, 11);
    assertEquals(new Usage(true, false, false), usage(words));
  }

  @Test
  void buffersBeforeSpirv13AreUniformBufferBlocks() throws MalformedSpirvException {
    SpirvWords words = new SpirvWords();
    words.op(17, 1).op(14, 0, 1).op(15, 5, 1, "main").op(71, 10, 33, 0).op(71, 10, 34, 0);
    // the decorations are those of a group
    words.op(71, 8, 3).op(73, 8).op(74, 8, 5);
    words.op(19, 2).op(21, 3, 32, 0).op(29, 4, 3).op(30, 5, 4).op(32, 6, 2, 5).op(59, 6, 10, 2);
    SpirvModule module = SpirvReader.read(words.module(0x0001_0000, 20));
    assertEquals(
        ResourceKind.STORAGE_BUFFER, module.entryPoints().get(0).resources().get(0).kind());
  }

  @Test
  void saysWhatIsWrongWithTheBytes() {
    byte[] good = Shader.add().bytes();
    assertEquals(Reason.NOT_SPIRV, reason(new byte[0]));
    assertEquals(
        Reason.NOT_SPIRV,
        reason("#version 450\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assertEquals(Reason.WRONG_BYTE_ORDER, reason(new byte[] {7, 0x23, 2, 3}));
    assertEquals(Reason.TRUNCATED, reason(Arrays.copyOf(good, 8)));
    assertEquals(Reason.TRUNCATED, reason(Arrays.copyOf(good, good.length - 2)));
    // cut inside the last instruction but one, which is longer than a word
    assertEquals(Reason.TRUNCATED, reason(Arrays.copyOf(good, good.length - 12)));
    assertEquals(Reason.INVALID, reason(Arrays.copyOf(good, good.length + 4)));
  }

  @Test
  void aTypeCannotContainItself() {
    SpirvWords words = new SpirvWords().op(29, 2, 2);
    assertEquals(Reason.INVALID, reason(words.module(Shader.SPIRV_1_3, 5)));
  }

  @Test
  void nestingHasALimit() {
    SpirvWords words = new SpirvWords().op(21, 1, 32, 0);
    for (int id = 2; id < 300; id++) {
      words.op(29, id, id - 1);
    }
    assertEquals(Reason.INVALID, reason(words.module(Shader.SPIRV_1_3, 400)));
  }

  @Test
  void structuresThatShareMembersCostNothingExtra() throws MalformedSpirvException {
    SpirvWords words = new SpirvWords().op(21, 1, 32, 0);
    for (int id = 2; id < 200; id++) {
      words.op(30, id, id - 1, id - 1);
    }
    words.op(32, 300, 4, 199).op(59, 300, 301, 4);
    SpirvReader.read(words.module(Shader.SPIRV_1_3, 400));
  }

  @Test
  void idsAreBelowTheBoundAndUnique() {
    assertEquals(
        Reason.INVALID, reason(new SpirvWords().op(21, 9, 32, 0).module(Shader.SPIRV_1_3, 9)));
    assertEquals(
        Reason.INVALID, reason(new SpirvWords().op(20, 1).op(20, 1).module(Shader.SPIRV_1_3, 9)));
  }

  @Test
  void resourcesHaveALimit() {
    SpirvWords words = new SpirvWords().op(21, 1, 32, 0).op(32, 2, 4, 1);
    for (int id = 3; id < 300; id++) {
      words.op(59, 2, id, 4);
    }
    assertEquals(Reason.INVALID, reason(words.module(Shader.SPIRV_1_3, 400)));
  }
}
