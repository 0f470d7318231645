// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.MODULE;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.LimbShape;

/**
 * What is said of bindings beside those of a module; the method that makes a message has the name
 * of its {@link Diagnostic}.
 */
public final class BindingMessages {

  private BindingMessages() {}

  public static Message bindingAbsent(
      CharSequence parameter, int set, int binding, String found, String suggestion) {
    return BINDING_ABSENT.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound to binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + ", but "
            + MODULE
            + " has "
            + shown(found)
            + "; correct the number."
            + shown(suggestion));
  }

  public static Message bindingUndeclared(String buffer, String set, String binding) {
    return BINDING_UNDECLARED.says(
        MODULE
            + " uses binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + " ('"
            + shown(buffer)
            + "'), which no parameter is bound to; add a parameter for it.");
  }

  public static Message bindingKind(CharSequence parameter, int set, int binding, String kind) {
    return BINDING_KIND.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound to a storage buffer, but binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + " in "
            + MODULE
            + " is a "
            + shown(kind)
            + "; make it a buffer block.");
  }

  public static Message bindingUnused(CharSequence parameter, String entryPoint) {
    return BINDING_UNUSED.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound to a buffer that entry point '"
            + shown(entryPoint)
            + "' of "
            + MODULE
            + " never uses; remove it from both.");
  }

  public static Message bufferLayout(CharSequence parameter, String found) {
    return BUFFER_LAYOUT.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector, but its buffer in "
            + MODULE
            + " is "
            + shown(found)
            + "; make the block one unsized array at offset 0.");
  }

  public static Message elementStride(
      CharSequence parameter, int bytes, LimbShape shape, String type, String stride) {
    return ELEMENT_STRIDE.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' have "
            + shown(bytes)
            + " bytes ("
            + shown(shape)
            + "), but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "' of "
            + shown(stride)
            + " bytes each, which does not divide that; change the array's type.");
  }

  public static Message elementTuple(
      CharSequence parameter,
      int bytes,
      int components,
      LimbShape shape,
      String type,
      String stride) {
    return ELEMENT_TUPLE.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' have "
            + shown(bytes)
            + " bytes ("
            + shown(components)
            + " of "
            + shown(shape)
            + "), but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "' of "
            + shown(stride)
            + " bytes each, which is neither an element, nor a coordinate, nor divides a base element;"
            + " change the array's type.");
  }

  public static Message tupleOrder(CharSequence parameter, String found) {
    return TUPLE_ORDER.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' lie in memory as c0, c1, ..., or x before y, but in "
            + MODULE
            + " "
            + shown(found)
            + "; put the members in that order.");
  }

  public static Message integerWidth(
      CharSequence parameter, int bits, String type, String stride, String expected) {
    return INTEGER_WIDTH.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of integers of "
            + shown(bits)
            + " bits, but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "' of "
            + shown(stride)
            + " bytes each; make it an array of '"
            + shown(expected)
            + "'.");
  }

  public static Message inputWriteOnly(CharSequence parameter) {
    return INPUT_WRITE_ONLY.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @In, but its buffer is writeonly (NonReadable) in "
            + MODULE
            + "; declare it @Out or make the buffer readonly.");
  }

  public static Message inputWritten(CharSequence parameter) {
    return INPUT_WRITTEN.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @In, but "
            + MODULE
            + " writes to its buffer; declare it @InOut, or make the buffer readonly (NonWritable).");
  }

  public static Message inputNotReadonly(CharSequence parameter) {
    return INPUT_NOT_READONLY.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @In, but its buffer is not readonly (NonWritable) in "
            + MODULE
            + "; make it readonly, so that drivers may cache it.");
  }

  public static Message outputReadOnly(CharSequence parameter) {
    return OUTPUT_READ_ONLY.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @Out, but its buffer is readonly (NonWritable) in "
            + MODULE
            + "; declare it @In or make the buffer writeonly.");
  }

  public static Message outputRead(CharSequence parameter) {
    return OUTPUT_READ.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @Out, but "
            + MODULE
            + " reads from its buffer; declare it @InOut, or make the buffer writeonly (NonReadable).");
  }

  public static Message inOutReadOnly(CharSequence parameter) {
    return IN_OUT_READ_ONLY.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @InOut, but its buffer is only read in "
            + MODULE
            + "; declare it @In.");
  }

  public static Message inOutWriteOnly(CharSequence parameter) {
    return IN_OUT_WRITE_ONLY.says(
        "Parameter '"
            + shown(parameter)
            + "' is declared @InOut, but its buffer is only written in "
            + MODULE
            + "; declare it @Out.");
  }

  public static Message elementType(CharSequence parameter, String type) {
    return ELEMENT_TYPE.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' are unsigned integers, but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "', which takes their bits for floats; make it an array of uint, or of a struct or vector of them.");
  }

  public static Message elementSigned(CharSequence parameter, String type) {
    return ELEMENT_SIGNED.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' are unsigned integers, but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "', whose comparisons, quotients and shifts to the right take a sign; make it unsigned, and convert where a sign is meant.");
  }

  public static Message elementNarrow(CharSequence parameter, String type) {
    return ELEMENT_NARROW.says(
        "Elements of parameter '"
            + shown(parameter)
            + "' are words of 32 bits, but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "', whose index counts parts of words; make it an array of uint, or of a struct or vector of them, and take the words apart.");
  }

  public static Message bindingShared(
      String buffer,
      String other,
      String binding,
      String set,
      CharSequence parameter,
      int missing) {
    return BINDING_SHARED.says(
        MODULE
            + " gives its buffers "
            + shown(buffer)
            + " and "
            + shown(other)
            + " both binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + ", and has nothing at binding "
            + shown(missing)
            + " for parameter '"
            + shown(parameter)
            + "'; give each buffer of the shader a number of its own.");
  }

  public static Message bindingsNumberedOtherwise(
      CharSequence parameter, int set, int binding, String found) {
    return BINDINGS_NUMBERED_OTHERWISE.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound to binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + ", but by their names the parameters are "
            + shown(found)
            + " in "
            + MODULE
            + "; correct the numbers.");
  }

  public static Message elementStrideAbsent(CharSequence parameter, String type) {
    return ELEMENT_STRIDE_ABSENT.says(
        "The buffer of parameter '"
            + shown(parameter)
            + "' in "
            + MODULE
            + " is a '"
            + shown(type)
            + "' without a stride (ArrayStride); compile the shader with a block that is layout(std430).");
  }

  public static Message elementPadded(
      CharSequence parameter, String type, String stride, String gap) {
    return ELEMENT_PADDED.says(
        "The words of parameter '"
            + shown(parameter)
            + "' follow one another without gaps, but its buffer in "
            + MODULE
            + " is a '"
            + shown(type)
            + "' with a stride of "
            + shown(stride)
            + " bytes, in which "
            + shown(gap)
            + "; use scalars, or vectors of two or four, in a block that is layout(std430).");
  }
}
