// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.SegmentLayout;
import io.fieldstone.runtime.vector.VectorStorage;
import java.util.List;

/**
 * A call of a kernel on host data, ready to run.
 *
 * @param kernel the kernel
 * @param operands its vectors, in the order of its parameters and as long as each other
 * @param form the form of the call
 * @param constants its push constants, all given
 * @param path how the kernel gets at the vectors: not {@link TransferPath#AUTO}
 */
public record HostCall(
    KernelCode kernel,
    List<? extends HostOperand> operands,
    ElementForm form,
    PushConstants constants,
    TransferPath path) {

  long size() {
    return operands.get(0).size();
  }

  SegmentLayout layout() {
    return operands.get(0).layout();
  }

  /** Returns the bytes of all operands together. */
  long bytes() {
    return size() * layout().elementBytes() * operands.size();
  }

  boolean inDevicesReach() {
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).inDevicesReach()) {
        return false;
      }
    }
    return true;
  }

  /** Returns an operand that the device can reach. */
  VectorStorage vector(int index) {
    return (VectorStorage) operands.get(index);
  }

  boolean reads(int index) {
    return kernel.descriptor().bindings().get(index).access().reads();
  }

  boolean writes(int index) {
    return kernel.descriptor().bindings().get(index).access().writes();
  }

  /** Returns what an operand's refusal of an element is for whoever has the whole call. */
  ElementRangeException refusal(int operand, ElementRangeException ofElement) {
    return new ElementRangeException(
        kernel.descriptor().bindings().get(operand).name()
            + " of "
            + kernel
            + "["
            + size()
            + "]: "
            + ofElement.getMessage());
  }

  KernelPipeline pipeline() {
    return kernel.pipeline(form, false);
  }
}
