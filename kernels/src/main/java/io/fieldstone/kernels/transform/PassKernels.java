// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelDescriptor;

/**
 * The kernels that make a domain's passes: on GPUs one for each shape of a pass. On CPUs, whose
 * passes take longer to compile than to run, one for all of short elements, and of long ones one
 * for each size of a pass that multiplies before, or after, or not. Immutable and thread-safe.
 */
final class PassKernels<F> {

  /** The id of the constant that has the threads of a workgroup, where elements are short. */
  private static final int THREADS = 1;

  /** log2 of the threads of a workgroup, where elements are long. */
  private static final int LOG_LONG_THREADS = 7;

  private final PersistentBackend backend;
  private final FiniteField<F> field;
  private final TransformPlan plan;
  private final KernelDescriptor ofAny;
  private final boolean shaped;

  /**
   * Finds the kernels of a plan.
   *
   * @param shaped whether each shape of a pass has its own
   * @throws IllegalArgumentException if the plan is for workgroups, and the device's shaders for
   *     threads that are by themselves
   */
  PassKernels(PersistentBackend backend, FiniteField<F> field, TransformPlan plan, boolean shaped) {
    if (!plan.multipliesBetween() && !plan.isOfThreads() && !hasGpuShaders(backend)) {
      throw new IllegalArgumentException(plan + " is not for a CPU's shaders");
    }
    this.backend = backend;
    this.field = field;
    this.plan = plan;
    this.ofAny = backend.registry().kernel(plan.kernel(field));
    this.shaped = shaped;
  }

  /** Returns whether shapes have kernels of their own: on a CPU not even with a GPU's shaders. */
  static boolean areShaped(PersistentBackend backend) {
    return backend.plan().report().type() != DeviceType.CPU && hasGpuShaders(backend);
  }

  /** Returns whether the shaders are a GPU's, be the device one or not. */
  static boolean hasGpuShaders(PersistentBackend backend) {
    DeviceType type = backend.options().shadersFor();
    return (type == null ? backend.plan().report().type() : type) != DeviceType.CPU;
  }

  /** Returns whether each shape of a pass has its own. */
  boolean areShaped() {
    return shaped;
  }

  /** Returns log2 of what a workgroup holds, of so many elements in all. */
  int logTile(long elements) {
    if (plan.isOfThreads()) {
      return plan.logTile() + LOG_LONG_THREADS;
    }
    return shaped ? plan.logTile(elements) : plan.logTileOfMany();
  }

  /** Returns the kernel of passes whose workgroups hold 2^logTile elements. */
  Kernel<F> of(PassShape shape, int logTile) {
    KernelDescriptor ofShape =
        shaped
            ? specialized(shape, logTile)
            : plan.isOfThreads()
                ? ofAny.specialized(PassShape.CONSTANT, shape.wordOfThreads())
                : ofAny;
    return backend.kernel(ofShape, field, plan.strategy());
  }

  private KernelDescriptor specialized(PassShape shape, int logTile) {
    KernelDescriptor ofShape = ofAny.specialized(PassShape.CONSTANT, shape.word());
    return plan.multipliesBetween()
        ? ofShape.specialized(THREADS, 1 << (logTile - TransformPlan.LOG_HELD))
        : ofShape;
  }
}
