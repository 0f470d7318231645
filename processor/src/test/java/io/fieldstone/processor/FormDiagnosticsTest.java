// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fieldstone.processor.testing.Project;
import io.fieldstone.processor.testing.Shows;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of several forms, in shaders that follow the form of the dispatch and in others. */
class FormDiagnosticsTest {

  private static final String FOLLOWS =
      """
      return field_factor_element(field_factor_mul(field_factor_of(a), field_factor_of(b)));
      """;

  private static final String FOLLOWS_NOT = "return field_add(a, b);";

  private static final String MARK = "/*!*/";

  /** A kernel with a, b and out in the given forms; a mark stands in the form at fault. */
  private static Project forms(String body, String more, String a, String b, String out) {
    return Project.kernels(
            "@GpuKernel(name = \"f\", glsl = \"f.comp\""
                + more
                + ")\nvoid f(@In(value = 0, form = "
                + form(a)
                + ") DeviceVector<F> a,\n@In(value = 1, form = "
                + form(b)
                + ") DeviceVector<F> b,\n@Out(value = 2, form = "
                + form(out)
                + ") DeviceVector<F> out);")
        .text(
            "f.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/kernel/binary.glsl"
            #include "fieldstone/glsl/field/add.glsl"
            #include "fieldstone/glsl/field/factor.glsl"
            #include "fieldstone/glsl/field/convert.glsl"
            FieldElement apply(FieldElement a, FieldElement b) { %s }
            """
                .formatted(body));
  }

  private static String form(String name) {
    return name.startsWith(MARK)
        ? "Form" + MARK + "." + name.substring(MARK.length())
        : "Form." + name;
  }

  private static String mixed(String first, String form, String other, String otherForm) {
    return "GLSL 'f.comp' computes in the form of the dispatch, as field_mul, field_factor_of and"
        + " others of the field library do, but '"
        + first
        + "' is "
        + form
        + ", and '"
        + other
        + "' is "
        + otherForm
        + "; declare its vectors with one form, or, if the shader converts between them by functions"
        + " such as field_from_montgomery, 'mixesForms = true'.";
  }

  @Test
  @Shows(FORMS_MIXED)
  void whatIsReadInTheFormOfTheDispatchHasOneForm() {
    forms(FOLLOWS, "", "MONTGOMERY", MARK + "CANONICAL", "MONTGOMERY")
        .reportsError(mixed("a", "MONTGOMERY", "b", "CANONICAL"));
    forms(FOLLOWS, "", "UNREDUCED", MARK + "MONTGOMERY", "CANONICAL")
        .reportsError(mixed("a", "UNREDUCED", "b", "MONTGOMERY"));
  }

  @Test
  void whatIsWrittenInTheFormOfTheDispatchHasThatForm() {
    forms(FOLLOWS, "", "MONTGOMERY", "MONTGOMERY", MARK + "CANONICAL")
        .reportsError(mixed("a", "MONTGOMERY", "out", "CANONICAL"));
    forms(FOLLOWS, "", "CANONICAL", "CANONICAL", MARK + "MONTGOMERY")
        .reportsError(mixed("a", "CANONICAL", "out", "MONTGOMERY"));
    forms(FOLLOWS, "", "OF_CALL", "OF_CALL", MARK + "UNREDUCED")
        .reportsError(mixed("a", "OF_CALL", "out", "UNREDUCED"));
  }

  @Test
  void aFixedFormBesideThatOfTheCallIsAnother() {
    forms(FOLLOWS, "", "OF_CALL", MARK + "MONTGOMERY", "OF_CALL")
        .reportsError(mixed("a", "OF_CALL", "b", "MONTGOMERY"));
    forms(FOLLOWS, "", MARK + "CANONICAL", "OF_CALL", "OF_CALL")
        .reportsError(mixed("b", "OF_CALL", "a", "CANONICAL"));
    forms(FOLLOWS, "", MARK + "CANONICAL", "CANONICAL", "OF_CALL")
        .reportsError(mixed("out", "OF_CALL", "a", "CANONICAL"));
  }

  @Test
  void oneFormIsSound() {
    for (String form : List.of("MONTGOMERY", "CANONICAL", "OF_CALL", "UNREDUCED")) {
      forms(FOLLOWS, "", form, form, form).compiles();
      forms(FOLLOWS_NOT, "", form, form, form).compiles();
    }
    forms(FOLLOWS, "", "UNREDUCED", "CANONICAL", "CANONICAL").compiles();
  }

  @Test
  @Shows(FORM_BESIDE_THAT_OF_CALL)
  void inShadersThatFollowNoFormThatIsAWarning() {
    for (String form : List.of("MONTGOMERY", "CANONICAL", "UNREDUCED")) {
      forms(FOLLOWS_NOT, "", "OF_CALL", MARK + form, "OF_CALL")
          .reportsWarning(
              "'b' is "
                  + form
                  + ", but 'a' is in whichever form the caller chooses, so that sums of both would be"
                  + " wrong in one of them; declare them with one form, or, if GLSL 'f.comp' is right in"
                  + " both, 'mixesForms = true'.");
    }
  }

  @Test
  void formsThatAreAllFixedAreTheWordOfTheAuthorThere() {
    forms(
            "return field_add(field_to_montgomery(a), b);",
            "",
            "CANONICAL",
            "MONTGOMERY",
            "MONTGOMERY")
        .compiles();
    forms(
            "return field_from_montgomery(field_add(a, b));",
            "",
            "MONTGOMERY",
            "MONTGOMERY",
            "CANONICAL")
        .compiles();
  }

  @Test
  void whoLooksAfterTheFormsSaysSo() {
    forms(FOLLOWS, ", mixesForms = true", "OF_CALL", "MONTGOMERY", "CANONICAL").compiles();
    forms(FOLLOWS_NOT, ", mixesForms = true", "OF_CALL", "MONTGOMERY", "OF_CALL").compiles();
  }

  private static Project scaled(String more, String a, String out) {
    return Project.kernels(
            "@GpuKernel(name = \"f\", glsl = \"f.comp\""
                + more
                + ")\nvoid f(@PushConstant(/*!*/4) java.math.BigInteger s,\n@In(value = 0, form = "
                + form(a)
                + ") DeviceVector<F> a,\n@Out(value = 1, form = "
                + form(out)
                + ") DeviceVector<F> out);")
        .text(
            "f.comp",
            """
            #version 450
            #extension GL_GOOGLE_include_directive : require
            #include "fieldstone/glsl/integer/limbs.glsl"
            layout(local_size_x = 64) in;
            layout(push_constant) uniform Push { uint count; uint s[FIELDSTONE_WORDS]; };
            layout(std430, binding = 0) readonly buffer A { uint as[]; };
            layout(std430, binding = 1) writeonly buffer Out { uint outs[]; };
            void main() {
              for (uint i = gl_GlobalInvocationID.x; i < count; i += gl_NumWorkGroups.x * 64u) {
                for (int w = 0; w < FIELDSTONE_WORDS; w++) {
                  outs[i * FIELDSTONE_WORDS + w] = as[i * FIELDSTONE_WORDS + w] ^ s[w];
                }
              }
            }
            """);
  }

  @Test
  @Shows(FORM_OF_PUSH_CONSTANT)
  void aPushedElementHasOneFormToo() {
    scaled("", "MONTGOMERY", "CANONICAL").reportsError(pushed("MONTGOMERY", "out", "CANONICAL"));
    scaled("", "CANONICAL", "MONTGOMERY").reportsError(pushed("CANONICAL", "out", "MONTGOMERY"));
    assertEquals(
        List.of(),
        Project.diagnostics(scaled(", mixesForms = true", "MONTGOMERY", "CANONICAL").compile()));
    assertEquals(List.of(), Project.diagnostics(scaled("", "MONTGOMERY", "MONTGOMERY").compile()));
  }

  private static String pushed(String form, String other, String otherForm) {
    return "Push constant 's' is in the form of the dispatch, here "
        + form
        + ", but '"
        + other
        + "' is "
        + otherForm
        + ", so that it goes with one of the two only; pass the element in a vector, or, if GLSL"
        + " 'f.comp' takes it as "
        + form
        + ", say 'mixesForms = true'.";
  }

  private static Project inForm(String body, String more, String form) {
    return forms(body, more, form, form, form);
  }

  @Test
  @Shows(MONTGOMERY_UNASKED)
  void productsInMontgomeryFormAloneAreWrongInCanonical() {
    for (String body :
        List.of(
            "return field_montgomery_mul(a, b);",
            "return field_factor_montgomery(field_factor_mul(field_factor_of_montgomery(a),"
                + " field_factor_of_montgomery(b)));",
            "return field_from_montgomery(a);")) {
      for (String form : List.of("OF_CALL", "CANONICAL")) {
        assertEquals(
            List.of(
                "WARNING: GLSL 'f.comp' computes with Montgomery's constants and never asks for the"
                    + " form of the dispatch, as field_montgomery_mul, field_factor_of_montgomery and"
                    + " field_from_montgomery do, but 'a' is "
                    + form
                    + ", so that canonical elements are a factor R off; use field_mul, field_factor_of"
                    + " and others that follow the form, declare the vectors as MONTGOMERY, or, if it"
                    + " is right all the same, 'mixesForms = true'."),
            Project.diagnostics(inForm(body, "", form).compile()).stream()
                .map(line -> line.replaceFirst("^.*?: (?=WARNING)", ""))
                .toList());
        inForm(body, ", mixesForms = true", form).compiles();
      }
      inForm(body, "", "MONTGOMERY").compiles();
    }
  }

  @Test
  @Shows(UNREDUCED_UNCONVERTED)
  void whatMayReachTheModulusIsReduced() {
    forms(FOLLOWS_NOT, "", MARK + "UNREDUCED", "CANONICAL", "CANONICAL")
        .reportsWarning(
            "'a' is UNREDUCED, so that its elements may reach the modulus, but 'out' is CANONICAL, and"
                + " GLSL 'f.comp' calls neither field_reduce nor a conversion; reduce what is read,"
                + " or, if the shader does so in a way of its own, say 'mixesForms = true'.");
    forms(FOLLOWS_NOT, ", mixesForms = true", "UNREDUCED", "CANONICAL", "CANONICAL").compiles();
    forms("return field_add(field_reduce(a), b);", "", "UNREDUCED", "CANONICAL", "CANONICAL")
        .compiles();
  }
}
