// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.PushConstantDescriptor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kernel's push-constant block. Not thread-safe.
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
final class PushConstants {

  private static final int COUNT_OFFSET = 0;
  private static final int FIRST_WORKGROUP_OFFSET = 4;

  private final KernelDescriptor kernel;
  private final Field<?> field;
  private final ByteBuffer block;

  /** The constants that are elements, canonical; written to the block once the form is known. */
  private final @Nullable BigInteger[] elements;

  PushConstants(KernelDescriptor kernel, Field<?> field) {
    this(
        kernel,
        field,
        new byte[kernel.pushConstantBytes(field.shape())],
        new @Nullable BigInteger[kernel.pushConstants().size()]);
  }

  private PushConstants(
      KernelDescriptor kernel, Field<?> field, byte[] bytes, @Nullable BigInteger[] elements) {
    this.kernel = kernel;
    this.field = field;
    this.block = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    this.elements = elements;
  }

  PushConstants copy() {
    return new PushConstants(kernel, field, block.array().clone(), elements.clone());
  }

  /** Returns the block itself. */
  byte[] bytes() {
    return block.array();
  }

  /** Returns a view of the kernel's own constants, without the count that each dispatch sets. */
  ByteBuffer own() {
    return ByteBuffer.wrap(block.array(), Integer.BYTES, block.capacity() - Integer.BYTES);
  }

  /** Sets the whole block to zero. */
  void clear() {
    Arrays.fill(block.array(), (byte) 0);
    Arrays.fill(elements, null);
  }

  /** Sets the element count, which shaders read as an unsigned 32-bit integer. */
  void setCount(long count) {
    block.putInt(COUNT_OFFSET, (int) count);
  }

  /** Sets which element of vectors of one element per workgroup is the first workgroup's. */
  void setFirstWorkgroup(long workgroup) {
    block.putInt(FIRST_WORKGROUP_OFFSET, (int) workgroup);
  }

  void put(int index, int value) {
    block.putInt(offset(index, int.class), value);
  }

  void put(int index, long value) {
    block.putLong(offset(index, long.class), value);
  }

  void put(int index, float value) {
    block.putFloat(offset(index, float.class), value);
  }

  void put(int index, double value) {
    block.putDouble(offset(index, double.class), value);
  }

  void put(int index, BigInteger value) {
    offset(index, BigInteger.class);
    if (value.signum() < 0 || value.compareTo(field.modulus()) >= 0) {
      throw new ElementRangeException(
          kernel.pushConstants().get(index).name()
              + " is not in [0, p) of "
              + field
              + ": 0x"
              + value.toString(16));
    }
    elements[index] = value;
  }

  /** Writes the constants that are elements in the form of the call's vectors. */
  void setForm(ElementForm form) {
    for (int i = 0; i < elements.length; i++) {
      BigInteger element = elements[i];
      if (element != null) {
        BigInteger value =
            form == ElementForm.MONTGOMERY
                ? element.multiply(field.r()).mod(field.modulus())
                : element;
        int offset = kernel.pushConstants().get(i).offset();
        for (long word : ElementWords.of(value, field.shape())) {
          block.putInt(offset, (int) word);
          offset += Integer.BYTES;
        }
      }
    }
  }

  private int offset(int index, Class<?> type) {
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
