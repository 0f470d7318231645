// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.batch;

import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.KernelPipeline;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.vector.HostOperand;
import io.fieldstone.runtime.vector.VectorStorage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a kernel on host data, ready to run. What a batch asks of each of its calls is found
 * out once: a batch may have thousands, and runs them again. Immutable.
 */
public final class HostCall {

  private final KernelCode kernel;
  private final List<? extends HostOperand> operands;
  private final ElementForm form;
  private final PushConstants constants;
  private final HostPath path;
  private final long size;
  private final CallLayout layout;
  private final boolean inDevicesReach;
  private final boolean canBeGathered;
  private final boolean hasConstants;

  /**
   * Makes a call.
   *
   * @param kernel the kernel
   * @param operands its vectors, in the order of its parameters and as long as each other
   * @param form the form of the call
   * @param constants its push constants, all given
   * @param path how the kernel gets at the vectors
   * @param like a call that this one may be like: then they share what is equal, and to find that
   *     out of thousands takes no look beyond each; null for none
   */
  public HostCall(
      KernelCode kernel,
      List<? extends HostOperand> operands,
      ElementForm form,
      PushConstants constants,
      HostPath path,
      @Nullable HostCall like) {
    this.kernel = kernel;
    this.operands = operands;
    this.form = form;
    this.constants = constants;
    this.path = path;
    this.size = operands.get(0).size();
    CallLayout own = CallLayout.of(operands);
    this.layout = like != null && like.layout.equals(own) ? like.layout : own;
    this.hasConstants = !kernel.descriptor().pushConstants().isEmpty();
    this.inDevicesReach = operands.stream().allMatch(HostOperand::inDevicesReach);
    this.canBeGathered = inDevicesReach && canBeGathered(operands);
  }

  private static boolean canBeGathered(List<? extends HostOperand> operands) {
    for (HostOperand operand : operands) {
      if (!((VectorStorage) operand).canBeGathered()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the kernel. */
  public KernelCode kernel() {
    return kernel;
  }

  /** Returns how the kernel gets at the vectors. */
  public HostPath path() {
    return path;
  }

  List<? extends HostOperand> operands() {
    return operands;
  }

  PushConstants constants() {
    return constants;
  }

  TransferPath transferPath() {
    return path.path();
  }

  long size() {
    return size;
  }

  CallLayout layout() {
    return layout;
  }

  /** Returns the bytes of all operands together. */
  long bytes() {
    return size * layout.elementBytes();
  }

  boolean inDevicesReach() {
    return inDevicesReach;
  }

  /** Returns whether a kernel gets at all operands by their addresses. */
  boolean canBeGathered() {
    return canBeGathered;
  }

  /** Returns whether one dispatch could compute this and another call. */
  boolean isLike(HostCall other) {
    return this == other
        || (kernel == other.kernel
            && form == other.form
            && path.equals(other.path)
            && layout.equals(other.layout)
            && inDevicesReach == other.inDevicesReach
            && canBeGathered == other.canBeGathered
            && (!hasConstants || constants.hasValuesOf(other.constants)));
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

  /** Returns what an operand's refusal of an element is for whoever has the whole batch. */
  ElementRangeException refusal(
      int operand, ElementRangeException ofElement, List<HostCall> ofBatch) {
    return new ElementRangeException(name(operand, ofBatch) + ": " + ofElement.getMessage());
  }

  /** Returns the same of an operand that was closed. */
  ClosedException refusal(int operand, ClosedException ofVector, List<HostCall> ofBatch) {
    return new ClosedException(name(operand, ofBatch) + ": " + ofVector.getMessage());
  }

  private String name(int operand, List<HostCall> ofBatch) {
    int index = 0;
    while (ofBatch.get(index) != this) {
      index++;
    }
    String job =
        ofBatch.size() == 1 ? "" : "job at index " + index + " of " + ofBatch.size() + ": ";
    String parameter = kernel.descriptor().bindings().get(operand).name();
    return job + parameter + " of " + kernel + "[" + size + "]";
  }

  /** Returns what whoever runs the calls calls them. */
  static String nameOf(List<HostCall> calls) {
    return calls.size() == 1 ? "the job" : "the batch";
  }

  /** Returns how many elements one dispatch can go over. */
  long mostElements() {
    KernelPipeline pipeline = pipeline();
    long most = Long.MAX_VALUE;
    for (int i = 0; i < layout.distinct(); i++) {
      most = Math.min(most, pipeline.mostElements(layout.operand(i)));
    }
    return most;
  }

  KernelPipeline pipeline() {
    return kernel.pipeline(form, false);
  }
}
