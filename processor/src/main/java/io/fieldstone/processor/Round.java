// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.declaration.TypeTag;
import java.lang.annotation.Annotation;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * One round of processing.
 *
 * @param annotations the processor's annotations that the round has
 * @param environment the round itself
 */
record Round(Set<? extends TypeElement> annotations, RoundEnvironment environment) {

  /**
   * Returns what has an annotation. By the compiler's own element of it: on a module path ECJ finds
   * none for a class.
   */
  Set<? extends Element> annotatedWith(Class<? extends Annotation> annotation) {
    Set<? extends Element> none = Set.of();
    return annotations.stream()
        .filter(type -> type.getQualifiedName().contentEquals(annotation.getCanonicalName()))
        .findFirst()
        .<Set<? extends Element>>map(environment::getElementsAnnotatedWith)
        .orElse(none);
  }

  /** Returns the qualified names of the types that declare a field, a curve or a kernel, sorted. */
  Set<String> declarations() {
    Set<String> names = new TreeSet<>();
    for (TypeTag tag : TypeTag.values()) {
      annotatedWith(tag.annotation()).forEach(type -> addName(type, names));
    }
    for (Element kernel : annotatedWith(GpuKernel.class)) {
      addName(kernel.getEnclosingElement(), names);
    }
    return names;
  }

  private static void addName(@Nullable Element element, Set<String> names) {
    if (element instanceof TypeElement type) {
      names.add(type.getQualifiedName().toString());
    }
  }
}
