// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/** How long a bound vector is; see {@link In#extent}. */
public enum Extent {
  /**
   * One element for each of the {@code count} elements of the dispatch, or {@link In#times} as
   * many. The runtime may dispatch parts of such vectors.
   */
  ELEMENTS,
  /**
   * One element for each workgroup: the caller chooses how many workgroups share the work by the
   * length of this vector. Partial results of a reduction, say.
   */
  WORKGROUPS,
  /**
   * Any length up to {@link In#most}, which is compared with no other. The whole vector is bound in
   * every dispatch: a table that elements look up, or what a kernel with a {@linkplain Grid grid of
   * its own} works on. Such a kernel runs on device vectors only; if it writes to such a vector, in
   * one dispatch.
   */
  WHOLE
}
