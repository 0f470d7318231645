// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import io.fieldstone.annotations.LimbShape;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * An interface that declares kernels.
 *
 * @param element the interface
 * @param documentation the interface's Javadoc
 * @param generic whether it is generic in its field
 * @param field the type argument of its vectors: its type parameter or one field
 * @param concreteField the one field, if it is not generic
 * @param kernels the kernels in the order of the source
 */
public record KernelInterface(
    TypeElement element,
    Documentation documentation,
    boolean generic,
    TypeName field,
    Optional<ConcreteField> concreteField,
    List<KernelMethod> kernels) {

  /**
   * The one field of an interface that is not generic.
   *
   * @param element the interface that is its type tag
   * @param name the field's Java name
   * @param fieldClass the class that is generated for it
   * @param shape its limb shape, if its modulus is sound
   */
  public record ConcreteField(
      TypeElement element, String name, ClassName fieldClass, Optional<LimbShape> shape) {}
}
