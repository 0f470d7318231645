// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A field whose elements can be computed with, on the device and as {@link FieldElement}s: a prime
 * {@link Field}, or an {@link ExtensionField}.
 *
 * <pre>{@code
 * FieldElement<Bls12381Fp2> u = Bls12381Fp2Field.INSTANCE.element(0, 1);
 * u.square();                                        // -1
 * }</pre>
 *
 * @param <F> the field's type tag
 */
public sealed interface FiniteField<F> extends ElementType<F>, TypeArgument<F>
    permits Field, ExtensionField {

  /** Returns the name in registries and messages. */
  @Override
  String name();

  /** Returns this. */
  @Override
  default FiniteField<F> coordinateField() {
    return this;
  }

  /** {@return the prime field that this one is, or extends} */
  Field<?> primeField();

  /** Returns {@link #primeField}. */
  @Override
  default Optional<Field<?>> baseElementField() {
    return Optional.of(primeField());
  }

  /** {@return the arithmetic of lists of coefficients that elements are made of} */
  FieldArithmetic arithmetic();

  /** Returns the degree over the prime field: how many coefficients an element has. */
  @Override
  default int components() {
    return arithmetic().degree();
  }

  /** {@return the number of elements} */
  default BigInteger order() {
    return arithmetic().order();
  }

  /**
   * {@return the largest k for which 2^k divides the number of elements but zero} Transforms have
   * sizes up to 2^k.
   */
  int twoAdicity();

  /** {@return zero} */
  default FieldElement<F> zero() {
    return new FieldElement<>(this, arithmetic().zero());
  }

  /** {@return one} */
  default FieldElement<F> one() {
    return new FieldElement<>(this, arithmetic().one());
  }

  /**
   * {@return an element}
   *
   * @param coefficients c0, c1, ... over the prime field, as many as the degree; those of a tower
   *     are all coefficients of its first base element, then those of the next
   * @throws io.fieldstone.runtime.error.ElementRangeException if one is not in [0, p), or they are
   *     too many or too few
   */
  default FieldElement<F> element(List<BigInteger> coefficients) {
    return FieldElement.checked(this, coefficients);
  }

  /**
   * {@return an element by its coefficients; see {@link #element(List)}}
   *
   * <pre>{@code
   * var a = Bls12381Fp2Field.INSTANCE.element(BigInteger.ONE, BigInteger.TWO);
   * }</pre>
   *
   * @param coefficients the coefficients, that of the constant first
   * @throws io.fieldstone.runtime.error.ElementRangeException if one is not in [0, p), or they are
   *     too many or too few
   */
  default FieldElement<F> element(BigInteger... coefficients) {
    return element(Arrays.asList(coefficients));
  }

  /**
   * {@return an element by coefficients that are small; see {@link #element(List)}}
   *
   * @param coefficients the coefficients, that of the constant first
   * @throws io.fieldstone.runtime.error.ElementRangeException if one is not in [0, p), or they are
   *     too many or too few
   */
  default FieldElement<F> element(long... coefficients) {
    return element(Arrays.stream(coefficients).mapToObj(BigInteger::valueOf).toList());
  }
}
