// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import com.palantir.javapoet.TypeName;

/**
 * What the elements of a vector are.
 *
 * @param kind what they are
 * @param argument the number of the type argument that they are of, -1 for integers
 * @param type the vector's type argument as generated code writes it
 */
public record VectorElements(Kind kind, int argument, TypeName type) {

  /** What elements can be. */
  public enum Kind {
    /** Elements of a field. */
    ARGUMENT,
    /** Elements of the prime field that kernels compute in: those of constants. */
    BASE,
    /** Points of a curve in affine coordinates: two elements of its field. */
    AFFINE,
    /** Unsigned 32-bit integers. */
    UINT32,
    /** Unsigned 64-bit integers. */
    UINT64
  }

  /** Returns whether they are integers, which have no form. */
  public boolean areIntegers() {
    return argument < 0;
  }

  /** Returns how many coordinates one has: elements of the type argument's field. */
  public int coordinates() {
    return kind == Kind.AFFINE ? 2 : 1;
  }

  /** Returns the bytes of an integer. */
  public int integerBytes() {
    return kind == Kind.UINT64 ? Long.BYTES : Integer.BYTES;
  }
}
