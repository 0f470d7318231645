// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * How many workgroups a dispatch of a kernel has; see {@link GpuKernel#grid}.
 *
 * <p>A kernel with a vector of {@link Extent#WORKGROUPS} has as many as that vector is long, and
 * says nothing else.
 */
public enum Grid {
  /**
   * As many as the elements of the call give work to, or fewer: the shader strides over the
   * elements. Some vector is {@link Extent#ELEMENTS}.
   */
  ELEMENTS,
  /**
   * As many as the call says, by a parameter {@link Workgroups}. What they do with the vectors is
   * up to the kernel: it runs on device vectors only, in one dispatch.
   */
  CALL,
  /** One, in one dispatch on device vectors: what is left of a reduction, say. */
  ONE
}
