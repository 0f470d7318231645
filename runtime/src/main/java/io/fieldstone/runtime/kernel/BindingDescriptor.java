// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;

/**
 * One vector parameter of a kernel.
 *
 * @param name the parameter's name
 * @param set the descriptor set
 * @param binding the binding number within the set
 * @param access what the kernel does with the vector
 * @param form which form its elements are in; integers have none, and are {@link Form#CANONICAL}
 * @param extent how long it is
 * @param elements what its elements are
 * @param times how many elements it has for each of the call's, 1 unless it is of {@link
 *     Extent#ELEMENTS}
 * @param most the most elements that it may have, {@link #ANY_LENGTH} unless it is of {@link
 *     Extent#WHOLE}
 */
public record BindingDescriptor(
    String name,
    int set,
    int binding,
    Access access,
    Form form,
    Extent extent,
    VectorElements elements,
    int times,
    int most) {

  /** There is no bound to how many elements the vector may have. */
  public static final int ANY_LENGTH = Integer.MAX_VALUE;

  /**
   * Checks what goes together.
   *
   * @param access what the kernel does with the vector
   * @param binding the binding number
   * @param elements the elements
   * @param extent how long the vector is
   * @param form the form of the elements
   * @param name the name
   * @param set the descriptor set
   * @param times how many elements the vector has for each element of the call
   * @param most the most elements that the vector may have
   */
  public BindingDescriptor {
    if (times < 1 || (times > 1 && extent != Extent.ELEMENTS)) {
      throw new IllegalArgumentException(
          name + " has " + times + " elements for each of " + extent);
    }
    if (most < 1 || (most != ANY_LENGTH && extent != Extent.WHOLE)) {
      throw new IllegalArgumentException(name + " has at most " + most + " elements of " + extent);
    }
    if (elements.areIntegers()) {
      if (form != Form.OF_CALL && form != Form.CANONICAL) {
        throw new IllegalArgumentException(name + " has integers, which cannot be " + form);
      }
      form = Form.CANONICAL;
    }
  }

  /**
   * Describes a vector of any length.
   *
   * @param access what the kernel does with the vector
   * @param binding the binding number
   * @param elements the elements
   * @param extent how long the vector is
   * @param form the form of the elements
   * @param name the name
   * @param set the descriptor set
   * @param times how many elements the vector has for each element of the call
   */
  public BindingDescriptor(
      String name,
      int set,
      int binding,
      Access access,
      Form form,
      Extent extent,
      VectorElements elements,
      int times) {
    this(name, set, binding, access, form, extent, elements, times, ANY_LENGTH);
  }

  /**
   * Describes a vector of elements of the first type argument.
   *
   * @param access what the kernel does with the vector
   * @param binding the binding number
   * @param extent how long the vector is
   * @param form the form of the elements
   * @param name the name
   * @param set the descriptor set
   */
  public BindingDescriptor(
      String name, int set, int binding, Access access, Form form, Extent extent) {
    this(name, set, binding, access, form, extent, VectorElements.ARGUMENT_0, 1);
  }

  /**
   * Describes a vector of the call's form and length.
   *
   * @param name the parameter's name
   * @param set the descriptor set
   * @param binding the binding number within the set
   * @param access what the kernel does with the vector
   */
  public BindingDescriptor(String name, int set, int binding, Access access) {
    this(name, set, binding, access, Form.OF_CALL, Extent.ELEMENTS);
  }
}
