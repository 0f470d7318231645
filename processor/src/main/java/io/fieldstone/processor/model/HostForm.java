// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.Access;
import io.fieldstone.processor.model.Parameter.VectorParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A way to call a kernel with host vectors: with all vectors given, or with its only output left to
 * the runtime, which then makes one as long as the inputs.
 *
 * @param parameters the parameters that are given, in the order of the declaration
 * @param allocatedOutput the output that the runtime makes
 */
public record HostForm(List<Parameter> parameters, Optional<VectorParameter> allocatedOutput) {

  /**
   * Returns the forms of a kernel: none if it is not element-wise, so that it runs on device
   * vectors only.
   */
  public static List<HostForm> of(KernelMethod kernel) {
    if (!kernel.isElementWise()) {
      return List.of();
    }
    List<HostForm> forms = new ArrayList<>();
    List<VectorParameter> outputs =
        kernel.vectors().stream().filter(v -> v.access() == Access.OUT).toList();
    long inputs = kernel.vectors().stream().filter(v -> v.access() == Access.IN).count();
    // the length of the output comes from an input, and a job returns the first vector it writes
    if (outputs.size() == 1 && inputs > 0 && inputs + 1 == kernel.vectors().size()) {
      VectorParameter output = outputs.get(0);
      forms.add(
          new HostForm(
              kernel.parameters().stream()
                  .filter(p -> p != output)
                  .collect(Collectors.toUnmodifiableList()),
              Optional.of(output)));
    }
    forms.add(new HostForm(kernel.parameters(), Optional.empty()));
    return List.copyOf(forms);
  }
}
