// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.BindingMessages;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.Comparator;
import java.util.List;

/**
 * Checks that the vectors of a kernel are in one form: a module would take the elements of another
 * one for what they are not, and nothing looks wrong but the result.
 *
 * <pre>
 *                               follows the form of the dispatch     does not
 *   all in one form             sound                                sound
 *   OF_CALL and a fixed form    error                                warning
 *   several fixed forms         error                                its author's word
 * </pre>
 */
final class FormChecks {

  private FormChecks() {}

  static void check(Inspection inspection) {
    List<VectorParameter> vectors =
        inspection.kernel().vectors().stream()
            .sorted(Comparator.comparing(v -> !v.access().reads()))
            .toList();
    boolean follows = inspection.entryPoint().followsForm();
    if (vectors.isEmpty() || inspection.kernel().mixesForms()) {
      return;
    }
    // the form of the dispatch is that of these
    VectorParameter first =
        vectors.stream()
            .filter(v -> v.form().value() == Form.OF_CALL)
            .findFirst()
            .orElse(vectors.get(0));
    if (!follows && first.form().value() != Form.OF_CALL) {
      return;
    }
    vectors.stream()
        .filter(v -> integers(v.form().value()) != integers(first.form().value()))
        .findFirst()
        .ifPresent(
            other ->
                inspection.report(
                    other.form().site(),
                    follows
                        ? BindingMessages.formsMixed(
                            first.name(), first.form().value(), other.name(), other.form().value())
                        : BindingMessages.formBesideThatOfCall(
                            first.name(), other.name(), other.form().value())));
  }

  /** Elements that may reach the modulus are integers as canonical ones are. */
  private static Form integers(Form form) {
    return form == Form.UNREDUCED ? Form.CANONICAL : form;
  }
}
