// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.shaders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.annotations.LimbShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The GLSL library as a kernel of someone else uses it. {@code -Dfieldstone.test.full=true}
 * compiles it for every length of elements.
 */
class FieldLibraryTest {

  private static final LimbShape SHAPE = LimbShape.parse("4x64");

  private static final int SPIRV_HEADER_WORDS = 5;
  private static final int OP_DECORATE = 71;
  private static final int DECORATION_SPEC_ID = 1;

  /** Three vectors and a scalar, at sets and bindings of its own. */
  private static final String FUSED =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      #define FIELDSTONE_PUSH_CONSTANTS uint s_words[FIELDSTONE_WORDS];
      #include "fieldstone/glsl/memory/tile.glsl"
      #include "fieldstone/glsl/field/add.glsl"
      #include "fieldstone/glsl/field/mul.glsl"

      layout(std430, set = 0, binding = 1) readonly buffer A { FieldVector a_vectors[]; };
      layout(std430, set = 0, binding = 4) readonly buffer B { FieldVector b_vectors[]; };
      layout(std430, set = 1, binding = 0) readonly buffer C { FieldVector c_vectors[]; };
      layout(std430, set = 1, binding = 2) writeonly buffer Out { FieldVector out_vectors[]; };

      void main() {
        FieldElement s = field_element_of(s_words);
        FIELD_TILE_FOR_EACH(tile) {
          FieldRun a_run;
          FieldRun b_run;
          FieldRun c_run;
          FIELD_TILE_LOAD(tile, a_vectors, a_run)
          FIELD_TILE_LOAD(tile, b_vectors, b_run)
          FIELD_TILE_LOAD(tile, c_vectors, c_run)
          FieldElement a = field_tile_to_own(a_run);
          field_tile_reuse();
          FieldElement b = field_tile_to_own(b_run);
          field_tile_reuse();
          FieldElement c = field_tile_to_own(c_run);
          FieldRun out_run = field_tile_to_striped(field_add(field_mul(field_mul(a, b), s), c));
          FIELD_TILE_STORE(tile, out_vectors, out_run)
        }
      }
      """;

  private static ShaderCompiler compiler;
  private static SpirvValidator validator;

  @BeforeAll
  static void open() {
    compiler = new ShadercCompiler();
    validator = new SpirvValidator();
  }

  @AfterAll
  static void close() {
    validator.close();
    compiler.close();
  }

  /** Of each length, or of some of them: the shortest, odd and even ones, the longest. */
  static List<LimbShape> shapes() {
    IntStream limbs =
        ShaderModulesTest.FULL
            ? IntStream.rangeClosed(1, 16)
            : IntStream.of(1, 2, 3, 4, 6, 7, 11, 16);
    return Stream.concat(Stream.of(new LimbShape(1, 32)), limbs.mapToObj(n -> new LimbShape(n, 64)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void threeVectorsAndAScalarMakeOneFusedKernel(LimbShape shape) {
    compile("fused", FUSED, shape);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void powersAndSmallIntegersCompile(LimbShape shape) {
    compile("pow", unary("field/pow", "field_pow(a, 5u)"), shape);
    compile("constant", unary("field/constants", "field_constant(3u)"), shape);
    compile("scale", unary("field/scale", "field_scale(a, 3u)"), shape);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void changesOfFormCompile(LimbShape shape) {
    compile("to_montgomery", unary("field/convert", "field_to_montgomery(a)"), shape);
    compile("from_montgomery", unary("field/convert", "field_from_montgomery(a)"), shape);
    compile("reduce", unary("field/convert", "field_reduce(a)"), shape);
  }

  @Test
  void aKernelOfOneSumHasNoConstantOfMultiplication() {
    assertEquals(ids(one(90), words(100)), specializationIds("field/add", "field_add(a, a)"));
  }

  @Test
  void aMontgomeryProductNeedsNeitherTheFormNorRSquared() {
    assertEquals(
        ids(one(90), words(100), one(200)),
        specializationIds("field/montgomery", "field_montgomery_mul(a, a)"));
  }

  @Test
  void aProductHasBothForms() {
    assertEquals(
        ids(one(90), one(91), words(100), one(200), words(300)),
        specializationIds("field/mul", "field_mul(a, a)"));
  }

  @Test
  void aProductOfTwoWordsTakesBothWordsOfTheNegativeInverse() {
    assertEquals(
        ids(one(91), words(100, 2), words(200, 2), words(300, 2)),
        specializationIds("field/mul", "field_mul(a, a)", LimbShape.parse("1x64")));
  }

  @Test
  void aReductionAloneNeedsOnlyTheModulus() {
    assertEquals(
        ids(one(90), words(100), one(200)),
        specializationIds("modulus/redc", "field_montgomery_reduce(a)"));
  }

  @Test
  void aPowerKnownToBePositiveNeedsNoOne() {
    assertEquals(
        specializationIds("field/mul", "field_mul(a, a)"),
        specializationIds("field/pow", "field_pow(a, 3u)"));
  }

  @Test
  void aSmallMultipleIsTheSameInBothForms() {
    assertEquals(ids(one(90), words(100)), specializationIds("field/scale", "field_scale(a, 3u)"));
  }

  @Test
  void aSmallConstantNeedsNoMultiplication() {
    assertEquals(
        ids(one(90), one(91), words(100), words(400)),
        specializationIds("field/constants", "field_constant(3u)"));
  }

  private static String unary(String include, String expression) {
    return """
        #version 450
        #extension GL_GOOGLE_include_directive : require
        #include "fieldstone/glsl/kernel/unary.glsl"
        #include "fieldstone/glsl/%s.glsl"

        FieldElement apply(FieldElement a) {
          return %s;
        }
        """
        .formatted(include, expression);
  }

  private static byte[] compile(String name, String text, LimbShape shape) {
    var source = new ShaderSource(name.replace('/', '_') + ".comp", text);
    byte[] spirv = compiler.compile(source, Resources.INCLUDES, ShaderModule.macros(shape));
    validator.validate(source.name() + " for " + shape, spirv);
    return spirv;
  }

  /** The ids of the specialization constants of a module: operands of OpDecorate SpecId. */
  private static Set<Integer> specializationIds(String include, String expression) {
    return specializationIds(include, expression, SHAPE);
  }

  private static Set<Integer> specializationIds(
      String include, String expression, LimbShape shape) {
    byte[] spirv = compile(include, unary(include, expression), shape);
    IntBuffer words = ByteBuffer.wrap(spirv).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    Set<Integer> ids = new TreeSet<>();
    for (int at = SPIRV_HEADER_WORDS; at < words.limit(); at += words.get(at) >>> 16) {
      boolean decorate = (words.get(at) & 0xffff) == OP_DECORATE;
      if (decorate && words.get(at + 2) == DECORATION_SPEC_ID) {
        ids.add(words.get(at + 3));
      }
    }
    return ids;
  }

  private static Set<Integer> ids(IntStream... parts) {
    return Arrays.stream(parts)
        .flatMap(IntStream::boxed)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static IntStream one(int id) {
    return IntStream.of(id);
  }

  private static IntStream words(int first) {
    return words(first, SHAPE.words());
  }

  private static IntStream words(int first, int count) {
    return IntStream.range(first, first + count);
  }
}
