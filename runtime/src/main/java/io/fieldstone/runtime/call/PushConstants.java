// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.PushConstantDescriptor;
import io.fieldstone.runtime.vector.ElementWords;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constants of one call of a kernel, and the block of them that a dispatch pushes. Not
 * thread-safe.
 *
 * <pre>
 *   0        4
 *   +--------+---------------------
 *   | count  | the kernel's own ...
 *   +--------+---------------------
 *
 *   0        4                  8
 *   +--------+------------------+---------------------
 *   | count  | first_workgroup  | the kernel's own ...        of a cooperative kernel
 *   +--------+------------------+---------------------
 * </pre>
 */
public final class PushConstants {

  private static final int COUNT_OFFSET = 0;
  private static final int FIRST_WORKGROUP_OFFSET = 4;
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final KernelDescriptor kernel;
  private final CallTypes types;
  private final ByteBuffer block;

  /** Which constants the caller has given. */
  private final boolean[] given;

  /** The constants that are elements, canonical; written to the block once the form is known. */
  private final @Nullable BigInteger[] elements;

  /** Makes constants none of which is given yet. */
  public PushConstants(KernelDescriptor kernel, CallTypes types) {
    this(
        kernel,
        types,
        new byte[kernel.pushConstantBytes(types.shape())],
        new boolean[kernel.pushConstants().size()],
        new @Nullable BigInteger[kernel.pushConstants().size()]);
  }

  private PushConstants(
      KernelDescriptor kernel,
      CallTypes types,
      byte[] bytes,
      boolean[] given,
      @Nullable BigInteger[] elements) {
    this.kernel = kernel;
    this.types = types;
    this.block = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    this.given = given;
    this.elements = elements;
  }

  /** Returns constants of the same values, which do not change with these. */
  public PushConstants copy() {
    return new PushConstants(kernel, types, block.array().clone(), given.clone(), elements.clone());
  }

  /** Copies the block to an array of its size. */
  public void copyTo(byte[] target) {
    System.arraycopy(block.array(), 0, target, 0, target.length);
  }

  /** Returns whether these have the values of others, but for the count that each dispatch sets. */
  public boolean hasValuesOf(PushConstants others) {
    byte[] mine = block.array();
    byte[] theirs = others.block.array();
    return Arrays.equals(mine, Integer.BYTES, mine.length, theirs, Integer.BYTES, theirs.length);
  }

  /**
   * Returns what of the constants the time of a call may depend on, such as the length of an
   * exponent: for each integer that is not zero the least of 2^1, 2^2, 2^4, 2^8, ... above it.
   *
   * <pre>
   *   /exponent&lt;2^32
   * </pre>
   */
  public String work() {
    String work = "";
    List<PushConstantDescriptor> constants = kernel.pushConstants();
    for (int i = 0; i < constants.size(); i++) {
      PushConstantDescriptor constant = constants.get(i);
      int bits = bitLength(constant);
      if (bits > 0) {
        work += "/" + constant.name() + "<2^" + ceilPowerOfTwo(bits);
      }
    }
    return work;
  }

  private int bitLength(PushConstantDescriptor constant) {
    if (constant.type() == int.class) {
      return Integer.SIZE - Integer.numberOfLeadingZeros(block.getInt(constant.offset()));
    }
    return constant.type() == long.class
        ? Long.SIZE - Long.numberOfLeadingZeros(block.getLong(constant.offset()))
        : 0;
  }

  private static int ceilPowerOfTwo(int bits) {
    return bits == 1 ? 1 : Integer.highestOneBit(bits - 1) << 1;
  }

  /** Forgets all constants. */
  public void clear() {
    Arrays.fill(block.array(), (byte) 0);
    Arrays.fill(given, false);
    Arrays.fill(elements, null);
  }

  /** Sets the element count of a block, which shaders read as an unsigned 32-bit integer. */
  public static void setCount(byte[] block, long count) {
    INTS.set(block, COUNT_OFFSET, (int) count);
  }

  /** Sets which element of vectors of one element per workgroup is the first workgroup's. */
  public static void setFirstWorkgroup(byte[] block, long workgroup) {
    INTS.set(block, FIRST_WORKGROUP_OFFSET, (int) workgroup);
  }

  /**
   * Throws unless the caller has given all constants.
   *
   * @throws BindingException naming the first that is missing
   */
  public void requireAll() {
    for (int i = 0; i < given.length; i++) {
      if (!given[i]) {
        throw new BindingException(
            types + ": push constant " + kernel.pushConstants().get(i).name() + " is not given");
      }
    }
  }

  /** Gives constant {@code index}, which is an {@code int}. */
  public void put(int index, int value) {
    block.putInt(offset(index, int.class), value);
  }

  /** Gives constant {@code index}, which is a {@code long}. */
  public void put(int index, long value) {
    block.putLong(offset(index, long.class), value);
  }

  /** Gives constant {@code index}, which is a {@code float}. */
  public void put(int index, float value) {
    block.putFloat(offset(index, float.class), value);
  }

  /** Gives constant {@code index}, which is a {@code double}. */
  public void put(int index, double value) {
    block.putDouble(offset(index, double.class), value);
  }

  /**
   * Gives constant {@code index}, which is an element, in canonical form.
   *
   * @throws ElementRangeException if it is not in [0, p)
   */
  public void put(int index, BigInteger value) {
    requireType(index, BigInteger.class);
    if (value.signum() < 0 || value.compareTo(types.field().modulus()) >= 0) {
      throw new ElementRangeException(
          kernel.pushConstants().get(index).name()
              + " is not in [0, p) of "
              + types.field()
              + ": "
              + ElementWords.hex(value));
    }
    elements[index] = value;
    given[index] = true;
  }

  /** Writes the constants that are elements in the form of the call's vectors. */
  public void setForm(ElementForm form) {
    for (int i = 0; i < elements.length; i++) {
      BigInteger element = elements[i];
      if (element != null) {
        BigInteger value =
            form == ElementForm.MONTGOMERY
                ? element.multiply(types.field().r()).mod(types.field().modulus())
                : element;
        int offset = kernel.pushConstants().get(i).offset();
        for (long word : ElementWords.of(value, types.shape())) {
          block.putInt(offset, (int) word);
          offset += Integer.BYTES;
        }
      }
    }
  }

  private int offset(int index, Class<?> type) {
    int offset = requireType(index, type);
    given[index] = true;
    return offset;
  }

  private int requireType(int index, Class<?> type) {
    List<PushConstantDescriptor> constants = kernel.pushConstants();
    if (index < 0 || index >= constants.size()) {
      throw new BindingException(kernel + " has no push constant " + index);
    }
    PushConstantDescriptor constant = constants.get(index);
    if (constant.type() != type) {
      throw new BindingException(
          "push constant " + constant.name() + " of " + kernel + " is a " + constant.type());
    }
    return constant.offset();
  }
}
