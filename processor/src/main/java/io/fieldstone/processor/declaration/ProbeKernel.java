// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.GpuKernel;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.processor.model.Located;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * A kernel whose time is to decide between the strategies of others, as far as its annotations say
 * what it is: it may be one of a library, of which there is only the class.
 *
 * @param strategies the names of its strategies
 * @param cooperative whether its workgroups share whole vectors
 * @param pushes whether it has push constants
 */
record ProbeKernel(List<String> strategies, boolean cooperative, boolean pushes) {

  /** Reads the annotations of {@code method}. */
  static ProbeKernel of(ExecutableElement method) {
    return new ProbeKernel(
        strategies(method),
        method.getParameters().stream().anyMatch(ProbeKernel::isOfWorkgroups),
        method.getParameters().stream()
            .anyMatch(p -> AnnotationView.find(p, PushConstant.class).isPresent()));
  }

  /** Returns the names of the strategies of {@code method}. */
  static List<String> strategies(ExecutableElement method) {
    return AnnotationView.find(method, GpuKernel.class).stream()
        .flatMap(annotation -> annotation.strings("strategies").stream())
        .map(Located::value)
        .toList();
  }

  private static boolean isOfWorkgroups(VariableElement parameter) {
    return ParameterReader.ANNOTATIONS.stream()
        .flatMap(type -> AnnotationView.find(parameter, type).stream())
        .anyMatch(
            annotation ->
                annotation.constant("extent", Extent.class, Extent.ELEMENTS).value()
                    == Extent.WORKGROUPS);
  }

  /** Returns why it cannot decide between {@code wanted}, if it cannot. */
  Optional<String> whatIsWrong(List<String> wanted) {
    if (cooperative) {
      return Optional.of("is cooperative");
    }
    if (pushes) {
      return Optional.of("has push constants");
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
