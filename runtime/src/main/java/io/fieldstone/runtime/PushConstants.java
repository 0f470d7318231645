// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.PushConstantDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel's push-constant block. Not thread-safe.
 *
 * <pre>
 *   0        4
 *   +--------+---------------------
 *   | count  | the kernel's own ...
 *   +--------+---------------------
 * </pre>
 */
final class PushConstants {

  private static final int COUNT_OFFSET = 0;

  private final KernelDescriptor kernel;
  private final ByteBuffer block;

  PushConstants(KernelDescriptor kernel) {
    this(kernel, new byte[kernel.pushConstantBytes()]);
  }

  private PushConstants(KernelDescriptor kernel, byte[] bytes) {
    this.kernel = kernel;
    this.block = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  PushConstants copy() {
    return new PushConstants(kernel, block.array().clone());
  }

  /** Returns the block itself. */
  byte[] bytes() {
    return block.array();
  }

  /** Sets the whole block to zero. */
  void clear() {
    Arrays.fill(block.array(), (byte) 0);
  }

  /** Sets the element count, which shaders read as an unsigned 32-bit integer. */
  void setCount(long count) {
    block.putInt(COUNT_OFFSET, (int) count);
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
