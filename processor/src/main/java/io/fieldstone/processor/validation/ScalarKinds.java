// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** Which kinds of numbers a type is made of. */
final class ScalarKinds {

  private ScalarKinds() {}

  /** Returns the kinds in {@code type}; members may be shared, so each type is visited once. */
  static Set<ScalarKind> in(SpirvType type) {
    Set<ScalarKind> kinds = EnumSet.noneOf(ScalarKind.class);
    Set<SpirvType> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<SpirvType> pending = new ArrayDeque<>();
    pending.add(type);
    while (!pending.isEmpty()) {
      SpirvType next = pending.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof SpirvType.Scalar scalar) {
        kinds.add(scalar.kind());
      } else if (next instanceof SpirvType.Vector vector) {
        pending.add(vector.component());
      } else if (next instanceof SpirvType.Array array) {
        pending.add(array.element());
      } else if (next instanceof SpirvType.Struct struct) {
        struct.members().forEach(member -> pending.add(member.type()));
      }
    }
    return kinds;
  }
}
