// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * The place that a diagnostic points at, as exact as it is known: an element, one of its
 * annotations, or one value of that.
 */
public record Site(
    Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

  /** Returns the place of an element. */
  public static Site of(Element element) {
    return new Site(element, null, null);
  }
}
