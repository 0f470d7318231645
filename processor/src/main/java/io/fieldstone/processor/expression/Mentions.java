// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.util.List;
import java.util.stream.Stream;

/** Finds the parameters that an expression mentions. */
final class Mentions implements Expression.Visitor<Stream<Name>> {

  private Mentions() {}

  /** Returns the names in the order of the text, each as often as it stands there. */
  static List<Name> in(Expression expression) {
    return expression.accept(new Mentions()).toList();
  }

  private Stream<Name> both(Expression left, Expression right) {
    return Stream.concat(left.accept(this), right.accept(this));
  }

  @Override
  public Stream<Name> name(Name name) {
    return Stream.of(name);
  }

  @Override
  public Stream<Name> constant(Constant constant) {
    return Stream.empty();
  }

  @Override
  public Stream<Name> sum(Sum sum) {
    return both(sum.left(), sum.right());
  }

  @Override
  public Stream<Name> difference(Difference difference) {
    return both(difference.left(), difference.right());
  }

  @Override
  public Stream<Name> product(Product product) {
    return both(product.left(), product.right());
  }

  @Override
  public Stream<Name> negation(Negation negation) {
    return negation.operand().accept(this);
  }

  @Override
  public Stream<Name> power(Power power) {
    return power.base().accept(this);
  }
}
