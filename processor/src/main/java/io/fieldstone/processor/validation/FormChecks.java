// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.FormMessages;
import io.fieldstone.processor.model.Parameter.PushType;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import io.fieldstone.processor.spirv.Influence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the vectors of a kernel are in one form: a module would take the elements of another
 * one for what they are not, and nothing looks wrong but the result.
 *
 * <pre>
 *                                     follows the form of the dispatch     does not
 *   all in one form                   sound                                sound
 *     OF_CALL or integers, and
 *     Montgomery's constants used     sound                                warning
 *   OF_CALL and a fixed form          error                                warning
 *   several fixed forms               error                                its author's word
 *     with a pushed element           error                                error
 *   UNREDUCED read, others written,
 *     Montgomery's constants unused   warning                              warning
 * </pre>
 */
final class FormChecks {

  private final Inspection inspection;
  private final List<VectorParameter> vectors;
  private final boolean follows;
  private final boolean montgomery;

  /** The form of the dispatch is that of this one. */
  private final VectorParameter first;

  private FormChecks(Inspection inspection) {
    this.inspection = inspection;
    this.vectors =
        inspection.kernel().buffers().stream()
            .filter(v -> !v.elements().areIntegers())
            .sorted(Comparator.comparing(v -> !v.access().reads()))
            .toList();
    this.follows = inspection.entryPoint().influences().contains(Influence.FORM);
    this.montgomery = inspection.entryPoint().influences().contains(Influence.MONTGOMERY);
    this.first =
        vectors.stream()
            .filter(v -> v.form().value() == Form.OF_CALL)
            .findFirst()
            .orElse(vectors.get(0));
  }

  static void check(Inspection inspection) {
    boolean hasForms =
        inspection.kernel().buffers().stream().anyMatch(v -> !v.elements().areIntegers());
    if (!hasForms || inspection.kernel().mixesForms()) {
      return;
    }
    FormChecks checks = new FormChecks(inspection);
    Optional<VectorParameter> other =
        checks.vectors.stream()
            .filter(v -> integers(v.form().value()) != integers(checks.first.form().value()))
            .findFirst();
    if (other.isPresent()) {
      checks.reportOther(other.get());
    } else {
      checks.checkMontgomery();
    }
    checks.checkUnreduced();
  }

  private void reportOther(VectorParameter other) {
    Form form = first.form().value();
    if (follows) {
      inspection.report(
          other.form().site(),
          FormMessages.formsMixed(first.name(), form, other.name(), other.form().value()));
    } else if (form == Form.OF_CALL) {
      inspection.report(
          other.form().site(),
          FormMessages.formBesideThatOfCall(first.name(), other.name(), other.form().value()));
    } else {
      checkPushedElements();
    }
  }

  private void checkPushedElements() {
    boolean isMontgomery =
        vectors.stream()
            .filter(v -> v.access().reads())
            .allMatch(v -> v.form().value() == Form.MONTGOMERY);
    Form form = isMontgomery ? Form.MONTGOMERY : Form.CANONICAL;
    vectors.stream()
        .filter(v -> integers(v.form().value()) != form)
        .findFirst()
        .ifPresent(
            other ->
                inspection.kernel().pushConstants().stream()
                    .filter(p -> p.type() == PushType.ELEMENT)
                    .forEach(
                        p ->
                            inspection.report(
                                p.site(),
                                FormMessages.formOfPushConstant(
                                    p.name(), form, other.name(), other.form().value()))));
  }

  /** What reduces integers of any size needs Montgomery's constants too. */
  private void checkMontgomery() {
    boolean reduces =
        vectors.stream().anyMatch(v -> v.access().reads() && v.form().value() == Form.UNREDUCED);
    if (montgomery && !follows && !reduces && first.form().value() != Form.MONTGOMERY) {
      inspection.report(FormMessages.montgomeryUnasked(first.name(), first.form().value()));
    }
  }

  private void checkUnreduced() {
    Optional<VectorParameter> unreduced =
        vectors.stream()
            .filter(v -> v.access().reads() && v.form().value() == Form.UNREDUCED)
            .findFirst();
    Optional<VectorParameter> below =
        vectors.stream()
            .filter(v -> v.access().writes() && v.form().value() != Form.UNREDUCED)
            .findFirst();
    // the other forms are told already where a vector is in that of the call
    if (!montgomery
        && unreduced.isPresent()
        && below.isPresent()
        && first.form().value() != Form.OF_CALL) {
      inspection.report(
          unreduced.get().form().site(),
          FormMessages.unreducedUnconverted(
              unreduced.get().name(), below.get().name(), below.get().form().value()));
    }
  }

  /** Elements that may reach the modulus are integers as canonical ones are. */
  private static Form integers(Form form) {
    return form == Form.UNREDUCED ? Form.CANONICAL : form;
  }
}
