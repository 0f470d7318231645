// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.ExtensionGroup;
import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
  private final ExtensionGroup group;

  /** Found once it is asked for. */
  private volatile @Nullable FieldElement<E> generator;

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
    this.group = new ExtensionGroup(arithmetic);
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

  /**
   * {@return an element by its coefficients over the base}
   *
   * <pre>{@code
   * var c = Mersenne31ComplexField.INSTANCE;
   * Mersenne31Complex2Field.INSTANCE.element(c.element(1, 2), c.element(3, 4));
   * }</pre>
   *
   * @param coefficients elements of the base, that of the constant first
   * @throws ElementRangeException if they are too many or too few
   * @throws UnsupportedFieldException naming the index of the first that is of another field
   */
  public final FieldElement<E> element(FieldElement<?>... coefficients) {
    if (coefficients.length != relativeDegree()) {
      throw new ElementRangeException(
          "an element of "
              + name
              + " has "
              + relativeDegree()
              + " coefficients over "
              + base.name()
              + ", not "
              + coefficients.length);
    }
    List<BigInteger> all = new ArrayList<>();
    for (int i = 0; i < coefficients.length; i++) {
      FieldElement<?> coefficient = requireNonNull(coefficients[i], "coefficient " + i);
      if (coefficient.field() != base) {
        throw new UnsupportedFieldException(
            "coefficient "
                + i
                + " is over "
                + coefficient.field().name()
                + ", but "
                + base.name()
                + " is expected");
      }
      all.addAll(coefficient.coefficients());
    }
    return element(all);
  }

  /** {@return the root of the polynomial: the element 0, 1, 0, ... over the base} */
  public final FieldElement<E> root() {
    return new FieldElement<>(this, arithmetic.root());
  }

  /**
   * {@return the largest k for which 2^k divides p^d - 1, where d is the degree over the prime
   * field} Transforms have sizes up to 2^k.
   */
  @Override
  public final int twoAdicity() {
    return group.twoAdicity();
  }

  /**
   * {@return the generator of the multiplicative group that gives the roots of unity: c + u for the
   * {@link #root} u and the least integer c that makes it one} As of prime fields that declare
   * none, it is no q-th power for any prime q below 1000. In fields so small that no c does, it is
   * one with a larger next coefficient.
   */
  public final FieldElement<E> generator() {
    FieldElement<E> found = generator;
    if (found == null) {
      found = new FieldElement<>(this, group.leastGenerator());
      generator = found;
    }
    return found;
  }

  /**
   * {@return the root of unity of order 2^log that is {@code generator^((p^d - 1) / 2^log)}}
   *
   * <pre>{@code
   * Mersenne31ComplexField.INSTANCE.rootOfUnity(2);                     // of order 4
   * }</pre>
   *
   * @param log from 0 to {@link #twoAdicity}
   * @throws UnsupportedFieldException if the field has none of that order
   */
  public final FieldElement<E> rootOfUnity(int log) {
    if (log < 0 || log > twoAdicity()) {
      throw new UnsupportedFieldException(
          name
              + " has no root of unity of order 2^"
              + log
              + ": the largest power of two that divides p^"
              + components()
              + " - 1 is 2^"
              + twoAdicity());
    }
    return new FieldElement<>(this, group.rootOfUnity(generator().coefficients(), log));
  }

  @Override
  public final String toString() {
    return name;
  }
}
