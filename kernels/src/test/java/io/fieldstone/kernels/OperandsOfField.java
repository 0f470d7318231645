// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.field.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** The operands that suit an operation; those of the last field are kept, since many follow. */
final class OperandsOfField {

  private record Key(Field<?> field, int random, String kind) {}

  private static final int KEPT = 12;
  private static final int SEED = 1;

  private static final Map<Key, Operands> LAST =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Operands> eldest) {
          return size() > KEPT;
        }
      };

  private OperandsOfField() {}

  static synchronized Operands of(ReferenceOperation operation, Field<?> field, int random) {
    return switch (operation) {
      case REDUCE ->
          LAST.computeIfAbsent(
              new Key(field, random, "unreduced"), key -> Operands.unreduced(field, random, SEED));
      case PRODUCT, PREFIX_PRODUCT ->
          LAST.computeIfAbsent(
              new Key(field, random, "units"),
              key -> Operands.of(field, random, SEED).withoutZeros());
      default ->
          LAST.computeIfAbsent(
              new Key(field, random, "any"), key -> Operands.of(field, random, SEED));
    };
  }
}
