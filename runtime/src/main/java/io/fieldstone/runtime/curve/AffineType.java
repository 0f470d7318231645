// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.Field;
import java.util.Optional;

/**
 * A curve's points as elements: the base elements of x, then those of y, and all zero for infinity.
 * {@link Curve#affine} has the one of its curve. Immutable and thread-safe.
 *
 * @param <C> the curve's type tag
 */
public final class AffineType<C> implements ElementType<Affine<C>> {

  private final String name;
  private final Curve<C> curve;

  AffineType(String name, Curve<C> curve) {
    this.name = name;
    this.curve = curve;
  }

  @Override
  public String name() {
    return name;
  }

  /** {@return the curve} */
  public Curve<C> curve() {
    return curve;
  }

  @Override
  public LimbShape shape() {
    return curve.field().shape();
  }

  @Override
  public Optional<Field<?>> baseElementField() {
    return Optional.of(curve.field().primeField());
  }

  @Override
  public int components() {
    return 2 * curve.field().components();
  }

  /** Returns {@link AffinePoint}. */
  @Override
  public Class<?> valueType() {
    return AffinePoint.class;
  }

  @Override
  public String toString() {
    return name;
  }
}
