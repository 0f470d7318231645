// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.diagnostic.ParameterMessages;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.Parameter.PushParameter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Checks that no push constant lies in an element before it, which is as wide as the field's. */
public final class PushOverlap {

  private PushOverlap() {}

  /** Reports push constants that overlap for the widest of {@code shapes}; returns if there are. */
  public static boolean check(
      KernelMethod kernel, Collection<LimbShape> shapes, Diagnostics diagnostics) {
    LimbShape widest =
        shapes.stream()
            .max(Comparator.comparingInt(LimbShape::bits))
            .orElseGet(() -> LimbShape.ALL.get(0));
    List<PushParameter> constants =
        kernel.pushConstants().stream()
            .sorted(Comparator.comparingInt(PushParameter::offset))
            .toList();
    boolean overlaps = false;
    for (int i = 1; i < constants.size(); i++) {
      PushParameter earlier = constants.get(i - 1);
      PushParameter later = constants.get(i);
      if (later.offset() < earlier.end(widest)) {
        overlaps = true;
        diagnostics.report(
            later.site(),
            ParameterMessages.pushConstantOverlapForShape(
                later.name(),
                later.offset(),
                earlier.name(),
                earlier.offset(),
                earlier.end(widest),
                widest));
      }
    }
    return overlaps;
  }
}
