// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import io.fieldstone.processor.expression.ExpressionTypes.ExtensionLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression over an extension field in the calls of the field library. Constants and pushed
 * elements are of the prime field, and stay so where that is less work.
 */
final class ExtensionFormula implements Expression.Visitor<ExtensionFormula.Value> {

  /** A variable or call, and whether it is a factor of the prime field. */
  record Value(String text, boolean base) {}

  private final ExtensionLibrary library;
  private final ShaderNames names;
  private final Set<String> scalars;
  private final Set<String> invariants = new TreeSet<>();
  private final Map<String, Value> variables = new LinkedHashMap<>();
  private final Value value;

  /** Writes {@code expression}, of whose names {@code scalars} are of the prime field. */
  ExtensionFormula(
      Expression expression, ExtensionLibrary library, ShaderNames names, Set<String> scalars) {
    this.library = library;
    this.names = names;
    this.scalars = scalars;
    this.value = extended(expression.accept(this));
  }

  /** Returns the statements that come before the loop over the elements. */
  Set<String> invariants() {
    return invariants;
  }

  /** Returns the statements that come before the value, in order. */
  List<String> statements() {
    return variables.entrySet().stream()
        .map(
            variable ->
                (variable.getValue().base ? "FieldFactor" : library.type())
                    + " "
                    + variable.getValue().text
                    + " = "
                    + variable.getKey()
                    + ";")
        .toList();
  }

  /** Returns the variable that is the value. */
  String value() {
    return value.text;
  }

  @Override
  public Value name(Name name) {
    return new Value(names.element(name.name()), scalars.contains(name.name()));
  }

  @Override
  public Value constant(Constant constant) {
    if (constant.value() < 0) {
      return negated(constant(new Constant(-constant.value())));
    }
    String name = "constant_" + constant.value();
    invariants.add(
        "FieldFactor " + name + " = field_factor_of(field_constant(" + constant.value() + "u));");
    return new Value(name, true);
  }

  @Override
  public Value sum(Sum sum) {
    return alike("add", sum.left().accept(this), sum.right().accept(this));
  }

  @Override
  public Value difference(Difference difference) {
    return alike("sub", difference.left().accept(this), difference.right().accept(this));
  }

  @Override
  public Value negation(Negation negation) {
    return negated(negation.operand().accept(this));
  }

  @Override
  public Value product(Product product) {
    if (product.left() instanceof Constant constant && constant.value() == 2) {
      Value doubled = product.right().accept(this);
      return call("double", doubled.base, doubled.text);
    }
    return product(product.left().accept(this), product.right().accept(this));
  }

  /** Left-to-right binary, HAC 14.79. */
  @Override
  public Value power(Power power) {
    Value base = power.base().accept(this);
    Value result = base;
    for (int bit = Integer.highestOneBit(power.exponent()) >> 1; bit > 0; bit >>= 1) {
      result = call("sqr", result.base, result.text);
      if ((power.exponent() & bit) != 0) {
        result = product(result, base);
      }
    }
    return result;
  }

  private Value negated(Value operand) {
    return call("neg", operand.base, operand.text);
  }

  private Value product(Value left, Value right) {
    if (left.base != right.base) {
      return left.base
          ? call("scale", false, right.text, left.text)
          : call("scale", false, left.text, right.text);
    }
    return left.equals(right)
        ? call("sqr", left.base, left.text)
        : call("mul", left.base, left.text, right.text);
  }

  private Value alike(String function, Value left, Value right) {
    return left.base && right.base
        ? call(function, true, left.text, right.text)
        : call(function, false, extended(left).text, extended(right).text);
  }

  private Value extended(Value operand) {
    return operand.base ? variable(library.embedded(operand.text), false) : operand;
  }

  private Value call(String function, boolean base, String... arguments) {
    String name = base ? "field_factor_" + function : library.function(function);
    return variable(name + "(" + String.join(", ", arguments) + ")", base);
  }

  private Value variable(String call, boolean base) {
    return variables.computeIfAbsent(call, c -> new Value("value_" + variables.size(), base));
  }
}
