// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import java.util.List;
import javax.lang.model.type.TypeMirror;

/**
 * What is said of kernel methods; the method that makes a message has the name of its {@link
 * Diagnostic}.
 */
public final class KernelMessages {

  private KernelMessages() {}

  public static Message kernelNameMalformed(CharSequence name) {
    return KERNEL_NAME_MALFORMED.says(
        "Kernel name '"
            + shown(name)
            + "' is not lower case letters and digits joined by dashes, such as 'vector-add'.");
  }

  public static Message kernelNameLong(CharSequence name, int length, int most) {
    return KERNEL_NAME_LONG.says(
        "Kernel name '"
            + shown(name)
            + "' has "
            + shown(length)
            + " characters, but it names files too; use no more than "
            + shown(most)
            + ".");
  }

  public static Message kernelMethodLong(CharSequence method, String file, int bytes, int most) {
    return KERNEL_METHOD_LONG.says(
        "Kernel method '"
            + shown(method)
            + "' is compiled to files such as '"
            + shown(file)
            + "', whose names have "
            + shown(bytes)
            + " bytes, but file systems take no more than "
            + shown(most)
            + "; shorten the name of the method or of its interface.");
  }

  public static Message kernelEntryPoint(CharSequence method, String entryPoint) {
    return KERNEL_ENTRY_POINT.says(
        "Kernel method '"
            + shown(method)
            + "' is compiled from source, whose entry point is 'main', and not '"
            + shown(entryPoint)
            + "'; leave 'entryPoint' out, which is for modules that are given as 'spirv'.");
  }

  public static Message kernelNameDuplicate(CharSequence name, String owner) {
    return KERNEL_NAME_DUPLICATE.says(
        "Kernel name '"
            + shown(name)
            + "' is already taken by '"
            + shown(owner)
            + "'; give one of the two another name.");
  }

  public static Message kernelNameTaken(CharSequence name, String owner) {
    return KERNEL_NAME_TAKEN.says(
        "Kernel name '"
            + shown(name)
            + "' is already taken by '"
            + shown(owner)
            + "' of a library on the class path or module path; choose another name, such as one that starts with your project's.");
  }

  public static Message kernelOverloaded(CharSequence method) {
    return KERNEL_OVERLOADED.says(
        "Kernel method '"
            + shown(method)
            + "' is overloaded, so that its generated forms would clash; rename it.");
  }

  public static Message kernelDiffersInCase(CharSequence method, String other) {
    return KERNEL_DIFFERS_IN_CASE.says(
        "Kernel methods '"
            + shown(method)
            + "' and '"
            + shown(other)
            + "' differ in upper and lower case only, so that their modules would be one file where file systems do not tell them apart; rename one.");
  }

  public static Message kernelsMany(String type, int count, int most) {
    return KERNELS_MANY.says(
        "Interface '"
            + shown(type)
            + "' declares "
            + shown(count)
            + " kernels, but a class holds no more than "
            + shown(most)
            + "; declare some of them in another interface.");
  }

  public static Message kernelReturnsValue(CharSequence method, TypeMirror type) {
    return KERNEL_RETURNS_VALUE.says(
        "Kernel method '"
            + shown(method)
            + "' returns '"
            + shown(type)
            + "', but a kernel writes to its vectors; return void.");
  }

  public static Message kernelGeneric(CharSequence method) {
    return KERNEL_GENERIC.says(
        "Kernel method '"
            + shown(method)
            + "' has type parameters of its own; use the interface's type parameter.");
  }

  public static Message kernelWithoutOutput(CharSequence method) {
    return KERNEL_WITHOUT_OUTPUT.says(
        "Kernel method '"
            + shown(method)
            + "' writes to no vector; mark one parameter @Out or @InOut.");
  }

  public static Message kernelSourceAbsent(CharSequence method) {
    return KERNEL_SOURCE_ABSENT.says(
        "Kernel method '"
            + shown(method)
            + "' does not say what it computes; give one of 'spirv', 'glsl' and 'expression'.");
  }

  public static Message kernelSourceAmbiguous(CharSequence method, String source, String other) {
    return KERNEL_SOURCE_AMBIGUOUS.says(
        "Kernel method '"
            + shown(method)
            + "' is given as '"
            + shown(source)
            + "' and as '"
            + shown(other)
            + "' too; leave one of them.");
  }

  public static Message workgroupSizeMalformed(List<Integer> size) {
    return WORKGROUP_SIZE_MALFORMED.says(
        "Workgroup size "
            + shown(size)
            + " is not one to three positive numbers; write {x}, {x, y} or {x, y, z}, or leave it out.");
  }

  public static Message cooperativeWithoutElements(CharSequence method) {
    return COOPERATIVE_WITHOUT_ELEMENTS.says(
        "Kernel method '"
            + shown(method)
            + "' has no vector to share among its workgroups; leave the 'extent' of one out.");
  }

  public static Message specializedIdReserved(int id, int firstReserved) {
    return SPECIALIZED_ID_RESERVED.says(
        "Specialization id "
            + shown(id)
            + " is set by the runtime, as all from "
            + shown(firstReserved)
            + " on are; use an id below.");
  }

  public static Message specializedIdNegative(int id) {
    return SPECIALIZED_ID_NEGATIVE.says(
        "Specialization id " + shown(id) + " is negative; ids start at 0.");
  }

  public static Message specializedIdDuplicate(int id) {
    return SPECIALIZED_ID_DUPLICATE.says(
        "Specialization id " + shown(id) + " is given twice; remove one of the two values.");
  }
}
