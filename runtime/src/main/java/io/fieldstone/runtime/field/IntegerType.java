// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.UInt32;
import io.fieldstone.annotations.UInt64;
import java.util.Optional;

/**
 * Unsigned integers of a fixed width, little-endian: indices, keys, counters. They have no modulus,
 * and any bits are one.
 *
 * <p>Immutable and thread-safe; there are these two.
 *
 * @param <T> the type tag
 */
public final class IntegerType<T> implements ElementType<T> {

  /** Unsigned 32-bit integers; an {@code int} in Java. */
  public static final IntegerType<UInt32> UINT32 = new IntegerType<>("uint32", 32, Integer.class);

  /** Unsigned 64-bit integers; a {@code long} in Java. */
  public static final IntegerType<UInt64> UINT64 = new IntegerType<>("uint64", 64, Long.class);

  private final String name;
  private final LimbShape shape;
  private final Class<?> valueType;

  private IntegerType(String name, int bits, Class<?> valueType) {
    this.name = name;
    this.shape = LimbShape.of(1, bits);
    this.valueType = valueType;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LimbShape shape() {
    return shape;
  }

  /** Returns none. */
  @Override
  public Optional<Field<?>> baseElementField() {
    return Optional.empty();
  }

  /** Returns 1. */
  @Override
  public int components() {
    return 1;
  }

  /** Returns {@link Integer} or {@link Long}, whose bits are those of the unsigned integer. */
  @Override
  public Class<?> valueType() {
    return valueType;
  }

  @Override
  public String toString() {
    return name;
  }
}
