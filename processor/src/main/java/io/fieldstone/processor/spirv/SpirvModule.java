// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a compute module tells the outside: entry points with all that each uses, specialization
 * constants, capabilities and extensions. Immutable.
 *
 * @param version the SPIR-V version of the header
 * @param capabilities capability numbers (section 3.31), in the module's order
 * @param extensions names of extensions, in the module's order
 * @param entryPoints entry points, in the module's order
 * @param specializationConstants constants with an id, in the module's order
 */
public record SpirvModule(
    SpirvVersion version,
    Set<Integer> capabilities,
    List<String> extensions,
    List<EntryPoint> entryPoints,
    List<SpirvConstant> specializationConstants) {

  /** Returns the compute entry point {@code name}. */
  public Optional<EntryPoint> computeEntryPoint(String name) {
    return entryPoints.stream().filter(e -> e.isCompute() && e.name().equals(name)).findFirst();
  }
}
