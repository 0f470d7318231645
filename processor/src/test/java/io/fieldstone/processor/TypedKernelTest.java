// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.testing.compile.Compilation;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels over points, extension fields and integers, with grids and tables of their own. */
class TypedKernelTest {

  private static final String HEAD =
      """
      #version 450
      #extension GL_GOOGLE_include_directive : require
      """;

  /** Copies base elements, as many as {@code parts} an element. */
  private static String copy(String parts) {
    return HEAD
        + """
        #include "fieldstone/glsl/memory/element_access.glsl"
        layout(local_size_x = 64) in;
        layout(push_constant) uniform Push { uint count; };
        layout(std430, binding = 0) readonly buffer A { FieldVector a[]; };
        layout(std430, binding = 1) writeonly buffer Out { FieldVector o[]; };
        void main() {
          for (uint i = gl_GlobalInvocationID.x; i < count;
               i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
            for (uint j = 0; j < PARTS; j++) {
              FieldElement element;
              FIELD_ELEMENT_LOAD(i * PARTS + j, a, element)
              FIELD_ELEMENT_STORE(i * PARTS + j, o, element)
            }
          }
        }
        """
            .replace("PARTS", parts);
  }

  private static final String GATHER =
      HEAD
          + """
          #include "fieldstone/glsl/curve/point_access.glsl"
          layout(local_size_x = 64) in;
          layout(push_constant) uniform Push { uint count; };
          layout(std430, binding = 0) readonly buffer Points { FieldVector points[]; };
          layout(std430, binding = 1) readonly buffer Index { uint index[]; };
          layout(std430, binding = 2) writeonly buffer Out { FieldVector o[]; };
          void main() {
            for (uint i = gl_GlobalInvocationID.x; i < count;
                 i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
              FieldAffine p;
              FIELD_POINT_LOAD(index[i], points, p)
              FIELD_POINT_STORE(i, o, p)
            }
          }
          """;

  private static Project kernels(String variables, String body) throws IOException {
    return Project.declaring(
            "Kernels", "public interface Kernels" + variables + " {\n" + body + "\n}\n")
        .source("user.Seven", Golden.text("Seven.java"));
  }

  private static void assertModules(Compilation compilation, String kernel, String... targets) {
    for (String target : targets) {
      assertTrue(
          module(compilation, kernel + "_" + target),
          () -> kernel + " has no module for " + target);
    }
  }

  private static boolean module(Compilation compilation, String name) {
    return compilation
        .generatedFile(StandardLocation.CLASS_OUTPUT, "user/Kernels_" + name + ".spv")
        .isPresent();
  }

  private static String dispatch(Compilation compilation) {
    return Project.generated(compilation, "user.KernelsDispatch");
  }

  private static void assertContains(String text, String part) {
    assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
  }

  @Test
  void theGeneratedClassIsAsExpected() throws IOException {
    Compilation compilation =
        Project.empty()
            .source("user.PointKernels", Golden.text("PointKernels.java"))
            .text("my/gather.comp", GATHER)
            .text(
                "my/scale.comp",
                GATHER
                    .replace("uint index[]", "FieldVector index[]")
                    .replace("index[i]", "index[i].x"))
            .text("my/bucket.comp", GATHER.replace("count;\n", "gl_NumWorkGroups.x;\n"))
            .compiles();
    assertEquals(
        Golden.text("PointKernelsDispatch.java"),
        Project.generated(compilation, "user.PointKernelsDispatch"));
  }

  private static final String POINTS =
      """
        @GpuKernel(name = "gather", glsl = "gather.comp")
        void gather(
            @In(value = 0, extent = Extent.WHOLE) DeviceVector<Affine<C>> points,
            @In(1) DeviceVector<UInt32> index,
            @Out(2) DeviceVector<Affine<C>> out);
      """;

  @Test
  void aKernelOfPointsIsCompiledForPrimeAndQuadraticFields() throws IOException {
    Compilation compilation = kernels("<C>", POINTS).text("gather.comp", GATHER).compiles();
    for (String shape : List.of("1x32", "1x64", "4x64", "6x64")) {
      assertModules(compilation, "gather", shape + "x1", shape + "x2");
    }
    String dispatch = dispatch(compilation);
    assertContains(dispatch, ".spirv(\"user/Kernels_gather_{shape}x{degree}.spv\")");
    assertContains(dispatch, ".degrees(1, 2)");
    assertContains(dispatch, "of(PersistentBackend backend, Curve<C> curve)");
    assertFalse(dispatch.contains("Job"), dispatch);
  }

  @Test
  void aKernelOfOneCurveIsCompiledForItsField() throws IOException {
    Compilation compilation =
        kernels("", POINTS.replace("<C>", "<Seven.ThirteenPoints>"))
            .text("gather.comp", GATHER)
            .compiles();
    assertModules(compilation, "gather", "1x32");
    assertFalse(module(compilation, "gather_1x64"));
    assertContains(
        dispatch(compilation), "new KernelsDispatch(backend, Seven_ThirteenPointsCurve.INSTANCE)");
  }

