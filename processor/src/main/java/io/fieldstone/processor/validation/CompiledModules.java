// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The modules that one kernel was compiled to in this compilation, and no older ones. */
public final class CompiledModules implements Modules {

  private final Map<String, Lookup> modules = new HashMap<>();

  /** Holds the SPIR-V of each shape, under the name that {@code template} gives it. */
  public CompiledModules(String template, Map<LimbShape, byte[]> spirv) {
    spirv.forEach((shape, bytes) -> modules.put(shape.in(template), Modules.parse(bytes)));
  }

  @Override
  public Lookup find(String name) {
    return modules.getOrDefault(name, new Missing());
  }

  @Override
  public List<String> siblings(String name) {
    return List.of();
  }
}
