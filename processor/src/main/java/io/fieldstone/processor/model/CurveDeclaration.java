// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import java.math.BigInteger;
import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A declared curve. Elements of its field are given by their coefficients over the prime field.
 *
 * @param element the interface that is its type tag
 * @param documentation the interface's Javadoc
 * @param name the registered name
 * @param field the type tag of the coordinates' field
 * @param scalars the type tag of the scalars' field
 * @param a the coefficient of x
 * @param b the constant coefficient
 * @param generatorX the generator's x
 * @param generatorY the generator's y
 * @param pointBytes the bytes of a point in affine coordinates
 */
public record CurveDeclaration(
    TypeElement element,
    Documentation documentation,
    String name,
    TypeElement field,
    TypeElement scalars,
    List<BigInteger> a,
    List<BigInteger> b,
    List<BigInteger> generatorX,
    List<BigInteger> generatorY,
    int pointBytes) {}
