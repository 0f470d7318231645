// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.KernelMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Documentation;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.TypeArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads interfaces with {@code @GpuKernel} methods. */
public final class KernelInterfaceReader {

  /** The constants of a class file are 65,535; a kernel takes up to 60 of them. */
  private static final int MAX_KERNELS = 1000;

  private final Elements elements;
  private final Types types;
  private final Diagnostics diagnostics;

  /** Reports to {@code diagnostics}. */
  public KernelInterfaceReader(Elements elements, Types types, Diagnostics diagnostics) {
    this.elements = elements;
    this.types = types;
    this.diagnostics = diagnostics;
  }

  /** Returns the kernels that {@code type} declares, if the declaration is sound. */
  public Optional<KernelInterface> read(TypeElement type) {
    int errorsBefore = diagnostics.errors();
    List<ExecutableElement> methods =
        ElementFilter.methodsIn(type.getEnclosedElements()).stream()
            .filter(KernelInterfaceReader::isKernel)
            .toList();
    if (type.getKind() != ElementKind.INTERFACE) {
      methods.forEach(method -> reportOutsideInterface(type, method));
      return Optional.empty();
    }
    checkType(type);
    checkOtherMethods(type);
    checkOverloads(methods);
    if (methods.size() > MAX_KERNELS) {
      diagnostics.report(
          Site.of(type),
          KernelMessages.kernelsMany(ElementText.name(type), methods.size(), MAX_KERNELS));
      return Optional.empty();
    }
    TypeArgumentReader argumentReader = new TypeArgumentReader(type, types, diagnostics);
    KernelMethodReader reader = new KernelMethodReader(elements, diagnostics);
    List<KernelMethod> kernels = new ArrayList<>();
    methods.forEach(method -> reader.read(method, argumentReader).ifPresent(kernels::add));
    if (diagnostics.errors() > errorsBefore || kernels.size() < methods.size()) {
      return Optional.empty();
    }
    TypeArguments arguments = argumentReader.arguments();
    if (diagnostics.errors() > errorsBefore) {
      return Optional.empty();
    }
    KernelInterface read =
        new KernelInterface(
            type,
            Documentation.parse(elements.getDocComment(type)),
            arguments,
            arguments.isEmpty()
                ? new IntegerKernels(diagnostics).check(kernels)
                : List.copyOf(kernels));
    checkCase(kernels);
    new StrategyProbes(kernels, diagnostics).check();
    new GeneratedMethods(elements, types, diagnostics).check(read);
    return diagnostics.errors() > errorsBefore ? Optional.empty() : Optional.of(read);
  }

  private static boolean isKernel(ExecutableElement method) {
    return MoreElements.isAnnotationPresent(method, GpuKernel.class);
  }

  private void reportOutsideInterface(TypeElement type, ExecutableElement method) {
    diagnostics.report(
        AnnotationView.find(method, GpuKernel.class).orElseThrow().site(),
        InterfaceMessages.kernelOutsideInterface(ElementText.kind(type), ElementText.name(type)));
  }

  private void checkType(TypeElement type) {
    String name = ElementText.name(type);
    if (ElementText.isHidden(type)) {
      diagnostics.report(Site.of(type), InterfaceMessages.interfacePrivate(name));
    }
    if (type.getModifiers().contains(Modifier.SEALED)) {
      diagnostics.report(Site.of(type), InterfaceMessages.interfaceSealed(name));
    }
    for (TypeParameterElement parameter : type.getTypeParameters()) {
      if (isBounded(parameter)) {
        diagnostics.report(
            Site.of(parameter),
            InterfaceMessages.typeParameterBounded(
                parameter.getSimpleName(), parameter.getSimpleName()));
      }
    }
  }

  private static boolean isBounded(TypeParameterElement parameter) {
    // with type annotations, as JSpecify's '@Nullable Object', it is any type still
    return parameter.getBounds().stream()
        .anyMatch(b -> b.getKind() != TypeKind.DECLARED || !MoreTypes.isTypeOf(Object.class, b));
  }

  /** Every abstract method must be a kernel that the interface itself declares. */
  private void checkOtherMethods(TypeElement type) {
    for (ExecutableElement method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
      if (!method.getModifiers().contains(Modifier.ABSTRACT) || isObjectMethod(method, type)) {
        continue;
      }
      TypeElement owner = MoreElements.asType(method.getEnclosingElement());
      if (!owner.equals(type)) {
        diagnostics.report(
            Site.of(type),
            InterfaceMessages.inheritedAbstractMethod(
                ElementText.name(type), method.getSimpleName(), ElementText.name(owner)));
      } else if (!isKernel(method)) {
        diagnostics.report(
            Site.of(method), InterfaceMessages.methodWithoutKernel(method.getSimpleName()));
      }
    }
  }

  /** Interfaces may restate {@code equals} and the like, which every class has. */
  private boolean isObjectMethod(ExecutableElement method, TypeElement type) {
    TypeElement object = elements.getTypeElement("java.lang.Object");
    return object != null
        && ElementFilter.methodsIn(object.getEnclosedElements()).stream()
            .filter(m -> m.getModifiers().contains(Modifier.PUBLIC))
            .anyMatch(m -> elements.overrides(method, m, type) || isSameSignature(method, m));
  }

  private boolean isSameSignature(ExecutableElement a, ExecutableElement b) {
    return a.getSimpleName().equals(b.getSimpleName())
        && Signature.of(a, types).equals(Signature.of(b, types));
  }

  private void checkOverloads(List<ExecutableElement> methods) {
    Set<String> names = new HashSet<>();
    for (ExecutableElement method : methods) {
      if (!names.add(method.getSimpleName().toString())) {
        diagnostics.report(
            Site.of(method), KernelMessages.kernelOverloaded(method.getSimpleName()));
      }
    }
  }

  /** What is compiled here is named for its method. */
  private void checkCase(List<KernelMethod> kernels) {
    Map<String, KernelMethod> names = new HashMap<>();
    for (KernelMethod kernel : kernels) {
      if (!(kernel.source() instanceof KernelSource.Spirv)) {
        KernelMethod other = names.putIfAbsent(kernel.javaName().toLowerCase(Locale.ROOT), kernel);
        if (other != null) {
          diagnostics.report(
              kernel.site(),
              KernelMessages.kernelDiffersInCase(other.javaName(), kernel.javaName()));
        }
      }
    }
  }
}
