// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vector.HostOperand;

/**
 * What jobs need to know of the vectors of one kind. Stateless.
 *
 * @param <V> the kind
 */
interface JobVectors<V> {

  /** Returns what a call reads or writes in the place of {@code vector}. */
  HostOperand operand(V vector);

  /** Returns a new vector of a type for an output, in memory like that of {@code like}. */
  V allocate(ElementType<?> type, V like, long size, ElementForm form);

  /** Says whether somebody has a vector that was allocated, who can close it. */
  void setClaimed(V vector, boolean claimed);

  /** Closes a vector that was allocated and that nobody knows. */
  void close(V vector);
}