  @Test
  void pointsOfAnotherCurveAreNoArgument() throws IOException {
    Compilation compilation =
        kernels("<C>", POINTS)
            .text("gather.comp", GATHER)
            .source(
                "user.Caller",
                """
                package user;
                import io.fieldstone.annotations.*;
                import io.fieldstone.runtime.*;
                class Caller {
                  interface Other {}
                  void call(
                      KernelsDispatch<Seven.ThirteenPoints> kernels,
                      DeviceVector<Affine<Seven.ThirteenPoints>> points,
                      DeviceVector<UInt32> index,
                      DeviceVector<Affine<Other>> out) {
                    kernels.gather(points, index, points);
                    kernels.gather(points, index, out);
                  }
                }
                """)
            .compile();
    assertThat(compilation).hadErrorCount(1);
    assertThat(compilation)
        .hadErrorContaining(
            "DeviceVector<io.fieldstone.annotations.Affine<user.Caller.Other>> cannot");
  }

  private static String copyMethod(String type) {
    return """
        @GpuKernel(name = "copy", glsl = "copy.comp")
        void copy(@In(0) DeviceVector<%1$s> a, @Out(1) DeviceVector<%1$s> out);
        """
        .formatted(type);
  }

  @Test
  void aFieldKernelThatAsksForTheDegreeTakesExtensions() throws IOException {
    Compilation compilation =
        kernels("<E>", copyMethod("E"))
            .text("copy.comp", copy("FIELD_COORDINATE_DEGREE"))
            .compiles();
    assertModules(compilation, "copy", "1x32x1", "1x32x4", "6x64x2");
    assertContains(dispatch(compilation), "of(PersistentBackend backend, FiniteField<E> field)");
    assertContains(dispatch(compilation), ".degrees(1, 2, 3, 4, 5)");
    assertContains(dispatch(compilation), "Job<HostVector<E>> copyJob(HostVector<E> a)");
  }

  @Test
  void aFieldKernelThatDoesNotAskForTheDegreeTakesPrimeFields() throws IOException {
    Compilation compilation =
        kernels("<E>", copyMethod("E")).text("copy.comp", copy("1")).compiles();
    assertModules(compilation, "copy", "1x32", "6x64");
    assertContains(dispatch(compilation), "of(PersistentBackend backend, Field<E> field)");
    assertFalse(dispatch(compilation).contains(".degrees"));
  }

  @Test
  void whatDefinesTheDegreeIsForThatOne() throws IOException {
    Compilation compilation =
        kernels("<E>", copyMethod("E"))
            .text(
                "copy.comp",
                copy("FIELD_COORDINATE_DEGREE")
                    .replace("#include", "#define FIELD_COORDINATE_DEGREE 2\n#include"))
            .compiles();
    assertModules(compilation, "copy", "1x32", "6x64");
    assertFalse(dispatch(compilation).contains(".degrees"));
  }

  @Test
  void aShaderMayBeForSomeDegreesOnly() throws IOException {
    Compilation compilation =
        kernels("<E>", copyMethod("E"))
            .text(
                "copy.comp",
                copy("FIELD_COORDINATE_DEGREE")
                    .replace(
                        "#include",
                        "#if FIELD_COORDINATE_DEGREE > 2\n#error not for this\n#endif\n#include"))
            .compile();
    assertContains(dispatch(compilation), ".degrees(1, 2)");
    assertThat(compilation).hadNoteContaining("1x32, 1x64, 4x64, 6x64, 1x32 of degree 2");
  }

  @Test
  void aKernelOfOneExtensionIsCompiledForItsDegree() throws IOException {
    Compilation compilation =
        kernels("", copyMethod("Seven.Tower"))
            .text("copy.comp", copy("FIELD_COORDINATE_DEGREE"))
            .compiles();
    assertModules(compilation, "copy", "1x32");
    assertContains(dispatch(compilation), ".degrees(6)");
    assertContains(dispatch(compilation), "Kernel<Seven.Tower> copy");
  }

  @Test
  void integersNeedNoField() throws IOException {
    Compilation compilation =
        kernels(
                "",
                """
                @GpuKernel(name = "widen", glsl = "widen.comp")
                void widen(@In(0) DeviceVector<UInt32> a, @Out(1) DeviceVector<UInt64> out);
                """)
            .text(
                "widen.comp",
                """
                #version 450
                layout(local_size_x = 64) in;
                layout(push_constant) uniform Push { uint count; };
                layout(std430, binding = 0) readonly buffer A { uint a[]; };
                layout(std430, binding = 1) writeonly buffer Out { uvec2 o[]; };
                void main() {
                  for (uint i = gl_GlobalInvocationID.x; i < count;
                       i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
                    o[i] = uvec2(a[i], 0u);
                  }
                }
                """)
            .compiles();
    assertTrue(module(compilation, "widen"));
    assertContains(dispatch(compilation), ".typeArguments(0)");
    assertContains(dispatch(compilation), "of(PersistentBackend backend)");
    assertContains(dispatch(compilation), "Job<HostVector<UInt64>> widenJob(HostVector<UInt32> a)");
  }

