// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The modules that one kernel was compiled to in this compilation, and no older ones. */
public final class CompiledModules implements Modules {

  private final Map<String, Lookup> modules = new HashMap<>();
  private final Map<String, byte[]> spirv;
  private final Function<Pattern, Optional<String>> sources;

  /**
   * Holds SPIR-V by the name of its resource, made of sources in which {@code sources} finds the
   * place of a pattern.
   */
  public CompiledModules(Map<String, byte[]> spirv, Function<Pattern, Optional<String>> sources) {
    this.spirv = spirv;
    this.sources = sources;
    spirv.forEach((name, bytes) -> modules.put(name, Modules.parse(bytes)));
  }

  /** Returns the SPIR-V by the name of its resource. */
  public Map<String, byte[]> spirv() {
    return spirv;
  }

  @Override
  public Optional<String> placeOfBlock(String name) {
    return name.isEmpty()
        ? Optional.empty()
        : sources.apply(Pattern.compile("\\b(?:buffer|uniform)\\s+" + Pattern.quote(name) + "\\b"));
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
