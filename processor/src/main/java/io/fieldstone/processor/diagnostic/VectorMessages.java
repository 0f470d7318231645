// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import javax.lang.model.type.TypeMirror;

/**
 * What is said of what vectors hold and how long they are; the method that makes a message has the
 * name of its {@link Diagnostic}.
 */
public final class VectorMessages {

  private VectorMessages() {}

  public static Message vectorType(CharSequence parameter, String annotation, TypeMirror type) {
    return VECTOR_TYPE.says(
        "Parameter '"
            + shown(parameter)
            + "' is bound with @"
            + shown(annotation)
            + " but has type '"
            + shown(type)
            + "'; make it a 'DeviceVector' of a field, of a curve's 'Affine' points or of integers.");
  }

  public static Message vectorField(CharSequence parameter, TypeMirror element) {
    return VECTOR_FIELD.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of '"
            + shown(element)
            + "', which is neither a type parameter of the interface nor a type annotated with"
            + " @PrimeField or @ExtensionField, nor points 'Affine<...>', 'UInt32' or 'UInt64'; use one"
            + " of these.");
  }

  public static Message vectorOfCurve(CharSequence parameter, TypeMirror curve) {
    return VECTOR_OF_CURVE.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of the curve '"
            + shown(curve)
            + "', but vectors hold its points; write 'DeviceVector<Affine<"
            + shown(curve)
            + ">>'.");
  }

  public static Message vectorCurve(CharSequence parameter, TypeMirror points) {
    return VECTOR_CURVE.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of '"
            + shown(points)
            + "', which are points of no curve; write 'Affine' of a type parameter of the interface or"
            + " of a type annotated with @Curve.");
  }

  public static Message vectorFieldsDiffer(
      CharSequence parameter, TypeMirror type, CharSequence variable) {
    return VECTOR_FIELDS_DIFFER.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of '"
            + shown(type)
            + "' itself, but this interface has type parameters, which stand for all fields and curves"
            + " of its kernels; use '"
            + shown(variable)
            + "' or another type parameter, or none at all.");
  }

  public static Message typeArgumentAmbiguous(
      CharSequence parameter, TypeMirror type, String noun, String other, CharSequence first) {
    return TYPE_ARGUMENT_AMBIGUOUS.says(
        "Parameter '"
            + shown(parameter)
            + "' takes '"
            + shown(type)
            + "' for a "
            + shown(noun)
            + ", but for parameter '"
            + shown(first)
            + "' it is a "
            + shown(other)
            + "; use another type parameter.");
  }

  public static Message fieldInaccessible(
      CharSequence parameter, TypeMirror field, CharSequence packageName) {
    return FIELD_INACCESSIBLE.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of '"
            + shown(field)
            + "', which the generated class in package '"
            + shown(packageName)
            + "' cannot name; make that type public.");
  }

  public static Message formOfIntegers(CharSequence parameter, Form form) {
    return FORM_OF_INTEGERS.says(
        "Parameter '"
            + shown(parameter)
            + "' is a vector of integers, which have no form, but is declared Form."
            + shown(form)
            + "; remove 'form'.");
  }

  public static Message timesBelowOne(CharSequence parameter, int times) {
    return TIMES_BELOW_ONE.says(
        "Parameter '"
            + shown(parameter)
            + "' has "
            + shown(times)
            + " elements for each of the call; make 'times' 1 or more.");
  }

  public static Message timesWithoutElements(CharSequence parameter, int times, Extent extent) {
    return TIMES_WITHOUT_ELEMENTS.says(
        "Parameter '"
            + shown(parameter)
            + "' has "
            + shown(times)
            + " elements for each of the call, but its length is Extent."
            + shown(extent)
            + ", which is none of the call's; remove 'times' or make it Extent.ELEMENTS.");
  }

  public static Message mostBelowOne(CharSequence parameter, int most) {
    return MOST_BELOW_ONE.says(
        "Parameter '"
            + shown(parameter)
            + "' has at most "
            + shown(most)
            + " elements; make 'most' 1 or more, or remove it.");
  }

  public static Message mostWithoutWhole(CharSequence parameter, int most, Extent extent) {
    return MOST_WITHOUT_WHOLE.says(
        "Parameter '"
            + shown(parameter)
            + "' has at most "
            + shown(most)
            + " elements, but its length is Extent."
            + shown(extent)
            + ", which the call gives; remove 'most' or make it Extent.WHOLE.");
  }
}
