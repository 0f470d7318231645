// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.TypeArgument;
import java.util.List;

/** Operands of the operations on one extension field or curve. */
sealed interface TypeOperands permits ExtensionOperands, PointOperands {

  /** Returns those of a type. */
  static TypeOperands of(TypeArgument<?> type, long seed) {
    if (type instanceof ExtensionField<?> field) {
      return new ExtensionOperands<>(field, seed);
    }
    return new PointOperands<>((Curve<?>) type, seed);
  }

  /** Returns the field or curve. */
  TypeArgument<?> type();

  /** Returns the names of the kernels that are called. */
  List<String> kernels();

  /** Returns all pairs of edges. */
  TypePiece edges();

  /** Returns random operands: {@code count} of them, whatever was taken before. */
  TypePiece random(long first, int count);
}
