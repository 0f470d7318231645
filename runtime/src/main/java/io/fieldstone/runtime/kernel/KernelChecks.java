// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Grid;
import java.math.BigInteger;
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
    requireTypeArguments(kernel);
    if (kernel.cooperative()) {
      requireCooperative(kernel);
    }
    requireGrid(kernel);
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
    for (ConstantsDescriptor table : kernel.constants()) {
      require(
          places.add(List.of(table.set(), table.binding())),
          kernel,
          " has constants at set "
              + table.set()
              + ", binding "
              + table.binding()
              + ", where something else is");
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

  private static void requireTypeArguments(KernelDescriptor kernel) {
    int arguments = kernel.typeArguments();
    require(
        arguments >= 1 || isOfIntegers(kernel),
        kernel,
        " has " + arguments + " type arguments, but is not of integers only");
    for (BindingDescriptor vector : kernel.bindings()) {
      require(
          vector.elements().argument() < arguments,
          kernel,
          " has " + arguments + " type arguments, which " + vector.name() + " is of none of");
    }
    for (int degree : kernel.degrees()) {
      require(degree >= 1, kernel, " has a module for degree " + degree);
    }
  }

  /** Returns whether nothing of a kernel depends on a field. */
  private static boolean isOfIntegers(KernelDescriptor kernel) {
    return kernel.typeArguments() == 0
        && kernel.strategies().isEmpty()
        && kernel.constants().isEmpty()
        && kernel.bindings().stream().allMatch(vector -> vector.elements().areIntegers())
        && kernel.pushConstants().stream().noneMatch(each -> each.type() == BigInteger.class);
  }

  /** A grid is derived from the elements, or from a vector, or it is not. */
  private static void requireGrid(KernelDescriptor kernel) {
    require(
        !kernel.cooperative() || kernel.grid() == Grid.ELEMENTS,
        kernel,
        " has a vector of " + Extent.WORKGROUPS + ", and a grid of " + kernel.grid() + " beside");
    require(
        kernel.grid() != Grid.ELEMENTS
            || kernel.bindings().stream().anyMatch(v -> v.extent() == Extent.ELEMENTS),
        kernel,
        " has no vector of " + Extent.ELEMENTS + ", and so no grid of them");
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
