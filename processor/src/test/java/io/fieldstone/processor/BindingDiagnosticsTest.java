// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;

/** What does not agree between vector parameters and the shader's buffers. */
class BindingDiagnosticsTest {

  private static Project kernel(String parameters) {
    return Project.kernels(
        "  @GpuKernel(name = \"add\", spirv = \"add.spv\")\n  void add(" + parameters + ");");
  }

  private static Project add(String a, String b, String out) {
    return kernel(
        a
            + " DeviceVector<F> a,\n      "
            + b
            + " DeviceVector<F> b,\n      "
            + out
            + " DeviceVector<F> out");
  }

  @Test
  @Shows(BINDING_ABSENT)
  void aDeclaredBindingIsInTheShader() {
    add("@In(0)", "@In(1)", "@Out(/*!*/3)")
        .spirv("add.spv", Shader.add().with(Buffer.at(2).named("out").neverLoaded().neverStored()))
        .reportsError(
            "Parameter 'out' is bound to binding 3 of set 0, but SPIR-V 'add.spv' has binding 0"
                + " ('a'), binding 1 ('b'), binding 2 ('out'); correct the number. Did you mean"
                + " binding 2 ('out')?");
  }

  @Test
  void aDeclaredSetIsInTheShader() {
    add("@In(0)", "@In(1)", "@Out(value = /*!*/2, set = 1)")
        .spirv(
            "add.spv",
            Shader.compute()
                .with(Buffer.at(0).named("a").readonly())
                .with(Buffer.at(1).named("b").readonly()))
        .reportsError(
            "Parameter 'out' is bound to binding 2 of set 1, but SPIR-V 'add.spv' has binding 0"
                + " ('a'), binding 1 ('b'); correct the number.");
  }

  @Test
  @Shows(BINDING_UNDECLARED)
  void aUsedBindingIsDeclared() {
    Project.kernels(
            """
            @GpuKernel(name = "neg", spirv = /*!*/"add.spv")
            void neg(@In(0) DeviceVector<F> a, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "SPIR-V 'add.spv' uses binding 1 of set 0 ('b'), which no parameter is bound to; add a"
                + " parameter for it.");
  }

  @Test
  void anUnusedBindingNeedNotBeDeclared() {
    Project.kernels(
            """
            @GpuKernel(name = "neg", spirv = "add.spv")
            void neg(@In(0) DeviceVector<F> a, @Out(2) DeviceVector<F> out);
            """)
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().neverLoaded()))
        .compiles();
  }

  @Test
  @Shows(BINDING_KIND)
  void aVectorIsAStorageBuffer() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").uniform()))
        .reportsError(
            "Parameter 'b' is bound to a storage buffer, but binding 1 of set 0 in SPIR-V 'add.spv'"
                + " is a uniform buffer; make it a buffer block.");
  }

  @Test
  void aVectorIsNoImage() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").image()))
        .reportsError(
            "Parameter 'b' is bound to a storage buffer, but binding 1 of set 0 in SPIR-V 'add.spv'"
                + " is a storage image; make it a buffer block.");
  }

  @Test
  @Shows(BINDING_UNUSED)
  void aBoundBufferIsUsed() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().neverLoaded()))
        .reportsWarning(
            "Parameter 'b' is bound to a buffer that entry point 'main' of SPIR-V 'add.spv' never"
                + " uses; remove it from both.");
  }

  @Test
  @Shows(BUFFER_LAYOUT)
  void aVectorIsAnUnsizedArray() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().length(16)))
        .reportsError(
            "Parameter 'b' is a vector, but its buffer in SPIR-V 'add.spv' is 'uint[16]'; make the"
                + " block one unsized array at offset 0.");
  }

  @Test
  void aVectorHasNoHeader() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().headed()))
        .reportsError(
            "Parameter 'b' is a vector, but its buffer in SPIR-V 'add.spv' is a block of 2 members;"
                + " make the block one unsized array at offset 0.");
  }

  @Test
  void aVectorStartsAtOffsetZero() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().offset(32)))
        .reportsError(
            "Parameter 'b' is a vector, but its buffer in SPIR-V 'add.spv' is an array at offset 32;"
                + " make the block one unsized array at offset 0.");
  }

  @Test
  @Shows(ELEMENT_STRIDE)
  void theStrideDividesTheElement() {
    Project.kernels(
            """
            @GpuKernel(name = "add", spirv = "add_{shape}.spv")
            void add(@In(0) DeviceVector<F> a, @In(/*!*/1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .spirv("add_5x64.spv", Shader.add().with(Buffer.at(1).named("b").readonly().of("uvec4")))
        .reportsError(
            "Elements of parameter 'b' have 40 bytes (5x64), but its buffer in SPIR-V 'add_5x64.spv'"
                + " is a 'uvec4[]' of 16 bytes each, which does not divide that; change the array's"
                + " type.");
  }

  @Test
  @Shows(INPUT_WRITE_ONLY)
  void anInputIsNotWriteonly() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").writeonly()))
        .reportsError(
            "Parameter 'b' is declared @In, but its buffer is writeonly (NonReadable) in SPIR-V"
                + " 'add.spv'; declare it @Out or make the buffer readonly.");
  }

  @Test
  @Shows(INPUT_WRITTEN)
  void anInputIsNotWritten() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b")))
        .reportsError(
            "Parameter 'b' is declared @In, but SPIR-V 'add.spv' writes to its buffer; declare it"
                + " @InOut, or make the buffer readonly (NonWritable).");
  }

  @Test
  @Shows(INPUT_NOT_READONLY)
  void anInputSaysThatItIsReadonly() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").neverStored()))
        .reportsWarning(
            "Parameter 'b' is declared @In, but its buffer is not readonly (NonWritable) in SPIR-V"
                + " 'add.spv'; make it readonly, so that drivers may cache it.");
  }

