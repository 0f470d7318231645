// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import org.junit.jupiter.api.Test;

/** What is wrong with a {@code @PrimeField}. */
class FieldDiagnosticsTest {

  private static Project field(String source) {
    return Project.declaring("Tiny", source);
  }

  @Test
  @Shows(FIELD_NOT_AN_INTERFACE)
  void aFieldIsNoClass() {
    field(
            """
            /*!*/@PrimeField(name = "tiny", modulus = "7")
            public class Tiny {}
            """)
        .reportsError(
            "@PrimeField is on class 'user.Tiny', but a field is declared by an interface; make it"
                + " one.");
  }

  @Test
  @Shows(FIELD_GENERIC)
  void aFieldIsNotGeneric() {
    field(
            """
            /*!*/@PrimeField(name = "tiny", modulus = "7")
            public interface Tiny<T> {}
            """)
        .reportsError(
            "Field 'user.Tiny' has type parameters, but a field is one type; remove them.");
  }

  @Test
  @Shows(FIELD_PRIVATE)
  void aFieldIsNotPrivate() {
    field(
            """
            public class Tiny {
              /*!*/@PrimeField(name = "tiny", modulus = "7")
              private interface Hidden {}
            }
            """)
        .reportsError(
            "Field 'user.Tiny.Hidden' is private or local, so no generated class can name it; make"
                + " it at least package-private.");
  }

  @Test
  @Shows(FIELD_NAME_MALFORMED)
  void aFieldNameIsLowerCaseWithUnderscores() {
    field(
            """
            @PrimeField(name = /*!*/"Tiny-Field", modulus = "7")
            public interface Tiny {}
            """)
        .reportsError(
            "Field name 'Tiny-Field' is not lower case letters and digits joined by underscores,"
                + " such as 'bls12_381_fp'.");
  }

  @Test
  @Shows(MODULUS_MALFORMED)
  void aModulusIsDecimalOrHexadecimal() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"1a0111ea")
            public interface Tiny {}
            """)
        .reportsError(
            "Modulus '1a0111ea' is neither decimal digits nor hexadecimal digits after '0x'; write"
                + " it as one of them.");
  }

  @Test
  @Shows(MODULUS_TOO_SMALL)
  void aModulusIsAtLeastThree() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"2")
            public interface Tiny {}
            """)
        .reportsError("Modulus 2 is below 3; the smallest odd prime is 3.");
  }

  @Test
  @Shows(MODULUS_TOO_LARGE)
  void aModulusFitsTheWidestShape() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"0x1%s1")
            public interface Tiny {}
            """
                .formatted("0".repeat(255)))
        .reportsError(
            "The modulus has 1025 bits, but the widest limb shape has 1024; use a smaller prime.");
  }

  @Test
  @Shows(MODULUS_EVEN)
  void aModulusIsOdd() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"0x10")
            public interface Tiny {}
            """)
        .reportsError(
            "Modulus 0x10 is even, but Montgomery arithmetic needs an odd prime; check its digits.");
  }

  @Test
  @Shows(MODULUS_COMPOSITE)
  void aModulusIsPrime() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"341")
            public interface Tiny {}
            """)
        .reportsError(
            "Modulus 341 is not prime, so that its residues are no field; check its digits.");
  }

  @Test
  @Shows(FIELD_GENERATOR_MALFORMED)
  void aGeneratorIsDecimalOrHexadecimal() {
    field(
            """
            @PrimeField(name = "tiny", modulus = "17", generator = /*!*/"-3")
            public interface Tiny {}
            """)
        .reportsError(
            "Generator '-3' is neither decimal digits nor hexadecimal digits after '0x'; write it"
                + " as one of them.");
  }

  @Test
  @Shows(FIELD_GENERATOR_RANGE)
  void aGeneratorIsOfTheGroup() {
    field(
            """
            @PrimeField(name = "tiny", modulus = "17", generator = /*!*/"0x11")
            public interface Tiny {}
            """)
        .reportsError("Generator 0x11 is not from 1 to p - 1; use an element of the group.");
  }

  @Test
  @Shows(FIELD_GENERATOR_POWER)
  void aGeneratorIsNoPower() {
    field(
            """
            @PrimeField(name = "tiny", modulus = "19", generator = /*!*/"8")
            public interface Tiny {}
            """)
        .reportsError(
            "Generator 8 is a power of exponent 3, which divides p - 1, so it does not generate the"
                + " multiplicative group; the least that does is 2.");
  }

  @Test
  void aModulusOfAbsurdLengthIsNotEvenParsed() {
    field(
            """
            @PrimeField(name = "tiny", modulus = /*!*/"%s")
            public interface Tiny {}
            """
                .formatted("9".repeat(60_000)))
        .reportsError(
            "The modulus has too many bits, but the widest limb shape has 1024; use a smaller"
                + " prime.");
  }

  @Test
  @Shows(FIELD_NAME_LONG)
  void aFieldsNameIsThatOfAFile() {
    String name = "n".repeat(101);
    Project.declaring(
            "Fp", "@PrimeField(name = /*!*/\"" + name + "\", modulus = \"101\") interface Fp {}")
        .reportsError(
            "Field name '"
                + name
                + "' has 101 characters, but it names files too; use no more than 100.");
  }
}
