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
import io.fieldstone.annotations.PushConstant;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GridMessages;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.diagnostic.VectorMessages;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Parameter;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.PushType;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.model.Parameter.WorkgroupsParameter;
import io.fieldstone.processor.model.RuntimeTypes;
import io.fieldstone.processor.model.VectorElements;
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
      List.of(In.class, Out.class, InOut.class, PushConstant.class, Workgroups.class);

  /** Devices take blocks of 128 bytes, many of 256, and none of more than this. */
  private static final int MOST_PUSH_BYTES = 4096;

  private final Diagnostics diagnostics;
  private final TypeArgumentReader types;

  ParameterReader(Diagnostics diagnostics, TypeArgumentReader types) {
    this.diagnostics = diagnostics;
    this.types = types;
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
    if (present.get(0) == Workgroups.class) {
      return workgroups(parameter, annotation);
    }
    return present.get(0) == PushConstant.class
        ? pushConstant(parameter, annotation)
        : vector(parameter, annotation, present.get(0));
  }

  private Optional<Parameter> workgroups(VariableElement parameter, AnnotationView annotation) {
    String name = parameter.getSimpleName().toString();
    if (parameter.asType().getKind() != TypeKind.INT) {
      diagnostics.report(Site.of(parameter), GridMessages.workgroupsType(name, parameter.asType()));
      return Optional.empty();
    }
    return Optional.of(new WorkgroupsParameter(name, annotation.site()));
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
          VectorMessages.vectorType(name, kind.getSimpleName(), parameter.asType()));
      return Optional.empty();
    }
    Optional<VectorElements> elements = types.elements(parameter, element.get());
    Optional<Located<Integer>> binding = annotation.integer("value");
    Optional<Located<Integer>> set = annotation.integer("set");
    Optional<Located<Integer>> times = annotation.integer("times");
    Optional<Located<Integer>> most = annotation.integer("most");
    if (elements.isEmpty()
        || binding.isEmpty()
        || set.isEmpty()
        || times.isEmpty()
        || most.isEmpty()) {
      return Optional.empty();
    }
    BindingRange.check(name, binding.get(), set.get(), diagnostics);
    VectorParameter vector =
        new VectorParameter(
            name,
            elements.get(),
            access(kind),
            set.get().value(),
            binding.get().value(),
            annotation.constant("form", Form.class, Form.OF_CALL),
            annotation.constant("extent", Extent.class, Extent.ELEMENTS),
            times.get(),
            most.get(),
            binding.get().site());
    checkForm(vector);
    checkTimes(vector);
    checkMost(vector);
    return Optional.of(vector);
  }

  private void checkForm(VectorParameter vector) {
    if (vector.elements().areIntegers() && vector.form().value() != Form.OF_CALL) {
      diagnostics.report(
          vector.form().site(),
          VectorMessages.formOfIntegers(vector.name(), vector.form().value()));
    }
  }

  private void checkTimes(VectorParameter vector) {
    int times = vector.times().value();
    Extent extent = vector.extent().value();
    if (times < 1) {
      diagnostics.report(vector.times().site(), VectorMessages.timesBelowOne(vector.name(), times));
    } else if (times > 1 && extent != Extent.ELEMENTS) {
      diagnostics.report(
          vector.times().site(), VectorMessages.timesWithoutElements(vector.name(), times, extent));
    }
  }

  private void checkMost(VectorParameter vector) {
    int most = vector.most().value();
    Extent extent = vector.extent().value();
    if (most < 1) {
      diagnostics.report(vector.most().site(), VectorMessages.mostBelowOne(vector.name(), most));
    } else if (most != Integer.MAX_VALUE && extent != Extent.WHOLE) {
      diagnostics.report(
          vector.most().site(), VectorMessages.mostWithoutWhole(vector.name(), most, extent));
    }
  }

  private static Access access(Class<? extends Annotation> kind) {
    if (kind == In.class) {
      return Access.IN;
    }
    return kind == Out.class ? Access.OUT : Access.IN_OUT;
  }

  /** Returns {@code F} of {@code DeviceVector<F>}. */
  static Optional<TypeMirror> elementType(TypeMirror type) {
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
}
