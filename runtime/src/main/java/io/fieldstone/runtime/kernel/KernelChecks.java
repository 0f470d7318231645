// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.Extent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of every kernel's description, or drivers would crash and results be wrong. */
final class KernelChecks {

  private KernelChecks() {}

  /** Returns {@code kernel} if its parts fit together. */
  static KernelDescriptor require(KernelDescriptor kernel) {
    require(!kernel.spirvPattern().isEmpty(), kernel, " has no SPIR-V resource");
    require(!kernel.bindings().isEmpty(), kernel, " has no vector");
    requireOneVectorPerBinding(kernel);
    requireStrategiesFit(kernel);
    if (kernel.cooperative()) {
      requireCooperative(kernel);
    }
    return kernel;
  }

  private static void require(boolean holds, KernelDescriptor kernel, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(kernel + otherwise);
    }
  }

  private static void requireOneVectorPerBinding(KernelDescriptor kernel) {
    Set<List<Integer>> places = new HashSet<>();
    for (BindingDescriptor binding : kernel.bindings()) {
      require(
          places.add(List.of(binding.set(), binding.binding())),
          kernel,
          " has two vectors at set " + binding.set() + ", binding " + binding.binding());
    }
  }

  private static void requireStrategiesFit(KernelDescriptor kernel) {
    List<StrategyDescriptor> strategies = kernel.strategies();
    require(
        kernel.spirvPattern().contains(KernelDescriptor.STRATEGY_PLACEHOLDER)
            != strategies.isEmpty(),
        kernel,
        " has "
            + strategies.size()
            + " strategies, but its SPIR-V resource is "
            + kernel.spirvPattern());
    if (!strategies.isEmpty()) {
      StrategyDescriptor portable = strategies.get(0);
      require(
          portable.shapes().isEmpty()
              || (!kernel.shapes().isEmpty() && portable.shapes().containsAll(kernel.shapes())),
          kernel,
          "'s default strategy \"" + portable.name() + "\" has no module for some limb shapes");
    }
  }

  private static void requireCooperative(KernelDescriptor kernel) {
    require(
        kernel.bindings().stream().anyMatch(binding -> binding.extent() == Extent.ELEMENTS),
        kernel,
        " is cooperative, but has no vector of " + Extent.ELEMENTS);
    for (PushConstantDescriptor constant : kernel.pushConstants()) {
      require(
          constant.offset() >= kernel.ownPushConstantsOffset(),
          kernel,
          " is cooperative, but has push constant "
              + constant.name()
              + " at offset "
              + constant.offset()
              + ", where first_workgroup is");
    }
  }
}
