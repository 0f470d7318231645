// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.compilation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.StrategyMessages;
import io.fieldstone.processor.diagnostic.Suggestion;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Located;
import io.fieldstone.shaders.ShaderModules;
import java.util.List;

/**
 * Checks that each strategy of a shader is one that it is compiled differently for: a name that is
 * misspelt defines a macro that nobody asks for, and computes as the portable one does.
 */
final class StrategyNames {

  private static final List<String> LIBRARY = ShaderModules.strategies(LimbShape.parse("4x64"));

  private StrategyNames() {}

  /** Reports strategies without effect; returns whether all have one. */
  static boolean check(KernelMethod kernel, SourceTree tree, Diagnostics diagnostics) {
    boolean sound = true;
    List<Located<String>> names = kernel.strategies().names();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).value();
      String macro = Variant.macro(name);
      String suggestion = Suggestion.nearest(name, LIBRARY);
      // the first is what is computed without any macro, and may be called as one likes
      boolean isDefault = i == 0 && suggestion.isEmpty();
      if (!LIBRARY.contains(name) && !isDefault && !tree.mentions(macro)) {
        sound = false;
        diagnostics.report(
            names.get(i).site(),
            StrategyMessages.strategyWithoutEffect(
                name,
                kernel.source().given().value(),
                macro,
                String.join(", ", LIBRARY),
                suggestion));
      }
    }
    return sound;
  }
}
