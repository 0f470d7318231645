// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vector.HostOperand;

/**
 * Host vectors as those of jobs.
 *
 * @param <V> the vectors, of one type or of several
 */
final class HostVectors<V extends HostVector<?>> implements JobVectors<V> {

  private final BackendResources resources;
  private final Object backend;

  HostVectors(BackendResources resources, Object backend) {
    this.resources = resources;
    this.backend = backend;
  }

  @Override
  public HostOperand operand(V vector) {
    return vector.storage();
  }

  @Override
  @SuppressWarnings("unchecked") // the job's rules have seen to the type
  public V allocate(ElementType<?> type, V like, long size, ElementForm form) {
    return (V) resources.hostVector(backend, type, size, form);
  }

  @Override
  public void setClaimed(V vector, boolean claimed) {
    vector.storage().setClaimed(claimed);
  }

  @Override
  public void close(V vector) {
    vector.close();
  }
}
