// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import io.fieldstone.annotations.LimbShape;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A kernel source compiled for one limb shape.
 *
 * <pre>{@code
 * var module = new ShaderModule("fieldstone/vector/add.comp", LimbShape.parse("6x64"));
 * module.spirvName();  // "fieldstone/vector/add_6x64.spv"
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param sourceName the resource that holds the GLSL, ending in {@code .comp}
 * @param shape the limb shape it is compiled for
 */
public record ShaderModule(String sourceName, LimbShape shape) {

  /** The macro that tells a shader how many 32-bit words an element has. */
  public static final String WORDS_MACRO = "FIELDSTONE_WORDS";

  private static final String SOURCE_SUFFIX = ".comp";

  public ShaderModule {
    if (!sourceName.endsWith(SOURCE_SUFFIX)) {
      throw new IllegalArgumentException(
          "'" + sourceName + "' is no kernel source: its name must end in " + SOURCE_SUFFIX + ".");
    }
  }

  /** The resource that holds the SPIR-V: beside the source, with the shape in its name. */
  public String spirvName() {
    String stem = sourceName.substring(0, sourceName.length() - SOURCE_SUFFIX.length());
    return stem + "_" + shape + ".spv";
  }

  /** Returns the macro definitions that compile a shader of the field library for a shape. */
  public static Map<String, String> macros(LimbShape shape) {
    return Map.of(WORDS_MACRO, Integer.toString(shape.words()));
  }

  /**
   * Compiles the module.
   *
   * @param resources finds the source and what it includes
   * @return the SPIR-V
   * @throws NoSuchElementException if {@code resources} has no such source
   * @throws ShaderCompilationException if it does not compile
   */
  public byte[] compile(ShaderCompiler compiler, IncludeResolver resources) {
    ShaderSource source =
        resources
            .resolve(sourceName, "")
            .orElseThrow(
                () -> new NoSuchElementException("There is no shader '" + sourceName + "'."));
    return compiler.compile(source, resources, macros(shape));
  }

  /** The {@linkplain #spirvName() SPIR-V resource's name}. */
  @Override
  public String toString() {
    return spirvName();
  }
}
