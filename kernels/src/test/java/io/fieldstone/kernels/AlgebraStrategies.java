// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** With which strategies and in which forms a kernel of {@link AlgebraKernels} is tested. */
final class AlgebraStrategies {

  private AlgebraStrategies() {}

  /**
   * Returns the arguments, each with the kernel, a strategy and a form after them: all of them if
   * nothing is to be left out, and else in Montgomery form, with one strategy. Those of short
   * elements are all the same.
   *
   * @param strategy the one strategy, if the device has it
   */
  static Stream<Arguments> of(
      PersistentBackend gpu,
      KernelDescriptor kernel,
      Field<?> field,
      String strategy,
      Object... arguments) {
    List<String> strategies = gpu.strategies(kernel, field.shape());
    if (strategies.isEmpty()) {
      strategies = List.of("");
    } else if (field.elementBytes() <= Long.BYTES) {
      strategies = strategies.subList(0, 1);
    } else if (!OperationsTest.FULL) {
      strategies = List.of(strategies.contains(strategy) ? strategy : strategies.get(0));
    }
    return strategies.stream()
        .flatMap(
            chosen ->
                Stream.of(ElementForm.CANONICAL, ElementForm.MONTGOMERY)
                    .filter(form -> OperationsTest.FULL || form == ElementForm.MONTGOMERY)
                    .map(form -> with(arguments, kernel, chosen, form)));
  }

  /** Returns the arguments with others after them. */
  static Arguments with(Object[] arguments, Object... others) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(others));
    return Arguments.of(all.toArray());
  }
}
