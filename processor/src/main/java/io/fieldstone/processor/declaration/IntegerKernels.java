// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.diagnostic.TableMessages;
import io.fieldstone.processor.model.GeneratedNames;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.Parameter.PushType;
import java.util.List;

/** Checks an interface of which all vectors are of integers: there is no field to compute in. */
final class IntegerKernels {

  private final Diagnostics diagnostics;

  IntegerKernels(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Returns the kernels with modules that are of no limb shape. */
  List<KernelMethod> check(List<KernelMethod> kernels) {
    for (KernelMethod kernel : kernels) {
      kernel.pushConstants().stream()
          .filter(constant -> constant.type() == PushType.ELEMENT)
          .forEach(
              constant ->
                  diagnostics.report(
                      constant.site(), ParameterMessages.pushElementWithoutField(constant.name())));
      kernel
          .constants()
          .forEach(
              table ->
                  diagnostics.report(
                      table.site(), TableMessages.constantsWithoutField(table.binding())));
    }
    return kernels.stream()
        .map(
            kernel ->
                kernel.source() instanceof KernelSource.Spirv
                    ? kernel
                    : kernel.withSpirv(GeneratedNames.ofAnyShape(kernel.spirv().value())))
        .toList();
  }
}
