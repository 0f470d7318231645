// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vector.HostOperand;

/**
 * Vectors in Java arrays as those of jobs.
 *
 * @param <V> the vectors, of one type or of several
 */
final class HeapVectors<V extends HeapVector<?>> implements JobVectors<V> {

  @Override
  public HostOperand operand(V vector) {
    return vector.elements();
  }

  @Override
  @SuppressWarnings("unchecked") // the job's rules have seen to the type
  public V allocate(ElementType<?> type, V like, long size, ElementForm form) {
    return (V) like.another(type, size, form);
  }

  @Override
  public void setClaimed(V vector, boolean claimed) {}

  @Override
  public void close(V vector) {}
}
