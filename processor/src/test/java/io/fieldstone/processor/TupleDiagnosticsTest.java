// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Buffer;
import io.fieldstone.processor.testing.Golden;
import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shader;
import io.fieldstone.processor.testing.Shows;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of several base elements, points and integers against the arrays of modules. */
class TupleDiagnosticsTest {

  private static final String GLSL =
      """
      #version 450
      layout(local_size_x = 64) in;
      layout(push_constant) uniform Push { uint count; };
      %s
      layout(std430, binding = 0) readonly buffer A { Element a[]; };
      layout(std430, binding = 1) writeonly buffer Out { uint o[]; };
      void main() {
        for (uint i = gl_GlobalInvocationID.x; i < count;
             i += gl_NumWorkGroups.x * gl_WorkGroupSize.x) {
          o[i] = a[i].%s;
        }
      }
      """;

  /** A tower of two quadratic extensions: y^2 = 2 + i. */
  private static final String QUARTIC =
      """
      package user;
      import io.fieldstone.annotations.ExtensionField;
      @ExtensionField(base = Seven.F49.class, polynomial = "y^2 - i - 2")
      public interface Quartic {}
      """;

  /** A kernel of {@code vector} elements, in an interface without variables but {@code C}. */
  private static Project kernel(String resource, String vector) throws IOException {
    String variables = vector.contains("<C>") ? "<C>" : vector.equals("F") ? "<F>" : "";
    return Project.declaring(
            "Kernels",
            "public interface Kernels"
                + variables
                + " {\n"
                + "@GpuKernel(name = \"f\", "
                + resource
                + ")\n"
                + "void f(@In(/*!*/0) DeviceVector<"
                + vector
                + "> a,"
                + " @Out(1) DeviceVector<"
                + vector
                + "> out);\n"
                + "}\n")
        .source("user.Seven", Golden.text("Seven.java"));
  }

  private static Shader copy(Buffer a, Buffer out) {
    return Shader.compute().with(a.named("a").readonly()).with(out.named("out").writeonly());
  }

  private static Project copies(String vector, String a, String out) throws IOException {
    return kernel("spirv = \"f.spv\"", vector).spirv("f.spv", copy(buffer(0, a), buffer(1, out)));
  }

  /** {@code uint[3]} in an array without padding. */
  private static Buffer buffer(int binding, String type) {
    Buffer buffer = Buffer.at(binding).of(type);
    return type.endsWith("]")
        ? buffer.stride(
            4 * Integer.parseInt(type.substring(type.indexOf('[') + 1, type.length() - 1)))
        : buffer;
  }

  @ParameterizedTest
  @Shows(ELEMENT_TUPLE)
  @CsvSource({
    "Seven.F49, uint[3], 12, 8, 2",
    "Seven.F49, uint[4], 16, 8, 2",
    "Seven.Tower, uvec2, 8, 24, 6",
    "Seven.Tower, uint[12], 48, 24, 6",
    "Affine<Seven.ThirteenPoints>, uvec4, 16, 8, 2"
  })
  void anElementOfABufferIsThatOfTheVector(
      String vector, String type, int stride, int bytes, int components) throws IOException {
    copies(vector, type, "uint")
        .reportsError(
            "Elements of parameter 'a' have "
                + bytes
                + " bytes ("
                + components
                + " of 1x32), but its buffer in SPIR-V 'f.spv' is a '"
                + type
                + "[]' of "
                + stride
                + " bytes each, which is neither an element, nor a coordinate, nor divides a base"
                + " element; change the array's type.");
  }

  @ParameterizedTest
  @CsvSource({
    "Seven.F49, uint, uvec2",
    "Seven.F49, uint[2], uint[2]",
    "Seven.Tower, uint, uint[6]",
    "Affine<Seven.ThirteenPoints>, uint[2], uint",
    "UInt32, uint, uint",
    "UInt64, uint64_t, uvec2",
    "UInt64, uint[2], uint64_t"
  })
  void elementsAndTheirPartsAreSound(String vector, String a, String out) throws IOException {
    kernel("spirv = \"f.spv\", requires = DeviceFeature.SHADER_INT64", vector)
        .spirv("f.spv", copy(buffer(0, a), buffer(1, out)).capability(11))
        .compiles();
  }

