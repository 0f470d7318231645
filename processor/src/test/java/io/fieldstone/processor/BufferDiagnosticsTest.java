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

  private static Project factors(String a, String b, String out) {
    return glsl("@In(value = 0, form = Form."
            + a
            + ") DeviceVector<F> a, @In(value = 1, form = Form/*!*/."
            + b
            + ") DeviceVector<F> b, @Out(value = 2, form = Form."
            + out
            + ") DeviceVector<F> out")
        .text(
            "add.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/binary.glsl"
            #include "fieldstone/glsl/field/factor.glsl"
            FieldElement apply(FieldElement a, FieldElement b) {
              return field_factor_element(field_factor_mul(field_factor_of(a), field_factor_of(b)));
            }
            """);
  }

  @Test
  @Shows(FORMS_MIXED)
  void whatIsReadInTheFormOfTheDispatchHasOneForm() {
    factors("MONTGOMERY", "CANONICAL", "MONTGOMERY")
        .reportsError(
            "GLSL 'add.comp' computes in the form of the dispatch, as field_mul, field_factor_of and"
                + " others of the field library do, but it reads 'a', which is MONTGOMERY, and 'b',"
                + " which is CANONICAL; declare what it reads with one form, or call functions that do"
                + " not ask for it, such as field_montgomery_mul and field_factor_of_montgomery.");
  }

  @Test
  void formsThatAgreeOrAreChosenAreSound() {
    for (String form : List.of("MONTGOMERY", "CANONICAL", "OF_CALL")) {
      factors(form, form, "CANONICAL").compiles();
    }
    factors("OF_CALL", "MONTGOMERY", "OF_CALL").compiles();
  }

  @Test
  void whatDoesNotFollowTheFormMayReadTwo() {
    factors("MONTGOMERY", "CANONICAL", "MONTGOMERY")
        .text(
            "add.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/binary.glsl"
            #include "fieldstone/glsl/field/factor.glsl"
            #include "fieldstone/glsl/field/pow.glsl"
            FieldElement apply(FieldElement a, FieldElement b) {
              FieldFactor x = field_factor_of_montgomery(a);
              FieldFactor y = field_factor_of_montgomery(field_to_montgomery(b));
              return field_factor_montgomery(field_factor_mul(x, y));
            }
            """)
        .compiles();
  }
}
