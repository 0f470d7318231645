// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.model.Located;

/** The numbers that bindings and descriptor sets can have. */
final class BindingRange {

  /** Drivers make tables up to the highest number; more than this no GLSL compiler takes. */
  private static final int MOST_BINDING = 65_534;

  /** No device binds more than 32 sets at once. */
  private static final int MOST_SET = 31;

  private BindingRange() {}

  static void check(
      String name, Located<Integer> binding, Located<Integer> set, Diagnostics diagnostics) {
    check("binding", name, binding, MOST_BINDING, diagnostics);
    check("set", name, set, MOST_SET, diagnostics);
  }

  private static void check(
      String what, String name, Located<Integer> number, int most, Diagnostics diagnostics) {
    if (number.value() < 0) {
      diagnostics.report(
          number.site(), ParameterMessages.bindingNegative(what, name, number.value()));
    } else if (number.value() > most) {
      diagnostics.report(
          number.site(), ParameterMessages.bindingLarge(what, name, number.value(), most));
    }
  }
}
