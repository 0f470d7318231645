// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.declaration;

import com.google.auto.common.MoreElements;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Grid;
import io.fieldstone.annotations.Workgroups;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.GridMessages;
import io.fieldstone.processor.diagnostic.KernelMessages;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import io.fieldstone.processor.model.Parameter.WorkgroupsParameter;
import java.util.List;

/** Checks that a declaration says how many workgroups there are, and says it once. */
final class GridChecks {

  /** Of a cooperative kernel the runtime sets the first two push constants. */
  private static final int OWN_CONSTANTS_OF_COOPERATIVE = 2 * Integer.BYTES;

  private final KernelMethod kernel;
  private final Diagnostics diagnostics;

  GridChecks(KernelMethod kernel, Diagnostics diagnostics) {
    this.kernel = kernel;
    this.diagnostics = diagnostics;
  }

  void check() {
    checkWorkgroups();
    if (kernel.isCooperative()) {
      checkCooperative();
    } else if (!kernel.hasOwnGrid()
        && !kernel.vectors().isEmpty()
        && kernel.vectors(Extent.ELEMENTS).isEmpty()) {
      diagnostics.report(kernel.site(), GridMessages.gridNotDerivable(kernel.javaName()));
    }
  }

  private void checkWorkgroups() {
    List<WorkgroupsParameter> given =
        kernel.parameters().stream()
            .filter(WorkgroupsParameter.class::isInstance)
            .map(WorkgroupsParameter.class::cast)
            .toList();
    for (WorkgroupsParameter second : given.subList(Math.min(1, given.size()), given.size())) {
      diagnostics.report(
          second.site(), GridMessages.workgroupsTwice(second.name(), given.get(0).name()));
    }
    Grid grid = kernel.grid().value();
    if (grid == Grid.CALL && given.isEmpty() && !isAnnotated()) {
      diagnostics.report(kernel.grid().site(), GridMessages.workgroupsAbsent(kernel.javaName()));
    } else if (grid != Grid.CALL && !given.isEmpty()) {
      diagnostics.report(
          given.get(0).site(),
          GridMessages.workgroupsUnasked(given.get(0).name(), kernel.javaName(), grid));
    }
  }

  /** What is annotated and no number of workgroups was reported. */
  private boolean isAnnotated() {
    return kernel.element().getParameters().stream()
        .anyMatch(parameter -> MoreElements.isAnnotationPresent(parameter, Workgroups.class));
  }

  private void checkCooperative() {
    if (kernel.hasOwnGrid()) {
      diagnostics.report(
          kernel.grid().site(),
          GridMessages.gridExclusive(
              kernel.javaName(), kernel.grid().value(), kernel.workgroupVectors().get(0).name()));
    }
    if (kernel.vectors(Extent.ELEMENTS).isEmpty()) {
      diagnostics.report(
          kernel.workgroupVectors().get(0).extent().site(),
          KernelMessages.cooperativeWithoutElements(kernel.javaName()));
    }
    for (PushParameter constant : kernel.pushConstants()) {
      if (constant.offset() < OWN_CONSTANTS_OF_COOPERATIVE) {
        diagnostics.report(
            constant.site(),
            ParameterMessages.pushConstantAtFirstWorkgroup(constant.name(), constant.offset()));
      }
    }
  }
}
