// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.math.BigInteger;

/** Checks what domains and their cosets are made of. */
final class DomainArguments {

  private DomainArguments() {}

  static int logOf(long size) {
    if (Long.bitCount(size) != 1 || size < 0) {
      throw new LengthMismatchException(
          "a domain has 1, 2, 4, 8 ... points, a power of two, and not " + size);
    }
    return Long.numberOfTrailingZeros(size);
  }

  /** Returns the field's own root of unity of order 2^log. */
  static <F> FieldElement<F> rootOfUnity(FiniteField<F> field, int log) {
    if (field instanceof ExtensionField<F> extension) {
      return extension.rootOfUnity(log);
    }
    return field.element(field.primeField().rootOfUnity(log));
  }

  /** Returns a given root, which has to be of order 2^log. */
  static <F> FieldElement<F> root(Field<F> field, int log, BigInteger root) {
    ElementChecks.requireOrder(root, log, field);
    return field.element(root);
  }

  static <F> FieldElement<F> root(FiniteField<F> field, int log, FieldElement<F> root) {
    requireOver(field, "root", root);
    boolean ofOrder =
        log == 0
            ? root.equals(field.one())
            : root.power(BigInteger.ONE.shiftLeft(log - 1)).equals(field.one().negate());
    if (!ofOrder) {
      throw new ElementRangeException(
          "the root " + root + " is not of order 2^" + log + " in " + field);
    }
    return root;
  }

  /** Returns what may be the generator of a coset of the domain of 2^log points. */
  static <F> FieldElement<F> generator(Field<F> field, int log, BigInteger generator) {
    ElementChecks.requireGenerator(generator, field);
    return generator(field, log, field.element(generator));
  }

  static <F> FieldElement<F> generator(FiniteField<F> field, int log, FieldElement<F> generator) {
    requireOver(field, "generator", generator);
    if (generator.isZero()) {
      throw new ElementRangeException("the generator of a coset is the zero of " + field);
    }
    if (generator.power(BigInteger.ONE.shiftLeft(log)).equals(field.one())) {
      throw new ElementRangeException(
          "the generator "
              + generator
              + " of a coset is a point of "
              + name(field, log)
              + ", whose coset is the domain itself");
    }
    return generator;
  }

  private static void requireOver(FiniteField<?> field, String name, FieldElement<?> element) {
    if (element.field() != field) {
      throw new UnsupportedFieldException(
          "the " + name + " is over " + element.field() + ", but " + field + " is expected");
    }
  }

  /** Returns the field of what has integers for elements. */
  static <F> Field<F> primeField(FiniteField<F> field, Object what) {
    if (field instanceof Field<F> prime) {
      return prime;
    }
    throw new UnsupportedFieldException(
        what
            + " is over an extension field, but a prime field is expected; elementField,"
            + " rootElement, generatorElement and coset(FieldElement) are for both");
  }

  static String name(FiniteField<?> field, int log) {
    return "the domain of 2^" + log + " points over " + field;
  }
}
