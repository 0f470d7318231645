// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.model.VectorElements;
import io.fieldstone.processor.model.VectorElements.Kind;
import io.fieldstone.processor.validation.CheckedKernel;
import io.fieldstone.processor.validation.KernelFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Writes the expression that makes a kernel's descriptor. */
final class DescriptorCode {

  private static final ClassName DEVICE_FEATURE = ClassName.get(DeviceFeature.class);

  private DescriptorCode() {}

  static CodeBlock of(CheckedKernel checked, TypeArguments arguments, ClassName declaration) {
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
    if (kernel.isPerDegree() || checked.takesExtensions()) {
      calls.add(CodeBlock.of(".degrees($L)", numbers(facts.degrees())));
    }
    if (arguments.list().size() != 1) {
      calls.add(CodeBlock.of(".typeArguments($L)", arguments.list().size()));
    }
    if (kernel.hasOwnGrid()) {
      calls.add(CodeBlock.of(".grid($T.$L)", Grid.class, kernel.grid().value()));
    }
    if (kernel.staysInBounds()) {
      calls.add(CodeBlock.of(".staysInBounds()"));
    }
    facts.strategies().forEach(strategy -> calls.addAll(strategy(strategy)));
    kernel
        .strategies()
        .probe()
        .ifPresent(probe -> calls.add(CodeBlock.of(".strategyProbe($S)", probe.value())));
    if (!facts.workgroupSize().isEmpty()) {
      calls.add(CodeBlock.of(".workgroupSize($L)", numbers(facts.workgroupSize())));
      for (int i = 0; i < facts.workgroupIds().size(); i++) {
        OptionalInt id = facts.workgroupIds().get(i);
        if (id.isPresent()) {
          calls.add(CodeBlock.of(".workgroupDimension($L, $L)", i, id.getAsInt()));
        }
      }
    }
    kernel.vectors().forEach(vector -> calls.add(binding(vector)));
    kernel.constants().forEach(table -> calls.add(ConstantTableCode.of(table)));
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

  private static CodeBlock numbers(List<Integer> numbers) {
    return numbers.stream()
        .map(number -> CodeBlock.of("$L", number))
        .collect(CodeBlock.joining(", "));
  }

  private static CodeBlock features(Set<String> names) {
    return names.stream()
        .map(feature -> CodeBlock.of("$T.$L", DEVICE_FEATURE, feature))
        .collect(CodeBlock.joining(", "));
  }

  private static CodeBlock binding(VectorParameter vector) {
    boolean ofArithmetic =
        vector.elements().kind() == Kind.ARGUMENT && vector.elements().argument() == 0;
    boolean plain = vector.times().value() == 1 && isOfAnyLength(vector);
    return ofArithmetic && plain ? usual(vector) : special(vector);
  }

  private static boolean isOfAnyLength(VectorParameter vector) {
    return vector.most().value() == Integer.MAX_VALUE;
  }

  private static CodeBlock special(VectorParameter vector) {
    return CodeBlock.of(
        ".vector(new $T($S, $L, $L, $T.$L, $T.$L, $T.$L, $L, $L$L))",
        RuntimeTypes.BINDING_DESCRIPTOR,
        vector.name(),
        vector.set(),
        vector.binding(),
        Access.class,
        vector.access(),
        Form.class,
        vector.form().value(),
        Extent.class,
        vector.extent().value(),
        elements(vector.elements()),
        vector.times().value(),
        isOfAnyLength(vector) ? "" : ", " + vector.most().value());
  }

  private static CodeBlock elements(VectorElements elements) {
    return elements.areIntegers()
        ? CodeBlock.of("$T.$L", RuntimeTypes.VECTOR_ELEMENTS, elements.kind())
        : CodeBlock.of(
            "$T.$L($L)",
            RuntimeTypes.VECTOR_ELEMENTS,
            elements.kind() == Kind.AFFINE ? "affine" : "argument",
            elements.argument());
  }

  private static CodeBlock usual(VectorParameter vector) {
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