  @ParameterizedTest
  @Shows(INTEGER_WIDTH)
  @CsvSource({
    "UInt32, uvec2, 32, 8, uint",
    "UInt32, uvec4, 32, 16, uint",
    "UInt64, uint, 64, 4, uint64_t' or 'uvec2",
    "UInt64, uvec4, 64, 16, uint64_t' or 'uvec2",
    "UInt64, uint[3], 64, 12, uint64_t' or 'uvec2"
  })
  void integersHaveTheirWidth(String vector, String type, int bits, int stride, String expected)
      throws IOException {
    copies(vector, type, vector.equals("UInt32") ? "uint" : "uvec2")
        .reportsError(
            "Parameter 'a' is a vector of integers of "
                + bits
                + " bits, but its buffer in SPIR-V 'f.spv' is a '"
                + type
                + "[]' of "
                + stride
                + " bytes each; make it an array of '"
                + expected
                + "'.");
  }

  private static Project glsl(String vector, String first, String second) throws IOException {
    String element = "struct Element { uint " + first + "; uint " + second + "; };";
    return kernel("glsl = \"f.comp\"", vector).text("f.comp", GLSL.formatted(element, first));
  }

  @ParameterizedTest
  @Shows(TUPLE_ORDER)
  @CsvSource({"Affine<Seven.ThirteenPoints>, y, x", "Seven.F49, c1, c0", "Affine<C>, y, x"})
  void thePartsOfAnElementAreInOrder(String vector, String first, String second)
      throws IOException {
    glsl(vector, first, second).reportsError(order("a", first, second));
  }

  private static String order(String parameter, String first, String second) {
    return "Elements of parameter '"
        + parameter
        + "' lie in memory as c0, c1, ..., or x before y, but in GLSL 'f.comp' '"
        + first
        + "' of 'struct Element' is before '"
        + second
        + "'; put the members in that order.";
  }

  private static Project constant(String vector, int id, String type) throws IOException {
    return Project.declaring(
            "Kernels",
            "public interface Kernels"
                + (vector.equals("F") ? "<F>" : "")
                + " {\n"
                + "@GpuKernel(name = \"f\", spirv = /*!*/\"f.spv\")\n"
                + "void f(@In(0) DeviceVector<"
                + vector
                + "> a,"
                + " @Out(1) DeviceVector<"
                + vector
                + "> out);\n"
                + "}\n")
        .source("user.Seven", Golden.text("Seven.java"))
        .source("user.Quartic", QUARTIC)
        .spirv("f.spv", copy(Buffer.at(0), Buffer.at(1)).constant(id, type, "n"));
  }

  @ParameterizedTest
  @Shows(TYPE_CONSTANT_UNKNOWN)
  @CsvSource({
    "F, 94, a of a curve, 'F' is a field",
    "Seven.F49, 95, b of a curve, 'user.Seven.F49' is a field",
    "Seven.Tower, 93, n of an extension by x^d - n, that of 'Tower' is no integer of 32 bits",
    "UInt32, 93, n of an extension by x^d - n, all vectors are of integers",
    "Quartic, 93, n of an extension by x^d - n, 'Quartic' is a tower and takes constants 96 and 97 beside it",
    "Quartic, 96, k of a tower by y^2 - k - m x, 'Quartic' is a tower and takes constants 96 and 97 beside it",
    "Seven.Tower, 97, m of a tower by y^2 - k - m x, that of 'Tower' is no integer of 32 bits"
  })
  void aConstantOfTheTypeIsThere(String vector, int id, String meaning, String reason)
      throws IOException {
    constant(vector, id, "int")
        .reportsError(
            "SPIR-V 'f.spv' has a specialization constant with id "
                + id
                + ", which is "
                + meaning
                + ", but "
                + reason
                + "; remove it, or write the number into the shader.");
  }

