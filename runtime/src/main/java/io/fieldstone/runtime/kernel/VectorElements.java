// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.IntegerType;
import io.fieldstone.runtime.field.TypeArgument;
import java.util.List;

/**
 * What the elements of a vector parameter are, in terms of the kernel's type arguments.
 *
 * <pre>
 *   interface PointKernels&lt;C, F&gt;
 *     DeviceVector&lt;F&gt;           argument(1)
 *     DeviceVector&lt;Affine&lt;C&gt;&gt;   affine(0)
 *     DeviceVector&lt;UInt32&gt;      UINT32
 * </pre>
 *
 * @param kind what they are
 * @param argument the number of the type argument; -1 for integers
 */
public record VectorElements(Kind kind, int argument) {

  /** What elements can be. */
  public enum Kind {
    /** Elements of the field that the type argument is. */
    ARGUMENT,
    /** Points in affine coordinates of the curve that the type argument is. */
    AFFINE,
    /** Unsigned 32-bit integers. */
    UINT32,
    /** Unsigned 64-bit integers. */
    UINT64
  }

  /** Elements of the first type argument. */
  public static final VectorElements ARGUMENT_0 = argument(0);

  /** Unsigned 32-bit integers. */
  public static final VectorElements UINT32 = new VectorElements(Kind.UINT32, -1);

  /** Unsigned 64-bit integers. */
  public static final VectorElements UINT64 = new VectorElements(Kind.UINT64, -1);

  /**
   * Checks that there is a type argument, or none for integers.
   *
   * @param argument the type argument
   * @param kind what the elements are
   */
  public VectorElements {
    requireNonNull(kind, "kind");
    boolean integers = kind == Kind.UINT32 || kind == Kind.UINT64;
    if (integers ? argument != -1 : argument < 0) {
      throw new IllegalArgumentException(kind + " of type argument " + argument);
    }
  }

  /**
   * {@return elements of a type argument, which is a field}
   *
   * @param argument the type argument
   */
  public static VectorElements argument(int argument) {
    return new VectorElements(Kind.ARGUMENT, argument);
  }

  /**
   * {@return points of a type argument, which is a curve}
   *
   * @param argument the type argument
   */
  public static VectorElements affine(int argument) {
    return new VectorElements(Kind.AFFINE, argument);
  }

  /** {@return whether elements are integers, which have no form} */
  public boolean areIntegers() {
    return argument < 0;
  }

  /**
   * {@return the type of the elements of a call}
   *
   * @param arguments the type arguments
   * @throws UnsupportedFieldException if the type argument is a curve, and elements are of a field,
   *     or the other way round
   */
  public ElementType<?> resolve(List<? extends TypeArgument<?>> arguments) {
    return switch (kind) {
      case UINT32 -> IntegerType.UINT32;
      case UINT64 -> IntegerType.UINT64;
      case ARGUMENT -> field(arguments.get(argument));
      case AFFINE -> affine(arguments.get(argument));
    };
  }

  private static ElementType<?> field(TypeArgument<?> argument) {
    if (argument instanceof ElementType<?> type) {
      return type;
    }
    throw new UnsupportedFieldException(
        argument.name() + " is a curve, but a field is expected, whose elements vectors have");
  }

  private static ElementType<?> affine(TypeArgument<?> argument) {
    if (argument instanceof Curve<?> curve) {
      return curve.affine();
    }
    throw new UnsupportedFieldException(
        argument.name() + " is a field, but a curve is expected, whose points vectors have");
  }
}
