// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import io.fieldstone.annotations.LimbShape;
import java.util.List;
import java.util.stream.Stream;

/**
 * The modules that Fieldstone packages as SPIR-V: every standard kernel for every standard shape.
 *
 * <pre>{@code
 * for (ShaderModule module : ShaderModules.all()) {
 *   System.out.println(module.sourceName() + " -> " + module.spirvName());
 * }
 * }</pre>
 */
public final class ShaderModules {

  private static final List<LimbShape> SHAPES =
      Stream.of("1x32", "1x64", "4x64", "6x64").map(LimbShape::parse).toList();

  private static final List<ShaderModule> ALL =
      Stream.of("add", "sub", "neg", "double", "mul", "sqr")
          .map(operation -> "fieldstone/vector/" + operation + ".comp")
          .flatMap(source -> SHAPES.stream().map(shape -> new ShaderModule(source, shape)))
          .toList();

  private ShaderModules() {}

  /** Every packaged module. */
  public static List<ShaderModule> all() {
    return ALL;
  }

  /** The limb shapes that every standard kernel is packaged for. */
  public static List<LimbShape> shapes() {
    return SHAPES;
  }
}
