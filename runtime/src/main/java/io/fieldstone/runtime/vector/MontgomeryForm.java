// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;

/**
 * Brings elements of a field into Montgomery form and out of it, on the host: limbs, least
 * significant first, in place. Word by word, as in Koc, Acar and Kaliski, "Analyzing and Comparing
 * Montgomery Multiplication Algorithms" (1996), CIOS. Immutable and thread-safe; the caller brings
 * the scratch memory, so that nothing is allocated on the Java heap.
 *
 * <pre>{@code
 * long[] scratch = form.scratch();
 * form.encode(limbs, scratch);  // x -> x * R mod p
 * form.decode(limbs, scratch);  // and back
 * }</pre>
 */
final class MontgomeryForm {

  private static final long LOW_HALF = 0xffff_ffffL;

  private final int limbs;
  private final boolean half;
  private final long[] modulus;
  private final long[] rSquared;

  /** -p^-1 modulo a limb. */
  private final long factor;

  MontgomeryForm(Field<?> field) {
    LimbShape shape = field.shape();
    this.limbs = shape.limbs();
    this.half = shape.limbBits() == Integer.SIZE;
    this.modulus = limbs(field.modulus(), limbs);
    this.rSquared = limbs(field.rSquared(), limbs);
    this.factor = field.negInverse();
  }

  /** Returns the 64-bit limbs of a non-negative integer, least significant first. */
  static long[] limbs(BigInteger value, int count) {
    long[] limbs = new long[count];
    for (int i = 0; i < count; i++) {
      limbs[i] = value.shiftRight(i * Long.SIZE).longValue();
    }
    return limbs;
  }

  /** Returns what {@link #encode} and {@link #decode} of one thread work in. */
  long[] scratch() {
    return new long[limbs + 2];
  }

  /** Replaces {@code x}, which is below the modulus, by x * R mod p. */
  void encode(long[] x, long[] scratch) {
    if (half) {
      x[0] = reducedHalf(x[0] * rSquared[0]);
      return;
    }
    long[] t = scratch;
    for (int i = 0; i <= limbs + 1; i++) {
      t[i] = 0;
    }
    for (int i = 0; i < limbs; i++) {
      addProduct(t, x[i], rSquared);
      reduceLimb(t);
    }
    store(t, x);
  }

  /** Replaces {@code x}, which is any integer that the limbs hold, by x / R mod p. */
  void decode(long[] x, long[] scratch) {
    if (half) {
      x[0] = reducedHalf(x[0]);
      return;
    }
    long[] t = scratch;
    for (int i = 0; i < limbs; i++) {
      t[i] = x[i];
    }
    t[limbs] = 0;
    t[limbs + 1] = 0;
    for (int i = 0; i < limbs; i++) {
      reduceLimb(t);
    }
    store(t, x);
  }

  /** Adds {@code a * b} to t. */
  private void addProduct(long[] t, long a, long[] b) {
    long carry = 0;
    for (int j = 0; j < limbs; j++) {
      long low = a * b[j];
      long high = multiplyHigh(a, b[j]);
      long sum = low + t[j];
      high += carryOf(sum, low);
      t[j] = sum + carry;
      carry = high + carryOf(t[j], sum);
    }
    long top = t[limbs] + carry;
    t[limbs + 1] = carryOf(top, carry);
    t[limbs] = top;
  }

  /** Adds the multiple of p that clears the lowest limb of t, and shifts t down by that limb. */
  private void reduceLimb(long[] t) {
    long m = t[0] * factor;
    // The lowest limbs cancel: they carry unless both are zero.
    long carry = multiplyHigh(m, modulus[0]) + (t[0] == 0 ? 0 : 1);
    for (int j = 1; j < limbs; j++) {
      long low = m * modulus[j];
      long high = multiplyHigh(m, modulus[j]);
      long sum = low + t[j];
      high += carryOf(sum, low);
      t[j - 1] = sum + carry;
      carry = high + carryOf(t[j - 1], sum);
    }
    long top = t[limbs] + carry;
    t[limbs - 1] = top;
    t[limbs] = t[limbs + 1] + carryOf(top, carry);
    t[limbs + 1] = 0;
  }

  /** Stores t, which is below 2p, modulo p. */
  private void store(long[] t, long[] x) {
    long borrow = 0;
    for (int j = 0; j < limbs; j++) {
      long difference = t[j] - modulus[j];
      long next = carryOf(t[j], modulus[j]);
      x[j] = difference - borrow;
      borrow = next + carryOf(difference, borrow);
    }
    if (t[limbs] == 0 && borrow != 0) {
      for (int j = 0; j < limbs; j++) {
        x[j] = t[j];
      }
    }
  }

  /** Returns x / 2^32 mod p for any x whose quotient is below 2p. */
  private long reducedHalf(long x) {
    long m = (x * factor) & LOW_HALF;
    long product = m * modulus[0];
    long sum = (x >>> Integer.SIZE) + (product >>> Integer.SIZE) + ((x & LOW_HALF) == 0 ? 0 : 1);
    return sum >= modulus[0] ? sum - modulus[0] : sum;
  }

  /** Returns 1 if {@code a < b} as unsigned integers: the carry of a sum, the borrow of a - b. */
  private static long carryOf(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
  }

  /** Math.unsignedMultiplyHigh comes with Java 18. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
