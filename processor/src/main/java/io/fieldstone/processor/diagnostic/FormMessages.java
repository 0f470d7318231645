// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.MODULE;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.Form;

/**
 * What is said of the forms of elements; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class FormMessages {

  private FormMessages() {}

  public static Message formsMixed(
      CharSequence parameter, Form form, CharSequence other, Form otherForm) {
    return FORMS_MIXED.says(
        MODULE
            + " computes in the form of the dispatch, as field_mul, field_factor_of and others of the field library do, but '"
            + shown(parameter)
            + "' is "
            + shown(form)
            + ", and '"
            + shown(other)
            + "' is "
            + shown(otherForm)
            + "; declare its vectors with one form, or, if the shader converts between them by functions such as field_from_montgomery, 'mixesForms = true'.");
  }

  public static Message formBesideThatOfCall(
      CharSequence parameter, CharSequence other, Form otherForm) {
    return FORM_BESIDE_THAT_OF_CALL.says(
        "'"
            + shown(other)
            + "' is "
            + shown(otherForm)
            + ", but '"
            + shown(parameter)
            + "' is in whichever form the caller chooses, so that sums of both would be wrong in one of them; declare them with one form, or, if "
            + MODULE
            + " is right in both, 'mixesForms = true'.");
  }

  public static Message formOfPushConstant(
      CharSequence constant, Form form, CharSequence other, Form otherForm) {
    return FORM_OF_PUSH_CONSTANT.says(
        "Push constant '"
            + shown(constant)
            + "' is in the form of the dispatch, here "
            + shown(form)
            + ", but '"
            + shown(other)
            + "' is "
            + shown(otherForm)
            + ", so that it goes with one of the two only; pass the element in a vector, or, if "
            + MODULE
            + " takes it as "
            + shown(form)
            + ", say 'mixesForms = true'.");
  }

  public static Message montgomeryUnasked(CharSequence parameter, Form form) {
    return MONTGOMERY_UNASKED.says(
        MODULE
            + " computes with Montgomery's constants and never asks for the form of the dispatch, as field_montgomery_mul, field_factor_of_montgomery and field_from_montgomery do, but '"
            + shown(parameter)
            + "' is "
            + shown(form)
            + ", so that canonical elements are a factor R off; use field_mul, field_factor_of and others that follow the form, declare the vectors as MONTGOMERY, or, if it is right all the same, 'mixesForms = true'.");
  }

  public static Message unreducedUnconverted(
      CharSequence parameter, CharSequence other, Form otherForm) {
    return UNREDUCED_UNCONVERTED.says(
        "'"
            + shown(parameter)
            + "' is UNREDUCED, so that its elements may reach the modulus, but '"
            + shown(other)
            + "' is "
            + shown(otherForm)
            + ", and "
            + MODULE
            + " calls neither field_reduce nor a conversion; reduce what is read, or, if the shader does so in a way of its own, say 'mixesForms = true'.");
  }
}
