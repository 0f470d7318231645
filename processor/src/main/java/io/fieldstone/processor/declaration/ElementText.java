// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.Visibility;
import java.util.Locale;
import javax.lang.model.element.Element;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;

/** Elements in words, and what can be seen of them. */
public final class ElementText {

  private ElementText() {}

  /** Returns {@code "annotation type"}, {@code "class"} and so on. */
  static String kind(Element element) {
    return element.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns a type's qualified name. */
  public static String name(TypeElement type) {
    return type.getQualifiedName().toString();
  }

  /** Returns whether no other top-level class can name {@code type}. */
  public static boolean isHidden(TypeElement type) {
    return type.getNestingKind() == NestingKind.LOCAL
        || type.getNestingKind() == NestingKind.ANONYMOUS
        || Visibility.effectiveVisibilityOfElement(type) == Visibility.PRIVATE;
  }

  /** Returns whether every package can name {@code type}. */
  public static boolean isPublic(TypeElement type) {
    return Visibility.effectiveVisibilityOfElement(type) == Visibility.PUBLIC;
  }
}
