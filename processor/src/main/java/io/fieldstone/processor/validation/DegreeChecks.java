// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ModuleMessages;
import io.fieldstone.processor.model.TypeArgument;
import io.fieldstone.processor.model.TypeArguments;
import java.util.List;

/** Checks that all kernels of an interface can be called with the same fields. */
public final class DegreeChecks {

  private DegreeChecks() {}

  /**
   * Reports kernels of prime fields beside ones of extension fields too: what the generated class
   * is called with has to suit all of them.
   */
  public static void check(
      List<CheckedKernel> kernels, TypeArguments arguments, Diagnostics diagnostics) {
    boolean isField =
        arguments.areVariables() && arguments.list().get(0).kind() == TypeArgument.Kind.FIELD;
    List<CheckedKernel> extended = kernels.stream().filter(CheckedKernel::takesExtensions).toList();
    if (!isField || extended.isEmpty()) {
      return;
    }
    for (CheckedKernel kernel : kernels) {
      if (!kernel.takesExtensions()) {
        diagnostics.report(
            kernel.kernel().spirv().site(),
            ModuleMessages.degreesNotOfAll(
                kernel.kernel().javaName(), extended.get(0).kernel().javaName()));
      }
    }
  }
}
