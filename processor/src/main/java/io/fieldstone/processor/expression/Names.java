// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.util.ArrayList;
import java.util.List;

/** Finds the names in an expression. */
final class Names {

  private final List<Name> found = new ArrayList<>();

  private Names() {}

  /** Returns the names in the order of the text, each as often as it stands there. */
  static List<Name> of(Expression expression) {
    Names names = new Names();
    names.visit(expression);
    return List.copyOf(names.found);
  }

  private void visit(Expression expression) {
    if (expression instanceof Name name) {
      found.add(name);
    } else if (expression instanceof Sum sum) {
      visit(sum.left(), sum.right());
    } else if (expression instanceof Difference difference) {
      visit(difference.left(), difference.right());
    } else if (expression instanceof Product product) {
      visit(product.left(), product.right());
    } else if (expression instanceof Negation negation) {
      visit(negation.operand());
    } else if (expression instanceof Power power) {
      visit(power.base());
    } else if (!(expression instanceof Constant)) {
      throw new IllegalStateException("unknown node " + expression);
    }
  }

  private void visit(Expression left, Expression right) {
    visit(left);
    visit(right);
  }
}
