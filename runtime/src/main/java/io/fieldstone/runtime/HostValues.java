// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Affine;
import io.fieldstone.runtime.curve.AffinePoint;
import io.fieldstone.runtime.curve.AffineType;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.InvalidPointException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.vector.TupleElements;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a host vector as values on BigInteger, whatever the form of the vector: field
 * elements, or points. What is read and written is the vector's memory.
 *
 * <pre>{@code
 * HostVector<Bls12381Fp2> a = gpu.hostVector(Bls12381Fp2Field.INSTANCE, 10);
 * HostValues<FieldElement<Bls12381Fp2>> values = HostValues.ofElements(a);
 * values.set(0, Bls12381Fp2Field.INSTANCE.element(3, 4));
 *
 * HostVector<Affine<Bls12381G1>> points = gpu.hostVector(Bls12381G1Curve.INSTANCE.affine(), 2);
 * HostValues.ofPoints(points).put(0, List.of(g, g.twice()));
 * }</pre>
 *
 * <p>Points are not checked against the equation of their curve, neither written nor read: vectors
 * may hold what is to be checked. All coordinates zero are the point at infinity, as in gnark's and
 * blst's memory, and so is what is copied into the vector from there. The value (0, 0), which is on
 * no curve that can be declared, is refused: it would pass every check as infinity.
 *
 * <p>Many elements are converted on all cores. Needs no close: once the vector is closed, it throws
 * {@link io.fieldstone.runtime.error.ClosedException}. Thread-safe as its vector is.
 *
 * @param <V> the values
 */
public final class HostValues<V> {

  private final HostVector<?> vector;
  private final TupleElements tuples;
  private final TypeArgument<?> type;
  private final Function<V, TypeArgument<?>> typeOf;
  private final Function<V, List<BigInteger>> split;
  private final Function<List<BigInteger>, V> join;

  private HostValues(
      HostVector<?> vector,
      TypeArgument<?> type,
      Function<V, TypeArgument<?>> typeOf,
      Function<V, List<BigInteger>> split,
      Function<List<BigInteger>, V> join) {
    this.vector = vector;
    this.tuples = vector.elements().tuples();
    this.type = type;
    this.typeOf = typeOf;
    this.split = split;
    this.join = join;
  }

  /**
   * {@return the elements of a vector over a prime field or an extension}
   *
   * @param <F> the field's type tag
   * @param vector the vector
   * @throws UnsupportedFieldException if it has points or integers
   */
  public static <F> HostValues<FieldElement<F>> ofElements(HostVector<F> vector) {
    if (vector.type() instanceof FiniteField<F> field) {
      return new HostValues<>(
          vector, field, FieldElement::field, FieldElement::coefficients, field::element);
    }
    throw new UnsupportedFieldException(vector + " has no elements of a field");
  }

  /**
   * {@return the points of a vector}
   *
   * @param <C> the curve's type tag
   * @param vector the vector
   */
  public static <C> HostValues<AffinePoint<C>> ofPoints(HostVector<Affine<C>> vector) {
    if (vector.type() instanceof AffineType<C> affine) {
      Curve<C> curve = affine.curve();
      return new HostValues<>(
          vector, curve, AffinePoint::curve, HostValues::coordinates, tuple -> point(tuple, curve));
    }
    throw new UnsupportedFieldException(vector + " has no points");
  }

  private static List<BigInteger> coordinates(AffinePoint<?> point) {
    if (point.isInfinity()) {
      return Collections.nCopies(point.curve().affine().components(), BigInteger.ZERO);
    }
    List<BigInteger> all = new ArrayList<>(point.x().orElseThrow().coefficients());
    all.addAll(point.y().orElseThrow().coefficients());
    return all;
  }

  private static boolean isZero(AffinePoint<?> point) {
    return !point.isInfinity()
        && point.x().orElseThrow().isZero()
        && point.y().orElseThrow().isZero();
  }

