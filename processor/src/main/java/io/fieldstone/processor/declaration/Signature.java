// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.palantir.javapoet.ClassName;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Types;

/** A method's name and erased parameter types: what must differ between two methods of a class. */
record Signature(String name, List<String> parameters) {

  static Signature of(ExecutableElement method, Types types) {
    return new Signature(
        method.getSimpleName().toString(),
        method.getParameters().stream().map(p -> types.erasure(p.asType()).toString()).toList());
  }

  /** Returns the signature in the form that it is written, with simple type names. */
  String describe() {
    return parameters.stream()
        .map(p -> p.contains(".") ? ClassName.bestGuess(p).simpleName() : p)
        .collect(Collectors.joining(", ", name + "(", ")"));
  }
}
