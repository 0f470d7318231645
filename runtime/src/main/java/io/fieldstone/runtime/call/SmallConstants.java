// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.annotations.arithmetic.NonResidues;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.SpecializationData;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The small integers of an extension or a curve that modules ask for by specialization constants.
 */
final class SmallConstants {

  private SmallConstants() {}

  /**
   * Throws unless the type arguments have what the kernel's module declares.
   *
   * @throws UnsupportedFieldException if they have not
   */
  static void require(KernelDescriptor kernel, CallTypes types) {
    Optional<NonResidues> numbers = types.nonResidues();
    if (numbers.isPresent()
        && !numbers.get().isTower()
        && types.curveA().isPresent()
        && types.curveB().isPresent()) {
      return; // whatever the module declares
    }
    String strategy = kernel.strategies().isEmpty() ? "" : kernel.strategies().get(0).name();
    byte[] spirv = SpirvResource.read(kernel, types.shape(), types.degree(), strategy);
    boolean ofTowers =
        declares(spirv, SpecializationIds.TOWER_K) && declares(spirv, SpecializationIds.TOWER_M);
    require(
        types,
        numbers.isPresent() && (ofTowers || !numbers.get().isTower()),
        "extensions by a root of x^d - n"
            + (ofTowers ? ", or of x^2 - n and one of y^2 - k - m x," : "")
            + " with "
            + (ofTowers ? "small numbers" : "a small n"),
        spirv,
        SpecializationIds.NON_RESIDUE,
        SpecializationIds.TOWER_K,
        SpecializationIds.TOWER_M);
    require(
        types,
        types.curveA().isPresent(),
        "curves y^2 = x^3 + a x + b with a small a",
        spirv,
        SpecializationIds.CURVE_A);
    require(
        types,
        types.curveB().isPresent(),
        "curves y^2 = x^3 + a x + b with a small b",
        spirv,
        SpecializationIds.CURVE_B);
  }

  private static void require(
      CallTypes types, boolean known, String what, byte[] spirv, int... ids) {
    if (!known && IntStream.of(ids).anyMatch(id -> declares(spirv, id))) {
      throw new UnsupportedFieldException(
          types + " is for " + what + ", which " + types.arguments().get(0) + " has not");
    }
  }

  private static boolean declares(byte[] spirv, int id) {
    return ModuleDecorations.declaresConstant(spirv, id);
  }

  /** Puts them where modules declare them; modules that declare what is not small were refused. */
  static void put(SpecializationData data, CallTypes types) {
    Optional<NonResidues> numbers = types.nonResidues();
    put(data, SpecializationIds.NON_RESIDUE, numbers.map(each -> each.n().intValueExact()));
    put(data, SpecializationIds.TOWER_K, numbers.map(each -> each.k().intValueExact()));
    put(data, SpecializationIds.TOWER_M, numbers.map(each -> each.m().intValueExact()));
    put(data, SpecializationIds.CURVE_A, boxed(types.curveA()));
    put(data, SpecializationIds.CURVE_B, boxed(types.curveB()));
  }

  private static Optional<Integer> boxed(OptionalInt value) {
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private static void put(SpecializationData data, int id, Optional<Integer> value) {
    data.put(id, Integer.BYTES, Integer.toUnsignedLong(value.orElse(0)));
  }
}
