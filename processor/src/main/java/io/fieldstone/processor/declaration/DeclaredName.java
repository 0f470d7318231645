// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.processor.model.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/**
 * The registered name of a kernel, field or curve.
 *
 * @param name the name with its place
 * @param owner what has the name: a type or a method
 */
public record DeclaredName(Located<String> name, String owner) {

  /** A name is that of a file too, and part of others'. */
  static final int MAX_LENGTH = 100;

  /** Returns the name of the field, prime or extended, that {@code type} declares. */
  public static Optional<DeclaredName> ofField(TypeElement type) {
    return Stream.of(TypeTag.PRIME_FIELD, TypeTag.EXTENSION_FIELD)
        .flatMap(tag -> of(type, tag).stream())
        .findFirst();
  }

  /** Returns the name of the curve that {@code type} declares. */
  public static Optional<DeclaredName> ofCurve(TypeElement type) {
    return of(type, TypeTag.CURVE);
  }

  private static Optional<DeclaredName> of(TypeElement type, TypeTag tag) {
    return AnnotationView.find(type, tag.annotation())
        .flatMap(annotation -> TagChecks.name(type, annotation))
        .map(name -> new DeclaredName(name, ElementText.name(type)));
  }

  /** Returns the names of the kernels that {@code type} declares. */
  public static List<DeclaredName> ofKernels(TypeElement type) {
    List<DeclaredName> names = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      AnnotationView.find(method, GpuKernel.class)
          .flatMap(annotation -> annotation.string("name"))
          .map(
              name -> new DeclaredName(name, ElementText.name(type) + "." + method.getSimpleName()))
          .ifPresent(names::add);
    }
    return names;
  }
}
