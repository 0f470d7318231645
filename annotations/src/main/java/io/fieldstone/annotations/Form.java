// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * Which form the elements of a bound vector are in; see {@link In#form}.
 *
 * <p>A dispatch has one form, which the shader learns from {@link
 * SpecializationIds#MONTGOMERY_FORM} and the functions of the GLSL library follow: that of its
 * vectors {@link #OF_CALL}; where there are none, Montgomery if all vectors that it reads are
 * {@link #MONTGOMERY}, and canonical otherwise.
 *
 * <p>A shader that follows it takes all elements for ones of that form, and writes such. So vectors
 * of one kernel that are in several forms are an error of {@code javac} where its shader follows
 * the form of the dispatch, written ones included; {@link #UNREDUCED} counts as {@link #CANONICAL}.
 * A shader that follows none is taken at its author's word if each vector has a form of its own, as
 * in a conversion; vectors {@link #OF_CALL} beside others are a warning. {@link
 * GpuKernel#mixesForms} says that the kernel looks after its forms itself.
 */
public enum Form {
  /**
   * Canonical or Montgomery, whichever the caller chose: the same for all such vectors of a call.
   */
  OF_CALL,
  /** The element x itself, below the modulus. */
  CANONICAL,
  /** x * R mod p. */
  MONTGOMERY,
  /** Any integer that the limbs can hold: bytes from elsewhere, which may reach the modulus. */
  UNREDUCED
}
