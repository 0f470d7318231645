// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.Grid;

/**
 * What is said of kernels that are given as an expression; the method that makes a message has the
 * name of its {@link Diagnostic}.
 */
public final class ExpressionMessages {

  private ExpressionMessages() {}

  public static Message expressionEmpty(CharSequence method) {
    return EXPRESSION_EMPTY.says(
        "The expression of kernel method '"
            + shown(method)
            + "' is empty; write what an element of the output is, such as 'a * b + c'.");
  }

  public static Message expressionTooLarge(CharSequence method, Verbatim lines, String detail) {
    return EXPRESSION_TOO_LARGE.says(
        "The expression of kernel method '"
            + shown(method)
            + "' "
            + shown(detail)
            + "; make several kernels of it."
            + shown(lines));
  }

  public static Message expressionSyntax(
      CharSequence method, String place, Verbatim lines, String problem) {
    return EXPRESSION_SYNTAX.says(
        "The expression of kernel method '"
            + shown(method)
            + "' is wrong at "
            + shown(place)
            + ": "
            + shown(problem)
            + "."
            + shown(lines));
  }

  public static Message expressionConstantTooLarge(String place, Verbatim lines, String constant) {
    return EXPRESSION_CONSTANT_TOO_LARGE.says(
        "The constant at "
            + shown(place)
            + " is "
            + shown(constant)
            + ", but constants are below 2^32; pass it as a '@PushConstant BigInteger'."
            + shown(lines));
  }

  public static Message expressionExponent(String place, Verbatim lines, String found) {
    return EXPRESSION_EXPONENT.says(
        "The exponent at "
            + shown(place)
            + " is "
            + shown(found)
            + ", but exponents are constants from 0 to 64."
            + shown(lines));
  }

  public static Message expressionExponentNegative(String place, Verbatim lines) {
    return EXPRESSION_EXPONENT_NEGATIVE.says(
        "The exponent at "
            + shown(place)
            + " is negative, but exponents are constants from 0 to 64; invert with 'FieldOperations.inv', or in GLSL with field_inverse."
            + shown(lines));
  }

  public static Message expressionNameUnknown(
      CharSequence method,
      String place,
      Verbatim lines,
      CharSequence name,
      String inputs,
      String suggestion) {
    return EXPRESSION_NAME_UNKNOWN.says(
        "'"
            + shown(name)
            + "' at "
            + shown(place)
            + " is none of the inputs of kernel method '"
            + shown(method)
            + "': "
            + shown(inputs)
            + "; correct the name or add a parameter."
            + shown(suggestion)
            + shown(lines));
  }

  public static Message expressionReadsOutput(
      CharSequence method, String place, Verbatim lines, CharSequence name) {
    return EXPRESSION_READS_OUTPUT.says(
        "'"
            + shown(name)
            + "' at "
            + shown(place)
            + " is the output of kernel method '"
            + shown(method)
            + "'; an expression reads inputs only."
            + shown(lines));
  }

  public static Message expressionParameterUnused(
      CharSequence parameter, CharSequence method, String expression) {
    return EXPRESSION_PARAMETER_UNUSED.says(
        "Parameter '"
            + shown(parameter)
            + "' of kernel method '"
            + shown(method)
            + "' has no part in '"
            + shown(expression)
            + "'; use it in the expression or remove it.");
  }

  public static Message expressionInOut(CharSequence parameter, CharSequence method) {
    return EXPRESSION_IN_OUT.says(
        "Parameter '"
            + shown(parameter)
            + "' of kernel method '"
            + shown(method)
            + "' is @InOut, but an expression has inputs and one output; declare an @In and an @Out parameter and pass one vector for both.");
  }

  public static Message expressionVector(
      CharSequence parameter, CharSequence method, String given) {
    return EXPRESSION_VECTOR.says(
        "Parameter '"
            + shown(parameter)
            + "' of kernel method '"
            + shown(method)
            + "' has '"
            + shown(given)
            + "', but an expression is element by element, in the form of the call; leave it out.");
  }

  public static Message expressionOutputs(CharSequence method, long outputs) {
    return EXPRESSION_OUTPUTS.says(
        "Kernel method '"
            + shown(method)
            + "' has "
            + shown(outputs)
            + " outputs, but an expression has one value; leave one @Out parameter.");
  }

  public static Message expressionScalarType(String constant, CharSequence method, Class<?> type) {
    return EXPRESSION_SCALAR_TYPE.says(
        "Push constant '"
            + shown(constant)
            + "' of kernel method '"
            + shown(method)
            + "' is '"
            + shown(type)
            + "', but an expression is over elements of the field; make it a BigInteger.");
  }

  public static Message expressionGrid(CharSequence method, Grid grid) {
    return EXPRESSION_GRID.says(
        "Kernel method '"
            + shown(method)
            + "' has Grid."
            + shown(grid)
            + ", but an expression is element by element; leave it out, or give the kernel as GLSL.");
  }

  public static Message expressionElements(
      CharSequence parameter, CharSequence method, String type) {
    return EXPRESSION_ELEMENTS.says(
        "Parameter '"
            + shown(parameter)
            + "' of kernel method '"
            + shown(method)
            + "' is a vector of '"
            + shown(type)
            + "', but an expression is over elements of a field; give the kernel as GLSL.");
  }

  public static Message expressionTypes(
      CharSequence parameter, String type, CharSequence other, String otherType) {
    return EXPRESSION_TYPES.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of '"
            + shown(type)
            + "', but '"
            + shown(other)
            + "' of '"
            + shown(otherType)
            + "', and an expression is over one field, the first of its interface; give the kernel as"
            + " GLSL, or declare it in an interface of its own.");
  }

  public static Message expressionExtension(CharSequence method, CharSequence field) {
    return EXPRESSION_EXTENSION.says(
        "The expression of kernel method '"
            + shown(method)
            + "' is over '"
            + shown(field)
            + "', but the field library has the arithmetic of x^2 - n and x^4 - n over a prime field,"
            + " and of y^2 - k - m x over x^2 - n, for small numbers; give the kernel as GLSL.");
  }
}
