// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.validation;

import io.fieldstone.processor.spirv.SpirvType;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;

/** Which numbers a type is made of. */
final class Scalars {

  private Scalars() {}

  /** Returns the scalars in {@code type}; members may be shared, so each type is visited once. */
  static Set<Scalar> in(SpirvType type) {
    Set<Scalar> scalars = new HashSet<>();
    Set<SpirvType> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<SpirvType> pending = new ArrayDeque<>();
    pending.add(type);
    while (!pending.isEmpty()) {
      SpirvType next = pending.remove();
      if (!seen.add(next)) {
        continue;
      }
      if (next instanceof Scalar scalar) {
        scalars.add(scalar);
      } else if (next instanceof SpirvType.Vector vector) {
        pending.add(vector.component());
      } else if (next instanceof SpirvType.Array array) {
        pending.add(array.element());
      } else if (next instanceof SpirvType.Struct struct) {
        struct.members().forEach(member -> pending.add(member.type()));
      }
    }
    return scalars;
  }
}
