// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.DeviceFeature;
import io.fieldstone.annotations.LimbShape;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One of the ways in which a kernel's modules compute the same; see {@link
 * io.fieldstone.annotations.GpuKernel#strategies}.
 *
 * @param name the name, which stands for {@code {strategy}} in the kernel's SPIR-V resource
 * @param shapes the limb shapes that it has a module for; empty means all of the kernel's
 * @param requirements the device features that its modules need
 */
public record StrategyDescriptor(
    String name, List<LimbShape> shapes, Set<DeviceFeature> requirements) {

  /**
   * Copies the collections.
   *
   * @param name the name, which stands for {@code {strategy}} in the kernel's SPIR-V resource
   * @param shapes the limb shapes that it has a module for; empty means all of the kernel's
   * @param requirements the device features that its modules need
   */
  public StrategyDescriptor {
    shapes = List.copyOf(shapes);
    EnumSet<DeviceFeature> copy = EnumSet.noneOf(DeviceFeature.class);
    copy.addAll(requirements);
    requirements = Collections.unmodifiableSet(copy);
  }

  /**
   * {@return whether it has a module for {@code shape}, which is one of the kernel's}
   *
   * @param shape the limb shape
   */
  public boolean supports(LimbShape shape) {
    return shapes.isEmpty() || shapes.contains(shape);
  }
}
