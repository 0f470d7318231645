// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import com.google.auto.common.MoreTypes;
import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.In;
import io.fieldstone.annotations.InOut;
import io.fieldstone.annotations.Out;
import io.fieldstone.annotations.PrimeField;
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.PushType;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import java.lang.annotation.Annotation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads the parameters of kernel methods. */
final class ParameterReader {

  /** The annotations of which every parameter has one. */
  static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(In.class, Out.class, InOut.class, PushConstant.class);

  /** Drivers make tables up to the highest number; more than this no GLSL compiler takes. */
  private static final int MOST_BINDING = 65_534;

  /** No device binds more than 32 sets at once. */
  private static final int MOST_SET = 31;

  /** Devices take blocks of 128 bytes, many of 256, and none of more than this. */
  private static final int MOST_PUSH_BYTES = 4096;

  private final Diagnostics diagnostics;
  private final FieldOfInterface field;

  ParameterReader(Diagnostics diagnostics, FieldOfInterface field) {
    this.diagnostics = diagnostics;
    this.field = field;
  }

  List<Parameter> read(ExecutableElement method) {
    List<Parameter> parameters = new ArrayList<>();
    for (VariableElement parameter : method.getParameters()) {
      read(method, parameter).ifPresent(parameters::add);
    }
    return List.copyOf(parameters);
  }

  private Optional<Parameter> read(ExecutableElement method, VariableElement parameter) {
    List<Class<? extends Annotation>> present =
        ANNOTATIONS.stream().filter(a -> MoreElements.isAnnotationPresent(parameter, a)).toList();
    String name = parameter.getSimpleName().toString();
    if (present.isEmpty()) {
      diagnostics.report(
          Site.of(parameter), ParameterMessages.parameterUnannotated(name, method.getSimpleName()));
      return Optional.empty();
    }
    AnnotationView annotation = AnnotationView.find(parameter, present.get(0)).orElseThrow();
    if (present.size() > 1) {
      diagnostics.report(
          AnnotationView.find(parameter, present.get(1)).orElseThrow().site(),
          ParameterMessages.parameterAnnotatedTwice(
              name, present.get(0).getSimpleName(), present.get(1).getSimpleName()));
      return Optional.empty();
    }
    return present.get(0) == PushConstant.class
        ? pushConstant(parameter, annotation)
        : vector(parameter, annotation, present.get(0));
  }

  private Optional<Parameter> pushConstant(VariableElement parameter, AnnotationView annotation) {
    String name = parameter.getSimpleName().toString();
    Optional<PushType> type = pushType(parameter.asType());
    if (type.isEmpty()) {
      diagnostics.report(
          Site.of(parameter), ParameterMessages.pushConstantType(name, parameter.asType()));
      return Optional.empty();
    }
    Optional<Located<Integer>> offset = annotation.integer("value");
    if (offset.isEmpty()) {
      return Optional.empty();
    }
    int value = offset.get().value();
    if (value < Integer.BYTES || value % Integer.BYTES != 0) {
      diagnostics.report(offset.get().site(), ParameterMessages.pushConstantOffset(name, value));
      return Optional.empty();
    }
    if (value >= MOST_PUSH_BYTES) {
      diagnostics.report(
          offset.get().site(), ParameterMessages.pushConstantFar(name, value, MOST_PUSH_BYTES));
      return Optional.empty();
    }
    return Optional.of(new PushParameter(name, value, type.get(), offset.get().site()));
  }

  private static Optional<PushType> pushType(TypeMirror type) {
    if (MoreTypes.isType(type) && MoreTypes.isTypeOf(BigInteger.class, type)) {
      return Optional.of(PushType.ELEMENT);
    }
    return switch (type.getKind()) {
      case INT -> Optional.of(PushType.INT);
      case LONG -> Optional.of(PushType.LONG);
      case FLOAT -> Optional.of(PushType.FLOAT);
      case DOUBLE -> Optional.of(PushType.DOUBLE);
      default -> Optional.empty();
    };
  }

  private Optional<Parameter> vector(
      VariableElement parameter, AnnotationView annotation, Class<? extends Annotation> kind) {
    String name = parameter.getSimpleName().toString();
    Optional<TypeMirror> element = elementType(parameter.asType());
    if (element.isEmpty()) {
      diagnostics.report(
          Site.of(parameter),
          ParameterMessages.vectorType(name, kind.getSimpleName(), parameter.asType()));
      return Optional.empty();
    }
    checkField(parameter, element.get());
    Optional<Located<Integer>> binding = annotation.integer("value");
    Optional<Located<Integer>> set = annotation.integer("set");
    if (binding.isEmpty() || set.isEmpty()) {
      return Optional.empty();
    }
    checkNumber("binding", name, binding.get(), MOST_BINDING);
    checkNumber("set", name, set.get(), MOST_SET);
    return Optional.of(
        new VectorParameter(
            name,
            access(kind),
            set.get().value(),
            binding.get().value(),
            annotation.constant("form", Form.class, Form.OF_CALL),
            annotation.constant("extent", Extent.class, Extent.ELEMENTS),
            binding.get().site()));
  }

  private void checkNumber(String what, String parameter, Located<Integer> number, int most) {
    if (number.value() < 0) {
      diagnostics.report(
          number.site(), ParameterMessages.bindingNegative(what, parameter, number.value()));
    } else if (number.value() > most) {
      diagnostics.report(
          number.site(), ParameterMessages.bindingLarge(what, parameter, number.value(), most));
    }
  }

  private static Access access(Class<? extends Annotation> kind) {
    if (kind == In.class) {
      return Access.IN;
    }
    return kind == Out.class ? Access.OUT : Access.IN_OUT;
  }

  /** Returns {@code F} of {@code DeviceVector<F>}. */
  private static Optional<TypeMirror> elementType(TypeMirror type) {
    if (type.getKind() != TypeKind.DECLARED) {
      return Optional.empty();
    }
    DeclaredType declared = MoreTypes.asDeclared(type);
    TypeElement element = MoreTypes.asTypeElement(declared);
    boolean isVector =
        element.getQualifiedName().contentEquals(RuntimeTypes.DEVICE_VECTOR.canonicalName());
    return isVector && declared.getTypeArguments().size() == 1
        ? Optional.of(declared.getTypeArguments().get(0))
        : Optional.empty();
  }

  private void checkField(VariableElement parameter, TypeMirror element) {
    boolean isField =
        field.isTypeParameter(element)
            || (element.getKind() == TypeKind.DECLARED
                && MoreElements.isAnnotationPresent(
                    MoreTypes.asTypeElement(element), PrimeField.class));
    if (!isField) {
      diagnostics.report(
          Site.of(parameter), ParameterMessages.vectorField(parameter.getSimpleName(), element));
    } else {
      field.check(parameter, element, diagnostics);
    }
  }
}
