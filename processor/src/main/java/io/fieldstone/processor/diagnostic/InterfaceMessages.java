// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * What is said of kernel interfaces; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class InterfaceMessages {

  private InterfaceMessages() {}

  public static Message declarationAuxiliary(TypeElement type) {
    return DECLARATION_AUXILIARY.says(
        "'"
            + shown(type)
            + "' is declared in a file that is named for another type, so that javac's -Xlint:auxiliaryclass warns of the generated class, which names it; put it into a file of its own.");
  }

  public static Message kernelOutsideInterface(String kind, String type) {
    return KERNEL_OUTSIDE_INTERFACE.says(
        "@GpuKernel is on a method of "
            + shown(kind)
            + " '"
            + shown(type)
            + "', but kernels are methods of an interface; move it to one.");
  }

  public static Message kernelNotAbstract(CharSequence method, Modifier modifier) {
    return KERNEL_NOT_ABSTRACT.says(
        "Kernel method '"
            + shown(method)
            + "' is "
            + shown(modifier)
            + ", but the SPIR-V is its implementation; make it abstract.");
  }

  public static Message interfacePrivate(String type) {
    return INTERFACE_PRIVATE.says(
        "Interface '"
            + shown(type)
            + "' is private or local, so no generated class can implement it; make it at least package-private.");
  }

  public static Message interfaceSealed(String type) {
    return INTERFACE_SEALED.says(
        "Interface '"
            + shown(type)
            + "' is sealed, so no generated class can implement it; remove 'sealed'.");
  }

  public static Message typeParameterUnused(String name) {
    return TYPE_PARAMETER_UNUSED.says(
        "Type parameter '"
            + shown(name)
            + "' is in no vector, so that nothing says what it stands for; use it in a"
            + " 'DeviceVector', or remove it.");
  }

  public static Message typeParameterBounded(CharSequence name, CharSequence sameName) {
    return TYPE_PARAMETER_BOUNDED.says(
        "Type parameter '"
            + shown(name)
            + "' has a bound, but it stands for any field or curve; write '<"
            + shown(sameName)
            + ">' without one.");
  }

  public static Message methodWithoutKernel(CharSequence method) {
    return METHOD_WITHOUT_KERNEL.says(
        "Method '"
            + shown(method)
            + "' is abstract without @GpuKernel, so there is nothing to implement it with; annotate it, give it a body or move it elsewhere.");
  }

  public static Message inheritedAbstractMethod(String type, CharSequence method, String owner) {
    return INHERITED_ABSTRACT_METHOD.says(
        "Interface '"
            + shown(type)
            + "' inherits the abstract method '"
            + shown(method)
            + "' of '"
            + shown(owner)
            + "', which the generated class cannot implement; declare kernels in interfaces that inherit none.");
  }

  public static Message generatedMethodClashes(
      String generated, CharSequence method, String other) {
    return GENERATED_METHOD_CLASHES.says(
        "The generated method '"
            + shown(generated)
            + "' of kernel method '"
            + shown(method)
            + "' clashes with '"
            + shown(other)
            + "'; rename one of the two.");
  }

  public static Message generatedClassExists(String generated, TypeElement type) {
    return GENERATED_CLASS_EXISTS.says(
        "Class '"
            + shown(generated)
            + "' is to be generated for '"
            + shown(type)
            + "', but there is one already; rename one.");
  }
}
