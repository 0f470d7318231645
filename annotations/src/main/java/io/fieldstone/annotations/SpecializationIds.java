// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * The ids of specialization constants, shared by shaders and the runtime.
 *
 * <pre>
 *    0 ..  89   the kernel's own constants ({@link Specialized})
 *         90   bool: the device is a CPU, so that loads need no coalescing
 *         91   bool: the elements are in Montgomery form
 *         92   bool: all vectors are in the device's own memory
 *         93   int: n, where the extension field's polynomial is x^d - n
 *         94   int: a, of the curve y^2 = x^3 + a x + b
 *         95   int: b of the curve
 *         96   int: k, where the extension is a tower by y^2 - k - m x over x^2 - n
 *         97   int: m of the tower
 *  100 .. 163   p, the modulus                    id 100 + i is word i
 *  200 .. 201   -p^-1 mod 2^64                    word 0 alone for 32-bit limbs
 *  300 .. 363   R^2 mod p                         R = 2^(limb bits * limbs)
 *  400 .. 463   R mod p                           the Montgomery form of one
 * </pre>
 *
 * <p>Field constants are {@code uint}, one per 32-bit word, least significant word first. A shader
 * declares the constants that it uses; the runtime offers all of them when it makes a pipeline.
 */
public final class SpecializationIds {

  /** The first id that the runtime sets rather than the kernel's declaration. */
  public static final int FIRST_RESERVED = 90;

  /** {@code bool}: whether the device is a CPU. */
  public static final int CPU_DEVICE = 90;

  /** {@code bool}: whether this dispatch is in Montgomery form; see {@link Form}. */
  public static final int MONTGOMERY_FORM = 91;

  /**
   * {@code bool}: whether every vector of this dispatch is in the device's own memory. True for a
   * dispatch on device vectors; false where a batch runs the kernel on host data, by either
   * transfer path. A shader may read in another pattern for it, but computes the same. Only a
   * module that declares the constant has a pipeline for each.
   */
  public static final int RESIDENT = 92;

  /**
   * {@code int}: n of the polynomial x^d - n of the kernel's extension field, or of the one that
   * its curve's coordinates are of: the integer of least absolute value that is n mod p. A kernel
   * whose module declares it runs on no extension whose n is not an integer of the prime field that
   * fits. Of a tower, n of its lower polynomial x^2 - n: see {@link #TOWER_K}.
   */
  public static final int NON_RESIDUE = 93;

  /**
   * {@code int}: the coefficient a of the kernel's curve, as {@link #NON_RESIDUE}. A kernel whose
   * module declares it runs on no curve whose a does not fit.
   */
  public static final int CURVE_A = 94;

  /** {@code int}: the coefficient b of the kernel's curve, as {@link #CURVE_A}. */
  public static final int CURVE_B = 95;

  /**
   * {@code int}: k of a tower, a quadratic extension by y^2 - k - m x of a quadratic one by x^2 - n
   * over the prime field; 0 where the extension is none. A module that declares {@link
   * #NON_RESIDUE} runs on a tower only if it declares this and {@link #TOWER_M} too, and if all
   * three fit.
   */
  public static final int TOWER_K = 96;

  /**
   * {@code int}: m of a tower, which is not 0; 0 where the extension is none, so that a module may
   * be for both. See {@link #TOWER_K}.
   */
  public static final int TOWER_M = 97;

  /** Word 0 of the modulus. */
  public static final int MODULUS = 100;

  /** Word 0 of {@code -p^-1 mod 2^64}. */
  public static final int NEG_INVERSE = 200;

  /** Word 0 of {@code R^2 mod p}. */
  public static final int R_SQUARED = 300;

  /** Word 0 of {@code R mod p}. */
  public static final int R = 400;

  /** The most 32-bit words that a field constant has. */
  public static final int MAX_WORDS = 64;

  private SpecializationIds() {}
}
