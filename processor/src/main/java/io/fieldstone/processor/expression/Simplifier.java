// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.math.BigInteger;
import java.util.function.LongBinaryOperator;

/**
 * Takes out of an expression what costs nothing to leave away: arithmetic on constants, neutral
 * elements, double signs. Afterwards a constant is alone, a term, or the left side of a product.
 */
final class Simplifier implements Expression.Visitor<Expression> {

  private static final Constant ZERO = new Constant(0);
  private static final Constant ONE = new Constant(1);

  private Simplifier() {}

  static Expression simplify(Expression expression) {
    return expression.accept(new Simplifier());
  }

  @Override
  public Expression name(Name name) {
    return name;
  }

  @Override
  public Expression constant(Constant constant) {
    return constant;
  }

  @Override
  public Expression sum(Sum sum) {
    return sum(sum.left().accept(this), sum.right().accept(this));
  }

  @Override
  public Expression difference(Difference difference) {
    return difference(difference.left().accept(this), difference.right().accept(this));
  }

  @Override
  public Expression product(Product product) {
    return product(product.left().accept(this), product.right().accept(this));
  }

  @Override
  public Expression negation(Negation negation) {
    return negated(negation.operand().accept(this));
  }

  @Override
  public Expression power(Power power) {
    return power(power.base().accept(this), power.exponent());
  }

  private static Expression sum(Expression left, Expression right) {
    if (left.equals(ZERO)) {
      return right;
    }
    if (right.equals(ZERO)) {
      return left;
    }
    if (right instanceof Negation negation) {
      return difference(left, negation.operand());
    }
    if (right instanceof Constant constant && constant.value() < 0) {
      return difference(left, new Constant(-constant.value()));
    }
    if (left instanceof Negation negation) {
      return difference(right, negation.operand());
    }
    if (left instanceof Constant constant && constant.value() < 0 && !(right instanceof Constant)) {
      return difference(right, new Constant(-constant.value()));
    }
    return fold(left, right, Math::addExact, new Sum(left, right));
  }

  private static Expression difference(Expression left, Expression right) {
    if (right.equals(ZERO)) {
      return left;
    }
    if (left.equals(ZERO)) {
      return negated(right);
    }
    if (right instanceof Negation negation) {
      return sum(left, negation.operand());
    }
    return fold(left, right, Math::subtractExact, new Difference(left, right));
  }

  private static Expression product(Expression left, Expression right) {
    if (left.equals(ZERO) || right.equals(ZERO)) {
      return ZERO;
    }
    if (left.equals(ONE)) {
      return right;
    }
    if (right instanceof Constant && !(left instanceof Constant)) {
      return product(right, left);
    }
    if (left instanceof Constant constant && constant.value() < 0) {
      return negated(product(new Constant(-constant.value()), right));
    }
    if (right instanceof Constant constant && constant.value() < 0) {
      return negated(product(left, new Constant(-constant.value())));
    }
    return fold(left, right, Simplifier::multiply, new Product(left, right));
  }

  /** The product of two positive constants, or what is no constant either if that is too large. */
  private static long multiply(long a, long b) {
    return a <= Constant.MAX / b ? a * b : Long.MAX_VALUE;
  }

  private static Expression fold(
      Expression left, Expression right, LongBinaryOperator operator, Expression unfolded) {
    if (left instanceof Constant a && right instanceof Constant b) {
      long value = operator.applyAsLong(a.value(), b.value());
      return Constant.holds(value) ? new Constant(value) : unfolded;
    }
    return unfolded;
  }

  private static Expression negated(Expression operand) {
    if (operand instanceof Constant constant) {
      return new Constant(-constant.value());
    }
    if (operand instanceof Negation negation) {
      return negation.operand();
    }
    if (operand instanceof Difference difference) {
      Expression minuend = difference.right();
      Expression subtrahend = difference.left();
      return new Difference(minuend, subtrahend);
    }
    return new Negation(operand);
  }

  private static Expression power(Expression base, int exponent) {
    if (exponent == 0) {
      return ONE;
    }
    if (exponent == 1) {
      return base;
    }
    if (base instanceof Constant constant) {
      BigInteger value = BigInteger.valueOf(constant.value()).pow(exponent);
      if (value.bitLength() <= Integer.SIZE) {
        return new Constant(value.longValue());
      }
    }
    return new Power(base, exponent);
  }
}
