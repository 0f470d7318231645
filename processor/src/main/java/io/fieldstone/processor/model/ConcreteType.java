// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.ClassName;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.NonResidues;
import java.math.BigInteger;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/**
 * A declared field or curve, as far as its declaration is sound.
 *
 * @param element the interface that is its type tag
 * @param name its Java name
 * @param descriptor the runtime's class that the generated one extends
 * @param generated the class that is generated for it
 * @param shape the limb shape of the prime field's elements
 * @param modulus the prime field's modulus
 * @param degree the degree of the field, or of that of the coordinates, over the prime field
 * @param nonResidues the numbers that that field is made with, if there are such
 * @param curveA the curve's coefficient of x, if it is of the prime field; of least absolute value
 * @param curveB the curve's constant coefficient; likewise
 */
public record ConcreteType(
    TypeElement element,
    String name,
    ClassName descriptor,
    ClassName generated,
    Optional<LimbShape> shape,
    Optional<BigInteger> modulus,
    Optional<Integer> degree,
    Optional<NonResidues> nonResidues,
    Optional<BigInteger> curveA,
    Optional<BigInteger> curveB) {}
