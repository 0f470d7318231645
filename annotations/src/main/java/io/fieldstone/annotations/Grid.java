// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * How many workgroups a dispatch of a kernel gets.
 *
 * <p>A kernel with a vector of {@link Extent#WORKGROUPS} has as many as that has elements, and no
 * other grid.
 */
public enum Grid {
  /** As the elements of the call ask for: the kernel goes over them, and may be given a part. */
  ELEMENTS,
  /** A number that the call gives; one dispatch, over whole vectors. */
  CALL,
  /** One; one dispatch, over whole vectors. */
  ONE
}
