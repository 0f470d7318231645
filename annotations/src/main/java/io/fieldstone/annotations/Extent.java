// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** How long a bound vector is; see {@link In#extent}. */
public enum Extent {
  /** One element for each of the {@code count} elements of the dispatch: the same for all. */
  ELEMENTS,
  /**
   * One element for each workgroup: the caller chooses how many workgroups share the work by the
   * length of this vector. Partial results of a reduction, say.
   */
  WORKGROUPS,
  /**
   * A length of its own: the vector is bound whole in every dispatch, and compared with no other. A
   * table, a permutation, the points that indices are into.
   */
  WHOLE
}
