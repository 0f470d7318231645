// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.annotations.UInt64;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.InterfaceMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.VectorMessages;
import io.fieldstone.processor.model.ConcreteType;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.model.VectorElements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Finds out what the vectors of an interface are of, and so what its type arguments are. */
final class TypeArgumentReader {

  /** A type variable or tag, and the first vector that says what it is. */
  private static final class Use {
    final TypeMirror type;
    TypeArgument.@Nullable Kind kind;
    String parameter = "";

    Use(TypeMirror type) {
      this.type = type;
    }
  }

  private final TypeElement declaration;
  private final Types types;
  private final Diagnostics diagnostics;
  private final List<Use> uses = new ArrayList<>();

  TypeArgumentReader(TypeElement declaration, Types types, Diagnostics diagnostics) {
    this.declaration = declaration;
    this.types = types;
    this.diagnostics = diagnostics;
    declaration.getTypeParameters().forEach(p -> uses.add(new Use(p.asType())));
  }

  /** Returns what a vector of {@code element} holds; reports what it cannot hold. */
  Optional<VectorElements> elements(VariableElement parameter, TypeMirror element) {
    if (isNamed(element, UInt32.class)) {
      return Optional.of(integers(VectorElements.Kind.UINT32, element));
    }
    if (isNamed(element, UInt64.class)) {
      return Optional.of(integers(VectorElements.Kind.UINT64, element));
    }
    if (isNamed(element, Affine.class)) {
      return points(parameter, element);
    }
    if (isVariable(element) || isTag(element, TypeTag.PRIME_FIELD, TypeTag.EXTENSION_FIELD)) {
      return use(parameter, element, TypeArgument.Kind.FIELD)
          .map(a -> new VectorElements(VectorElements.Kind.ARGUMENT, a, TypeName.get(element)));
    }
    diagnostics.report(
        Site.of(parameter),
        isTag(element, TypeTag.CURVE)
            ? VectorMessages.vectorOfCurve(parameter.getSimpleName(), element)
            : VectorMessages.vectorField(parameter.getSimpleName(), element));
    return Optional.empty();
  }

  /** Returns whether vectors of {@code element} are of points or integers. */
  static boolean isNoField(TypeMirror element) {
    return isNamed(element, UInt32.class)
        || isNamed(element, UInt64.class)
        || isNamed(element, Affine.class);
  }

  private static VectorElements integers(VectorElements.Kind kind, TypeMirror type) {
    return new VectorElements(kind, -1, TypeName.get(type));
  }

  private Optional<VectorElements> points(VariableElement parameter, TypeMirror element) {
    List<? extends TypeMirror> arguments = MoreTypes.asDeclared(element).getTypeArguments();
    if (arguments.size() != 1
        || !(isVariable(arguments.get(0)) || isTag(arguments.get(0), TypeTag.CURVE))) {
      diagnostics.report(
          Site.of(parameter), VectorMessages.vectorCurve(parameter.getSimpleName(), element));
      return Optional.empty();
    }
    return use(parameter, arguments.get(0), TypeArgument.Kind.CURVE)
        .map(a -> new VectorElements(VectorElements.Kind.AFFINE, a, TypeName.get(element)));
  }

  /** Returns the number of the type argument {@code type}, which is of {@code kind}. */
  private Optional<Integer> use(
      VariableElement parameter, TypeMirror type, TypeArgument.Kind kind) {
    if (!isVariable(type) && !declaration.getTypeParameters().isEmpty()) {
      diagnostics.report(
          Site.of(parameter),
          VectorMessages.vectorFieldsDiffer(
              parameter.getSimpleName(),
              type,
              declaration.getTypeParameters().get(0).getSimpleName()));
      return Optional.empty();
    }
    if (type.getKind() == TypeKind.DECLARED && !isAccessible(MoreTypes.asTypeElement(type))) {
      diagnostics.report(
          Site.of(parameter),
          VectorMessages.fieldInaccessible(
              parameter.getSimpleName(),
              type,
              MoreElements.getPackage(declaration).getQualifiedName()));
      return Optional.empty();
    }
    int index = indexOf(type);
    Use use = uses.get(index);
    if (use.kind == null) {
      use.kind = kind;
      use.parameter = parameter.getSimpleName().toString();
    } else if (use.kind != kind) {
      diagnostics.report(
          Site.of(parameter),
          VectorMessages.typeArgumentAmbiguous(
              parameter.getSimpleName(), type, kind.noun(), use.kind.noun(), use.parameter));
      return Optional.empty();
    }
    return Optional.of(index);
  }

  private int indexOf(TypeMirror type) {
    for (int i = 0; i < uses.size(); i++) {
      if (types.isSameType(uses.get(i).type, type)) {
        return i;
      }
    }
    uses.add(new Use(type));
    return uses.size() - 1;
  }

  private boolean isVariable(TypeMirror type) {
    return type.getKind() == TypeKind.TYPEVAR
        && declaration.getTypeParameters().stream()
            .anyMatch(p -> types.isSameType(p.asType(), type));
  }

  private static boolean isTag(TypeMirror type, TypeTag... tags) {
    return type.getKind() == TypeKind.DECLARED
        && TypeTag.of(MoreTypes.asTypeElement(type)).filter(List.of(tags)::contains).isPresent();
  }

  private static boolean isNamed(TypeMirror type, Class<?> named) {
    return type.getKind() == TypeKind.DECLARED
        && MoreTypes.asTypeElement(type)
            .getQualifiedName()
            .contentEquals(ClassName.get(named).canonicalName());
  }

  private boolean isAccessible(TypeElement element) {
    return ElementText.isPublic(element)
        || (!ElementText.isHidden(element)
            && MoreElements.getPackage(element).equals(MoreElements.getPackage(declaration)));
  }

  /** Returns the type arguments; reports variables that no vector gives a meaning. */
  TypeArguments arguments() {
    List<TypeArgument> arguments = new ArrayList<>();
    for (Use use : uses) {
      if (use.kind == null) {
        diagnostics.report(
            Site.of(types.asElement(use.type)),
            InterfaceMessages.typeParameterUnused(String.valueOf(use.type)));
      } else {
        arguments.add(new TypeArgument(TypeName.get(use.type), use.kind, concrete(use)));
      }
    }
    return new TypeArguments(List.copyOf(arguments));
  }

  private static Optional<ConcreteType> concrete(Use use) {
    return use.type.getKind() == TypeKind.DECLARED
        ? Optional.of(ConcreteTypes.of(MoreTypes.asTypeElement(use.type)))
        : Optional.empty();
  }
}
