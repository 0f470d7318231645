// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.Access;
import io.fieldstone.processor.diagnostic.Site;

/** A parameter of a kernel method. */
public sealed interface Parameter {

  /** Returns its name. */
  String name();

  /** Returns the place of the number that binds it. */
  Site site();

  /** A vector, bound to a storage buffer. */
  record VectorParameter(String name, Access access, int set, int binding, Site site)
      implements Parameter {}

  /** A scalar, a member of the push-constant block. */
  record PushParameter(String name, int offset, PushType type, Site site) implements Parameter {

    /** Returns the offset just after it. */
    public int end() {
      return offset + type.bytes();
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
    DOUBLE(double.class, Double.BYTES);

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

    /** Returns its size in the block. */
    public int bytes() {
      return bytes;
    }

    /** Returns whether it is a floating-point type. */
    public boolean isFloat() {
      return this == FLOAT || this == DOUBLE;
    }
  }
}
