// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.Located;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * An annotation on an element. A member that is missing or mistyped reads as empty: the compiler
 * itself complains about it.
 */
final class AnnotationView {

  private final Element element;
  private final AnnotationMirror root;
  private final AnnotationMirror mirror;

  private AnnotationView(Element element, AnnotationMirror root, AnnotationMirror mirror) {
    this.element = element;
    this.root = root;
    this.mirror = mirror;
  }

  static Optional<AnnotationView> find(Element element, Class<? extends Annotation> type) {
    return MoreElements.getAnnotationMirror(element, type)
        .toJavaUtil()
        .map(mirror -> new AnnotationView(element, mirror, mirror));
  }

  /** Returns the place of the annotation itself. */
  Site site() {
    return new Site(element, root, null);
  }

  Optional<Located<String>> string(String member) {
    return located(member, String.class);
  }

  /** Returns a member that the source gives, not its default. */
  Optional<Located<String>> writtenString(String member) {
    return written(member) == null ? Optional.empty() : string(member);
  }

  /** Returns the declared type that a class literal names, if there is one. */
  Optional<Located<TypeMirror>> type(String member) {
    return located(member, TypeMirror.class)
        .filter(type -> type.value().getKind() != TypeKind.ERROR);
  }

  Optional<Located<Integer>> integer(String member) {
    return located(member, Integer.class);
  }

  /** Returns whether a member that is true or false is true. */
  boolean flag(String member) {
    AnnotationValue value = value(member);
    return value != null && Boolean.TRUE.equals(value.getValue());
  }

  /** Returns the elements of an array-valued member. */
  Located<List<AnnotationValue>> array(String member) {
    AnnotationValue value = value(member);
    if (value != null && value.getValue() instanceof List<?> list) {
      return new Located<>(
          list.stream()
              .filter(AnnotationValue.class::isInstance)
              .map(AnnotationValue.class::cast)
              .toList(),
          site(member));
    }
    return new Located<>(List.of(), site());
  }

  /** Returns the strings of an array-valued member, each with its own place. */
  List<Located<String>> strings(String member) {
    return array(member).value().stream()
        .filter(value -> value.getValue() instanceof String)
        .map(value -> new Located<>((String) value.getValue(), new Site(element, root, value)))
        .toList();
  }

  /** Returns an enum constant; what is not one of {@code type} reads as {@code otherwise}. */
  <E extends Enum<E>> Located<E> constant(String member, Class<E> type, E otherwise) {
    AnnotationValue value = value(member);
    String name =
        value != null && value.getValue() instanceof VariableElement constant
            ? constant.getSimpleName().toString()
            : otherwise.name();
    return new Located<>(
        Stream.of(type.getEnumConstants())
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElse(otherwise),
        site(member));
  }

  /** Returns the annotations in an array-valued member. */
  List<AnnotationView> annotations(String member) {
    return array(member).value().stream()
        .map(AnnotationValue::getValue)
        .filter(AnnotationMirror.class::isInstance)
        .map(nested -> new AnnotationView(element, root, (AnnotationMirror) nested))
        .toList();
  }

  private <T> Optional<Located<T>> located(String member, Class<T> type) {
    AnnotationValue value = value(member);
    return value != null && type.isInstance(value.getValue())
        ? Optional.of(new Located<>(type.cast(value.getValue()), site(member)))
        : Optional.empty();
  }

  private Site site(String member) {
    return new Site(element, root, written(member));
  }

  private @Nullable AnnotationValue value(String member) {
    AnnotationValue written = written(member);
    if (written != null) {
      return written;
    }
    for (ExecutableElement method :
        ElementFilter.methodsIn(mirror.getAnnotationType().asElement().getEnclosedElements())) {
      if (method.getSimpleName().contentEquals(member)) {
        return method.getDefaultValue();
      }
    }
    return null;
  }

  private @Nullable AnnotationValue written(String member) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        mirror.getElementValues().entrySet()) {
      if (entry.getKey().getSimpleName().contentEquals(member)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
