// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Project.Expected;
import io.fieldstone.processor.testing.Shows;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with an {@code @ExtensionField}. */
class ExtensionDiagnosticsTest {

  /** A field of 7 elements, and one of 49 by a root i of i^2 + 1. */
  private static Project fields(String source) {
    return Project.declaring(
        "Fields",
        """
        interface Fields {
          @PrimeField(name = "seven", modulus = "7")
          interface F7 {}

          @ExtensionField(base = F7.class, polynomial = "i^2 + 1")
          interface F49 {}

        """
            + source
            + "\n}\n");
  }

  private static Project extension(String base, String polynomial) {
    return fields(
        "@ExtensionField(base = %s.class, polynomial = /*!*/\"%s\")\ninterface Wrong {}"
            .formatted(base, polynomial));
  }

  @Test
  @Shows(TAG_NOT_A_FIELD)
  void aBaseIsAField() {
    fields(
            """
            @ExtensionField(base = String/*!*/.class, polynomial = "x^2 + 1")
            interface Wrong {}
            """)
        .reportsError(
            "'java.lang.String' as 'base' is not annotated with @PrimeField or @ExtensionField;"
                + " name the type tag of a field.");
  }

  @ParameterizedTest
  @CsvSource({"int, int", "void, void", "F7[], user.Fields.F7[]", "Fields, user.Fields"})
  void aBaseIsNothingElse(String type, String shown) {
    fields(
            """
            @ExtensionField(base = %s/*!*/.class, polynomial = "x^2 + 1")
            interface Wrong {}
            """
                .formatted(type))
        .reportsError(
            "'"
                + shown
                + "' as 'base' is not annotated with @PrimeField or @ExtensionField; name the type"
                + " tag of a field.");
  }

  @Test
  @Shows(EXTENSION_OF_ITSELF)
  void aTowerHasAnEnd() {
    fields(
            """
            @ExtensionField(base = Wrong/*!*/.class, polynomial = "x^2 + 1")
            interface Wrong {}
            """)
        .reportsError(
            "Field 'user.Fields.Wrong' extends itself through 'user.Fields.Wrong'; let the lowest"
                + " field be a @PrimeField.");
  }

