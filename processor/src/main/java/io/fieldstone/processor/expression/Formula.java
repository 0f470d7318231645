// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.util.Set;
import java.util.TreeSet;

/**
 * An expression in the calls of the field library.
 *
 * <p>A small multiple is made of doublings and additions, which are cheaper than a product; a
 * larger one is a Montgomery product by the constant's Montgomery form, in which a dispatch in
 * canonical form saves the second product.
 */
final class Formula {

  /** Larger multiples take more doublings and additions than a product is worth. */
  private static final int MAX_SCALE = 64;

  private final ShaderNames names;

  /** The library's files that are needed, by their names without folder and suffix. */
  private final Set<String> includes = new TreeSet<>();

  /** What is the same for all elements. */
  private final Set<String> invariants = new TreeSet<>();

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

  /** Returns the expression in GLSL. */
  String value() {
    return value;
  }

  private String write(Expression expression) {
    if (expression instanceof Name name) {
      return names.element(name.name());
    }
    if (expression instanceof Constant constant) {
      return constant(constant.value());
    }
    if (expression instanceof Sum sum) {
      return call("add", "field_add", write(sum.left()), write(sum.right()));
    }
    if (expression instanceof Difference difference) {
      return call("sub", "field_sub", write(difference.left()), write(difference.right()));
    }
    if (expression instanceof Negation negation) {
      return call("neg", "field_neg", write(negation.operand()));
    }
    if (expression instanceof Power power) {
      return power(write(power.base()), power.exponent());
    }
    Product product = (Product) expression;
    if (product.left() instanceof Constant constant) {
      return multiple(constant.value(), write(product.right()));
    }
    String left = write(product.left());
    String right = write(product.right());
    return left.equals(right) ? power(left, 2) : call("mul", "field_mul", left, right);
  }

  private String call(String include, String function, String... arguments) {
    includes.add(include);
    return function + "(" + String.join(", ", arguments) + ")";
  }

  private String power(String base, int exponent) {
    return exponent == 2
        ? call("mul", "field_sqr", base)
        : call("pow", "field_pow", base, exponent + "u");
  }

  private String constant(long value) {
    if (value < 0) {
      return call("neg", "field_neg", constant(-value));
    }
    String name = "constant_" + value;
    invariants.add(
        "Element " + name + " = " + call("constants", "field_constant", value + "u") + ";");
    return name;
  }

  private String multiple(long k, String operand) {
    if (k == 2) {
      return call("double", "field_double", operand);
    }
    return k <= MAX_SCALE
        ? call("scale", "field_scale", operand, k + "u")
        : call("mul", "field_mul", operand, constant(k));
  }
}
