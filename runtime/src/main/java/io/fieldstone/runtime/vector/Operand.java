// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.vulkan.OpenDevice;

/** What can be bound to a vector parameter of a kernel. Thread-safe. */
public interface Operand {

  /** Returns the number of elements. */
  long size();

  /** Returns what the elements are. */
  ElementType<?> type();

  /** Returns the form of the elements. */
  ElementForm form();

  /** Returns how the device's vectors of such elements are cut into segments. */
  SegmentLayout layout();

  /** Returns whether calls on a device can use it. */
  boolean isOf(OpenDevice device);

  /**
   * Throws if it was closed.
   *
   * @param name what the caller knows it as
   * @throws io.fieldstone.runtime.error.ClosedException if so
   */
  void requireOpen(String name);
}
