// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.arithmetic.FieldArithmetic;
import io.fieldstone.runtime.error.ElementRangeException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An element of a finite field on BigInteger: a reference for what devices compute, and for small
 * work on the host. By the definitions, neither fast nor constant-time; not for secrets.
 *
 * <pre>{@code
 * var a = Bls12381Fp2Field.INSTANCE.element(3, 4);
 * a.multiply(a.inverse()).equals(Bls12381Fp2Field.INSTANCE.one());
 * }</pre>
 *
 * <p>Immutable and thread-safe. Equal if field and coefficients are.
 *
 * @param <F> the field's type tag
 */
public final class FieldElement<F> {

  private final FiniteField<F> field;
  private final List<BigInteger> coefficients;

  FieldElement(FiniteField<F> field, List<BigInteger> coefficients) {
    this.field = field;
    this.coefficients = coefficients;
  }

  static <F> FieldElement<F> checked(FiniteField<F> field, List<BigInteger> coefficients) {
    if (coefficients.size() != field.components()) {
      throw new ElementRangeException(
          "an element of "
              + field.name()
              + " has "
              + field.components()
              + " coefficients, not "
              + coefficients.size());
    }
    for (int i = 0; i < coefficients.size(); i++) {
      BigInteger c = coefficients.get(i);
      if (c == null) {
        throw new NullPointerException("coefficient " + i + " is null");
      }
      if (c.signum() < 0 || c.compareTo(field.arithmetic().characteristic()) >= 0) {
        throw new ElementRangeException(
            "coefficient "
                + i
                + " is not in [0, p) of "
                + field.primeField().name()
                + ": 0x"
                + c.toString(16));
      }
    }
    return new FieldElement<>(field, List.copyOf(coefficients));
  }

  /** {@return the field} */
  public FiniteField<F> field() {
    return field;
  }

  /** {@return the coefficients over the prime field, c0 first} */
  public List<BigInteger> coefficients() {
    return coefficients;
  }

  private FieldArithmetic arithmetic() {
    return field.arithmetic();
  }

  private FieldElement<F> with(List<BigInteger> result) {
    return new FieldElement<>(field, result);
  }

  /** {@return whether this is zero} */
  public boolean isZero() {
    return FieldArithmetic.isZero(coefficients);
  }

  /**
   * {@return the sum}
   *
   * @param other an element of the same field
   */
  public FieldElement<F> add(FieldElement<F> other) {
    return with(arithmetic().add(coefficients, other.coefficients));
  }

  /**
   * {@return the difference}
   *
   * @param other an element of the same field
   */
  public FieldElement<F> subtract(FieldElement<F> other) {
    return with(arithmetic().subtract(coefficients, other.coefficients));
  }

  /** {@return the negative} */
  public FieldElement<F> negate() {
    return with(arithmetic().negate(coefficients));
  }

  /**
   * {@return the product}
   *
   * @param other an element of the same field
   */
  public FieldElement<F> multiply(FieldElement<F> other) {
    return with(arithmetic().multiply(coefficients, other.coefficients));
  }

  /**
   * {@return the product by an integer of any size and sign}
   *
   * @param integer the integer; it may be negative
   */
  public FieldElement<F> multiply(BigInteger integer) {
    return with(arithmetic().multiply(coefficients, arithmetic().of(integer)));
  }

  /** {@return the square} */
  public FieldElement<F> square() {
    return with(arithmetic().square(coefficients));
  }

  /** {@return the inverse; zero for zero, as the device's} */
  public FieldElement<F> inverse() {
    return with(arithmetic().inverse(coefficients));
  }

  /**
   * {@return a power; 0^0 is 1}
   *
   * @param exponent the exponent, not negative
   * @throws ElementRangeException if the exponent is negative
   */
  public FieldElement<F> power(BigInteger exponent) {
    if (exponent.signum() < 0) {
      throw new ElementRangeException("exponent " + exponent + " is negative; invert the base");
    }
    return with(arithmetic().power(coefficients, exponent));
  }

  /** {@return one of the square roots, if there are any} */
  public Optional<FieldElement<F>> squareRoot() {
    return arithmetic().squareRoot(coefficients).map(this::with);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldElement<?> element
        && element.field == field
        && element.coefficients.equals(coefficients);
  }

  @Override
  public int hashCode() {
    return coefficients.hashCode();
  }

  /** Returns the coefficients in hexadecimal: {@code 0x3}, or {@code (0x3, 0x4)}. */
  @Override
  public String toString() {
    String digits =
        coefficients.stream().map(c -> "0x" + c.toString(16)).collect(Collectors.joining(", "));
    return coefficients.size() == 1 ? digits : "(" + digits + ")";
  }
}
