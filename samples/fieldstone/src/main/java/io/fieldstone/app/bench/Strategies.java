// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.List;

/** Which strategies are measured, and kernels with them. */
final class Strategies {

  private Strategies() {}

  /**
   * Returns the strategy that the backend's options ask for, or all that the device can run; none
   * if the kernel has no strategies.
   */
  static List<String> of(PersistentBackend gpu, KernelDescriptor kernel, TypeArgument<?> type) {
    List<String> usable = gpu.strategies(kernel, type.coordinateField().shape());
    String wanted = gpu.options().strategy();
    if (usable.isEmpty() || wanted == null) {
      return usable;
    }
    return List.of(kernel(gpu, kernel, type, "").strategy());
  }

  /** Returns the same, and one without a name if the kernel has no strategies. */
  static List<String> orNone(PersistentBackend gpu, KernelDescriptor kernel, TypeArgument<?> type) {
    List<String> strategies = of(gpu, kernel, type);
    return strategies.isEmpty() ? List.of("") : strategies;
  }

  /**
   * Returns a kernel on a type, and on its prime field if it has two type arguments.
   *
   * @param strategy the strategy, empty for what the backend chooses
   */
  static Kernel<?> kernel(
      PersistentBackend gpu, KernelDescriptor kernel, TypeArgument<?> type, String strategy) {
    TypeArgument<?>[] others =
        kernel.typeArguments() > 1
            ? new TypeArgument<?>[] {type.coordinateField().primeField()}
            : new TypeArgument<?>[0];
    return strategy.isEmpty()
        ? gpu.kernel(kernel, type, others)
        : gpu.kernel(kernel, type, strategy, others);
  }
}
