// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.Optional;
import java.util.Set;

/**
 * How a module goes over a grid of workgroups.
 *
 * @param counts whether it declares the number of workgroups, for which the runtime may give it
 *     fewer invocations than there are elements
 * @param advances whether an index may go on by that number
 * @param certain whether the other components are all there is to it
 * @param steps the constants that the number of workgroups is multiplied by before it is added to
 *     something; 0 for what is no constant
 * @param groupFactors the constants that the workgroup's index is multiplied by
 * @param invocationFactors the constants that the invocation's index is multiplied by
 */
public record GridUse(
    boolean counts,
    boolean advances,
    boolean certain,
    Set<Long> steps,
    Set<Long> groupFactors,
    Set<Long> invocationFactors) {

  /**
   * Returns a step that fits no index to start from, where the module has such alone: one fits that
   * is what all workgroups of {@code size} invocations take together.
   */
  public Optional<Long> wrongStep(long size) {
    return !certain || steps.stream().anyMatch(step -> fits(step, size))
        ? Optional.empty()
        : steps.stream().sorted().findFirst();
  }

  private boolean fits(long step, long size) {
    return step == 0
        || step == size
        || groupFactors.contains(step)
        || (step % size == 0 && invocationFactors.contains(step / size));
  }
}
