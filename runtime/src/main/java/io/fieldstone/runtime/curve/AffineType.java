// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.curve;

import io.fieldstone.annotations.Affine;
import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.FiniteField;

/** Points as elements: the base elements of x, then those of y. */
final class AffineType<C> implements ElementType<Affine<C>> {

  private final String name;
  private final FiniteField<?> field;

  AffineType(String name, FiniteField<?> field) {
    this.name = name;
    this.field = field;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public LimbShape shape() {
    return field.shape();
  }

  @Override
  public int components() {
    return 2 * field.components();
  }

  @Override
  public Class<?> valueType() {
    return AffinePoint.class;
  }

  @Override
  public String toString() {
    return name;
  }
}
