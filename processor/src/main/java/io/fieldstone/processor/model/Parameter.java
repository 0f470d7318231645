// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.Access;
import io.fieldstone.annotations.Extent;
import io.fieldstone.annotations.Form;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.diagnostic.Site;
import java.math.BigInteger;

/** A parameter of a kernel method. */
public sealed interface Parameter {

  /** Returns its name. */
  String name();

  /** Returns the place of the number that binds it. */
  Site site();

  /** A vector, bound to a storage buffer. */
  record VectorParameter(
      String name,
      VectorElements elements,
      Access access,
      int set,
      int binding,
      Located<Form> form,
      Located<Extent> extent,
      Located<Integer> times,
      Located<Integer> most,
      Site site)
      implements Parameter {}

  /** The number of workgroups. */
  record WorkgroupsParameter(String name, Site site) implements Parameter {}

  /** A scalar, a member of the push-constant block. */
  record PushParameter(String name, int offset, PushType type, Site site) implements Parameter {

    /** Returns the offset just after it, for a field of {@code shape}. */
    public int end(LimbShape shape) {
      return offset + type.bytes(shape);
    }
  }

  /** The types of push constants. */
  enum PushType {
    /** 32-bit integer, signed or not. */
    INT(int.class, Integer.BYTES),
    /** 64-bit integer, signed or not. */
    LONG(long.class, Long.BYTES),
    /** 32-bit float. */
    FLOAT(float.class, Float.BYTES),
    /** 64-bit float. */
    DOUBLE(double.class, Double.BYTES),
    /** An element of the kernel's field, whose size is that of its limb shape. */
    ELEMENT(BigInteger.class, 0);

    private final Class<?> javaType;
    private final int bytes;

    PushType(Class<?> javaType, int bytes) {
      this.javaType = javaType;
      this.bytes = bytes;
    }

    /** Returns the type in Java. */
    public Class<?> javaType() {
      return javaType;
    }

    /** Returns its size in the block, for a field of {@code shape}. */
    public int bytes(LimbShape shape) {
      return this == ELEMENT ? shape.bytes() : bytes;
    }

    /** Returns whether it is a floating-point type. */
    public boolean isFloat() {
      return this == FLOAT || this == DOUBLE;
    }
  }
}
