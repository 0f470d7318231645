// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.annotations;

/**
 * The type tag of a curve's points in affine coordinates: x, then y, and all zero for the point at
 * infinity. {@code DeviceVector<Affine<Bls12381G1>>} cannot be passed where another curve's points
 * are wanted.
 *
 * @param <C> the curve's type tag, an interface annotated with {@link Curve}
 */
public interface Affine<C> {}
