// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

/** The tree of an expression. Immutable. */
sealed interface Expression {

  /** A parameter, named at index {@code at}. */
  record Name(String name, int at) implements Expression {}

  /** An integer, whose magnitude is below 2^32. */
  record Constant(long value) implements Expression {

    /** Returns whether {@code value} can be a constant. */
    static boolean holds(long value) {
      return Math.abs(value) <= MAX;
    }

    /** The largest constant. */
    static final long MAX = 0xffff_ffffL;
  }

  /** {@code left + right}. */
  record Sum(Expression left, Expression right) implements Expression {}

  /** {@code left - right}. */
  record Difference(Expression left, Expression right) implements Expression {}

  /** {@code left * right}. */
  record Product(Expression left, Expression right) implements Expression {}

  /** {@code -operand}. */
  record Negation(Expression operand) implements Expression {}

  /** {@code base ^ exponent}. */
  record Power(Expression base, int exponent) implements Expression {}
}
