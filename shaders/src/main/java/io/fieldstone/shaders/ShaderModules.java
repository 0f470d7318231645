// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import io.fieldstone.annotations.LimbShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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

  /** The largest module that is packaged. */
  static final int MAX_BYTES = 131_072;

  /** The largest that all packaged modules are together. */
  static final int MAX_BYTES_OF_ALL = 15 << 20;

  private static final List<LimbShape> SHAPES =
      Stream.of("1x32", "1x64", "4x64", "6x64").map(LimbShape::parse).toList();

  /** Kernels that do not multiply element by element: one module for each shape. */
  private static final List<String> VECTOR_KERNELS =
      List.of(
          "add",
          "block_prefix_sum",
          "block_sum",
          "clear_states",
          "double",
          "neg",
          "reduce",
          "sub",
          "sum",
          "unequal");

  /** Kernels that add much: 64-bit integers have carries that take fewer instructions. */
  private static final List<String> SUM_KERNELS =
      List.of("chunk_prefix_sum", "chunk_sum", "prefix_sum");

  /** Kernels that multiply: one module for each shape and strategy. */
  private static final List<String> PRODUCT_KERNELS =
      List.of(
          "axpy",
          "batch_inverse",
          "block_prefix_product",
          "block_product",
          "chunk_prefix_product",
          "chunk_product",
          "from_montgomery",
          "inner_product",
          "mul",
          "mul_add",
          "mul_chain",
          "pow",
          "product",
          "scale",
          "sqr",
          "sqr_chain",
          "to_montgomery");

  /**
   * Kernels that multiply one element after the other, and wait for each product: where elements
   * are long, those that do more at a time are faster.
   */
  private static final List<String> SHORT_PRODUCT_KERNELS = List.of("prefix_product");

  /** Kernels over polynomials: those that multiply much, in every strategy. */
  private static final List<String> POLYNOMIAL_KERNELS =
      List.of("combine", "geometric", "horner_prefixes", "horner_totals");

  /**
   * Those that are bound by memory or by latency, or take little of the time of what they are for.
   */
  private static final List<String> SHORT_POLYNOMIAL_KERNELS =
      List.of(
          "barycentric_terms",
          "binomial_quotient",
          "binomial_totals",
          "digit_powers",
          "evaluate_tiles",
          "extend_rows",
          "fold",
          "fold_multilinear",
          "horner_rows",
          "multiply_cyclic",
          "power_table",
          "twist_rows");

  /** Kernels over extension fields: modules for each shape and degree that is shipped. */
  private static final List<String> EXTENSION_KERNELS = List.of("binary", "mul_base", "unary");

  /** Kernels over points: one module for each shape of coordinates, and for their extensions. */
  private static final List<String> POINT_KERNELS =
      List.of("add", "equal", "gather", "on_curve", "unary");

  private static final String MULTIPLY_POINTS = "fieldstone/point/multiply.comp";

  /**
   * Kernels of transforms: one module for each shape, of passes for the long or the short ones, and
   * strategy, and for quadratic extensions of fields of one word. Without 64-bit floats, which take
   * more registers: on an H100, 2^20 elements of 255 bits took 350 us with them, 328 in columns.
   */
  private static final List<String> TRANSFORM_KERNELS = List.of("pass", "pass_short", "powers");

  private static final String FLOAT64 = "float64";
  private static final String WIDE = "wide";

  /** Of one limb, those that are bound by what their products take, and not by memory. */
  private static final Set<String> WIDE_OF_ONE_LIMB =
      Set.of("batch_inverse", "mul_chain", "pass_short", "pow", "powers", "sqr_chain");

  /** Where columns were faster than 64-bit floats, for all fields, on an H200. */
  private static final Set<String> WITHOUT_FLOATS =
      Set.of("batch_inverse", "from_montgomery", "inner_product");

  /**
   * What is optimized when it is packaged: all of the portable strategy, which stays small; of the
   * others what drivers made pipelines of in up to 0.3 s, and in half of that once it was
   * optimized, if that leaves it within the budget of {@value #MAX_BYTES} bytes. How floats
   * multiply is up to the modulus: a driver drops what it does not need first.
   */
  private static final Map<String, Set<String>> OPTIMIZED_KERNELS =
      Map.of(
          "portable",
          Set.copyOf(PRODUCT_KERNELS),
          "wide",
          Set.of("axpy", "batch_inverse", "scale"),
          "columns",
          Set.of("axpy", "batch_inverse", "mul_chain", "pow", "scale", "sqr_chain"));

  private static final List<ShaderModule> ALL =
      Stream.of(
              VECTOR_KERNELS.stream().flatMap(ShaderModules::vectorModules),
              SUM_KERNELS.stream().flatMap(ShaderModules::sumModules),
              PRODUCT_KERNELS.stream().flatMap(ShaderModules::productModules),
              SHORT_PRODUCT_KERNELS.stream().flatMap(ShaderModules::shortProductModules),
              EXTENSION_KERNELS.stream().flatMap(ShaderModules::extensionModules),
              POINT_KERNELS.stream().flatMap(ShaderModules::pointModules),
              TRANSFORM_KERNELS.stream().flatMap(ShaderModules::transformModules),
              coordinates(ShaderModules::multiplyPoints),
              POLYNOMIAL_KERNELS.stream()
                  .flatMap(
                      kernel -> polynomialModules(kernel, List.of("wide", "columns", FLOAT64))),
              SHORT_POLYNOMIAL_KERNELS.stream()
                  .flatMap(kernel -> polynomialModules(kernel, List.of("columns"))),
              SHAPES.stream()
                  .flatMap(
                      shape ->
                          Stream.of("add", "barycentric_value", "opening_terms", "resize_rows")
                              .map(kernel -> polynomialModule(kernel, Optional.empty(), shape))))
          .flatMap(modules -> modules)
          .toList();

  private ShaderModules() {}

  /** {@return every packaged module} */
  public static List<ShaderModule> all() {
    return ALL;
  }

  /** {@return the limb shapes that every standard kernel is packaged for} */
  public static List<LimbShape> shapes() {
    return SHAPES;
  }

  /**
   * {@return the strategies that products are packaged in for a shape, the portable default first}
   * A product of one or two words gains by 64-bit integers alone, and they are there for kernels
   * that multiply much.
   *
   * @param shape the limb shape
   */
  public static List<String> strategies(LimbShape shape) {
    return switch (shape.words()) {
      case 1, 2 -> List.of("portable", WIDE);
      default -> List.of("portable", WIDE, "columns", FLOAT64);
    };
  }

  private static Stream<ShaderModule> vectorModules(String kernel) {
    String source = "fieldstone/vector/" + kernel + ".comp";
    return SHAPES.stream().map(shape -> new ShaderModule(source, shape));
  }

  private static Stream<ShaderModule> sumModules(String kernel) {
    String source = "fieldstone/vector/" + kernel + ".comp";
    return SHAPES.stream()
        .flatMap(
            shape ->
                strategies(kernel, shape)
                    .filter(strategy -> Set.of("portable", WIDE).contains(strategy))
                    .map(
                        strategy ->
                            new ShaderModule(source, Optional.of(strategy), shape, 0, true)));
  }

  private static Stream<String> strategies(String kernel, LimbShape shape) {
    return strategies(shape).stream()
        .filter(
            strategy ->
                shape.limbs() > 1 || !strategy.equals(WIDE) || WIDE_OF_ONE_LIMB.contains(kernel));
  }

  private static Stream<ShaderModule> productModules(String kernel) {
    String source = "fieldstone/product/" + kernel + ".comp";
    return SHAPES.stream()
        .flatMap(
            shape ->
                strategies(kernel, shape)
                    .filter(
                        strategy -> !(WITHOUT_FLOATS.contains(kernel) && strategy.equals(FLOAT64)))
                    .map(
                        strategy ->
                            new ShaderModule(
                                source,
                                Optional.of(strategy),
                                shape,
                                0,
                                !OPTIMIZED_KERNELS
                                    .getOrDefault(strategy, Set.of())
                                    .contains(kernel))));
  }

  private static Stream<ShaderModule> shortProductModules(String kernel) {
    String source = "fieldstone/product/" + kernel + ".comp";
    return SHAPES.stream()
        .filter(shape -> shape.words() <= 2)
        .map(shape -> new ShaderModule(source, Optional.of("portable"), shape, 0, false));
  }

  private static Stream<ShaderModule> transformModules(String kernel) {
    String source = "fieldstone/transform/" + kernel + ".comp";
    Stream<ShaderModule> ofFields =
        SHAPES.stream()
            .filter(
                shape -> shape.words() <= 2 ? !kernel.equals("pass") : !kernel.equals("pass_short"))
            .flatMap(
                shape ->
                    strategies(kernel, shape)
                        .filter(strategy -> !strategy.equals(FLOAT64))
                        .map(
                            strategy ->
                                new ShaderModule(source, Optional.of(strategy), shape, 0, true)));
    return kernel.equals("pass")
        ? ofFields
        : Stream.concat(
            ofFields,
            strategies(SHAPES.get(0)).stream()
                .map(strategy -> ShaderModule.ofDegree(source, strategy, SHAPES.get(0), 2)));
  }

  private static Stream<ShaderModule> extensionModules(String kernel) {
    String source = "fieldstone/extension/" + kernel + ".comp";
    return Stream.concat(
        SHAPES.stream().flatMap(shape -> modulesOfDegree(source, shape, 2)),
        SHAPES.stream()
            .filter(shape -> shape.limbs() == 1)
            .flatMap(shape -> modulesOfDegree(source, shape, 4)));
  }

  private static Stream<ShaderModule> pointModules(String kernel) {
    String source = "fieldstone/point/" + kernel + ".comp";
    return coordinates((shape, degree) -> Stream.of(ShaderModule.ofDegree(source, shape, degree)));
  }

  /**
   * Floats are slower there, on an H100: beside an inversion, arrays go to memory. A pipeline of
   * columns over an extension took it 11.5 s, with 5 KB of spills.
   */
  private static Stream<ShaderModule> multiplyPoints(LimbShape shape, int degree) {
    return Stream.of("portable", "columns")
        .filter(strategy -> degree == 1 || strategy.equals("portable"))
        .map(strategy -> ShaderModule.ofDegree(MULTIPLY_POINTS, strategy, shape, degree));
  }

  private static Stream<ShaderModule> coordinates(
      BiFunction<LimbShape, Integer, Stream<ShaderModule>> modules) {
    return SHAPES.stream()
        .filter(shape -> shape.limbs() > 1)
        .flatMap(shape -> Stream.of(1, 2).flatMap(degree -> modules.apply(shape, degree)));
  }

  /** Wide products are the fastest nowhere that was tried, and their modules the largest. */
  private static Stream<ShaderModule> modulesOfDegree(String source, LimbShape shape, int degree) {
    return strategies(shape).stream()
        .filter(strategy -> !strategy.equals(WIDE))
        .map(strategy -> ShaderModule.ofDegree(source, strategy, shape, degree));
  }

  private static Stream<ShaderModule> polynomialModules(String kernel, List<String> others) {
    return SHAPES.stream()
        .flatMap(
            shape ->
                strategies(kernel, shape)
                    .filter(strategy -> strategy.equals("portable") || others.contains(strategy))
                    .map(strategy -> polynomialModule(kernel, Optional.of(strategy), shape)));
  }

  private static ShaderModule polynomialModule(
      String kernel, Optional<String> strategy, LimbShape shape) {
    String source = "fieldstone/polynomial/" + kernel + ".comp";
    return new ShaderModule(source, strategy, shape, 0, true);
  }
}
