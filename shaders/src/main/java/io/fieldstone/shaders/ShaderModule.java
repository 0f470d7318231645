// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import io.fieldstone.annotations.LimbShape;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kernel source compiled for one limb shape, and perhaps for one of several strategies: ways to
 * compute the same, each the fastest somewhere.
 *
 * <pre>{@code
 * var add = new ShaderModule("fieldstone/vector/add.comp", LimbShape.parse("6x64"));
 * add.spirvName();  // "fieldstone/vector/add_6x64.spv"
 *
 * var mul = new ShaderModule("fieldstone/product/mul.comp", "wide", LimbShape.parse("6x64"));
 * mul.spirvName();  // "fieldstone/product/mul_wide_6x64.spv"
 * mul.macros();     // FIELDSTONE_WORDS=12, FIELDSTONE_STRATEGY_WIDE=1, FIELDSTONE_DRIVER_OPTIMIZED=1
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param sourceName the resource that holds the GLSL, ending in {@code .comp}
 * @param strategy the strategy it is compiled for, in lower-case letters and digits; empty where
 *     the kernel has none
 * @param shape the limb shape it is compiled for
 * @param degree how many base elements a coordinate has, for a kernel over extension fields or
 *     curves; 0 where the kernel is over prime fields
 * @param driverOptimized whether its optimisation is left to the driver; see {@link
 *     #DRIVER_OPTIMIZED_MACRO}
 */
public record ShaderModule(
    String sourceName,
    Optional<String> strategy,
    LimbShape shape,
    int degree,
    boolean driverOptimized) {

  /** The macro that tells a shader how many 32-bit words an element has. */
  public static final String WORDS_MACRO = "FIELDSTONE_WORDS";

  /** The macro that tells a shader how many base elements a coordinate has. */
  public static final String DEGREE_MACRO = "FIELD_COORDINATE_DEGREE";

  /** What the macro that tells a shader its strategy starts with; the upper-case name follows. */
  public static final String STRATEGY_MACRO_PREFIX = "FIELDSTONE_STRATEGY_";

  /**
   * The macro that leaves optimisation to the driver: loops stay loops, and a module that
   * multiplies has a quarter to a tenth of the size that it has with them unrolled. Drivers
   * optimise what they are given anyway, but of long modules they make pipelines in half the time
   * if those are optimised.
   */
  public static final String DRIVER_OPTIMIZED_MACRO = "FIELDSTONE_DRIVER_OPTIMIZED";

  private static final String PORTABLE_STRATEGY = "portable";

  private static final String SOURCE_SUFFIX = ".comp";

  private static final Pattern STRATEGY = Pattern.compile("[a-z][a-z0-9]*");

  /**
   * Names a module.
   *
   * @param sourceName the resource that holds the GLSL, ending in {@code .comp}
   * @param strategy the strategy it is compiled for, in lower-case letters and digits; empty where
   *     the kernel has none
   * @param shape the limb shape it is compiled for
   * @param driverOptimized whether its optimisation is left to the driver; see {@link
   *     #DRIVER_OPTIMIZED_MACRO}
   * @param degree how many base elements a coordinate has
   * @throws IllegalArgumentException if the name is no kernel source's, or the strategy's is no
   *     lower-case word
   */
  public ShaderModule {
    if (!sourceName.endsWith(SOURCE_SUFFIX)) {
      throw new IllegalArgumentException(
          "'" + sourceName + "' is no kernel source: its name must end in " + SOURCE_SUFFIX + ".");
    }
    strategy.ifPresent(ShaderModule::requireWord);
  }

  /**
   * Names a module of a kernel without strategies.
   *
   * @param sourceName the resource that holds the GLSL, ending in {@code .comp}
   * @param shape the limb shape it is compiled for
   */
  public ShaderModule(String sourceName, LimbShape shape) {
    this(sourceName, Optional.empty(), shape, 0, false);
  }

  /**
   * Names a module of one strategy of a kernel. Optimisation is left to the driver, except of the
   * portable strategy.
   *
   * @param sourceName the resource that holds the GLSL, ending in {@code .comp}
   * @param strategy the strategy it is compiled for, in lower-case letters and digits; empty where
   *     the kernel has none
   * @param shape the limb shape it is compiled for
   */
  public ShaderModule(String sourceName, String strategy, LimbShape shape) {
    this(sourceName, Optional.of(strategy), shape, 0, !strategy.equals(PORTABLE_STRATEGY));
  }

  /**
   * Names a module of a kernel over extension fields or curves. Optimisation is left to the driver:
   * such modules are long.
   *
   * @param degree how many base elements a coordinate has
   * @param shape the limb shape of base elements
   * @param sourceName the name of the source
   * @return the module
   */
  public static ShaderModule ofDegree(String sourceName, LimbShape shape, int degree) {
    return new ShaderModule(sourceName, Optional.empty(), shape, degree, true);
  }

  /**
   * Names a module of one strategy of a kernel over extension fields or curves.
   *
   * @param degree how many base elements a coordinate has
   * @param shape the limb shape of base elements
   * @param strategy the strategy it is compiled for, in lower-case letters and digits
   * @param sourceName the name of the source
   * @return the module
   */
  public static ShaderModule ofDegree(
      String sourceName, String strategy, LimbShape shape, int degree) {
    return new ShaderModule(sourceName, Optional.of(strategy), shape, degree, true);
  }

  private static void requireWord(String strategy) {
    if (!STRATEGY.matcher(strategy).matches()) {
      throw new IllegalArgumentException(
          "'" + strategy + "' is no strategy: use lower-case letters and digits.");
    }
  }

  /**
   * The resource that holds the SPIR-V: beside the source, with strategy, shape and degree in its
   * name.
   *
   * @return the name of the resource
   */
  public String spirvName() {
    String stem = sourceName.substring(0, sourceName.length() - SOURCE_SUFFIX.length());
    return stem + strategy.map(name -> "_" + name).orElse("") + "_" + shapeName() + ".spv";
  }

  private String shapeName() {
    return degree == 0 ? shape.toString() : shape + "x" + degree;
  }

  /**
   * {@return the macro definitions that compile a shader of the field library for a shape}
   *
   * @param shape the limb shape it is compiled for
   */
  public static Map<String, String> macros(LimbShape shape) {
    return Map.of(WORDS_MACRO, Integer.toString(shape.words()));
  }

  /** {@return the macro definitions that compile this module} */
  public Map<String, String> macros() {
    Map<String, String> macros = new HashMap<>(macros(shape));
    strategy.ifPresent(
        name -> macros.put(STRATEGY_MACRO_PREFIX + name.toUpperCase(Locale.ROOT), "1"));
    if (degree != 0) {
      macros.put(DEGREE_MACRO, Integer.toString(degree));
    }
    if (driverOptimized) {
      macros.put(DRIVER_OPTIMIZED_MACRO, "1");
    }
    return Map.copyOf(macros);
  }

  /**
   * Compiles the module.
   *
   * @param compiler what compiles it
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
    byte[] spirv = compiler.compile(source, resources, macros());
    return degree == 0 ? spirv : SpirvNames.ofInterface(spirv);
  }

  /** The {@linkplain #spirvName() SPIR-V resource's name}. */
  @Override
  public String toString() {
    return spirvName();
  }
}
