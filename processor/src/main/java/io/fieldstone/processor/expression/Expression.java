// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

/** The tree of an expression. Immutable. */
sealed interface Expression {

  /** One answer for each kind of node: the way to walk a tree. */
  interface Visitor<R> {
    R name(Name name);

    R constant(Constant constant);

    R sum(Sum sum);

    R difference(Difference difference);

    R product(Product product);

    R negation(Negation negation);

    R power(Power power);
  }

  /** Returns the answer of {@code visitor} for this kind of node. */
  <R> R accept(Visitor<R> visitor);

  /** A parameter, named at index {@code at}. */
  record Name(String name, int at) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.name(this);
    }
  }

  /** An integer, whose magnitude is below 2^32. */
  record Constant(long value) implements Expression {

    /** Returns whether {@code value} can be a constant. */
    static boolean holds(long value) {
      return Math.abs(value) <= MAX;
    }

    /** The largest constant. */
    static final long MAX = 0xffff_ffffL;

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.constant(this);
    }
  }

  /** {@code left + right}. */
  record Sum(Expression left, Expression right) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sum(this);
    }
  }

  /** {@code left - right}. */
  record Difference(Expression left, Expression right) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.difference(this);
    }
  }

  /** {@code left * right}. */
  record Product(Expression left, Expression right) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.product(this);
    }
  }

  /** {@code -operand}. */
  record Negation(Expression operand) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.negation(this);
    }
  }

  /** {@code base ^ exponent}. */
  record Power(Expression base, int exponent) implements Expression {

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.power(this);
    }
  }
}
