// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.stream;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import io.fieldstone.runtime.vulkan.ComputePipeline;

/** Where the dispatches of a call go: into the stream, or into a program. */
public interface CommandSink {

  /** Returns whether a use of elements has to wait for commands before it. */
  boolean conflicts(VectorRange vector, Access access);

  /**
   * Adds a dispatch.
   *
   * @param bindings what it binds was set here
   * @param constants the push-constant block, which is copied
   * @param barrier whether it sees what commands before it have written
   * @param cost what was seen of such dispatches
   * @param elements how many elements it goes over
   */
  void dispatch(
      ComputePipeline pipeline,
      BindingSetCache bindings,
      byte[] constants,
      int workgroups,
      boolean barrier,
      CostEstimate cost,
      long elements);

  /** Notes that the commands of this call came after a barrier. */
  void barrierPassed();

  /** Notes that the commands of this call use elements, in the stretch since the last barrier. */
  void used(VectorRange vector, Access access);
}
