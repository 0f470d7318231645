// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.KernelReference;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That the self-test covers what it promises; that devices pass it is tested with the others. */
class StandardReferencesTest {

  private static final KernelRegistry REGISTRY = KernelRegistry.load();

  @Test
  void theReferencesAreFoundAndEachIsOfAKernel() {
    assertEquals(new StandardReferences().references().size(), REGISTRY.references().size());
    for (KernelReference reference : REGISTRY.references()) {
      assertEquals(reference.kernel(), REGISTRY.kernel(reference.kernel()).name());
    }
  }

  @Test
  void everyShapeAndStrategyProvesItselfAtItsFirstUse() {
    Set<LimbShape> shapes = new HashSet<>();
    REGISTRY.fields().stream().map(Field::shape).forEach(shapes::add);
    for (LimbShape shape : shapes) {
      Set<String> used = new TreeSet<>();
      Set<String> proven = new TreeSet<>();
      for (KernelDescriptor kernel : new FieldstoneKernelProvider().kernels()) {
        if (kernel.supports(shape)) {
          List<String> strategies = strategies(kernel, shape);
          used.addAll(strategies);
          if (provesAtFirstUse(kernel)) {
            proven.addAll(strategies);
          }
        }
      }
      assertEquals(used, proven, shape.toString());
      assertTrue(proven.contains("portable"), shape.toString());
    }
  }

  private static boolean provesAtFirstUse(KernelDescriptor kernel) {
    return REGISTRY.references().stream()
        .anyMatch(reference -> reference.atFirstUse() && reference.kernel().equals(kernel.name()));
  }

  private static List<String> strategies(KernelDescriptor kernel, LimbShape shape) {
    return kernel.strategies().isEmpty()
        ? List.of("")
        : kernel.strategies().stream()
            .filter(strategy -> strategy.supports(shape))
            .map(strategy -> strategy.name())
            .toList();
  }
}
