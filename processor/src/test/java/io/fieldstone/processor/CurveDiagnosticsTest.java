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

/** What is wrong with a {@code @Curve}: y^2 = x^3 + 3 over F7 has 13 points, (1, 2) is one. */
class CurveDiagnosticsTest {

  private static Project curves(String source) {
    return Project.declaring(
        "Curves",
        """
        interface Curves {
          @PrimeField(name = "seven", modulus = "7")
          interface F7 {}

          @PrimeField(name = "thirteen", modulus = "13")
          interface F13 {}

          @ExtensionField(base = F7.class, polynomial = "i^2 + 1")
          interface F49 {}

        """
            + source
            + "\n}\n");
  }

  private static Project curve(String members) {
    return curves("@Curve(" + members + ")\ninterface Small {}");
  }

  @Test
  void aSoundCurveCompiles() {
    curve(
            """
            field = F7.class, scalars = F13.class, a = "0", b = "3", generator = {"1", "2"}\
            """)
        .compiles();
    curve(
            """
            field = F7.class, scalars = F13.class, a = "-0", b = "-4", generator = {"0x1", "-5"}\
            """)
        .compiles();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "field = String/*!*/.class, scalars = F13.class | java.lang.String | field | @PrimeField or @ExtensionField",
        "field = F7.class, scalars = String/*!*/.class | java.lang.String | scalars | @PrimeField",
        "field = F7.class, scalars = F49/*!*/.class | user.Curves.F49 | scalars | @PrimeField",
        "field = Small/*!*/.class, scalars = F13.class | user.Curves.Small | field | @PrimeField or @ExtensionField",
      })
  void coordinatesAndScalarsAreOfFields(
      String members, String type, String member, String expected) {
    curve(members + ", a = \"0\", b = \"3\", generator = {\"1\", \"2\"}")
        .reportsError(
            "'%s' as '%s' is not annotated with %s; name the type tag of a field."
                .formatted(type, member, expected));
  }

  @Test
  @Shows(COEFFICIENT_MALFORMED)
  void coefficientsAreIntegers() {
    curve(
            """
            field = F7.class, scalars = F13.class, a = "0", b = /*!*/"three", generator = {"1", "2"}\
            """)
        .reportsError(
            "'three' of 'b' is neither decimal digits nor hexadecimal digits after '0x', with or"
                + " without a sign; write it as one of them.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " 2", "2 ", "+2", "--2", "0x", "1e3", "\\u0662", "2.0", "-"})
  void nothingElseIsAnInteger(String text) {
    String shown = text.equals("\\u0662") ? "\u0662" : text;
    curve(
            """
            field = F7.class, scalars = F13.class, a = "0", b = "3", generator = {"1", /*!*/"%s"}\
            """
                .formatted(text))
        .reportsError(
            "'%s' of 'generator' is neither decimal digits nor hexadecimal digits after '0x', with or without a sign; write it as one of them."
                .formatted(shown));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "-7", "0x7", "99999999999999999999"})
  @Shows(COEFFICIENT_TOO_LARGE)
  void coefficientsAreBelowTheModulus(String text) {
    curve(
            """
            field = F7.class, scalars = F13.class, a = /*!*/"%s", b = "3", generator = {"1", "2"}\
            """
                .formatted(text))
        .reportsError(
            "'%s' of 'a' is not below the modulus, 0x7; check its digits and the field."
                .formatted(text));
  }

  @Test
  void aCoefficientOfAbsurdLengthIsNotEvenParsed() {
    String text = "1".repeat(60_000);
    curve(
            """
            field = F7.class, scalars = F13.class, a = /*!*/"%s", b = "3", generator = {"1", "2"}\
            """
                .formatted(text))
        .reportsError(
            "'%s... (60000 characters)' of 'a' is not below the modulus, 0x7; check its digits and the field."
                .formatted("1".repeat(600)));
  }

  @Test
  @Shows(COEFFICIENT_COUNT)
  void aPointHasTwoCoordinates() {
    curve(
            """
            field = F7.class, scalars = F13.class, a = "0", b = "3", generator = /*!*/{"1"}\
            """)
        .reportsError("'generator' has 1 number, but it is x and y.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "F7  | a = /*!*/{}, b = \"3\", generator = {\"1\", \"2\"} | 'a' has 0 numbers, but it is one element of a prime field.",
        "F7  | a = \"0\", b = /*!*/{\"3\", \"0\"}, generator = {\"1\", \"2\"} | 'b' has 2 numbers, but it is one element of a prime field.",
        "F49 | a = \"0\", b = /*!*/{\"3\", \"0\", \"0\"}, generator = {\"1\", \"0\", \"2\", \"0\"} | 'b' has 3 numbers, but it is an element of degree 2: 1 number or 2.",
        "F49 | a = \"0\", b = \"3\", generator = /*!*/{\"1\", \"2\"} | 'generator' has 2 numbers, but it is x and y of degree 2: 4.",
      })
  void elementsHaveAsManyCoefficientsAsTheDegree(String field, String members, String message) {
    curve("field = " + field + ".class, scalars = F13.class, " + members).reportsError(message);
  }

  @Test
  @Shows(CURVE_SINGULAR)
  void aCurveIsNotSingular() {
    // x^3 - 3x + 2 = (x - 1)^2 (x + 2)
    curves(
            """
            /*!*/@Curve(field = F7.class, scalars = F13.class, a = "-3", b = "2",
                generator = {"1", "0"})
            interface Small {}
            """)
        .reportsError(
            "Curve 'user.Curves.Small' is singular: 4 a^3 + 27 b^2 is zero, so that its points are"
                + " no group; check a and b.");
  }

  @Test
  @Shows(CURVE_THROUGH_ORIGIN)
  void zeroIsFreeForInfinity() {
    curve(
            """
            field = F7.class, scalars = F13.class, a = "1", b = /*!*/"0", generator = {"0", "0"}\
            """)
        .reportsError(
            "Curve 'user.Curves.Small' has b = 0, so that (0, 0) is on it, which stands for the"
                + " point at infinity in vectors; choose a curve with another b.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"1\", \"3\"}", "{\"2\", \"1\"}", "{\"0\", \"0\"}"})
  @Shows(GENERATOR_OFF_CURVE)
  void theGeneratorIsOnTheCurve(String point) {
    curve("field = F7.class, scalars = F13.class, a = \"0\", b = \"3\", generator = /*!*/" + point)
        .reportsError(
            "The generator is not on the curve 'user.Curves.Small': y^2 is not x^3 + a x + b; check"
                + " its coordinates, a and b.");
  }

  @Test
  @Shows(GENERATOR_ORDER)
  void theGeneratorsOrderIsThatOfTheScalars() {
    curve(
            """
            field = F7.class, scalars = F7/*!*/.class, a = "0", b = "3", generator = {"1", "2"}\
            """)
        .reportsError(
            "The generator's order is not the modulus of 'user.Curves.F7': 0x7 times it is not the"
                + " point at infinity; check the scalars, and that the point is of the subgroup.");
  }

  @Test
  void aGeneratorOutsideOfTheSubgroupHasAnotherOrder() {
    // y^2 = x^3 + x + 3 over F7 has 6 points: (4, 1) has order 6, (5, 0) order 2
    curves(
            """
            @PrimeField(name = "three", modulus = "3")
            interface F3 {}

            @Curve(field = F7.class, scalars = F3/*!*/.class, a = "1", b = "3",
                generator = {"4", "1"})
            interface Small {}
            """)
        .reportsError(
            "The generator's order is not the modulus of 'user.Curves.F3': 0x3 times it is not the"
                + " point at infinity; check the scalars, and that the point is of the subgroup.");
  }

  @Test
  void aCurveIsAnInterfaceWithoutParametersThatCanBeNamed() {
    String members =
        "(field = F7.class, scalars = F13.class, a = \"0\", b = \"3\", generator = {\"1\", \"2\"})";
    curves(
            "/*!*/@Curve"
                + members
                + "\nenum Wrong {}\n/*!*/@Curve"
                + members
                + "\ninterface Generic<T> {}\n/*!*/@Curve"
                + members
                + "\nclass Outer {}")
        .reports(
            new Expected(
                Kind.ERROR,
                "@Curve is on enum 'user.Curves.Wrong', but a curve is declared by an interface;"
                    + " make it one."),
            new Expected(
                Kind.ERROR,
                "Curve 'user.Curves.Generic' has type parameters, but a curve is one type; remove"
                    + " them."),
            new Expected(
                Kind.ERROR,
                "@Curve is on class 'user.Curves.Outer', but a curve is declared by an interface;"
                    + " make it one."));
  }

  @Test
  void curvesHaveNamesOfTheirOwn() {
    String members =
        "field = F7.class, scalars = F13.class, a = \"0\", b = \"3\", generator = {\"1\", \"2\"})";
    curves(
            "@Curve(name = \"seven\", "
                + members
                + "\ninterface Fine {}\n@Curve(name ="
                + " /*!*/\"seven\", "
                + members
                + "\ninterface Second {}")
        .reportsError(
            "Curve name 'seven' is already taken by 'user.Curves.Fine'; give one of the two another"
                + " name.");
    curves("@Curve(name = /*!*/\"Seven\", " + members + "\ninterface Wrong {}")
        .reportsError(
            "Curve name 'Seven' is not lower case letters and digits joined by underscores, such as"
                + " 'bls12_381_fp'.");
  }

  @Test
  void whatIsWrongWithAFieldIsReportedThere() {
    curves(
            """
            @ExtensionField(base = F7.class, polynomial = /*!*/"x^2 - 2")
            interface Wrong {}
            @Curve(field = Wrong.class, scalars = F13.class, a = "0", b = "3", generator = {"1", "2"})
            interface Small {}
            interface User { Object MENTIONED = Curves_SmallCurve.class; }
            """)
        .reportsError(
            "Polynomial 'x^2 - 2' is reducible over the base, so that its residues are no field;"
                + " choose an irreducible one.");
  }
}
