// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.LimbShape;
import java.util.Optional;

/**
 * What one module of a kernel is for.
 *
 * @param shape the limb shape of base elements, if it is known
 * @param degree how many base elements a coordinate has
 */
public record Target(Optional<LimbShape> shape, int degree) {

  /** Stands for the degree in the name of a resource. */
  public static final String DEGREE = "{degree}";

  /** Returns the target of base elements of {@code shape}, and coordinates of one. */
  public static Target of(LimbShape shape) {
    return new Target(Optional.of(shape), 1);
  }

  /** Returns {@code template} with the shape and the degree in their places. */
  public String in(String template) {
    String named = template.replace(DEGREE, Integer.toString(degree));
    return shape.map(s -> s.in(named)).orElse(named);
  }

  @Override
  public String toString() {
    String of = shape.map(LimbShape::toString).orElse("any shape");
    return degree == 1 ? of : of + " of degree " + degree;
  }
}
