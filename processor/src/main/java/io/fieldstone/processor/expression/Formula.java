// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression in the calls of the field library: one statement for each operation, so that what
 * stands there twice is computed once, and a long expression is as easy for a compiler as a short
 * one.
 *
 * <p>A small multiple is made of doublings and additions, which are cheaper than a product; a
 * larger one is a Montgomery product by the constant's Montgomery form, in which a dispatch in
 * canonical form saves the second product.
 */
final class Formula implements Expression.Visitor<String> {

  /** Larger multiples take more doublings and additions than a product is worth. */
  private static final int MAX_SCALE = 64;

  private final ShaderNames names;

  /** The library's files that are needed, by their names without folder and suffix. */
  private final Set<String> includes = new TreeSet<>();

  /** What is the same for all elements. */
  private final Set<String> invariants = new TreeSet<>();

  /** What is computed for each element, in order: a variable by the call that gives its value. */
  private final Map<String, String> variables = new LinkedHashMap<>();

  private final String value;

  Formula(Expression expression, ShaderNames names) {
    this.names = names;
    this.value = write(expression);
  }

  /** Returns the library's files that the formula needs. */
  Set<String> includes() {
    return includes;
  }

  /** Returns the statements that come before the loop over the tiles. */
  Set<String> invariants() {
    return invariants;
  }

  /** Returns the statements that come before the value, in order. */
  List<String> statements() {
    return variables.entrySet().stream()
        .map(variable -> "FieldElement " + variable.getValue() + " = " + variable.getKey() + ";")
        .toList();
  }

  /** Returns the variable, parameter or constant that is the value. */
  String value() {
    return value;
  }

  private String write(Expression expression) {
    return expression.accept(this);
  }

  @Override
  public String name(Name name) {
    return names.element(name.name());
  }

  @Override
  public String constant(Constant constant) {
    return constant(constant.value());
  }

  @Override
  public String sum(Sum sum) {
    return commutative("add", "field_add", write(sum.left()), write(sum.right()));
  }

  @Override
  public String difference(Difference difference) {
    return variable("sub", "field_sub", write(difference.left()), write(difference.right()));
  }

  @Override
  public String negation(Negation negation) {
    return variable("neg", "field_neg", write(negation.operand()));
  }

  @Override
  public String power(Power power) {
    return power(write(power.base()), power.exponent());
  }

  @Override
  public String product(Product product) {
    if (product.left() instanceof Constant constant) {
      return multiple(constant.value(), write(product.right()));
    }
    String left = write(product.left());
    String right = write(product.right());
    return left.equals(right) ? power(left, 2) : commutative("mul", "field_mul", left, right);
  }

  private String commutative(String include, String function, String left, String right) {
    return left.compareTo(right) <= 0
        ? variable(include, function, left, right)
        : variable(include, function, right, left);
  }

  /** Returns the variable that holds the value of a call. */
  private String variable(String include, String function, String... arguments) {
    String call = call(include, function, arguments);
    return variables.computeIfAbsent(call, c -> "value_" + variables.size());
  }

  private String call(String include, String function, String... arguments) {
    includes.add("field/" + include);
    return function + "(" + String.join(", ", arguments) + ")";
  }

  private String power(String base, int exponent) {
    return exponent == 2
        ? variable("mul", "field_sqr", base)
        : variable("pow", "field_pow", base, exponent + "u");
  }

  private String constant(long value) {
    if (value < 0) {
      return variable("neg", "field_neg", constant(-value));
    }
    String name = "constant_" + value;
    invariants.add(
        "FieldElement " + name + " = " + call("constants", "field_constant", value + "u") + ";");
    return name;
  }

  private String multiple(long k, String operand) {
    if (k == 2) {
      return variable("double", "field_double", operand);
    }
    return k <= MAX_SCALE
        ? variable("scale", "field_scale", operand, k + "u")
        : commutative("mul", "field_mul", operand, constant(k));
  }
}
