// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.model.KernelMethod;

/** A declared kernel with what its SPIR-V adds. */
public record CheckedKernel(KernelMethod kernel, KernelFacts facts) {

  /** Returns whether there are modules for extension fields. */
  public boolean takesExtensions() {
    return facts.degrees().stream().anyMatch(degree -> degree > 1);
  }

  /** Returns a kernel that there is no sound SPIR-V of. */
  public static CheckedKernel withoutModules(KernelMethod kernel) {
    KernelFacts.Builder facts = new KernelFacts.Builder();
    facts.features.addAll(kernel.requires().value());
    return new CheckedKernel(kernel, facts.build());
  }
}
