// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;
import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A declared extension field.
 *
 * @param element the interface that is its type tag
 * @param documentation the interface's Javadoc
 * @param name the registered name
 * @param base the type tag of the field that is extended
 * @param characteristic the prime p
 * @param degree the degree over the prime field
 * @param text the polynomial as it was written
 * @param polynomial its coefficients but the leading one, each by its own over the prime field
 */
public record ExtensionDeclaration(
    TypeElement element,
    Documentation documentation,
    String name,
    TypeElement base,
    BigInteger characteristic,
    int degree,
    String text,
    List<BigInteger> polynomial) {

  /** Returns the limb shape of the prime field's elements. */
  public LimbShape shape() {
    return LimbShape.ofModulus(characteristic);
  }
}
