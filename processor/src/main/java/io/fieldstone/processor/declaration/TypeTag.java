// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import com.palantir.javapoet.ClassName;
import io.fieldstone.annotations.Curve;
import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.annotations.PrimeField;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.FieldMessages;
import io.fieldstone.processor.diagnostic.Site;
import io.fieldstone.processor.model.GeneratedNames;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** What an interface can be declared to be the type tag of. */
public enum TypeTag {
  /** {@code @PrimeField}. */
  PRIME_FIELD(PrimeField.class, "field"),
  /** {@code @ExtensionField}. */
  EXTENSION_FIELD(ExtensionField.class, "field"),
  /** {@code @Curve}. */
  CURVE(Curve.class, "curve");

  private final Class<? extends Annotation> annotation;
  private final String noun;

  TypeTag(Class<? extends Annotation> annotation, String noun) {
    this.annotation = annotation;
    this.noun = noun;
  }

  /** Returns the annotation. */
  public Class<? extends Annotation> annotation() {
    return annotation;
  }

  /** Returns all annotations. */
  public static Stream<Class<? extends Annotation>> annotations() {
    return Stream.of(values()).map(TypeTag::annotation);
  }

  /** Returns what is declared, in a word. */
  String noun() {
    return noun;
  }

  /** Returns the class that is generated for {@code type}. */
  public ClassName generatedName(TypeElement type) {
    return this == CURVE ? GeneratedNames.curve(type) : GeneratedNames.field(type);
  }

  /** Returns the members of the annotation that name other type tags. */
  private List<String> references() {
    return switch (this) {
      case PRIME_FIELD -> List.of();
      case EXTENSION_FIELD -> List.of("base");
      case CURVE -> List.of("field", "scalars");
    };
  }

  private static List<TypeTag> all(TypeElement type) {
    return Stream.of(values())
        .filter(tag -> MoreElements.isAnnotationPresent(type, tag.annotation))
        .toList();
  }

  /** Returns what {@code type} is the tag of; of two things the first, which is an error. */
  public static Optional<TypeTag> of(TypeElement type) {
    return all(type).stream().findFirst();
  }

  /** Reports a type that is the tag of two things. */
  public static void checkOne(TypeElement type, Diagnostics diagnostics) {
    List<TypeTag> tags = all(type);
    if (tags.size() > 1) {
      diagnostics.report(
          AnnotationView.find(type, tags.get(1).annotation)
              .map(AnnotationView::site)
              .orElse(Site.of(type)),
          FieldMessages.typeTagAmbiguous(
              ElementText.name(type),
              tags.get(0).annotation.getSimpleName(),
              tags.get(1).annotation.getSimpleName()));
    }
  }

  /** Returns whether the types that the declaration names exist already. */
  public static boolean namesAreThere(TypeElement type) {
    return all(type).stream()
        .allMatch(
            tag ->
                AnnotationView.find(type, tag.annotation).stream()
                    .allMatch(
                        view -> tag.references().stream().allMatch(r -> view.type(r).isPresent())));
  }
}
