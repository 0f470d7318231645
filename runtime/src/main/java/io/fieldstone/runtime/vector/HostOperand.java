// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

/**
 * Elements that a call on host data reads or writes: a vector in host memory, which the device can
 * reach, or something that can only be copied. Thread-safe, as memory is.
 */
public interface HostOperand extends Operand {

  /** Returns the object whose contents the elements are: two operands of one are the same. */
  Object memory();

  /** Returns the address of memory that other operands may have parts of; 0 if none can. */
  long sharedAddress();

  /**
   * Throws if an element is not below the modulus, where nobody has seen to that before; the caller
   * retains this.
   *
   * @throws io.fieldstone.runtime.error.ElementRangeException naming the first
   */
  void requireReduced();

  /** Returns whether it is a {@link VectorStorage}. */
  boolean inDevicesReach();

  /**
   * Keeps the memory until {@link #release}, in an operation that is inside the gate.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if it was closed
   */
  void retain();

  /** Ends what {@link #retain} began. */
  void release();

  /**
   * Copies elements {@code first .. first + count} to an address; the caller retains this.
   *
   * @throws io.fieldstone.runtime.error.ElementRangeException if one is not below the modulus, for
   *     what nobody has checked before
   */
  void copyTo(long address, long first, long count);

  /** Sets elements {@code first .. first + count} to what is at an address. */
  void copyFrom(long address, long first, long count);
}
