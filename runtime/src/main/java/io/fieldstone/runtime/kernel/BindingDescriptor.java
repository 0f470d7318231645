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
 * @param form which form its elements are in
 * @param extent how long it is
 */
public record BindingDescriptor(
    String name, int set, int binding, Access access, Form form, Extent extent) {

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