  @Test
  void aTowerIsNoCircle() {
    fields(
            """
            @ExtensionField(base = Other/*!*/.class, polynomial = "x^2 + 1")
            interface Wrong {}
            @ExtensionField(base = Wrong/*!*/.class, polynomial = "x^2 + 1")
            interface Other {}
            """)
        .reports(
            new Expected(
                Kind.ERROR,
                "Field 'user.Fields.Wrong' extends itself through 'user.Fields.Other'; let the"
                    + " lowest field be a @PrimeField."),
            new Expected(
                Kind.ERROR,
                "Field 'user.Fields.Other' extends itself through 'user.Fields.Wrong'; let the"
                    + " lowest field be a @PrimeField."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x^2 + | 6 | expected a name, an integer or '(' but found the end",
        "x^2 + 1) | 8 | expected an operator or the end but found ')'",
        "(x^2 + 1 | 9 | expected an operator or ')' but found the end",
        "x^2 / 2 | 4 | there are integers, names, + - * ^ and parentheses",
        "x² + 1 | 2 | there are integers, names, + - * ^ and parentheses",
        "2x^2 | 1 | there are integers, names, + - * ^ and parentheses",
        "x^2 1 | 5 | expected an operator or the end but found '1'",
        "x^17 | 3 | expected an exponent from 0 to 16 but found '17'",
        "x^99999999999 | 3 | expected an exponent from 0 to 16 but found '99999999999'",
        "x^-2 | 3 | expected an exponent from 0 to 16 but found '-'",
        "x^i | 3 | expected an exponent from 0 to 16 but found 'i'",
        "x^2^2 | 4 | expected an operator or the end but found '^'",
      })
  @Shows(POLYNOMIAL_MALFORMED)
  void aPolynomialIsReadableAlthough(String text, int column, String problem) {
    extension("F49", text)
        .reportsError(
            "Polynomial '%s' is wrong at column %d: %s; write one such as 'x^4 - 11'."
                .formatted(text, column, problem));
  }

  @Test
  void aPolynomialOfAbsurdLengthOrDepthIsNotEvenRead() {
    String deep = "(".repeat(5000) + "x";
    extension("F7", deep)
        .reportsError(
            "Polynomial '%s... (5001 characters)' is wrong at column 65: parentheses nest deeper than 64 levels; write one such as 'x^4 - 11'."
                .formatted("(".repeat(600)));
    String lengthy = "x+".repeat(30_000);
    extension("F7", lengthy)
        .reportsError(
            "Polynomial '%s... (60000 characters)' is wrong at column 1: it is longer than 8000 characters; write one such as 'x^4 - 11'."
                .formatted("x+".repeat(300)));
  }

  @Test
  @Shows(POLYNOMIAL_NAMES)
  void aPolynomialIsInOneVariable() {
    extension("F49", "x^2 - j")
        .reportsError(
            "Polynomial 'x^2 - j' has several names that could be its variable, 'j' and 'x', but it"
                + " is in one variable, beside the roots of its base, 'i'; write one such as 'x^4 -"
                + " 11'.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "11"})
  void aPolynomialHasAVariable(String text) {
    extension("F7", text)
        .reportsError(
            "Polynomial '%s' names no variable, but it is in one variable; write one such as 'x^4 - 11'."
                .formatted(text));
  }

  @Test
  @Shows(POLYNOMIAL_CONSTANT_TOO_LARGE)
  void integersAreBelowTheModulus() {
    extension("F7", "x^2 - 11")
        .reportsError(
            "Integer 11 of the polynomial is not below the modulus, 0x7; reduce it, or check the"
                + " base.");
  }

  @Test
  @Shows(POLYNOMIAL_NOT_MONIC)
  void aPolynomialIsMonic() {
    extension("F7", "2*x^2 + 2")
        .reportsError(
            "Polynomial '2*x^2 + 2' is not monic: its highest power of x has another coefficient"
                + " than 1; divide by that.");
  }

  @ParameterizedTest
  @CsvSource({"F7, x + 1, 1", "F7, x - x, -1", "F7, 6 + x * 0, 0", "F7, x^9 * x^9, 18"})
  @Shows(POLYNOMIAL_DEGREE)
  void aPolynomialHasADegreeThatMakesAnExtension(String base, String text, int degree) {
    extension(base, text)
        .reportsError(
            "The polynomial has degree "
                + degree
                + ", but it is at least 2, and the degree over the prime field at most 16.");
  }

  @Test
  void theDegreeOverThePrimeFieldIsBoundedToo() {
    extension("F49", "x^9 - i")
        .reportsError(
            "The polynomial has degree 9 over a base of degree 2, but it is at least 2, and the"
                + " degree over the prime field at most 16.");
  }

  @ParameterizedTest
  @CsvSource({
    "F7, x^2 - 2", // 3^2
    "F7, x^2", // zero twice
    "F7, x^4 + 2*x^2 + 1", // (x^2 + 1)^2: reducible without a root
    "F7, x^4 + 3*x^2 + 2", // two factors of degree 2
    "F49, x^2 + 1", // irreducible over F7, but F49 has its root
    "F49, x^2 - 3", // all of F7 are squares
    "F49, i^2 - 2", // the variable hides the base's root
    "F7, x^6 - x",
  })
  @Shows(POLYNOMIAL_REDUCIBLE)
  void aPolynomialIsIrreducible(String base, String text) {
    extension(base, text)
        .reportsError(
            "Polynomial '%s' is reducible over the base, so that its residues are no field; choose an irreducible one."
                .formatted(text));
  }

  @Test
  void whatIsWrongWithABaseIsReportedThere() {
    fields(
            """
            @ExtensionField(base = F7.class, polynomial = /*!*/"x^2 - 2")
            interface Wrong {}
            @ExtensionField(base = Wrong.class, polynomial = "y^2 - 3")
            interface Above {}
            interface User { Object MENTIONED = Fields_AboveField.class; }
            """)
        .reportsError(
            "Polynomial 'x^2 - 2' is reducible over the base, so that its residues are no field;"
                + " choose an irreducible one.");
  }

  @Test
  @Shows(TYPE_TAG_AMBIGUOUS)
  void aTypeTagStandsForOneThing() {
    fields(
            """
            @PrimeField(name = "eleven", modulus = "11")
            /*!*/@ExtensionField(base = F7.class, polynomial = "x^2 + 1")
            interface Both {}
            """)
        .reportsError(
            "'user.Fields.Both' is annotated with @PrimeField and @ExtensionField, but a type tag"
                + " stands for one thing; make two interfaces of it.");
  }

  @Test
  void anExtensionIsAnInterfaceWithoutParametersThatCanBeNamed() {
    fields(
            """
            /*!*/@ExtensionField(base = F7.class, polynomial = "x^2 + 1")
            class Wrong {}
            /*!*/@ExtensionField(base = F7.class, polynomial = "x^2 + 1")
            interface Generic<T> {}
            """)
        .reports(
            new Expected(
                Kind.ERROR,
                "@ExtensionField is on class 'user.Fields.Wrong', but a field is declared by an"
                    + " interface; make it one."),
            new Expected(
                Kind.ERROR,
                "Field 'user.Fields.Generic' has type parameters, but a field is one type; remove"
                    + " them."));
  }

  @Test
  void namesAreThoseOfOtherFieldsToo() {
    fields(
            """
            @ExtensionField(name = /*!*/"seven", base = F7.class, polynomial = "x^2 + 1")
            interface Second {}
            """)
        .reportsError(
            "Field name 'seven' is already taken by 'user.Fields.F7'; give one of the two another"
                + " name.");
  }

  @Test
  void aNameIsGivenWhereTheInterfacesIsNone() {
    fields(
            """
            /*!*/@ExtensionField(base = F7.class, polynomial = "x^2 + 1")
            interface F49$ {}
            """)
        .reportsError(
            "Field name 'f49$' is not lower case letters and digits joined by underscores, such as"
                + " 'bls12_381_fp'.");
    fields(
            """
            @ExtensionField(name = /*!*/"", base = F7.class, polynomial = "x^2 + 1")
            interface Unnamed {}
            """)
        .reportsError(
            "Field name '' is not lower case letters and digits joined by underscores, such as"
                + " 'bls12_381_fp'.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^2+1",
        "x*x - -1",
        "1 + x^2",
        "0x1 + (x)^2",
        "y^2 + 6*y + 6 - (5 * y) * 0",
        "x^0 + x^2",
        "x^3 - 2",
        "x^02 + 1"
      })
  void polynomialsAreWrittenInManyWays(String text) {
    fields(
            "@ExtensionField(base = F7.class, polynomial = \"%s\")\ninterface Fine {}"
                .formatted(text))
        .compiles();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x^2 - 1 - 2*i", "x^2 - (2*i + 1)", "x^2 - i*2 - i^4", "i^3 - 2"})
  void towersNameTheRootsBelow(String text) {
    fields(
            "@ExtensionField(base = F49.class, polynomial = \"%s\")\ninterface Fine {}"
                .formatted(text))
        .compiles();
  }
}
