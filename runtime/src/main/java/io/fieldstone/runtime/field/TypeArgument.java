// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.field;

/**
 * What stands for a type variable of an interface of kernels: a {@link Field}, an {@link
 * ExtensionField}, or a curve. The first one of a kernel is what its arithmetic is of: its prime
 * field gives the module's constants, and its field's shape and degree the module.
 *
 * <pre>{@code
 * gpu.kernel("my-gather", Bls12381G1Curve.INSTANCE);
 * }</pre>
 *
 * <p>Implemented by Fieldstone and by generated classes. Immutable and thread-safe; compared by
 * identity.
 *
 * @param <T> the type tag
 */
public interface TypeArgument<T> {

  /** {@return the name in registries and messages} */
  String name();

  /** {@return the field itself, or that of a curve's coordinates} */
  FiniteField<?> coordinateField();
}
