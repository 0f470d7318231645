// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Edges and others of every shipped type can be put into vectors, and every kernel has some. */
class TypeOperandsTest {

  @Test
  void everyKernelOfEveryTypeHasOperands() {
    List<TypeArgument<?>> types = new ArrayList<>(KernelRegistry.load().extensionFields());
    types.addAll(KernelRegistry.load().curves());
    assertFalse(types.isEmpty());
    try (PersistentBackend gpu = PersistentBackend.open(BackendOptions.fromEnvironment())) {
      for (TypeArgument<?> type : types) {
        TypeOperands operands = TypeOperands.of(type, 1);
        for (TypePiece piece : List.of(operands.edges(), operands.random(0, 10))) {
          try (CaseVectors vectors = new CaseVectors(gpu, ElementForm.CANONICAL)) {
            Set<String> kernels = new HashSet<>();
            piece.cases(vectors).forEach(each -> kernels.add(each.kernel()));
            assertEquals(Set.copyOf(operands.kernels()), kernels, type.name());
          }
        }
      }
    }
  }
}
