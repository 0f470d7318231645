// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.vector.ArrayTypes;
import io.fieldstone.runtime.vector.HeapElements;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Field elements in a Java array, for jobs: little-endian words, element after element, or values.
 * The array is the caller's and is not copied here; a job copies it to what the device reaches, and
 * results back, in chunks, while the device works on others.
 *
 * <pre>{@code
 * HeapVector<Bls12381Fp> sum = kernels.add(          // long[] a, b: 6 longs an element
 *     HeapVector.of(Bls12381FpField.INSTANCE, a), HeapVector.of(Bls12381FpField.INSTANCE, b));
 * long[] words = sum.longs();
 * }</pre>
 *
 * <p>A job that meets an element that is not below the modulus fails and names its index; what it
 * writes is then undefined, unless it reads that too, which is checked before. Belongs to no
 * backend, and need not be closed. Thread-safe as an array is; it must not change while a job runs.
 *
 * @param <F> the field's type tag
 */
public final class HeapVector<F> {

  /** What arrays of bytes are certain to hold on every JVM; those of others hold more. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final Field<F> field;
  private final HeapElements elements;

  private HeapVector(Field<F> field, HeapElements elements) {
    this.field = field;
    this.elements = elements;
  }

  /**
   * {@return canonical elements in an array of 64-bit words}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param words the limbs of all elements, least significant first; not copied
   */
  public static <F> HeapVector<F> of(Field<F> field, long[] words) {
    return of(field, words, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of 64-bit words}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param words the limbs of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if an element is less than a word
   */
  public static <F> HeapVector<F> of(Field<F> field, long[] words, ElementForm form) {
    return new HeapVector<>(
        field, HeapElements.ofWords(ArrayTypes.LONGS, words, field, requireNonNull(form, "form")));
  }

  /**
   * {@return canonical elements in an array of 32-bit words}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param words the limbs of all elements, least significant first; not copied
   */
  public static <F> HeapVector<F> of(Field<F> field, int[] words) {
    return of(field, words, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of 32-bit words}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param words the limbs of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   */
  public static <F> HeapVector<F> of(Field<F> field, int[] words, ElementForm form) {
    return new HeapVector<>(
        field, HeapElements.ofWords(ArrayTypes.INTS, words, field, requireNonNull(form, "form")));
  }

  /**
   * {@return canonical elements in an array of bytes}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param bytes the bytes of all elements, least significant first; not copied
   */
  public static <F> HeapVector<F> of(Field<F> field, byte[] bytes) {
    return of(field, bytes, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of bytes}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param bytes the bytes of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   */
  public static <F> HeapVector<F> of(Field<F> field, byte[] bytes, ElementForm form) {
    return new HeapVector<>(
        field, HeapElements.ofWords(ArrayTypes.BYTES, bytes, field, requireNonNull(form, "form")));
  }

  /**
   * {@return values in an array, which a job takes canonical}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param values the values
   */
  public static <F> HeapVector<F> of(Field<F> field, BigInteger[] values) {
    return of(field, values, ElementForm.CANONICAL);
  }

  /**
   * {@return values in an array, which a job takes in a form of the caller's choice}
   *
   * @param <F> the field's type tag
   * @param field the field of the elements
   * @param values the values
   * @param form the form of the elements
   */
  public static <F> HeapVector<F> of(Field<F> field, BigInteger[] values, ElementForm form) {
    return new HeapVector<>(
        field, HeapElements.ofValues(values, field, requireNonNull(form, "form")));
  }

  /** Returns zeros in a new array like this one's. */
  HeapVector<F> another(long size, ElementForm form) {
    long length = size * field.elementBytes();
    Object array = elements.memory();
    if (array instanceof BigInteger[]) {
      BigInteger[] values = new BigInteger[Math.toIntExact(size)];
      Arrays.fill(values, BigInteger.ZERO);
      return of(field, values, form);
    }
    if (array instanceof long[]) {
      return of(field, new long[Math.toIntExact(length / Long.BYTES)], form);
    }
    if (array instanceof int[]) {
      return of(field, new int[Math.toIntExact(length / Integer.BYTES)], form);
    }
    return of(field, new byte[Math.toIntExact(length)], form);
  }

  /**
   * {@return the elements of a host vector in a new array of the kind that this one was made of}
   *
   * @param source the elements
   * @throws ElementRangeException if an array cannot hold so many
   * @throws io.fieldstone.runtime.error.ClosedException if the vector was closed
   */
  public HeapVector<F> copyOf(HostVector<F> source) {
    if (source.bytes() > MOST_BYTES) {
      throw new ElementRangeException(source + " has more elements than an array can hold");
    }
    HeapVector<F> copy = another(source.size(), source.form());
    Object array = copy.elements.memory();
    if (array instanceof BigInteger[] values) {
      source.get(0, values);
    } else if (array instanceof long[] words) {
      source.get(0, words);
    } else if (array instanceof int[] words) {
      source.get(0, words);
    } else {
      source.get(0, (byte[]) array);
    }
    return copy;
  }

  /** Copies the elements to a host vector of as many. */
  void copyTo(HostVector<F> target) {
    Object array = elements.memory();
    if (array instanceof BigInteger[] values) {
      target.put(0, values);
    } else if (array instanceof long[] words) {
      target.put(0, words);
    } else if (array instanceof int[] words) {
      target.put(0, words);
    } else {
      target.put(0, (byte[]) array);
    }
  }

  HeapElements elements() {
    return elements;
  }

  /** {@return the number of elements} */
  public long size() {
    return elements.size();
  }

  /** {@return the field} */
  public Field<F> field() {
    return field;
  }

  /** {@return the form of the elements} */
  public ElementForm form() {
    return elements.form();
  }

  /**
   * {@return the array of 64-bit words, which it was made of}
   *
   * @throws IllegalStateException if it was made of another kind
   */
  public long[] longs() {
    return array(long[].class);
  }

  /**
   * {@return the array of 32-bit words, which it was made of}
   *
   * @throws IllegalStateException if it was made of another kind
   */
  public int[] ints() {
    return array(int[].class);
  }

  /**
   * {@return the array of bytes, which it was made of}
   *
   * @throws IllegalStateException if it was made of another kind
   */
  public byte[] bytes() {
    return array(byte[].class);
  }

  /**
   * {@return the array of values, which it was made of}
   *
   * @throws IllegalStateException if it was made of another kind
   */
  public BigInteger[] values() {
    return array(BigInteger[].class);
  }

  private <A> A array(Class<A> kind) {
    Object array = elements.memory();
    if (!kind.isInstance(array)) {
      throw new IllegalStateException(
          this
              + " was made of "
              + array.getClass().getSimpleName()
              + ", not of "
              + kind.getSimpleName());
    }
    return kind.cast(array);
  }

  /**
   * {@return the value of element {@code i}, whatever the form}
   *
   * @param i the index of the element
   * @throws ElementRangeException if there is no such element
   */
  public BigInteger get(long i) {
    if (i < 0 || i >= size()) {
      throw new ElementRangeException("element " + i + " is not in " + this);
    }
    return elements.value(i);
  }

  @Override
  public String toString() {
    return elements.toString();
  }
}
