// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The modules that one kernel was compiled to in this compilation, and no older ones. */
public final class CompiledModules implements Modules {

  private final Map<String, Lookup> modules = new HashMap<>();

  /** Holds SPIR-V by the name of its resource. */
  public CompiledModules(Map<String, byte[]> spirv) {
    spirv.forEach((name, bytes) -> modules.put(name, Modules.parse(bytes)));
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
