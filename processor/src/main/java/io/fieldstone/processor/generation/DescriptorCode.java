// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.validation.CheckedKernel;
import io.fieldstone.processor.validation.KernelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the expression that makes a kernel's descriptor. */
final class DescriptorCode {

  private static final ClassName DEVICE_FEATURE = ClassName.get(DeviceFeature.class);

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
      calls.add(CodeBlock.of(".shapes($L)", quoted(facts.shapes())));
    }
    facts.strategies().forEach(strategy -> calls.addAll(strategy(strategy)));
    kernel
        .strategies()
        .probe()
        .ifPresent(probe -> calls.add(CodeBlock.of(".strategyProbe($S)", probe.value())));
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
      calls.add(CodeBlock.of(".requires($L)", features(facts.features())));
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

  private static List<CodeBlock> strategy(KernelFacts.Strategy strategy) {
    List<CodeBlock> calls = new ArrayList<>();
    calls.add(
        strategy.shapes().isEmpty()
            ? CodeBlock.of(".strategy($S)", strategy.name())
            : CodeBlock.of(".strategy($S, $L)", strategy.name(), quoted(strategy.shapes())));
    if (!strategy.features().isEmpty()) {
      calls.add(
          CodeBlock.of(
              ".strategyRequires($S, $L)", strategy.name(), features(strategy.features())));
    }
    return calls;
  }

  private static CodeBlock quoted(List<LimbShape> shapes) {
    return shapes.stream()
        .map(shape -> CodeBlock.of("$S", shape.toString()))
        .collect(CodeBlock.joining(", "));
  }

  private static CodeBlock features(Set<String> names) {
    return names.stream()
        .map(feature -> CodeBlock.of("$T.$L", DEVICE_FEATURE, feature))
        .collect(CodeBlock.joining(", "));
  }

  private static CodeBlock binding(VectorParameter vector) {
    String call =
        vector.access() == Access.IN_OUT ? "inOut" : vector.access().reads() ? "in" : "out";
    Form form = vector.form().value();
    Extent extent = vector.extent().value();
    CodeBlock special =
        form == Form.OF_CALL && extent == Extent.ELEMENTS
            ? CodeBlock.of("")
            : CodeBlock.of(", $T.$L, $T.$L", Form.class, form, Extent.class, extent);
    return CodeBlock.of(
        ".$L($S, $L, $L$L)", call, vector.name(), vector.set(), vector.binding(), special);
  }

  private static CodeBlock pushConstant(PushParameter constant) {
    return CodeBlock.of(
        ".pushConstant($S, $L, $T.class)",
        constant.name(),
        constant.offset(),
        constant.type().javaType());
  }
}
