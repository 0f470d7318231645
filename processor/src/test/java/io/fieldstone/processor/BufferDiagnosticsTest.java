// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import java.util.List;
import javax.tools.Diagnostic.Kind;
import org.junit.jupiter.api.Test;

/** What is wrong with the buffers of a shader: their numbers, their elements and their forms. */
class BufferDiagnosticsTest {

  private static final String BODY =
      """
      void main() {
        for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
          outs[i] = as[i] + bs[i];
        }
      }
      """;

  private static String buffers(String type, int a, int b, int out) {
    return """
        #version 450
        layout(local_size_x = 64) in;
        layout(push_constant) uniform Push { uint count; };
        layout(std430, binding = %2$d) readonly buffer A { %1$s as[]; };
        layout(std430, binding = %3$d) readonly buffer B { %1$s bs[]; };
        layout(std430, binding = %4$d) writeonly buffer Out { %1$s outs[]; };
        """
            .formatted(type, a, b, out)
        + BODY;
  }

  private static Project glsl(String parameters) {
    return Project.kernels(
        "  @GpuKernel(name = \"add\", glsl = \"add.comp\")\n  void add(" + parameters + ");");
  }

  @Test
  @Shows(BINDING_SHARED)
  void twoBuffersOfAShaderWithOneNumberAreTheShadersMistake() {
    Project.kernels(
            """
            @GpuKernel(name = "add", glsl = /*!*/"add.comp")
            void add(@In(0) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(2) DeviceVector<F> out);
            """)
        .text("add.comp", buffers("uint", 0, 0, 1))
        .reportsError(
            "GLSL 'add.comp' gives its buffers 'A' (add.comp:4) and 'B' (add.comp:5) both binding 0 of"
                + " set 0, and has nothing at binding 2 for parameter 'out'; give each buffer of the"
                + " shader a number of its own.");
  }

  @Test
  void twoViewsOfOneBufferAreSound() {
    glsl("@In(0) DeviceVector<F> a, @Out(2) DeviceVector<F> out")
        .text("add.comp", buffers("uint", 0, 0, 2))
        .compiles();
  }

  @Test
  @Shows(BINDINGS_NUMBERED_OTHERWISE)
  void otherNumbersThanTheBuffersWithTheSameNamesAreOneMistake() {
    for (String parameters :
        List.of(
            "@In(/*!*/1) DeviceVector<F> a, @In(2) DeviceVector<F> b, @Out(3) DeviceVector<F> out",
            "@In(/*!*/2) DeviceVector<F> a, @In(1) DeviceVector<F> b, @Out(0) DeviceVector<F> out")) {
      glsl(parameters)
          .text("add.comp", buffers("uint", 0, 1, 2))
          .reportsError(
              "Parameter 'a' is bound to binding "
                  + (parameters.contains("!*/1") ? 1 : 2)
                  + " of set 0, but by their names the parameters are binding 0 ('A'), binding 1"
                  + " ('B'), binding 2 ('Out') in GLSL 'add.comp'; correct the numbers.");
    }
  }

  @Test
  void whereAParameterHasNoBufferThatIsTheCause() {
    glsl("@In(0) DeviceVector<F> x, @Out(1) DeviceVector<F> y, @Out(/*!*/5) DeviceVector<F> z")
        .text("add.comp", buffers("uint", 0, 1, 2))
        .reportsError(
            "Parameter 'z' is bound to binding 5 of set 0, but GLSL 'add.comp' has binding 2 ('Out'),"
                + " binding 0 ('A'), binding 1 ('B'); correct the number.");
  }

  @Test
  @Shows(ELEMENT_TYPE)
  void elementsAreNoFloats() {
    for (String type : List.of("float", "vec2", "vec4")) {
      glsl("@In(/*!*/0) DeviceVector<F> a, @In(/*!*/1) DeviceVector<F> b, @Out(/*!*/2) DeviceVector<F> out")
          .text("add.comp", buffers(type, 0, 1, 2))
          .reports(floats("a", type), floats("b", type), floats("out", type));
    }
  }

  private static Project.Expected floats(String parameter, String type) {
    return new Project.Expected(
        Kind.ERROR,
        "Elements of parameter '"
            + parameter
            + "' are unsigned integers, but its buffer in GLSL 'add.comp' is a '"
            + type
            + "[]', which takes their bits for floats; make it an array of uint, or of a struct or"
            + " vector of them.");
  }

  @Test
  @Shows(ELEMENT_SIGNED)
  void elementsHaveNoSign() {
    for (String type : List.of("int", "Word")) {
      glsl("@In(/*!*/0) DeviceVector<F> a, @Out(1) DeviceVector<F> out")
          .text(
              "add.comp",
              """
              #version 450
              layout(local_size_x = 64) in;
              layout(push_constant) uniform Push { uint count; };
              struct Word { int low; };
              layout(std430, binding = 0) readonly buffer A { %s as[]; };
              layout(std430, binding = 1) writeonly buffer Out { uint outs[]; };
              void main() {
                for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
                  outs[i] = uint(as[i]%s);
                }
              }
              """
                  .formatted(type, type.equals("int") ? "" : ".low"))
          .reportsWarning(
              "Elements of parameter 'a' are unsigned integers, but its buffer in GLSL 'add.comp' is a"
                  + " '"
                  + (type.equals("int") ? "int" : "struct Word")
                  + "[]', whose comparisons, quotients and shifts to the right take a sign; make it"
                  + " unsigned, and convert where a sign is meant.");
    }
  }

  @Test
  @Shows(ELEMENT_NARROW)
  void wordsAreNotTakenApart() {
    for (String type : List.of("uint8_t", "uint16_t", "struct Half")) {
      int bits = type.equals("uint8_t") ? 8 : 16;
      String given = type.equals("struct Half") ? "Half" : type;
      glsl("@In(/*!*/0) DeviceVector<F> a, @Out(1) DeviceVector<F> out")
          .text(
              "add.comp",
              """
              #version 450
              #extension GL_EXT_shader_%sbit_storage : require
              #extension GL_EXT_shader_explicit_arithmetic_types : require
              layout(local_size_x = 64) in;
              layout(push_constant) uniform Push { uint count; };
              struct Half { uint16_t low; uint16_t high; };
              layout(std430, binding = 0) readonly buffer A { %s as[]; };
              layout(std430, binding = 1) writeonly buffer Out { uint outs[]; };
              void main() {
                for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
                  outs[i] = uint(as[i]%s);
                }
              }
              """
                  .formatted(bits, given, given.equals("Half") ? ".low" : ""))
          .reportsWarning(
              "Elements of parameter 'a' are words of 32 bits, but its buffer in GLSL 'add.comp' is a"
                  + " '"
                  + type
                  + "[]', whose index counts parts of words; make it an array of uint, or of a struct"
                  + " or vector of them, and take the words apart.");
    }
  }

  @Test
  void whatIsWrongForAllShapesIsSaidOnce() {
    glsl("@In(/*!*/0) DeviceVector<F> a, @Out(1) DeviceVector<F> out")
        .text(
            "add.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/memory/vectors.glsl"
            layout(local_size_x = 64) in;
            layout(push_constant) uniform Push { uint count; };
            layout(std430, binding = 0) readonly buffer A { FieldVector as[4]; };
            layout(std430, binding = 1) writeonly buffer Out { FieldVector outs[]; };
            void main() {
              for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
                outs[i] = as[i & 3u];
              }
            }
            """)
        .reportsError(
            "Parameter 'a' is a vector, but its buffer in GLSL 'add.comp' is 'uint[4]'; make the block"
                + " one unsized array at offset 0.");
  }
}
