// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.TypeName;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.KernelInterface.ConcreteField;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Finds the one field that all vectors of an interface are of. */
final class FieldOfInterface {

  private final TypeElement declaration;
  private final Types types;
  private @Nullable TypeMirror field;

  FieldOfInterface(TypeElement declaration, Types types) {
    this.declaration = declaration;
    this.types = types;
    if (!declaration.getTypeParameters().isEmpty()) {
      field = declaration.getTypeParameters().get(0).asType();
    }
  }

  boolean isTypeParameter(TypeMirror element) {
    return element.getKind() == TypeKind.TYPEVAR
        && field != null
        && types.isSameType(element, field);
  }

  void check(VariableElement parameter, TypeMirror element, Diagnostics diagnostics) {
    if (field == null) {
      field = element;
    }
    if (!types.isSameType(element, field)) {
      diagnostics.report(
          Site.of(parameter),
          ParameterMessages.vectorFieldsDiffer(parameter.getSimpleName(), element, field));
    } else if (element.getKind() == TypeKind.DECLARED
        && !isAccessible(MoreTypes.asTypeElement(element))) {
      diagnostics.report(
          Site.of(parameter),
          ParameterMessages.fieldInaccessible(
              parameter.getSimpleName(),
              element,
              MoreElements.getPackage(declaration).getQualifiedName()));
    }
  }

  private boolean isAccessible(TypeElement element) {
    return ElementText.isPublic(element)
        || (!ElementText.isHidden(element)
            && MoreElements.getPackage(element).equals(MoreElements.getPackage(declaration)));
  }

  Optional<TypeName> typeName() {
    return Optional.ofNullable(field).map(TypeName::get);
  }

  Optional<ConcreteField> concreteField() {
    if (field == null || field.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    TypeElement element = MoreTypes.asTypeElement(field);
    return Optional.of(
        new ConcreteField(
            element,
            element.getSimpleName().toString(),
            GeneratedNames.field(element),
            FieldReader.shape(element)));
  }
}
