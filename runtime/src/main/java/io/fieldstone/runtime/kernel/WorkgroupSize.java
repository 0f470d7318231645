// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The size of a kernel's workgroups. Immutable.
 *
 * @param dimensions invocations in x, y and z
 * @param ids for each dimension the id of the specialization constant that it is, or {@link #FIXED}
 */
record WorkgroupSize(List<Integer> dimensions, List<Integer> ids) {

  static final int FIXED = -1;

  static final WorkgroupSize ONE =
      new WorkgroupSize(Collections.nCopies(3, 1), Collections.nCopies(3, FIXED));

  WorkgroupSize {
    dimensions = List.copyOf(dimensions);
    ids = List.copyOf(ids);
    long invocations = 1;
    for (int dimension : dimensions) {
      if (dimension < 1 || dimension > Integer.MAX_VALUE / invocations) {
        throw new IllegalArgumentException(
            "a workgroup has "
                + dimensions.get(0)
                + " x "
                + dimensions.get(1)
                + " x "
                + dimensions.get(2)
                + " invocations, but each dimension is at least 1 and their product below 2^31");
      }
      invocations *= dimension;
    }
  }

  static WorkgroupSize of(int x, int y, int z) {
    return new WorkgroupSize(List.of(x, y, z), ONE.ids);
  }

  /** Returns the same size, of which a dimension is a specialization constant. */
  WorkgroupSize varying(int dimension, int id) {
    List<Integer> varying = new ArrayList<>(ids);
    varying.set(dimension, id);
    return new WorkgroupSize(dimensions, varying);
  }

  /** Returns the size with another value of a specialization constant. */
  WorkgroupSize specialized(int id, int value) {
    List<Integer> specialized = new ArrayList<>(dimensions);
    for (int i = 0; i < specialized.size(); i++) {
      if (ids.get(i) == id) {
        specialized.set(i, value);
      }
    }
    return new WorkgroupSize(specialized, ids);
  }

  int invocations() {
    return dimensions.get(0) * dimensions.get(1) * dimensions.get(2);
  }
}