  private static <C> AffinePoint<C> point(List<BigInteger> tuple, Curve<C> curve) {
    int half = tuple.size() / 2;
    return tuple.stream().allMatch(c -> c.signum() == 0)
        ? curve.infinity()
        : curve.coordinates(tuple.subList(0, half), tuple.subList(half, tuple.size()));
  }

  /** {@return the number of elements} */
  public long size() {
    return vector.size();
  }

  /**
   * {@return the value of element {@code i}}
   *
   * @param i the number of the element
   * @throws ElementRangeException if there is no such element, or a base element of it is not below
   *     the modulus
   */
  public V get(long i) {
    return get(i, 1).get(0);
  }

  /**
   * Sets the value of element {@code i}.
   *
   * @param i the number of the element
   * @param value the value
   * @throws ElementRangeException if there is no such element
   * @throws UnsupportedFieldException if the value is of another field or curve
   * @throws InvalidPointException if it is the point (0, 0)
   */
  public void set(long i, V value) {
    requireNonNull(value, "value");
    put(i, List.of(value));
  }

  /**
   * Sets the values of the elements from {@code first} on; all of them or, if one is refused, none.
   *
   * @param first the number of the first one
   * @param values the values
   * @throws ElementRangeException if they are more than there are from {@code first} on
   * @throws UnsupportedFieldException naming the index of the first that is of another field or
   *     curve
   * @throws InvalidPointException naming the index of the first that is the point (0, 0)
   * @throws NullPointerException naming the index of a value that is null
   */
  public void put(long first, List<? extends V> values) {
    requireNonNull(values, "values");
    List<V> copy = new ArrayList<>(values);
    for (int i = 0; i < copy.size(); i++) {
      V value = copy.get(i);
      if (value == null) {
        throw new NullPointerException("the value at index " + i + " is null");
      }
      TypeArgument<?> ofValue = typeOf.apply(value);
      if (ofValue != type) {
        throw new UnsupportedFieldException(
            "the value at index "
                + i
                + " is over "
                + ofValue.name()
                + ", but "
                + type.name()
                + " is expected");
      }
      if (value instanceof AffinePoint<?> point && isZero(point)) {
        throw new InvalidPointException(
            "the value at index "
                + i
                + " is (0, 0), which is not on the curve "
                + type.name()
                + ", and would be infinity in a vector; put infinity() if that is meant");
      }
    }
    tuples.put(first, copy.size(), i -> split.apply(copy.get(i)));
  }

  /**
   * {@return the values of {@code count} elements from {@code first} on, as a list of its own that
   * cannot be changed}
   *
   * @param count how many there are
   * @param first the number of the first one
   * @throws ElementRangeException if they are not all in the vector, or naming the first of them
   *     that has a base element which is not below the modulus
   */
  public List<V> get(long first, int count) {
    vector.elements().requireRange(first, count);
    @Nullable Object[] values = new @Nullable Object[count];
    tuples.get(first, count, (i, tuple) -> values[i] = tuple);
    for (int i = 0; i < count; i++) {
      @SuppressWarnings("unchecked") // what the loop above has put there
      List<BigInteger> tuple = (List<BigInteger>) requireNonNull(values[i]);
      try {
        values[i] = join.apply(tuple);
      } catch (ElementRangeException e) {
        throw new ElementRangeException("element " + (first + i) + ": " + e.getMessage());
      }
    }
    @SuppressWarnings("unchecked") // all of them are values now
    List<V> list = (List<V>) Collections.unmodifiableList(Arrays.asList(values));
    return list;
  }

  /**
   * {@return the values of all elements, as a list of its own that cannot be changed}
   *
   * @throws ElementRangeException if there are more than a list can hold, or as {@link #get(long,
   *     int)}
   */
  public List<V> toList() {
    if (size() > HostVector.MAX_LIST) {
      throw new ElementRangeException(vector + " has more elements than a list can hold");
    }
    return get(0, (int) size());
  }

  @Override
  public String toString() {
    return "values of " + vector;
  }
}
