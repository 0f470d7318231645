// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.diagnostic.Verbatim;
import io.fieldstone.processor.expression.Expression.Constant;
import io.fieldstone.processor.expression.Expression.Difference;
import io.fieldstone.processor.expression.Expression.Name;
import io.fieldstone.processor.expression.Expression.Negation;
import io.fieldstone.processor.expression.Expression.Power;
import io.fieldstone.processor.expression.Expression.Product;
import io.fieldstone.processor.expression.Expression.Sum;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random expressions: sound ones keep their value, broken ones are refused in words. */
class ExpressionPropertyTest {

  private static final long SEED = 0x5eed;
  private static final int SOUND = 5_000;
  private static final int BROKEN = 100_000;

  private static final BigInteger P = BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);
  private static final List<String> NAMES = List.of("a", "b", "longName");
  private static final Map<String, BigInteger> VALUES =
      Map.of(
          "a", new BigInteger("123456789012345678901234567890"),
          "b", P.subtract(BigInteger.ONE),
          "longName", new BigInteger("987654321098765432109876543210"));

  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "longName",
          "0",
          "1",
          "65",
          "0x",
          "0xff",
          "4294967295",
          "4294967296",
          "+",
          "-",
          "*",
          "^",
          "(",
          ")",
          "((((",
          "----",
          " ",
          "\n",
          "\t",
          "/",
          "%",
          "$",
          "é",
          "\ud83d\ude00",
          "\ud83d",
          "\0",
          "\"",
          "**",
          "2a",
          ".",
          ",",
          "_",
          "gl_x",
          "9".repeat(80));

  private final Random random = new Random(SEED);

  private static BigInteger value(Expression e) {
    if (e instanceof Name name) {
      return VALUES.getOrDefault(name.name(), BigInteger.ZERO);
    }
    if (e instanceof Constant constant) {
      return BigInteger.valueOf(constant.value()).mod(P);
    }
    if (e instanceof Sum sum) {
      return value(sum.left()).add(value(sum.right())).mod(P);
    }
    if (e instanceof Difference difference) {
      return value(difference.left()).subtract(value(difference.right())).mod(P);
    }
    if (e instanceof Product product) {
      return value(product.left()).multiply(value(product.right())).mod(P);
    }
    if (e instanceof Negation negation) {
      return value(negation.operand()).negate().mod(P);
    }
    Power power = (Power) e;
    return value(power.base()).modPow(BigInteger.valueOf(power.exponent()), P);
  }

  private Expression tree(int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return random.nextBoolean()
          ? new Name(NAMES.get(random.nextInt(NAMES.size())), 0)
          : new Constant(constant());
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Sum(tree(depth - 1), tree(depth - 1));
      case 1 -> new Difference(tree(depth - 1), tree(depth - 1));
      case 2 -> new Product(tree(depth - 1), tree(depth - 1));
      case 3 -> new Negation(tree(depth - 1));
      default -> new Power(tree(depth - 1), random.nextInt(Parser.MAX_EXPONENT + 1));
    };
  }

  private long constant() {
    return random.nextBoolean() ? random.nextInt(4) : random.nextLong(Constant.MAX + 1);
  }

  /** Writes every operand in parentheses, so that the text says exactly what the tree does. */
  private String text(Expression e) {
    if (e instanceof Name name) {
      return space() + name.name() + space();
    }
    if (e instanceof Constant constant) {
      return space()
          + (random.nextBoolean()
              ? Long.toString(constant.value())
              : "0x" + Long.toHexString(constant.value()))
          + space();
    }
    if (e instanceof Sum sum) {
      return "(" + text(sum.left()) + ")+(" + text(sum.right()) + ")";
    }
    if (e instanceof Difference difference) {
      return "(" + text(difference.left()) + ")-(" + text(difference.right()) + ")";
    }
    if (e instanceof Product product) {
      return "(" + text(product.left()) + ")*(" + text(product.right()) + ")";
    }
    if (e instanceof Negation negation) {
      return "-(" + text(negation.operand()) + ")";
    }
    Power power = (Power) e;
    return "(" + text(power.base()) + ")" + space() + "^" + space() + power.exponent();
  }

  private String space() {
    return random.nextInt(4) == 0 ? " \n" : "";
  }

  @Test
  void parsingAndSimplifyingKeepTheValue() throws ExpressionException {
    int parsed = 0;
    while (parsed < SOUND) {
      Expression tree = tree(5);
      String text = text(tree);
      if (text.length() <= 1000) {
        Expression read = Parser.parse(text);
        assertEquals(value(tree), value(read), text);
        assertEquals(value(tree), value(Simplifier.simplify(read)), text);
        parsed++;
      }
    }
  }

  @Test
  void operatorsBindAsInMathematics() throws ExpressionException {
    for (String[] pair :
        new String[][] {
          {"a + b * longName", "a + (b * longName)"},
          {"a - b - longName", "(a - b) - longName"},
          {"a - b + longName", "(a - b) + longName"},
          {"-a^2", "-(a^2)"},
          {"-a * b", "(-a) * b"},
          {"a * -b", "a * (-b)"},
          {"2 * a^3", "2 * (a^3)"},
          {"a--b", "a + b"},
          {"0x10 * a", "16 * a"},
        }) {
      assertEquals(value(Parser.parse(pair[1])), value(Parser.parse(pair[0])), pair[0]);
    }
  }

  @Test
  void aBrokenExpressionIsRefusedInWords() {
    int refused = 0;
    for (int i = 0; i < BROKEN; i++) {
      String text = broken();
      try {
        Expression read = Simplifier.simplify(Parser.parse(text));
        Mentions.in(read);
      } catch (ExpressionException e) {
        refused++;
        Excerpt excerpt = new Excerpt(text, e.at());
        String shown = e.said().of("k", excerpt.place(), new Verbatim(excerpt.lines())).text();
        assertTrue(shown.length() > 20 && shown.length() < 2000, shown);
      }
    }
    assertTrue(refused > BROKEN / 2, "refused " + refused);
  }

  private String broken() {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(random.nextInt(20) == 0 ? 400 : 12); n >= 0; n--) {
      text.append(
          random.nextInt(8) == 0
              ? Character.toString((char) random.nextInt(0x10000))
              : PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
