// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.stream.Collectors.joining;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.annotations.arithmetic.NonResidues;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The type arguments of a kernel, and what follows from them: the prime field of its arithmetic,
 * the elements of its vectors, small constants of an extension or a curve. Immutable and
 * thread-safe; equal if kernel and arguments are.
 */
public final class CallTypes {

  private static final NonResidues NO_NON_RESIDUES =
      new NonResidues(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  private final KernelDescriptor kernel;
  private final List<TypeArgument<?>> arguments;
  private final List<ElementType<?>> elements;

  private CallTypes(
      KernelDescriptor kernel, List<TypeArgument<?>> arguments, List<ElementType<?>> elements) {
    this.kernel = kernel;
    this.arguments = arguments;
    this.elements = elements;
  }

  /**
   * Checks the type arguments of a kernel.
   *
   * @throws UnsupportedFieldException if they are too many or too few, a field is given for a curve
   *     or a curve for a field, or the kernel has no module for the limb shape or the degree, or
   *     fields beside an extension field are not over its prime field
   */
  public static CallTypes of(
      KernelDescriptor kernel, List<? extends TypeArgument<?>> typeArguments) {
    List<TypeArgument<?>> arguments = List.copyOf(typeArguments);
    if (arguments.size() != kernel.typeArguments()) {
      throw new UnsupportedFieldException(
          kernel
              + " is over "
              + kernel.typeArguments()
              + " fields or curves, but "
              + arguments.size()
              + " are given");
    }
    if (!arguments.isEmpty()) {
      requireModule(kernel, arguments.get(0));
      requireOneBase(kernel, arguments);
    }
    List<ElementType<?>> elements =
        kernel.bindings().stream().<ElementType<?>>map(vector -> type(vector, arguments)).toList();
    return new CallTypes(kernel, arguments, elements);
  }

  private static void requireModule(KernelDescriptor kernel, TypeArgument<?> first) {
    LimbShape shape = first.coordinateField().shape();
    int degree = first.coordinateField().components();
    if (!kernel.supports(shape)) {
      throw new UnsupportedFieldException(
          kernel
              + " has no module for "
              + first
              + ", which has limb shape "
              + shape
              + "; it has modules for "
              + kernel.shapes());
    }
    if (!kernel.supportsDegree(degree)) {
      throw new UnsupportedFieldException(
          kernel
              + " has no module for "
              + first
              + ", which is of degree "
              + degree
              + "; it has modules for degrees "
              + kernel.degrees());
    }
  }

  /** What multiplies elements of an extension by others computes in one prime field. */
  private static void requireOneBase(KernelDescriptor kernel, List<TypeArgument<?>> arguments) {
    if (arguments.get(0) instanceof ExtensionField<?> extension) {
      for (TypeArgument<?> other : arguments) {
        if (other instanceof FiniteField<?> field && field.primeField() != extension.primeField()) {
          throw new UnsupportedFieldException(
              kernel
                  + " is over "
                  + extension
                  + ", which is over "
                  + extension.primeField()
                  + ", but "
                  + field
                  + " is over another prime field");
        }
      }
    }
  }

  private static ElementType<?> type(BindingDescriptor vector, List<TypeArgument<?>> arguments) {
    try {
      return vector.elements().resolve(arguments);
    } catch (UnsupportedFieldException e) {
      throw new UnsupportedFieldException(vector.name() + ": " + e.getMessage());
    }
  }

  /** Returns the type arguments. */
  public List<TypeArgument<?>> arguments() {
    return arguments;
  }

  /** Returns whether there is a prime field that the arithmetic is of; not if all is integers. */
  public boolean hasField() {
    return !arguments.isEmpty();
  }

  private FiniteField<?> coordinateField() {
    if (arguments.isEmpty()) {
      throw new UnsupportedFieldException(kernel + " is of integers, and over no field");
    }
    return arguments.get(0).coordinateField();
  }

  /**
   * Returns the prime field of the first type argument, which the arithmetic is of.
   *
   * @throws UnsupportedFieldException if there is none
   */
  public Field<?> field() {
    return coordinateField().primeField();
  }

  /** Returns the limb shape of the base elements of the first type argument, or of integers. */
  public LimbShape shape() {
    return hasField() ? field().shape() : elements.get(0).shape();
  }

  /** Returns the degree over the prime field of the first type argument's field; 1 for integers. */
  public int degree() {
    return hasField() ? coordinateField().components() : 1;
  }

  /** Returns what the elements of vector {@code i} are. */
  public ElementType<?> elements(int i) {
    return elements.get(i);
  }

  /** Returns whether all vectors have elements of the first type argument, a prime field. */
  public boolean isOneField() {
    return hasField()
        && elements.stream().allMatch(type -> type == arguments.get(0))
        && degree() == 1;
  }

  /**
   * Returns the numbers that the field of the first type argument is made with, if there are such
   * and all of them are small; zeros for a prime field and for integers.
   */
  public Optional<NonResidues> nonResidues() {
    return hasField()
        ? NonResidues.of(coordinateField().arithmetic())
            .filter(numbers -> numbers.fit(Integer.SIZE - 1))
        : Optional.of(NO_NON_RESIDUES);
  }

  /**
   * Returns a of the curve y^2 = x^3 + a x + b that the first type argument is, if a or its
   * negative is a small integer; 0 for a field.
   */
  public OptionalInt curveA() {
    return coefficient(Curve::a);
  }

  /** Returns b of the curve, as {@link #curveA}. */
  public OptionalInt curveB() {
    return coefficient(Curve::b);
  }

  private OptionalInt coefficient(Function<Curve<?>, FieldElement<?>> which) {
    if (!hasField() || !(arguments.get(0) instanceof Curve<?> curve)) {
      return OptionalInt.of(0);
    }
    List<BigInteger> coefficients = which.apply(curve).coefficients();
    boolean integer = coefficients.stream().skip(1).allMatch(c -> c.signum() == 0);
    return integer ? small(coefficients.get(0)) : OptionalInt.empty();
  }

  /** Returns the integer of least absolute value that is {@code x} modulo p, if it is an int. */
  private OptionalInt small(BigInteger x) {
    BigInteger negative = x.subtract(field().modulus());
    BigInteger least = x.compareTo(negative.negate()) <= 0 ? x : negative;
    return least.bitLength() < Integer.SIZE
        ? OptionalInt.of(least.intValueExact())
        : OptionalInt.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CallTypes that
        && that.kernel == kernel
        && that.arguments.equals(arguments);
  }

  @Override
  public int hashCode() {
    return 31 * kernel.hashCode() + arguments.hashCode();
  }

  /**
   * Returns what messages call the kernel on its type arguments, such as {@code add<goldilocks>}.
   */
  @Override
  public String toString() {
    return hasField()
        ? kernel + "<" + arguments.stream().map(TypeArgument::name).collect(joining(", ")) + ">"
        : kernel.toString();
  }
}