  @Test
  @Shows(OUTPUT_READ_ONLY)
  void anOutputIsNotReadonly() {
    add("@In(0)", "@In(1)", "@Out(/*!*/2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(2).named("out").readonly()))
        .reportsError(
            "Parameter 'out' is declared @Out, but its buffer is readonly (NonWritable) in SPIR-V"
                + " 'add.spv'; declare it @In or make the buffer writeonly.");
  }

  @Test
  @Shows(OUTPUT_READ)
  void anOutputIsNotRead() {
    add("@In(0)", "@In(1)", "@Out(/*!*/2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(2).named("out")))
        .reportsError(
            "Parameter 'out' is declared @Out, but SPIR-V 'add.spv' reads from its buffer; declare it"
                + " @InOut, or make the buffer writeonly (NonReadable).");
  }

  @Test
  void anOutputNeedNotSayThatItIsWriteonly() {
    add("@In(0)", "@In(1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(2).named("out").neverLoaded()))
        .compiles();
  }

  @Test
  @Shows(IN_OUT_READ_ONLY)
  void anInOutIsWritten() {
    add("@In(0)", "@InOut(/*!*/1)", "@Out(2)")
        .reportsError(
            "Parameter 'b' is declared @InOut, but its buffer is only read in SPIR-V 'add.spv';"
                + " declare it @In.");
  }

  @Test
  @Shows(IN_OUT_WRITE_ONLY)
  void anInOutIsRead() {
    add("@In(0)", "@In(1)", "@InOut(/*!*/2)")
        .reportsError(
            "Parameter 'out' is declared @InOut, but its buffer is only written in SPIR-V 'add.spv';"
                + " declare it @Out.");
  }

  /** A kernel in GLSL whose input {@code a} is declared by {@code block}. */
  private static Project layout(String types, String block) {
    return Project.kernels(
            """
            @GpuKernel(name = "first", glsl = "first.comp")
            void first(@In(/*!*/0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            """)
        .text(
            "first.comp",
            """
            #version 450
            layout(local_size_x = 64) in;
            layout(push_constant) uniform Push { uint count; };
            %s
            layout(set = 0, binding = 0, %s } a;
            layout(set = 0, binding = 1) writeonly buffer Out { uint out_words[]; };
            void main() {
              for (uint i = gl_GlobalInvocationID.x; i < count;
                  i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
                out_words[i] = a.words.length();
              }
            }
            """
                .formatted(types, block));
  }

  private static String padded(String type, int stride, String gap) {
    return "The words of parameter 'a' follow one another without gaps, but its buffer in GLSL"
        + " 'first.comp' is a '"
        + type
        + "' with a stride of "
        + stride
        + " bytes, in which "
        + gap
        + "; use scalars, or vectors of two or four, in a block that is layout(std430).";
  }

  @Test
  @Shows(ELEMENT_PADDED)
  void wordsLieSideBySide() {
    layout("", "std140) readonly buffer A { uint words[];")
        .reportsError(padded("uint[]", 16, "a 'uint' fills 4"));
    layout("", "std430) readonly buffer A { uvec3 words[];")
        .reportsError(padded("uvec3[]", 16, "a 'uvec3' fills 12"));
    layout("struct Two { uint a; uvec2 b; };", "std430) readonly buffer A { Two words[];")
        .reportsError(
            padded("struct Two[]", 16, "'b' of 'struct Two' is at offset 8 instead of 4"));
    layout("struct Two { uvec2 a; uint b; };", "std430) readonly buffer A { Two words[];")
        .reportsError(padded("struct Two[]", 16, "a 'struct Two' fills 12"));
    layout("struct Four { uint a[2]; };", "std140) readonly buffer A { Four words[];")
        .reportsError(padded("struct Four[]", 32, "a 'uint' fills 4"));
  }

  @Test
  void wordsMayBeInStructsAndArrays() {
    layout("struct Four { uvec2 a; uint b[2]; };", "std430) readonly buffer A { Four words[];")
        .options("-Xlint:all,-processing")
        .reportsError(
            "Elements of parameter 'a' have 4 bytes (1x32), but its buffer in GLSL 'first.comp' is a"
                + " 'struct Four[]' of 16 bytes each, which does not divide that; change the array's"
                + " type.");
  }

  @Test
  @Shows(ELEMENT_STRIDE_ABSENT)
  void theWordsHaveAStride() {
    add("@In(0)", "@In(/*!*/1)", "@Out(2)")
        .spirv("add.spv", Shader.add().with(Buffer.at(1).named("b").readonly().withoutStride()))
        .reportsError(
            "The buffer of parameter 'b' in SPIR-V 'add.spv' is a 'uint[]' without a stride"
                + " (ArrayStride); compile the shader with a block that is layout(std430).");
  }

  @Test
  @Shows(SETS_MANY)
  void everyDeviceHasFourSets() {
    add("@In(0)", "@In(1)", "@Out(value = /*!*/2, set = 4)")
        .spirv(
            "add.spv",
            Shader.compute()
                .with(Buffer.at(0).named("a").readonly())
                .with(Buffer.at(1).named("b").readonly())
                .with(Buffer.at(4, 2).named("out").writeonly()))
        .reportsWarning(
            "Parameter 'out' is in descriptor set 4 of SPIR-V 'add.spv', but devices need to offer"
                + " the sets 0 to 3 only; use one of these to run everywhere.");
  }
}
