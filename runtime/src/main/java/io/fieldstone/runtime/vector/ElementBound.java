// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * What integers the base elements of a vector may be: those below the modulus, or any that the
 * limbs hold if the vector is unreduced, or of integers. Elements are counted by element, and what
 * is found by base element: number i * k + c is component c of element i. Immutable and
 * thread-safe.
 */
final class ElementBound {

  private final ElementType<?> type;
  private final boolean reduced;
  private final int components;
  private final int limbs;
  private final int baseBytes;

  /** Empty if there is none. */
  private final long[] modulus;

  private final BigInteger end;

  ElementBound(ElementType<?> type, ElementForm form) {
    this.type = type;
    this.components = type.components();
    this.limbs = type.shape().limbs();
    this.baseBytes = type.shape().bytes();
    Field<?> field = type.baseElementField().orElse(null);
    this.reduced = field != null && form != ElementForm.UNREDUCED;
    this.modulus = field == null ? new long[0] : MontgomeryForm.limbs(field.modulus(), limbs);
    this.end =
        field != null && reduced ? field.modulus() : BigInteger.ONE.shiftLeft(type.shape().bits());
  }

  /** Returns whether there are integers that the limbs hold and that are no base elements. */
  boolean isReduced() {
    return reduced;
  }

  /** Returns whether {@code value} may be a base element. */
  boolean contains(BigInteger value) {
    return value.signum() >= 0 && value.compareTo(end) < 0;
  }

  /** Returns the exception that says that {@code value} may not be base element {@code i}. */
  ElementRangeException refusal(long i, BigInteger value) {
    return new ElementRangeException(name(i) + " is not in " + range(value));
  }

  private String name(long i) {
    return components == 1
        ? "element " + i
        : "component " + i % components + " of element " + i / components;
  }

  private String range(BigInteger value) {
    return (reduced ? "[0, p)" : "[0, 2^" + type.shape().bits() + ")")
        + " of "
        + type
        + ": "
        + ElementWords.hex(value);
  }

  /** Returns the exception that says that the words of base element {@code i} are not below p. */
  ElementRangeException unreduced(long i, BigInteger value) {
    return new ElementRangeException(
        name(i) + " is not below the modulus of " + type + ": " + ElementWords.hex(value));
  }

  /** Returns the first of {@code count} values that may be no element, counted from the first. */
  int firstRefused(BigInteger[] values, int from, int count) {
    for (int i = 0; i < count; i++) {
      BigInteger value = values[from + i];
      if (value == null) {
        throw new NullPointerException("the value at index " + (from + i) + " is null");
      }
      if (!contains(value)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the first base element of {@code count} elements at {@code address} that is not below
   * p, or -1.
   */
  int firstUnreduced(long address, int count) {
    int bases = count * components;
    long top = modulus[limbs - 1];
    if (baseBytes == Integer.BYTES) {
      for (int i = 0; i < bases; i++) {
        if (Integer.toUnsignedLong(HostMemory.getInt(address + (long) i * Integer.BYTES)) >= top) {
          return i;
        }
      }
      return -1;
    }
    long topAddress = address + baseBytes - Long.BYTES;
    for (int i = 0; i < bases; i++) {
      long at = (long) i * baseBytes;
      int order = Long.compareUnsigned(HostMemory.getLong(topAddress + at), top);
      if (order > 0 || (order == 0 && !isBelow(address + at))) {
        return i;
      }
    }
    return -1;
  }

  private boolean isBelow(long address) {
    for (int limb = limbs - 1; limb >= 0; limb--) {
      long word = HostMemory.getLong(address + (long) limb * Long.BYTES);
      if (word != modulus[limb]) {
        return Long.compareUnsigned(word, modulus[limb]) < 0;
      }
    }
    return false;
  }

  /**
   * Returns the first base element of {@code count} elements in an array that is not below p, or
   * -1.
   */
  <A> int firstUnreduced(ElementArrays<A> kind, A array, int from, int count) {
    int bases = count * components;
    long top = modulus[limbs - 1];
    if (baseBytes == Integer.BYTES) {
      return kind.firstWordFrom(array, from, bases, top);
    }
    int each = kind.perElement(type) / components;
    for (int done = 0; done < bases; ) {
      int at = from + done * each;
      int found = kind.firstLimbFrom(array, at, bases - done, each, limbs - 1, top);
      if (found < 0) {
        return -1;
      }
      if (!isBelow(kind, array, at + found * each)) {
        return done + found;
      }
      done += found + 1; // its highest limb is that of the modulus, and others are below
    }
    return -1;
  }

  private <A> boolean isBelow(ElementArrays<A> kind, A array, int at) {
    for (int limb = limbs - 1; limb >= 0; limb--) {
      long word = kind.limb(array, at, limb);
      if (word != modulus[limb]) {
        return Long.compareUnsigned(word, modulus[limb]) < 0;
      }
    }
    return false;
  }
}
