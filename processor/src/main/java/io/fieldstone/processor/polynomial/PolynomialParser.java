// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.polynomial;

import io.fieldstone.annotations.ExtensionField;
import io.fieldstone.processor.diagnostic.ExtensionMessages;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sums, differences, products and powers of integers and names by recursive descent. Of a
 * power only the degree is bounded: no field has an extension of a higher one.
 */
final class PolynomialParser {

  /** Sixteen coefficients of the widest field fit. */
  private static final int MAX_LENGTH = 8000;

  private static final int MAX_DEPTH = 64;

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(0[xX][0-9a-fA-F]+|[0-9]+)(?!\\w)|([a-zA-Z]\\w*)|([-+*^()]))");

  private enum Kind {
    NUMBER,
    NAME,
    SYMBOL,
    END
  }

  private record Token(Kind kind, String text, int at) {

    String describe() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;
  private int depth;

  PolynomialParser(String text) throws PolynomialException {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw malformed(0, "it is longer than " + MAX_LENGTH + " characters");
    }
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    int end = text.stripTrailing().length();
    while (at < end) {
      matcher.region(at, end);
      if (!matcher.lookingAt()) {
        throw malformed(at, "there are integers, names, + - * ^ and parentheses");
      }
      int group = matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3;
      Kind kind = group == 1 ? Kind.NUMBER : group == 2 ? Kind.NAME : Kind.SYMBOL;
      tokens.add(new Token(kind, matcher.group(group), matcher.start(group)));
      at = matcher.end();
    }
    tokens.add(new Token(Kind.END, "", end));
  }

  /** Returns the names that occur. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    tokens.stream().filter(t -> t.kind == Kind.NAME).forEach(t -> names.add(t.text));
    return names;
  }

  /** Returns the polynomial of {@code ring}, which knows the names. */
  List<List<BigInteger>> parse(CoefficientRing ring) throws PolynomialException {
    List<List<BigInteger>> polynomial = sum(ring);
    if (peek().kind != Kind.END) {
      throw unexpected("an operator or the end");
    }
    return polynomial;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean take(String symbol) {
    boolean is = peek().kind == Kind.SYMBOL && peek().text.equals(symbol);
    next += is ? 1 : 0;
    return is;
  }

  private List<List<BigInteger>> sum(CoefficientRing ring) throws PolynomialException {
    List<List<BigInteger>> sum = product(ring);
    while (true) {
      if (take("+")) {
        sum = ring.add(sum, product(ring));
      } else if (take("-")) {
        sum = ring.add(sum, ring.negate(product(ring)));
      } else {
        return sum;
      }
    }
  }

  private List<List<BigInteger>> product(CoefficientRing ring) throws PolynomialException {
    List<List<BigInteger>> product = signed(ring);
    while (take("*")) {
      product = multiply(ring, product, signed(ring));
    }
    return product;
  }

  private List<List<BigInteger>> signed(CoefficientRing ring) throws PolynomialException {
    boolean negative = false;
    while (take("-")) {
      negative = !negative;
    }
    List<List<BigInteger>> value = power(ring);
    return negative ? ring.negate(value) : value;
  }

  private List<List<BigInteger>> power(CoefficientRing ring) throws PolynomialException {
    List<List<BigInteger>> base = atom(ring);
    if (!take("^")) {
      return base;
    }
    Token exponent = peek();
    if (exponent.kind != Kind.NUMBER || exponent.text.length() > 4) {
      throw unexpected("an exponent from 0 to " + ExtensionField.MAX_DEGREE);
    }
    int e = Integer.decode(exponent.text.replaceFirst("^0+(?=[0-9])", ""));
    if (e > ExtensionField.MAX_DEGREE) {
      throw unexpected("an exponent from 0 to " + ExtensionField.MAX_DEGREE);
    }
    next++;
    List<List<BigInteger>> power = ring.constant(BigInteger.ONE);
    for (int i = 0; i < e; i++) {
      power = multiply(ring, power, base);
    }
    return power;
  }

  private List<List<BigInteger>> multiply(
      CoefficientRing ring, List<List<BigInteger>> a, List<List<BigInteger>> b)
      throws PolynomialException {
    int degree = a.size() + b.size() - 2;
    if (!a.isEmpty() && !b.isEmpty() && degree > ExtensionField.MAX_DEGREE) {
      throw new PolynomialException(
          ExtensionMessages.polynomialDegree(
              degree, ring.field().degree(), ExtensionField.MAX_DEGREE));
    }
    return ring.multiply(a, b);
  }

  private List<List<BigInteger>> atom(CoefficientRing ring) throws PolynomialException {
    Token token = peek();
    if (token.kind == Kind.NAME) {
      next++;
      return ring.named(token.text);
    }
    if (token.kind == Kind.NUMBER) {
      next++;
      return ring.constant(number(token, ring));
    }
    if (!take("(")) {
      throw unexpected("a name, an integer or '('");
    }
    depth++;
    if (depth > MAX_DEPTH) {
      throw malformed(token.at, "parentheses nest deeper than " + MAX_DEPTH + " levels");
    }
    List<List<BigInteger>> inner = sum(ring);
    if (!take(")")) {
      throw unexpected("an operator or ')'");
    }
    depth--;
    return inner;
  }

  private static BigInteger number(Token token, CoefficientRing ring) throws PolynomialException {
    BigInteger p = ring.field().characteristic();
    BigInteger value =
        token.text.startsWith("0x") || token.text.startsWith("0X")
            ? new BigInteger(token.text.substring(2), 16)
            : new BigInteger(token.text);
    if (value.compareTo(p) >= 0) {
      throw new PolynomialException(ExtensionMessages.polynomialConstantTooLarge(token.text, p));
    }
    return value;
  }

  private PolynomialException unexpected(String expected) {
    return malformed(peek().at, "expected " + expected + " but found " + peek().describe());
  }

  private PolynomialException malformed(int at, String problem) {
    int column = text.codePointCount(0, Math.min(at, text.length())) + 1;
    return new PolynomialException(ExtensionMessages.polynomialMalformed(text, column, problem));
  }
}