  /** The numbers of a tower are there together, and are 0 for what is none. */
  @ParameterizedTest
  @ValueSource(strings = {"Quartic", "Seven.F49", "F"})
  void theNumbersOfATowerAreConstants(String vector) throws IOException {
    constant(vector, 93, "int")
        .spirv(
            "f.spv",
            copy(Buffer.at(0), Buffer.at(1))
                .constant(93, "int", "n")
                .constant(96, "int", "k")
                .constant(97, "int", "m"))
        .compiles();
  }

  @ParameterizedTest
  @ValueSource(strings = {"uint", "bool", "float"})
  void aConstantOfTheTypeIsSigned(String type) throws IOException {
    constant("Seven.F49", 93, type)
        .reportsError(
            "Specialization constant 93 is a '"
                + type
                + "' in SPIR-V 'f.spv', but the runtime sets a 'int' there; declare it as such.");
  }

  @Test
  void amongIntegersThereIsNoModulus() throws IOException {
    constant("UInt32", 100, "uint")
        .reportsError(
            "SPIR-V 'f.spv' has a specialization constant with id 100, which is a word of p, but all"
                + " vectors are of integers; remove it, or write the number into the shader.");
  }

  @Test
  @Shows(STRATEGY_DEGREE_MISSING)
  void aStrategyHasAllDegreesOfAShape() throws IOException {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels<F> {
              @GpuKernel(
                  name = "f",
                  spirv = "f_{strategy}_{shape}x{degree}.spv",
                  strategies = {"portable", /*!*/"wide"})
              void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            }
            """)
        .spirv("f_portable_1x32x1.spv", copy(Buffer.at(0), Buffer.at(1)))
        .spirv("f_portable_1x32x2.spv", copy(Buffer.at(0), Buffer.at(1)))
        .spirv("f_wide_1x32x1.spv", copy(Buffer.at(0), Buffer.at(1)))
        .reportsError(
            "SPIR-V 'f_wide_{shape}x{degree}.spv' is missing for 1x32 of degree 2, which strategy"
                + " 'portable' has, although it is there for other degrees of that shape; add it, or"
                + " remove those.");
  }

  @Test
  @Shows(DEGREES_NOT_OF_ALL)
  void kernelsOfOneInterfaceAreOfTheSameFields() throws IOException {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels<F> {
              @GpuKernel(name = "f", spirv = "f_{shape}x{degree}.spv")
              void f(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
              @GpuKernel(name = "g", spirv = /*!*/"g_{shape}.spv")
              void g(@In(0) DeviceVector<F> a, @Out(1) DeviceVector<F> out);
            }
            """)
        .spirv("f_1x32x1.spv", copy(Buffer.at(0), Buffer.at(1)))
        .spirv("f_1x32x2.spv", copy(Buffer.at(0), Buffer.at(1)))
        .spirv("g_1x32.spv", copy(Buffer.at(0), Buffer.at(1)))
        .reportsWarning(
            "Kernel method 'g' has modules for prime fields only, so that 'f', which has them for"
                + " extension fields too, cannot be called with these; declare it in an interface of its"
                + " own.");
  }

  @Test
  void aModuleIsThereForTheDegree() throws IOException {
    Project.declaring(
            "Kernels",
            """
            public interface Kernels {
              @GpuKernel(name = "f", spirv = /*!*/"f_{shape}x{degree}.spv")
              void f(@In(0) DeviceVector<Seven.F49> a, @Out(1) DeviceVector<Seven.F49> out);
            }
            """)
        .source("user.Seven", Golden.text("Seven.java"))
        .spirv("f_1x32x1.spv", copy(Buffer.at(0), Buffer.at(1)))
        .spirv("f_1x64x2.spv", copy(Buffer.at(0), Buffer.at(1)))
        .reportsError(
            "SPIR-V 'f_{shape}x{degree}.spv' exists for the limb shapes 1x32, 1x64 of degree 2, but"
                + " field 'F49' has 1x32 of degree 2; compile the shader for that shape too.");
  }
}
