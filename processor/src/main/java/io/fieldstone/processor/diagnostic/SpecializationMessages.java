// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.MODULE;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.LimbShape;

/**
 * What is said of specialization constants beside those of a module; the method that makes a
 * message has the name of its {@link Diagnostic}.
 */
public final class SpecializationMessages {

  private SpecializationMessages() {}

  public static Message specializedIdUnknown(int id, String known) {
    return SPECIALIZED_ID_UNKNOWN.says(
        MODULE
            + " has no specialization constant with id "
            + shown(id)
            + shown(known)
            + "; correct the id.");
  }

  public static Message specializedValue(String value, int id, String type) {
    return SPECIALIZED_VALUE.says(
        "'"
            + shown(value)
            + "' is no value of specialization constant "
            + shown(id)
            + ", which is a '"
            + shown(type)
            + "' in "
            + MODULE
            + "; write one of that type.");
  }

  public static Message specializedType(int id, String type) {
    return SPECIALIZED_TYPE.says(
        "Specialization constant "
            + shown(id)
            + " is a '"
            + shown(type)
            + "' in "
            + MODULE
            + "; only bool and 32-bit or 64-bit numbers can be set.");
  }

  public static Message specializedTypesInOne(int id, String type, String other) {
    return SPECIALIZED_TYPE_VARIES.says(
        "Specialization constant "
            + shown(id)
            + " is a '"
            + shown(type)
            + "' and a '"
            + shown(other)
            + "' in "
            + MODULE
            + "; give each its own id.");
  }

  public static Message specializedTypeVaries(int id, String type, String other) {
    return SPECIALIZED_TYPE_VARIES.says(
        "Specialization constant "
            + shown(id)
            + " is a '"
            + shown(type)
            + "' in "
            + MODULE
            + " but a '"
            + shown(other)
            + "' in another of the kernel's modules; declare it alike in all.");
  }

  public static Message fieldConstantUnknown(String id, int firstReserved) {
    return FIELD_CONSTANT_UNKNOWN.says(
        MODULE
            + " declares specialization constant "
            + shown(id)
            + ", which is reserved but set by nothing; use the ids of SpecializationIds, or one below "
            + shown(firstReserved)
            + ".");
  }

  public static Message fieldConstantType(int id, String type, String expected) {
    return FIELD_CONSTANT_TYPE.says(
        "Specialization constant "
            + shown(id)
            + " is a '"
            + shown(type)
            + "' in "
            + MODULE
            + ", but the runtime sets a '"
            + shown(expected)
            + "' there; declare it as such.");
  }

  public static Message fieldConstantBeyondShape(
      int id, int word, String group, LimbShape shape, int words) {
    return FIELD_CONSTANT_BEYOND_SHAPE.says(
        MODULE
            + " declares specialization constant "
            + shown(id)
            + ", word "
            + shown(word)
            + " of "
            + shown(group)
            + ", but a field of shape "
            + shown(shape)
            + " has "
            + shown(words)
            + " words; declare fewer.");
  }

  public static Message fieldConstantMissing(
      String group, int id, int word, LimbShape shape, int words) {
    return FIELD_CONSTANT_MISSING.says(
        MODULE
            + " declares words of "
            + shown(group)
            + " but not specialization constant "
            + shown(id)
            + ", word "
            + shown(word)
            + ", which a field of shape "
            + shown(shape)
            + " sets; declare all "
            + shown(words)
            + " words.");
  }

  public static Message typeConstantUnknown(int id, String meaning, String reason) {
    return TYPE_CONSTANT_UNKNOWN.says(
        MODULE
            + " has a specialization constant with id "
            + shown(id)
            + ", which is "
            + shown(meaning)
            + ", but "
            + shown(reason)
            + "; remove it, or write the number into the shader.");
  }
}
