// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A scalar constant.
 *
 * @param type its type
 * @param bits its (default) value, sign-extended for signed integers; empty for the result of an
 *     operation on specialization constants
 * @param specId the id under which it can be specialized, if it can
 * @param name the name in the source, or an empty string
 */
public record SpirvConstant(
    SpirvType.Scalar type, OptionalLong bits, OptionalInt specId, String name) {

  /** Returns the value when the constants of {@code specialized} are fixed. */
  public OptionalLong value(SpecializedValues specialized) {
    if (specId.isPresent()) {
      OptionalLong fixed = specialized.integer(specId.getAsInt());
      if (fixed.isPresent()) {
        return fixed;
      }
    }
    return bits;
  }

  String describe() {
    if (specId.isPresent()) {
      return "constant_id " + Integer.toUnsignedString(specId.getAsInt());
    }
    return bits.isPresent() ? Long.toUnsignedString(bits.getAsLong()) : "?";
  }

  /** The integer constants that a kernel's declaration fixes. */
  @FunctionalInterface
  public interface SpecializedValues {

    /** Nothing is fixed. */
    SpecializedValues NONE = id -> OptionalLong.empty();

    /** Returns the value of the constant with {@code specId}, if the declaration fixes it. */
    OptionalLong integer(int specId);
  }
}
