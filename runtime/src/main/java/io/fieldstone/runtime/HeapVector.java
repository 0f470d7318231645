// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vector.ArrayTypes;
import io.fieldstone.runtime.vector.ElementRanges;
import io.fieldstone.runtime.vector.HeapElements;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Elements of one type in a Java array, for jobs: little-endian words, element after element, or
 * values. The array is the caller's and is not copied here; a job copies it to what the device
 * reaches, and results back, in chunks, while the device works on others.
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
 * @param <T> the type tag of the elements
 */
public final class HeapVector<T> {

  /** What arrays of bytes are certain to hold on every JVM; those of others hold more. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final ElementType<T> type;
  private final HeapElements elements;

  private HeapVector(ElementType<T> type, HeapElements elements) {
    this.type = type;
    this.elements = elements;
  }

  /**
   * {@return canonical elements in an array of 64-bit words}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param words the limbs of all elements, least significant first
   */
  public static <T> HeapVector<T> of(ElementType<T> type, long[] words) {
    return of(type, words, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of 64-bit words}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param words the limbs of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if an element is less than a word
   */
  public static <T> HeapVector<T> of(ElementType<T> type, long[] words, ElementForm form) {
    requireNonNull(words, "words");
    return new HeapVector<>(
        type, HeapElements.ofWords(ArrayTypes.LONGS, words, type, requireNonNull(form, "form")));
  }

  /**
   * {@return canonical elements in an array of 32-bit words}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param words the limbs of all elements, least significant first
   */
  public static <T> HeapVector<T> of(ElementType<T> type, int[] words) {
    return of(type, words, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of 32-bit words}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param words the limbs of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   */
  public static <T> HeapVector<T> of(ElementType<T> type, int[] words, ElementForm form) {
    requireNonNull(words, "words");
    return new HeapVector<>(
        type, HeapElements.ofWords(ArrayTypes.INTS, words, type, requireNonNull(form, "form")));
  }

  /**
   * {@return canonical elements in an array of bytes}
   *
   * @param <T> the type tag
   * @param bytes the bytes
   * @param type the type of the elements
   */
  public static <T> HeapVector<T> of(ElementType<T> type, byte[] bytes) {
    return of(type, bytes, ElementForm.CANONICAL);
  }

  /**
   * {@return elements in an array of bytes}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param bytes the bytes of all elements, least significant first; not copied
   * @param form the form of the elements
   * @throws io.fieldstone.runtime.error.LengthMismatchException if it is no whole number of
   *     elements
   */
  public static <T> HeapVector<T> of(ElementType<T> type, byte[] bytes, ElementForm form) {
    requireNonNull(bytes, "bytes");
    return new HeapVector<>(
        type, HeapElements.ofWords(ArrayTypes.BYTES, bytes, type, requireNonNull(form, "form")));
  }

  /**
   * {@return values in an array, which a job takes canonical}
   *
   * @param <T> the type tag
   * @param type the type of the elements
   * @param values the values
   */
  public static <T> HeapVector<T> of(ElementType<T> type, BigInteger[] values) {
    return of(type, values, ElementForm.CANONICAL);
  }

  /**
   * {@return values in an array, which a job takes in a form of the caller's choice}
   *
   * @param <T> the type tag
   * @param form the form of the elements
   * @param type the type of the elements
   * @param values the values
   */
  public static <T> HeapVector<T> of(ElementType<T> type, BigInteger[] values, ElementForm form) {
    return new HeapVector<>(
        type, HeapElements.ofValues(values, type, requireNonNull(form, "form")));
  }

  /** Returns zeros in a new array like this one's. */
  HeapVector<T> another(long size, ElementForm form) {
    return another(type, size, form);
  }

  /**
   * Returns zeros of some type in a new array like this one's, or of words where elements of the
   * type are no entries of such.
   */
  <U> HeapVector<U> another(ElementType<U> other, long size, ElementForm form) {
    long length = size * other.elementBytes();
    Object array = elements.memory();
    if (array instanceof BigInteger[] && other.components() == 1) {
      BigInteger[] values = new BigInteger[Math.toIntExact(size)];
      Arrays.fill(values, BigInteger.ZERO);
      return of(other, values, form);
    }
    if (array instanceof byte[]) {
      return of(other, new byte[Math.toIntExact(length)], form);
    }
    if (array instanceof int[] || other.shape().bytes() < Long.BYTES) {
      return of(other, new int[Math.toIntExact(length / Integer.BYTES)], form);
    }
    return of(other, new long[Math.toIntExact(length / Long.BYTES)], form);
  }

  /**
   * {@return the elements of a host vector in a new array of the kind that this one was made of}
   *
   * @param source the elements
   * @throws ElementRangeException if an array cannot hold so many
   * @throws io.fieldstone.runtime.error.ClosedException if the vector was closed
   */
  public HeapVector<T> copyOf(HostVector<T> source) {
    if (source.bytes() > MOST_BYTES) {
      throw new ElementRangeException(source + " has more elements than an array can hold");
    }
    HeapVector<T> copy = another(source.size(), source.form());
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
  void copyTo(HostVector<T> target) {
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

  /** {@return what the elements are} */
  public ElementType<T> type() {
    return type;
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
    ElementRanges.require(i, 1, size(), this);
    return elements.value(i);
  }

  @Override
  public String toString() {
    return elements.toString();
  }
}
