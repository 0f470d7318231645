// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.model;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * The type arguments of an interface's kernels, in order. Kernels compute in the first one, or the
 * field of its coordinates; of the others they know the layout of elements.
 *
 * @param list the type arguments; none where all vectors are of integers
 */
public record TypeArguments(List<TypeArgument> list) {

  /** Returns the one that kernels compute in. */
  public Optional<TypeArgument> arithmetic() {
    return list.stream().findFirst();
  }

  /** Returns the declared field or curve that kernels compute in, if it is no variable. */
  public Optional<ConcreteType> concrete() {
    return arithmetic().flatMap(TypeArgument::concrete);
  }

  /** Returns the limb shape that kernels compute in, if it is known. */
  public Optional<LimbShape> shape() {
    return concrete().flatMap(ConcreteType::shape);
  }

  /** Returns the modulus of the prime field that kernels compute in, if it is known. */
  public Optional<BigInteger> modulus() {
    return concrete().flatMap(ConcreteType::modulus);
  }

  /** Returns the degree of the field that kernels compute in over the prime field, if known. */
  public Optional<Integer> degree() {
    return concrete().flatMap(ConcreteType::degree);
  }

  /** Returns whether there is no field: all vectors are of integers. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** Returns the type argument that elements are of, unless they are integers. */
  public Optional<TypeArgument> of(VectorElements elements) {
    return elements.areIntegers() ? Optional.empty() : Optional.of(list.get(elements.argument()));
  }

  /** Returns whether all type arguments are variables, or else none. */
  public boolean areVariables() {
    return !list.isEmpty() && list.get(0).isVariable();
  }
}
