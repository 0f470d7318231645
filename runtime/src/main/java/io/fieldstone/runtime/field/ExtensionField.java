// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An extension of a finite field by a root of an irreducible polynomial. One subclass per extension
 * is generated from {@code @ExtensionField}; its {@code INSTANCE} is the way to name it.
 *
 * <pre>{@code
 * FieldElement<BabyBear4> x = BabyBear4Field.INSTANCE.element(0, 1, 0, 0);
 * x.power(BigInteger.valueOf(4));                                     // 11
 * }</pre>
 *
 * <p>An element is c0, c1, ... over the base, in this order, each of them an element of the base.
 * Immutable and thread-safe. Fields are compared by identity.
 *
 * @param <E> the extension's type tag, the interface annotated with {@code @ExtensionField}
 */
public abstract non-sealed class ExtensionField<E> implements FiniteField<E> {

  private final String name;
  private final FiniteField<?> base;
  private final List<List<BigInteger>> polynomial;
  private final FieldArithmetic arithmetic;

  /**
   * For generated classes.
   *
   * @param name the registered name
   * @param base the field that is extended
   * @param polynomial the coefficients of the monic, irreducible polynomial but the leading one,
   *     lowest first, each given by all of its coefficients over the prime field
   */
  protected ExtensionField(String name, FiniteField<?> base, List<BigInteger> polynomial) {
    int step = base.components();
    this.name = name;
    this.base = base;
    this.polynomial =
        IntStream.range(0, polynomial.size() / step)
            .mapToObj(i -> List.copyOf(polynomial.subList(i * step, (i + 1) * step)))
            .toList();
    this.arithmetic = base.arithmetic().extend(this.polynomial);
  }

  @Override
  public final String name() {
    return name;
  }

  /** {@return the field that this one extends} */
  public final FiniteField<?> base() {
    return base;
  }

  /** {@return the degree over the base} */
  public final int relativeDegree() {
    return polynomial.size();
  }

  /**
   * {@return the coefficients of the polynomial, lowest first and without the leading one: each an
   * element of the base, as its coefficients over the prime field}
   */
  public final List<List<BigInteger>> polynomial() {
    return polynomial;
  }

  @Override
  public final Field<?> primeField() {
    return base.primeField();
  }

  @Override
  public final LimbShape shape() {
    return base.shape();
  }

  @Override
  public final FieldArithmetic arithmetic() {
    return arithmetic;
  }

  /** Returns {@link FieldElement}. */
  @Override
  public final Class<?> valueType() {
    return FieldElement.class;
  }

  /** {@return the root of the polynomial: the element 0, 1, 0, ... over the base} */
  public final FieldElement<E> root() {
    return new FieldElement<>(this, arithmetic.root());
  }

  @Override
  public final String toString() {
    return name;
  }
}