  @Test
  void severalFieldsAreGivenInTheOrderOfTheVariables() throws IOException {
    Compilation compilation =
        kernels(
                "<C, S, T>",
                """
                @GpuKernel(name = "pair", glsl = "pair.comp")
                void pair(
                    @In(0) DeviceVector<T> t,
                    @In(value = 1, times = 2) DeviceVector<S> s,
                    @Out(2) DeviceVector<Affine<C>> out);
                """)
            .text(
                "pair.comp", GATHER.replace("uint index[]", "uint s[]").replace("index[i]", "s[i]"))
            .compiles();
    String dispatch = dispatch(compilation);
    assertContains(dispatch, "Curve<C> curve, Field<S> fieldS,");
    assertContains(dispatch, "Field<T> fieldT)");
    assertContains(dispatch, "VectorElements.argument(2), 1))");
    assertContains(dispatch, "VectorElements.argument(1), 2))");
    assertContains(dispatch, ".typeArguments(3)");
  }

  @ParameterizedTest
  @CsvSource({
    "a * b + c, FieldExt2",
    "a * a * 3 - 2 * b + c ^ 5, FieldExt2",
    "-a + b * c - 7, FieldExt2",
    "a + b + c + 65537 * a, FieldExt2"
  })
  void anExpressionOverAnExtensionIsOneKernel(String expression, String type) throws IOException {
    Compilation compilation =
        kernels(
                "",
                """
                @GpuKernel(name = "fused", expression = "%s")
                void fused(
                    @In(0) DeviceVector<Seven.F49> a,
                    @In(1) DeviceVector<Seven.F49> b,
                    @In(2) DeviceVector<Seven.F49> c,
                    @Out(3) DeviceVector<Seven.F49> out);
                """
                    .formatted(expression))
            .compiles();
    assertModules(compilation, "fused", "1x32");
    assertContains(dispatch(compilation), ".degrees(2)");
    assertFalse(type.isEmpty());
  }

  @Test
  void anExpressionMayBeOverATower() throws IOException {
    Compilation compilation =
        kernels(
                "",
                """
                @ExtensionField(base = Seven.F49.class, polynomial = "y^2 - i - 2")
                interface Quartic {}
                @GpuKernel(name = "axpy", expression = "s * a * b + a ^ 2 + (s + 1) - 3 * b")
                void axpy(
                    @PushConstant(4) java.math.BigInteger s,
                    @In(0) DeviceVector<Quartic> a,
                    @In(1) DeviceVector<Quartic> b,
                    @Out(2) DeviceVector<Quartic> out);
                """)
            .compiles();
    assertModules(compilation, "axpy", "1x32");
    assertContains(dispatch(compilation), ".degrees(4)");
  }

  @Test
  void aPushedElementIsOfThePrimeField() throws IOException {
    Compilation compilation =
        kernels(
                "",
                """
                @PrimeField(name = "baby_bear", modulus = "0x78000001")
                interface Bear {}
                @ExtensionField(base = Bear.class, polynomial = "x^4 - 11")
                interface Bear4 {}
                @GpuKernel(name = "axpy", expression = "s * a + b * (s + 1)")
                void axpy(
                    @PushConstant(4) java.math.BigInteger s,
                    @In(0) DeviceVector<Bear4> a,
                    @In(1) DeviceVector<Bear4> b,
                    @Out(2) DeviceVector<Bear4> out);
                """)
            .compiles();
    assertModules(compilation, "axpy", "1x32");
    assertContains(dispatch(compilation), ".degrees(4)");
  }

  @Test
  void aLargeTableIsWrittenInFewStrings() throws IOException {
    String numbers =
        String.join(" ", IntStream.range(0, 40_000).mapToObj(i -> "" + i % 7).toList());
    Compilation compilation =
        kernels(
                "",
                """
                @GpuKernel(
                    name = "copy",
                    glsl = "copy.comp",
                    constants = @Constants(binding = 2, values = {Kernels.TABLE, "0x3"}))
                void copy(@In(0) DeviceVector<Seven.F7> a, @Out(1) DeviceVector<Seven.F7> out);
                String TABLE = "%s";
                """
                    .formatted(numbers.substring(0, 60_001)))
            .text(
                "copy.comp",
                copy("1")
                    .replace(
                        "void main",
                        "layout(std430, binding = 2) readonly buffer T { FieldVector t[]; };\nvoid main")
                    .replace(
                        "a, element)",
                        "t, element)\n            FIELD_ELEMENT_LOAD(i, a, element)"))
            .compiles();
    String dispatch = dispatch(compilation);
    assertContains(dispatch, ".constants(0, 2, Form.OF_CALL, \"0 1 2 3");
    assertContains(dispatch, "0x3\")");
  }
}
