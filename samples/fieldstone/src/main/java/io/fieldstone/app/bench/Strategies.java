// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.List;

/** Which strategies are measured. */
final class Strategies {

  private Strategies() {}

  /**
   * Returns the strategy that the backend's options ask for, or all that the device can run; none
   * if the kernel has no strategies.
   */
  static List<String> of(PersistentBackend gpu, KernelDescriptor kernel, Field<?> field) {
    List<String> usable = gpu.strategies(kernel, field.shape());
    String wanted = gpu.options().strategy();
    if (usable.isEmpty() || wanted == null) {
      return usable;
    }
    return List.of(gpu.kernel(kernel, field).strategy());
  }
}
