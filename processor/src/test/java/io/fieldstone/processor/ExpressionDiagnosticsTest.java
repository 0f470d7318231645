// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Compilers;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a kernel that is given as an expression. No compiler is asked about it. */
class ExpressionDiagnosticsTest {

  private static final String PARAMETERS =
      "  void f(@In(0) DeviceVector<F> alpha, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);";

  private static Project expression(String value) {
    return kernel("  @GpuKernel(name = \"f\", expression = /*!*/\"" + value + "\")\n" + PARAMETERS);
  }

  private static Project kernel(String body) {
    return Project.kernels(body)
        .options("-Afieldstone.cache=off")
        .processedBy(new KernelProcessor(Compilers.none()));
  }

  @Test
  @Shows(EXPRESSION_EMPTY)
  void anExpressionSaysSomething() {
    expression(" ")
        .reportsError(
            "The expression of kernel method 'f' is empty; write what an element of the output is,"
                + " such as 'a * b + c'.");
  }

  @Test
  @Shows(EXPRESSION_TOO_LARGE)
  void anExpressionDoesNotNestTooDeep() {
    expression("(".repeat(70) + "alpha" + ")".repeat(70) + " + b")
        .reportsError(
            "The expression of kernel method 'f' nests deeper than 64 levels; make several kernels of"
                + " it.\n    "
                + "(".repeat(60)
                + ("((((((alpha" + ")".repeat(70)).substring(0, 60)
                + "\n    "
                + " ".repeat(60)
                + "^");
  }

  @Test
  void anExpressionIsNotTooLong() {
    expression("alpha + b" + " + b".repeat(250))
        .reportsError(
            "The expression of kernel method 'f' is longer than 1000 characters; make several"
                + " kernels of it.\n    "
                + (" + b".repeat(250) + "     ").substring(991 - 60, 1000).strip()
                + "\n    "
                + " ".repeat(60)
                + "^");
  }

