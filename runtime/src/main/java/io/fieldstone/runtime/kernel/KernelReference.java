// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.List;

/**
 * What an element-wise kernel computes, in BigInteger: what a device's results are held against
 * before it is trusted. Given by a {@link ReferenceProvider}. Immutable if its formula is.
 *
 * <pre>{@code
 * new KernelReference("twice-plus", false, (in, p) -> in.get(0).shiftLeft(1).add(in.get(1)));
 * }</pre>
 *
 * @param kernel the kernel's name; it writes one vector, is not cooperative and has no push
 *     constants
 * @param atFirstUse whether it stands for its limb shape and strategy: it is tried before a device
 *     is first used with them, and not only by the self-test in full
 * @param formula what it computes
 */
public record KernelReference(String kernel, boolean atFirstUse, Formula formula) {

  /** Computes one element. Called from any thread. */
  @FunctionalInterface
  public interface Formula {

    /**
     * {@return the value of the element that is written; it need not be reduced}
     *
     * @param in the values, whatever their form, of the vectors that are read, in their order
     * @param p the modulus
     */
    BigInteger of(List<BigInteger> in, BigInteger p);
  }

  /**
   * Requires all parts.
   *
   * @param kernel the kernel's name; it writes one vector, is not cooperative and has no push
   *     constants
   * @param atFirstUse whether it stands for its limb shape and strategy: it is tried before a
   *     device is first used with them, and not only by the self-test in full
   * @param formula what it computes
   */
  public KernelReference {
    requireNonNull(kernel, "kernel");
    requireNonNull(formula, "formula");
  }
}
