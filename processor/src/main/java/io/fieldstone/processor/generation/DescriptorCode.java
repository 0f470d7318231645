// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.fieldstone.annotations.Access;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.validation.CheckedKernel;
import io.fieldstone.processor.validation.KernelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the expression that makes a kernel's descriptor. */
final class DescriptorCode {

  private static final ClassName DEVICE_FEATURE =
      ClassName.get("io.fieldstone.annotations", "DeviceFeature");

  private DescriptorCode() {}

  static CodeBlock of(CheckedKernel checked, ClassName declaration) {
    KernelMethod kernel = checked.kernel();
    KernelFacts facts = checked.facts();
    List<CodeBlock> calls = new ArrayList<>();
    calls.add(
        CodeBlock.of(
            "$T.builder($S, $T.class)",
            RuntimeTypes.KERNEL_DESCRIPTOR,
            kernel.name().value(),
            declaration));
    calls.add(CodeBlock.of(".spirv($S)", kernel.spirv().value()));
    // From the user's module, which may look into its own packages where the runtime may not.
    calls.add(
        CodeBlock.of(
            ".resources(name -> $T.class.getResourceAsStream($S + name))", declaration, "/"));
    calls.add(CodeBlock.of(".entryPoint($S)", kernel.entryPoint().value()));
    if (!facts.shapes().isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".shapes($L)",
              facts.shapes().stream()
                  .map(shape -> CodeBlock.of("$S", shape.toString()))
                  .collect(CodeBlock.joining(", "))));
    }
    if (!facts.workgroupSize().isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".workgroupSize($L)",
              facts.workgroupSize().stream()
                  .map(size -> CodeBlock.of("$L", size))
                  .collect(CodeBlock.joining(", "))));
    }
    kernel.vectors().forEach(vector -> calls.add(binding(vector)));
    kernel.pushConstants().forEach(constant -> calls.add(pushConstant(constant)));
    for (Map.Entry<Integer, String> entry : facts.specializations().entrySet()) {
      calls.add(CodeBlock.of(".specialize($L, $L)", entry.getKey(), entry.getValue()));
    }
    if (!facts.features().isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".requires($L)",
              facts.features().stream()
                  .map(feature -> CodeBlock.of("$T.$L", DEVICE_FEATURE, feature))
                  .collect(CodeBlock.joining(", "))));
    }
    calls.add(CodeBlock.of(".build()"));
    return CodeBlock.builder()
        .indent()
        .indent()
        .add(calls.stream().collect(CodeBlock.joining("\n")))
        .unindent()
        .unindent()
        .build();
  }

  private static CodeBlock binding(VectorParameter vector) {
    String call =
        vector.access() == Access.IN_OUT ? "inOut" : vector.access().reads() ? "in" : "out";
    return CodeBlock.of(".$L($S, $L, $L)", call, vector.name(), vector.set(), vector.binding());
  }

  private static CodeBlock pushConstant(PushParameter constant) {
    return CodeBlock.of(
        ".pushConstant($S, $L, $T.class)",
        constant.name(),
        constant.offset(),
        constant.type().javaType());
  }
}
