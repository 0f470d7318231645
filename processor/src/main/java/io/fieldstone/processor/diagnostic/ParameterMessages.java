// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.LimbShape;
import javax.lang.model.type.TypeMirror;

/**
 * What is said of parameters of kernel methods; the method that makes a message has the name of its
 * {@link Diagnostic}.
 */
public final class ParameterMessages {

  private ParameterMessages() {}

  public static Message parameterOutsideKernel(String annotation, CharSequence method) {
    return PARAMETER_OUTSIDE_KERNEL.says(
        "@"
            + shown(annotation)
            + " is on a parameter of '"
            + shown(method)
            + "', which is no kernel; annotate the method with @GpuKernel or remove it.");
  }

  public static Message parameterUnannotated(CharSequence parameter, CharSequence method) {
    return PARAMETER_UNANNOTATED.says(
        "Parameter '"
            + shown(parameter)
            + "' of kernel method '"
            + shown(method)
            + "' reaches the shader nowhere; mark it @In, @Out, @InOut or @PushConstant.");
  }

  public static Message parameterAnnotatedTwice(
      CharSequence parameter, String annotation, String other) {
    return PARAMETER_ANNOTATED_TWICE.says(
        "Parameter '"
            + shown(parameter)
            + "' is both @"
            + shown(annotation)
            + " and @"
            + shown(other)
            + "; leave one of them.");
  }

  public static Message bindingNegative(String what, CharSequence parameter, int number) {
    return BINDING_NEGATIVE.says(
        "The "
            + shown(what)
            + " of parameter '"
            + shown(parameter)
            + "' is "
            + shown(number)
            + "; numbers start at 0.");
  }

  public static Message bindingLarge(String what, CharSequence parameter, int number, int most) {
    return BINDING_LARGE.says(
        "The "
            + shown(what)
            + " of parameter '"
            + shown(parameter)
            + "' is "
            + shown(number)
            + ", but numbers go up to "
            + shown(most)
            + "; count from 0.");
  }

  public static Message buffersMany(CharSequence method, int buffers, int portable) {
    return BUFFERS_MANY.says(
        "Kernel method '"
            + shown(method)
            + "' has "
            + shown(buffers)
            + " vectors, but devices need to offer 4 storage buffers only, and Mesa's CPU driver offers "
            + shown(portable)
            + "; use fewer to run everywhere.");
  }

  public static Message bindingDuplicate(
      CharSequence parameter, int binding, int set, String other) {
    return BINDING_DUPLICATE.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound to binding "
            + shown(binding)
            + " of set "
            + shown(set)
            + ", as is '"
            + shown(other)
            + "'; give each its own binding.");
  }

  public static Message pushConstantType(String constant, TypeMirror type) {
    return PUSH_CONSTANT_TYPE.says(
        "Push constant '"
            + shown(constant)
            + "' has type '"
            + shown(type)
            + "'; a push constant is int, long, float, double or BigInteger, an element of the field.");
  }

  public static Message pushConstantOffset(String constant, int offset) {
    return PUSH_CONSTANT_OFFSET.says(
        "Push constant '"
            + shown(constant)
            + "' is at offset "
            + shown(offset)
            + ", but offsets are multiples of 4 from 4 on, after the element count; use the member's offset in the shader's block.");
  }

  public static Message pushConstantFar(String constant, int offset, int most) {
    return PUSH_CONSTANT_FAR.says(
        "Push constant '"
            + shown(constant)
            + "' is at offset "
            + shown(offset)
            + ", but no device takes more than "
            + shown(most)
            + " bytes of push constants, and some take no more than 128; put it right behind the one before it.");
  }

  public static Message pushConstantOverlap(
      String constant, int offset, String other, int otherOffset) {
    return PUSH_CONSTANT_OVERLAP.says(
        "Push constant '"
            + shown(constant)
            + "' at offset "
            + shown(offset)
            + " overlaps '"
            + shown(other)
            + "' at offset "
            + shown(otherOffset)
            + "; use the members' offsets in the shader's block.");
  }

  public static Message pushConstantOverlapForShape(
      String constant, int offset, String other, long from, long to, LimbShape shape) {
    return PUSH_CONSTANT_OVERLAP_FOR_SHAPE.says(
        "Push constant '"
            + shown(constant)
            + "' at offset "
            + shown(offset)
            + " overlaps '"
            + shown(other)
            + "', which takes the bytes from "
            + shown(from)
            + " to "
            + shown(to)
            + " where elements have the limb shape "
            + shown(shape)
            + "; put it behind.");
  }

  public static Message pushConstantAtFirstWorkgroup(String constant, int offset) {
    return PUSH_CONSTANT_AT_FIRST_WORKGROUP.says(
        "Push constant '"
            + shown(constant)
            + "' is at offset "
            + shown(offset)
            + ", that of 'uint first_workgroup'; put it at 8 or behind.");
  }

  public static Message pushElementWithoutField(CharSequence parameter) {
    return PUSH_ELEMENT_WITHOUT_FIELD.says(
        "Push constant '"
            + shown(parameter)
            + "' is an element of a field, but all vectors of the interface are of integers; make it an"
            + " 'int' or a 'long'.");
  }
}
