// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.runtime.field.Field;
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

  /**
   * Returns a prime field, by name.
   *
   * @throws BadInputException if it is the name of an extension field
   */
  static Field<?> primeField(String name) {
    KernelRegistry registry = load();
    if (registry.extensionFields().stream().anyMatch(field -> field.name().equals(name))) {
      throw new BadInputException(
          name + " is an extension field, which Domain.of takes; name a prime field here");
    }
    return registry.field(name);
  }

  static KernelRegistry require(KernelRegistry registry) {
    if (registry.fields().isEmpty() || registry.kernels().isEmpty()) {
      throw new BadInputException(
          "no kernels are on the class path; build Fieldstone again, or copy it whole");
    }
    return registry;
  }
}
