// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.processor.model.Located;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * A kernel whose time is to decide between the strategies of others, as far as its annotations say
 * what it is: it may be one of a library, of which there is only the class.
 *
 * @param strategies the names of its strategies
 * @param special what it is that elements of a field alone cannot measure, if there is something
 */
record ProbeKernel(List<String> strategies, Optional<String> special) {

  /** Reads the annotations of {@code method}. */
  static ProbeKernel of(ExecutableElement method) {
    return new ProbeKernel(
        strategies(method),
        Stream.concat(
                method.getParameters().stream().flatMap(p -> special(p).stream()),
                AnnotationView.find(method, GpuKernel.class).stream()
                    .filter(a -> constant(a, "grid", Grid.ELEMENTS) != Grid.ELEMENTS)
                    .map(a -> "has a grid of its own"))
            .findFirst());
  }

  /** Returns the names of the strategies of {@code method}. */
  static List<String> strategies(ExecutableElement method) {
    return AnnotationView.find(method, GpuKernel.class).stream()
        .flatMap(annotation -> annotation.strings("strategies").stream())
        .map(Located::value)
        .toList();
  }

  private static Optional<String> special(VariableElement parameter) {
    if (AnnotationView.find(parameter, PushConstant.class).isPresent()) {
      return Optional.of("has push constants");
    }
    for (Class<? extends Annotation> type : ParameterReader.ANNOTATIONS) {
      Optional<AnnotationView> annotation = AnnotationView.find(parameter, type);
      Extent extent =
          annotation.map(a -> constant(a, "extent", Extent.ELEMENTS)).orElse(Extent.ELEMENTS);
      if (extent == Extent.WORKGROUPS) {
        return Optional.of("is cooperative");
      }
      if (extent == Extent.WHOLE) {
        return Optional.of("has a vector of any length");
      }
      if (annotation.flatMap(a -> a.integer("times")).filter(t -> t.value() > 1).isPresent()) {
        return Optional.of("has a vector of several elements for each of the call");
      }
    }
    return ParameterReader.elementType(parameter.asType())
        .filter(TypeArgumentReader::isNoField)
        .map(element -> "has vectors of points or integers");
  }

  private static <E extends Enum<E>> E constant(
      AnnotationView annotation, String member, E otherwise) {
    return annotation.constant(member, otherwise.getDeclaringClass(), otherwise).value();
  }

  /** Returns why it cannot decide between {@code wanted}, if it cannot. */
  Optional<String> whatIsWrong(List<String> wanted) {
    if (special.isPresent()) {
      return special;
    }
    if (strategies.isEmpty()) {
      return Optional.of("has no strategies");
    }
    return wanted.stream()
        .filter(name -> !strategies.contains(name))
        .findFirst()
        .map(name -> "has no strategy '" + name + "'");
  }
}
