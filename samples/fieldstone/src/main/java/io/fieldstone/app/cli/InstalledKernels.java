// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.kernel.KernelRegistry;

/** The kernels and fields that commands work with: without any, none of them makes sense. */
final class InstalledKernels {

  private InstalledKernels() {}

  /**
   * Returns what is on the class path.
   *
   * @throws BadInputException if nothing is, since a library is missing
   */
  static KernelRegistry load() {
    return require(KernelRegistry.load());
  }

  static KernelRegistry require(KernelRegistry registry) {
    if (registry.fields().isEmpty() || registry.kernels().isEmpty()) {
      throw new BadInputException(
          "no kernels are on the class path; build Fieldstone again, or copy it whole");
    }
    return registry;
  }
}