  @Test
  @Shows(EXPRESSION_SYNTAX)
  void anOperatorNeedsOperands() {
    expression("alpha * (b + )")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 14: expected a name, a number or \
            '(' but found ')'.
                alpha * (b + )
                             ^""");
  }

  @Test
  void anOperandNeedsAnOperator() {
    expression("alpha b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 7: expected an operator or the end \
            but found 'b'.
                alpha b
                      ^""");
  }

  @Test
  void aParenthesisIsClosed() {
    expression("(alpha + b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 11: expected an operator or ')' \
            but found the end.
                (alpha + b
                          ^""");
  }

  @Test
  void thereIsNoDivision() {
    expression("alpha / b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 7: '/' has no meaning; there is no \
            division: multiply by the inverse, as a '@PushConstant BigInteger'.
                alpha / b
                      ^""");
  }

  @Test
  void aNumberConsistsOfDigits() {
    expression("alpha + 2b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 9: '2b' is no number; write \
            '2 * b'.
                alpha + 2b
                        ^""");
    expression("alpha + 0xb_")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 9: '0xb_' is no number; write \
            digits, or hexadecimal digits after 0x.
                alpha + 0xb_
                        ^""");
  }

  @Test
  void aNumberIsNotOctal() {
    expression("alpha + 0777 * b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 9: '0777' is no number; write it \
            without the zeros before it: octal numbers, as in Java, there are none.
                alpha + 0777 * b
                        ^""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "**|'**' has no meaning; powers are written with ^",
        "\u00b2|'\u00b2' has no meaning; squares are written as ^2",
        "\u2212|'\u2212' has no meaning; differences are written with -",
        "%|'%' has no meaning; there are + - * ^ and parentheses"
      })
  void whatIsMeantIsSaid(String symbol, String problem) {
    expression("alpha " + symbol + " b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 7: %s.
                alpha %s b
                      ^"""
                .formatted(problem, symbol));
  }

  @Test
  void whatIsMissingAtTheEndIsShownWhereItIsMissing() {
    expression("alpha +\\n  b *\\n  ")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at line 2, column 6: expected a name, a \
            number or '(' but found the end.
                  b *
                     ^""");
  }

  @Test
  @Shows(EXPRESSION_EXPONENT_NEGATIVE)
  void anExponentIsNotNegative() {
    for (String exponent : new String[] {"-1", "(-1)"}) {
      expression("b * alpha^" + exponent)
          .reportsError(
              """
              The exponent at column 11 is negative, but exponents are constants from 0 to 64; \
              invert with 'FieldOperations.inv', or in GLSL with field_inverse.
                  b * alpha^%s
                            ^"""
                  .formatted(exponent));
    }
  }

  @Test
  void upperAndLowerCaseDiffer() {
    expression("alpha * B")
        .reportsError(
            """
            'B' at column 9 is none of the inputs of kernel method 'f': 'alpha', 'b'; correct the \
            name or add a parameter. Did you mean 'b'?
                alpha * B
                        ^""");
  }

  @Test
  void powersDoNotChain() {
    expression("alpha^2^3 + b")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at column 8: powers of powers need \
            parentheses.
                alpha^2^3 + b
                       ^""");
  }

  @Test
  void ofSeveralLinesTheOneAtFaultIsShown() {
    expression("alpha +\\n\\tb +* b\\n+ 1")
        .reportsError(
            """
            The expression of kernel method 'f' is wrong at line 2, column 5: expected a name, a \
            number or '(' but found '*'.
                 b +* b
                    ^""");
  }

  @Test
  @Shows(EXPRESSION_CONSTANT_TOO_LARGE)
  void aConstantFitsIntoAWord() {
    expression("alpha + 0x100000000 * b")
        .reportsError(
            """
            The constant at column 9 is 0x100000000, but constants are below 2^32; pass it as a \
            '@PushConstant BigInteger'.
                alpha + 0x100000000 * b
                        ^""");
  }

  @Test
  @Shows(EXPRESSION_EXPONENT)
  void anExponentIsSmall() {
    expression("alpha^65 + b")
        .reportsError(
            """
            The exponent at column 7 is '65', but exponents are constants from 0 to 64.
                alpha^65 + b
                      ^""");
  }

  @Test
  void anExponentIsConstant() {
    expression("alpha^b")
        .reportsError(
            """
            The exponent at column 7 is 'b', but exponents are constants from 0 to 64.
                alpha^b
                      ^""");
  }

  @Test
  @Shows(EXPRESSION_NAME_UNKNOWN)
  void aNameIsAParameter() {
    expression("b * alhpa + alpha")
        .reportsError(
            """
            'alhpa' at column 5 is none of the inputs of kernel method 'f': 'alpha', 'b'; correct the \
            name or add a parameter. Did you mean 'alpha'?
                b * alhpa + alpha
                    ^""");
  }

  @Test
  @Shows(EXPRESSION_READS_OUTPUT)
  void theOutputIsNotRead() {
    expression("alpha + b * out")
        .reportsError(
            """
            'out' at column 13 is the output of kernel method 'f'; an expression reads inputs only.
                alpha + b * out
                            ^""");
  }

  @Test
  @Shows(EXPRESSION_PARAMETER_UNUSED)
  void everyParameterIsUsed() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "2 * a")
            void f(@In(0) DeviceVector<F> a, @In(/*!*/1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 'b' of kernel method 'f' has no part in '2 * a'; use it in the expression or"
                + " remove it.");
  }

  @Test
  void aProductWithZeroIsNoUse() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "a + 0 * s")
            void f(@In(0) DeviceVector<F> a, @PushConstant(/*!*/4) java.math.BigInteger s, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Parameter 's' of kernel method 'f' has no part in 'a + 0 * s'; use it in the expression"
                + " or remove it.");
  }

  @Test
  @Shows(EXPRESSION_IN_OUT)
  void noVectorIsBothInputAndOutput() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "a + b")
            void f(@InOut(/*!*/0) DeviceVector<F> a, @In(1) DeviceVector<F> b);
            """)
        .reportsError(
            "Parameter 'a' of kernel method 'f' is @InOut, but an expression has inputs and one"
                + " output; declare an @In and an @Out parameter and pass one vector for both.");
  }

  @Test
  @Shows(EXPRESSION_OUTPUTS)
  void anExpressionHasOneOutput() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "a")
            void /*!*/f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Kernel method 'f' has 2 outputs, but an expression has one value; leave one @Out"
                + " parameter.");
  }

  @Test
  @Shows(EXPRESSION_SCALAR_TYPE)
  void aScalarIsAnElement() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "s * a")
            void f(@In(0) DeviceVector<F> a, @PushConstant(/*!*/4) int s, @Out(2) DeviceVector<F> out);
            """)
        .reportsError(
            "Push constant 's' of kernel method 'f' is 'int', but an expression is over elements of"
                + " the field; make it a BigInteger.");
  }

  @Test
  void scalarsDoNotOverlapForTheUsualShapes() {
    kernel(
            """
            @GpuKernel(name = "f", expression = "s * a + t")
            void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out,
                @PushConstant(4) java.math.BigInteger s, @PushConstant(/*!*/36) java.math.BigInteger t);
            """)
        .reportsError(
            "Push constant 't' at offset 36 overlaps 's', which takes the bytes from 4 to 52 where"
                + " elements have the limb shape 6x64; put it behind.");
  }
}
