// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.KernelMessages;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelMethod.Specialization;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.KernelSource.Formula;
import io.fieldstone.processor.model.KernelSource.Glsl;
import io.fieldstone.processor.model.KernelSource.Spirv;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.Strategies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;

/** Reads {@code @GpuKernel} methods. */
final class KernelMethodReader {

  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MAX_DIMENSIONS = 3;

  /** Vulkan asks for 4 storage buffers a stage; Mesa's CPU driver, which runs anywhere, has 16. */
  private static final int PORTABLE_BUFFERS = 16;

  /** Elements take at least as much as those of this shape. */
  private static final LimbShape NARROWEST = LimbShape.ALL.get(0);

  private final Elements elements;
  private final Diagnostics diagnostics;

  KernelMethodReader(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** Returns the kernel that {@code method} declares; reports and drops what is wrong with it. */
  Optional<KernelMethod> read(ExecutableElement method, TypeArgumentReader types) {
    int errorsBefore = diagnostics.errors();
    AnnotationView annotation = AnnotationView.find(method, GpuKernel.class).orElseThrow();
    checkSignature(method, annotation);
    List<Parameter> parameters = new ParameterReader(diagnostics, types).read(method);
    Optional<Located<String>> name = annotation.string("name");
    Optional<KernelSource> source = source(method, annotation);
    Optional<Located<String>> entryPoint = annotation.string("entryPoint");
    if (name.isEmpty() || source.isEmpty() || entryPoint.isEmpty()) {
      return Optional.empty();
    }
    checkName(name.get());
    Strategies strategies = new StrategyReader(diagnostics).read(method, annotation, source.get());
    KernelMethod kernel =
        new KernelMethod(
            method,
            Documentation.parse(elements.getDocComment(method)),
            name.get(),
            source.get(),
            spirv(method, source.get(), strategies),
            strategies,
            entryPoint.get(),
            workgroupSize(annotation.array("workgroupSize")),
            annotation.constant("grid", Grid.class, Grid.ELEMENTS),
            new ConstantTableReader(diagnostics).read(method, annotation, source.get()),
            annotation.flag("mixesForms"),
            annotation.flag("largeSharedMemory"),
            annotation.flag("staysInBounds") || source.get() instanceof Formula,
            requires(annotation.array("requires")),
            specializations(annotation),
            parameters);
    CompiledSource.check(kernel, diagnostics);
    checkParameters(kernel);
    new GridChecks(kernel, diagnostics).check();
    if (diagnostics.errors() == errorsBefore
        && kernel.vectors().stream().noneMatch(v -> v.access().writes())) {
      diagnostics.report(kernel.site(), KernelMessages.kernelWithoutOutput(kernel.javaName()));
    }
    return diagnostics.errors() > errorsBefore ? Optional.empty() : Optional.of(kernel);
  }

  private static Located<String> spirv(
      ExecutableElement method, KernelSource source, Strategies strategies) {
    return source instanceof Spirv spirv
        ? spirv.given()
        : new Located<>(GeneratedNames.spirv(method, strategies), source.given().site());
  }

  private void checkSignature(ExecutableElement method, AnnotationView annotation) {
    String name = method.getSimpleName().toString();
    for (Modifier modifier : List.of(Modifier.DEFAULT, Modifier.STATIC, Modifier.PRIVATE)) {
      if (method.getModifiers().contains(modifier)) {
        diagnostics.report(annotation.site(), InterfaceMessages.kernelNotAbstract(name, modifier));
        break;
      }
    }
    if (method.getReturnType().getKind() != TypeKind.VOID) {
      diagnostics.report(
          Site.of(method), KernelMessages.kernelReturnsValue(name, method.getReturnType()));
    }
    if (!method.getTypeParameters().isEmpty()) {
      diagnostics.report(
          Site.of(method.getTypeParameters().get(0)), KernelMessages.kernelGeneric(name));
    }
  }

  private Optional<KernelSource> source(ExecutableElement method, AnnotationView annotation) {
    Map<String, KernelSource> given = new LinkedHashMap<>();
    annotation.writtenString("spirv").ifPresent(s -> given.put("spirv", new Spirv(s)));
    annotation.writtenString("glsl").ifPresent(s -> given.put("glsl", new Glsl(s)));
    annotation.writtenString("expression").ifPresent(s -> given.put("expression", new Formula(s)));
    List<String> names = List.copyOf(given.keySet());
    if (names.isEmpty()) {
      diagnostics.report(
          annotation.site(), KernelMessages.kernelSourceAbsent(method.getSimpleName()));
      return Optional.empty();
    }
    KernelSource first = Objects.requireNonNull(given.get(names.get(0)));
    for (String other : names.subList(1, names.size())) {
      diagnostics.report(
          Objects.requireNonNull(given.get(other)).given().site(),
          KernelMessages.kernelSourceAmbiguous(method.getSimpleName(), names.get(0), other));
    }
    return Optional.of(first);
  }

  private void checkName(Located<String> name) {
    if (!NAME.matcher(name.value()).matches()) {
      diagnostics.report(name.site(), KernelMessages.kernelNameMalformed(name.value()));
    } else if (name.value().length() > DeclaredName.MAX_LENGTH) {
      diagnostics.report(
          name.site(),
          KernelMessages.kernelNameLong(
              name.value(), name.value().length(), DeclaredName.MAX_LENGTH));
    }
  }

  private Located<List<Integer>> workgroupSize(Located<List<AnnotationValue>> declared) {
    List<Integer> size = new ArrayList<>();
    for (AnnotationValue value : declared.value()) {
      if (value.getValue() instanceof Integer dimension) {
        size.add(dimension);
      }
    }
    if (size.size() > MAX_DIMENSIONS || size.stream().anyMatch(d -> d < 1)) {
      diagnostics.report(declared.site(), KernelMessages.workgroupSizeMalformed(size));
    }
    while (!size.isEmpty() && size.size() < MAX_DIMENSIONS) {
      size.add(1);
    }
    return new Located<>(List.copyOf(size), declared.site());
  }

  private static Located<Set<String>> requires(Located<List<AnnotationValue>> declared) {
    Set<String> features = new TreeSet<>();
    for (AnnotationValue value : declared.value()) {
      if (value.getValue() instanceof VariableElement constant) {
        features.add(constant.getSimpleName().toString());
      }
    }
    return new Located<>(Set.copyOf(features), declared.site());
  }

  private List<Specialization> specializations(AnnotationView annotation) {
    List<Specialization> result = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    for (AnnotationView nested : annotation.annotations("specialize")) {
      Optional<Located<Integer>> id = nested.integer("id");
      Optional<Located<String>> value = nested.string("value");
      if (id.isPresent() && value.isPresent() && isFree(id.get(), ids)) {
        result.add(new Specialization(id.get(), value.get()));
      }
    }
    return List.copyOf(result);
  }

  private boolean isFree(Located<Integer> id, Set<Integer> taken) {
    if (id.value() < 0) {
      diagnostics.report(id.site(), KernelMessages.specializedIdNegative(id.value()));
    } else if (id.value() >= SpecializationIds.FIRST_RESERVED) {
      diagnostics.report(
          id.site(),
          KernelMessages.specializedIdReserved(id.value(), SpecializationIds.FIRST_RESERVED));
    } else if (!taken.add(id.value())) {
      diagnostics.report(id.site(), KernelMessages.specializedIdDuplicate(id.value()));
    } else {
      return true;
    }
    return false;
  }

  private void checkParameters(KernelMethod kernel) {
    List<VectorParameter> vectors = kernel.buffers();
    for (int i = 0; i < vectors.size(); i++) {
      checkBinding(vectors.get(i), vectors.subList(0, i));
    }
    if (vectors.size() > PORTABLE_BUFFERS) {
      diagnostics.report(
          vectors.get(PORTABLE_BUFFERS).site(),
          ParameterMessages.buffersMany(kernel.javaName(), vectors.size(), PORTABLE_BUFFERS));
    }
    List<PushParameter> constants = kernel.pushConstants();
    for (int i = 0; i < constants.size(); i++) {
      checkOverlap(constants.get(i), constants.subList(0, i));
    }
  }

  private void checkBinding(VectorParameter vector, List<VectorParameter> earlier) {
    for (VectorParameter other : earlier) {
      if (other.set() == vector.set() && other.binding() == vector.binding()) {
        diagnostics.report(
            vector.site(),
            ParameterMessages.bindingDuplicate(
                vector.name(), vector.binding(), vector.set(), other.name()));
        return;
      }
    }
  }

  private void checkOverlap(PushParameter constant, List<PushParameter> earlier) {
    for (PushParameter other : earlier) {
      if (constant.offset() < other.end(NARROWEST) && other.offset() < constant.end(NARROWEST)) {
        diagnostics.report(
            constant.site(),
            ParameterMessages.pushConstantOverlap(
                constant.name(), constant.offset(), other.name(), other.offset()));
        return;
      }
    }
  }
}
