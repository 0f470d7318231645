// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.kernel;

import io.fieldstone.annotations.LimbShape;
import java.math.BigInteger;

/**
 * One push-constant parameter of a kernel. The block's first four bytes are the element count,
 * which the runtime sets.
 *
 * @param name the parameter's name
 * @param offset the member's offset in the block, in bytes
 * @param type {@code int}, {@code long}, {@code float}, {@code double}, or {@code BigInteger} for
 *     an element of the field
 */
public record PushConstantDescriptor(String name, int offset, Class<?> type) {

  /**
   * Checks offset and type.
   *
   * @param name the parameter's name
   * @param offset the member's offset in the block, in bytes
   * @param type {@code int}, {@code long}, {@code float}, {@code double}, or {@code BigInteger} for
   *     an element of the field
   */
  public PushConstantDescriptor {
    if (type != int.class
        && type != long.class
        && type != float.class
        && type != double.class
        && type != BigInteger.class) {
      throw new IllegalArgumentException("push constant " + name + " has type " + type);
    }
    if (offset < Integer.BYTES || offset % Integer.BYTES != 0) {
      throw new IllegalArgumentException("push constant " + name + " has offset " + offset);
    }
  }

  /**
   * {@return the member's size in bytes, for a field of {@code shape}}
   *
   * @param shape the limb shape of the field
   */
  public int bytes(LimbShape shape) {
    if (type == BigInteger.class) {
      return shape.bytes();
    }
    return type == int.class || type == float.class ? Integer.BYTES : Long.BYTES;
  }
}
