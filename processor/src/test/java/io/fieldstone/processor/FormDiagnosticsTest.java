// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import static io.fieldstone.processor.diagnostic.Diagnostic.FORMS_MIXED;
import static io.fieldstone.processor.diagnostic.Diagnostic.FORM_BESIDE_THAT_OF_CALL;

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
}
