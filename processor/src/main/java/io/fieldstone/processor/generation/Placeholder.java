// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.generation;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * An empty class under the name of one that cannot be generated, since its declaration has errors.
 * The compilation fails for those; without a class it would fail again wherever that is named.
 */
public final class Placeholder {

  private Placeholder() {}

  /** Returns the class {@code name}, which {@code declaration} would have been made to. */
  public static JavaFile of(
      ClassName name, TypeElement declaration, Elements elements, String processor) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addJavadoc(
                "Nothing: the errors of its declaration stand at {@code $L}.\n", declaration)
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    declaration
        .getTypeParameters()
        .forEach(p -> type.addTypeVariable(TypeVariableName.get(p.getSimpleName().toString())));
    return new GeneratedFile(elements, processor).of(name.packageName(), type, java.util.List.of());
  }
}
