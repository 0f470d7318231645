// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import io.fieldstone.processor.diagnostic.ExpressionMessages;
import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import io.fieldstone.processor.expression.Token.Kind;
import java.math.BigInteger;
import java.util.List;

/**
 * Parses an expression by recursive descent; its limits keep every later walk off the stack's end.
 */
final class Parser {

  /** The largest exponent. */
  static final int MAX_EXPONENT = 64;

  private static final int MAX_LENGTH = 1000;
  private static final int MAX_DEPTH = 64;

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expression parse(String text) throws ExpressionException {
    if (text.isBlank()) {
      throw new ExpressionException(
          0, (method, place, lines) -> ExpressionMessages.expressionEmpty(method));
    }
    if (text.length() > MAX_LENGTH) {
      throw tooLarge(MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
    }
    Parser parser = new Parser(Lexer.tokens(text));
    Expression expression = parser.sum();
    if (parser.peek().kind() != Kind.END) {
      throw parser.unexpected("an operator or the end");
    }
    return expression;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean take(String symbol) {
    boolean is = peek().is(symbol);
    next += is ? 1 : 0;
    return is;
  }

  private Expression sum() throws ExpressionException {
    Expression left = product();
    while (peek().is("+") || peek().is("-")) {
      left = take("+") ? new Sum(left, product()) : difference(left);
    }
    return left;
  }

  private Expression difference(Expression left) throws ExpressionException {
    next++;
    return new Difference(left, product());
  }

  private Expression product() throws ExpressionException {
    Expression left = unary();
    while (take("*")) {
      left = new Product(left, unary());
    }
    return left;
  }

  private Expression unary() throws ExpressionException {
    if (!peek().is("-")) {
      return power();
    }
    enter();
    next++;
    Expression negation = new Negation(unary());
    depth--;
    return negation;
  }

  private Expression power() throws ExpressionException {
    Expression base = atom();
    if (!take("^")) {
      return base;
    }
    Power power = new Power(base, exponent());
    if (peek().is("^")) {
      throw syntax("powers of powers need parentheses");
    }
    return power;
  }

  private int exponent() throws ExpressionException {
    Token token = peek();
    BigInteger value = token.kind() == Kind.NUMBER ? number(token) : BigInteger.ONE.negate();
    boolean isNegative = token.is("-") || (token.is("(") && tokens.get(next + 1).is("-"));
    if (value.signum() < 0 || value.compareTo(BigInteger.valueOf(MAX_EXPONENT)) > 0) {
      throw new ExpressionException(
          token.at(),
          (method, place, lines) ->
              isNegative
                  ? ExpressionMessages.expressionExponentNegative(place, lines)
                  : ExpressionMessages.expressionExponent(place, lines, token.describe()));
    }
    next++;
    return value.intValue();
  }

  private Expression atom() throws ExpressionException {
    Token token = peek();
    if (token.kind() == Kind.NAME) {
      next++;
      return new Name(token.text(), token.at());
    }
    if (token.kind() == Kind.NUMBER) {
      next++;
      return constant(token);
    }
    if (!token.is("(")) {
      throw unexpected("a name, a number or '('");
    }
    enter();
    next++;
    Expression inner = sum();
    if (!take(")")) {
      throw unexpected("an operator or ')'");
    }
    depth--;
    return inner;
  }

  private static Constant constant(Token token) throws ExpressionException {
    BigInteger value = number(token);
    if (value.compareTo(BigInteger.valueOf(Constant.MAX)) > 0) {
      throw new ExpressionException(
          token.at(),
          (method, place, lines) ->
              ExpressionMessages.expressionConstantTooLarge(place, lines, token.text()));
    }
    return new Constant(value.longValue());
  }

  private static BigInteger number(Token token) {
    String text = token.text();
    return text.startsWith("0x") || text.startsWith("0X")
        ? new BigInteger(text.substring(2), 16)
        : new BigInteger(text);
  }

  private void enter() throws ExpressionException {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tooLarge(peek().at(), "nests deeper than " + MAX_DEPTH + " levels");
    }
  }

  private ExpressionException unexpected(String expected) {
    return syntax("expected " + expected + " but found " + peek().describe());
  }

  private ExpressionException syntax(String problem) {
    return syntax(peek().at(), problem);
  }

  /** What is said of a text that is no expression. */
  static ExpressionException syntax(int at, String problem) {
    return new ExpressionException(
        at,
        (method, place, lines) ->
            ExpressionMessages.expressionSyntax(method, place, lines, problem));
  }

  private static ExpressionException tooLarge(int at, String detail) {
    return new ExpressionException(
        at, (method, place, lines) -> ExpressionMessages.expressionTooLarge(method, lines, detail));
  }
}
