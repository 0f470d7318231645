// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.vector.VectorRange;
import org.jspecify.annotations.Nullable;

/**
 * Two vectors of an operation of several calls, of which one is written by an earlier call than
 * that which needs the other: no call has both, and they must not share elements, in a program's
 * runs neither.
 */
public final class ApartVectors {

  private final String name;
  private final String otherName;
  private final boolean orSame;
  private final BoundVectors vectors;

  ApartVectors(
      String name, VectorRange vector, String otherName, VectorRange other, boolean orSame) {
    this.name = name;
    this.otherName = otherName;
    this.orSame = orSame;
    this.vectors = new BoundVectors(vector, other);
  }

  /**
   * Throws if two vectors share elements.
   *
   * @param orSame whether they may be the same ones
   * @throws BindingException naming both
   */
  static void require(
      String name, VectorRange vector, String otherName, VectorRange other, boolean orSame) {
    boolean same = vector.isSame(other);
    if (!(same && orSame) && vector.overlaps(other)) {
      throw PlacementRules.sharing(name, otherName, same);
    }
  }

  void parameterize(int parameter, VectorRange of) {
    vectors.parameterize(parameter, of);
  }

  /**
   * Throws if a run's vectors share elements.
   *
   * @throws BindingException naming both as the operation does, and by their places in the run
   */
  void require(@Nullable VectorRange[] arguments) {
    @Nullable VectorRange[] both = vectors.ofRun(arguments);
    try {
      require(name, requireNonNull(both[0]), otherName, requireNonNull(both[1]), orSame);
    } catch (BindingException e) {
      throw vectors.ofRun(e, i -> i == 0 ? name : otherName);
    }
  }
}
