// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.Form;
import io.fieldstone.processor.diagnostic.BindingMessages;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.List;

/**
 * Checks that a module which computes in the form of the dispatch reads vectors of one form: of two
 * it would take the elements of one for what they are not, and nothing looks wrong but the result.
 */
final class FormChecks {

  private FormChecks() {}

  static void check(Inspection inspection) {
    List<VectorParameter> vectors = inspection.kernel().vectors();
    boolean chosen = vectors.stream().anyMatch(v -> v.form().value() == Form.OF_CALL);
    if (chosen || !inspection.entryPoint().followsForm()) {
      return; // what the caller chooses is the form of the dispatch
    }
    List<VectorParameter> read = vectors.stream().filter(v -> v.access().reads()).toList();
    for (VectorParameter vector : read) {
      VectorParameter first = read.get(0);
      if (isMontgomery(vector) != isMontgomery(first)) {
        inspection.report(
            vector.form().site(),
            BindingMessages.formsMixed(
                first.name(), first.form().value(), vector.name(), vector.form().value()));
        return;
      }
    }
  }

  private static boolean isMontgomery(VectorParameter vector) {
    return vector.form().value() == Form.MONTGOMERY;
  }
}
