// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.diagnostic;

import static io.fieldstone.processor.diagnostic.Diagnostic.*;
import static io.fieldstone.processor.diagnostic.Message.shown;

import io.fieldstone.annotations.Grid;
import javax.lang.model.type.TypeMirror;

/**
 * What is said of how many workgroups a kernel has; the method that makes a message has the name of
 * its {@link Diagnostic}.
 */
public final class GridMessages {

  private GridMessages() {}

  public static Message gridNotDerivable(CharSequence method) {
    return GRID_NOT_DERIVABLE.says(
        "Kernel method '"
            + shown(method)
            + "' has a workgroup for so many elements, but no vector of Extent.ELEMENTS to count them"
            + " by; make a vector one, or write 'grid = Grid.CALL' or 'grid = Grid.ONE'.");
  }

  public static Message gridExclusive(CharSequence method, Grid grid, CharSequence vector) {
    return GRID_EXCLUSIVE.says(
        "Kernel method '"
            + shown(method)
            + "' has Grid."
            + shown(grid)
            + ", but also as many workgroups as Extent.WORKGROUPS makes '"
            + shown(vector)
            + "' long; remove one of them.");
  }

  public static Message workgroupsAbsent(CharSequence method) {
    return WORKGROUPS_ABSENT.says(
        "Kernel method '"
            + shown(method)
            + "' has Grid.CALL, but no parameter says how many workgroups there are; add"
            + " '@Workgroups int workgroups'.");
  }

  public static Message workgroupsUnasked(CharSequence parameter, CharSequence method, Grid grid) {
    return WORKGROUPS_UNASKED.says(
        "Parameter '"
            + shown(parameter)
            + "' is the number of workgroups, but kernel method '"
            + shown(method)
            + "' has Grid."
            + shown(grid)
            + "; write 'grid = Grid.CALL' or remove the parameter.");
  }

  public static Message workgroupsTwice(CharSequence parameter, CharSequence other) {
    return WORKGROUPS_TWICE.says(
        "Parameter '"
            + shown(parameter)
            + "' is the number of workgroups, as '"
            + shown(other)
            + "' is; leave one.");
  }

  public static Message workgroupsType(CharSequence parameter, TypeMirror type) {
    return WORKGROUPS_TYPE.says(
        "Parameter '"
            + shown(parameter)
            + "' is the number of workgroups, but has type '"
            + shown(type)
            + "'; make it an 'int'.");
  }
}
