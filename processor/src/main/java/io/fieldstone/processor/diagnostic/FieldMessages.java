// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

/**
 * What is said of fields, and of the names and tags of curves too; the method that makes a message
 * has the name of its {@link Diagnostic}.
 */
public final class FieldMessages {

  private FieldMessages() {}

  private static String capitalized(String what) {
    return Character.toUpperCase(what.charAt(0)) + what.substring(1);
  }

  public static Message fieldNotAnInterface(
      String annotation, String what, String kind, String type) {
    return FIELD_NOT_AN_INTERFACE.says(
        "@"
            + annotation
            + " is on "
            + shown(kind)
            + " '"
            + shown(type)
            + "', but a "
            + what
            + " is declared by an interface; make it one.");
  }

  public static Message fieldGeneric(String what, String type) {
    return FIELD_GENERIC.says(
        capitalized(what)
            + " '"
            + shown(type)
            + "' has type parameters, but a "
            + what
            + " is one type; remove them.");
  }

  public static Message fieldPrivate(String what, String type) {
    return FIELD_PRIVATE.says(
        capitalized(what)
            + " '"
            + shown(type)
            + "' is private or local, so no generated class can name it; make it at least package-private.");
  }

  public static Message typeTagAmbiguous(String type, String one, String other) {
    return TYPE_TAG_AMBIGUOUS.says(
        "'"
            + shown(type)
            + "' is annotated with @"
            + one
            + " and @"
            + other
            + ", but a type tag stands for one thing; make two interfaces of it.");
  }

  public static Message fieldNameMalformed(String what, CharSequence name) {
    return FIELD_NAME_MALFORMED.says(
        capitalized(what)
            + " name '"
            + shown(name)
            + "' is not lower case letters and digits joined by underscores, such as 'bls12_381_fp'.");
  }

  public static Message fieldNameLong(String what, CharSequence name, int length, int most) {
    return FIELD_NAME_LONG.says(
        capitalized(what)
            + " name '"
            + shown(name)
            + "' has "
            + shown(length)
            + " characters, but it names files too; use no more than "
            + shown(most)
            + ".");
  }

  public static Message fieldNameDuplicate(String what, CharSequence name, String owner) {
    return FIELD_NAME_DUPLICATE.says(
        capitalized(what)
            + " name '"
            + shown(name)
            + "' is already taken by '"
            + shown(owner)
            + "'; give one of the two another name.");
  }

  public static Message fieldNameTaken(String what, CharSequence name, String owner) {
    return FIELD_NAME_TAKEN.says(
        capitalized(what)
            + " name '"
            + shown(name)
            + "' is already taken by '"
            + shown(owner)
            + "' of a library on the class path or module path; use that one, or choose another name.");
  }

  public static Message modulusMalformed(String modulus) {
    return MODULUS_MALFORMED.says(
        "Modulus '"
            + shown(modulus)
            + "' is neither decimal digits nor hexadecimal digits after '0x'; write it as one of them.");
  }

  public static Message modulusTooSmall(String modulus) {
    return MODULUS_TOO_SMALL.says(
        "Modulus " + shown(modulus) + " is below 3; the smallest odd prime is 3.");
  }

  public static Message modulusTooLarge(String bits, int widest) {
    return MODULUS_TOO_LARGE.says(
        "The modulus has "
            + shown(bits)
            + " bits, but the widest limb shape has "
            + shown(widest)
            + "; use a smaller prime.");
  }

  public static Message modulusEven(String modulus) {
    return MODULUS_EVEN.says(
        "Modulus "
            + shown(modulus)
            + " is even, but Montgomery arithmetic needs an odd prime; check its digits.");
  }

  public static Message modulusComposite(String modulus) {
    return MODULUS_COMPOSITE.says(
        "Modulus "
            + shown(modulus)
            + " is not prime, so that its residues are no field; check its digits.");
  }

  public static Message fieldGeneratorMalformed(String generator) {
    return FIELD_GENERATOR_MALFORMED.says(
        "Generator '"
            + shown(generator)
            + "' is neither decimal digits nor hexadecimal digits after '0x'; write it as one of them.");
  }

  public static Message fieldGeneratorRange(String generator) {
    return FIELD_GENERATOR_RANGE.says(
        "Generator " + shown(generator) + " is not from 1 to p - 1; use an element of the group.");
  }

  public static Message fieldGeneratorPower(String generator, int q, String least) {
    return FIELD_GENERATOR_POWER.says(
        "Generator "
            + shown(generator)
            + " is a power of exponent "
            + shown(q)
            + ", which divides p - 1, so it does not generate the multiplicative group; the least that does is "
            + shown(least)
            + ".");
  }
}
