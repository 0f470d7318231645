// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Form;
import java.util.List;

/**
 * A table of constants that a kernel's declaration gives: elements of the prime field of the first
 * type argument, bound read-only as a buffer of base elements.
 *
 * @param set the descriptor set
 * @param binding the binding number within the set
 * @param form the form that the kernel sees them in
 * @param values decimal numbers, or hexadecimal ones after {@code 0x}, one or, with white space
 *     between, several in each string; empty if they are in a resource
 * @param resource the resource that has them, with white space between and comments from {@code #}
 *     to the end of the line, as {@link KernelDescriptor#resources} opens it; empty if they are in
 *     {@code values}
 */
public record ConstantsDescriptor(
    int set, int binding, Form form, List<String> values, String resource) {

  /**
   * Copies the values, and checks that they are in one place.
   *
   * @param binding the binding number
   * @param form the form of the elements
   * @param resource the name of the resource
   * @param set the descriptor set
   * @param values the values
   */
  public ConstantsDescriptor {
    values = List.copyOf(values);
    requireNonNull(form, "form");
    if (values.isEmpty() == resource.isEmpty()) {
      throw new IllegalArgumentException(
          "the constants of set "
              + set
              + ", binding "
              + binding
              + " are given neither or both as values and as a resource");
    }
    if (form == Form.UNREDUCED) {
      throw new IllegalArgumentException("constants cannot be " + form);
    }
  }
}
