// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.processor.model.Strategies;
import io.fieldstone.processor.model.Target;
import io.fieldstone.shaders.ShaderModule;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One of the ways to compile a kernel: with one of its strategies, or the only one.
 *
 * @param description what it is, as the start of a sentence
 * @param template the name of its modules, with a place for the limb shape
 * @param strategy the strategy's name, if it has one
 */
record Variant(String description, String template, Optional<String> strategy) {

  private static final String MACRO = "FIELDSTONE_STRATEGY_";

  static List<Variant> of(KernelMethod kernel) {
    String description = "Kernel method '" + kernel.javaName() + "'";
    String template = kernel.spirv().value();
    if (kernel.strategies().isEmpty()) {
      return List.of(new Variant(description, template, Optional.empty()));
    }
    return kernel.strategies().names().stream()
        .map(Located::value)
        .map(
            name ->
                new Variant(
                    description + " with strategy '" + name + "'",
                    Strategies.in(template, name),
                    Optional.of(name)))
        .toList();
  }

  /** Returns the macro that tells a shader that {@code strategy} is the one to compile for. */
  static String macro(String strategy) {
    return MACRO + strategy.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the macros that tell the shader the limb shape, the degree and the strategy.
   * Optimisation is left to the driver: the compiler's own would put every function in every place
   * that calls it.
   */
  Map<String, String> macros(Target target) {
    Map<String, String> macros = new HashMap<>();
    target.shape().ifPresent(shape -> macros.putAll(ShaderModule.macros(shape)));
    if (target.degree() > 1 || template.contains(Target.DEGREE)) {
      macros.put(Targets.DEGREE_MACRO, Integer.toString(target.degree()));
    }
    macros.put(ShaderModule.DRIVER_OPTIMIZED_MACRO, "1");
    strategy.ifPresent(name -> macros.put(macro(name), "1"));
    return macros;
  }
}
