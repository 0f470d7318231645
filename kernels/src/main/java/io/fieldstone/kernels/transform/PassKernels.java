// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels.transform;

import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelDescriptor;

/**
 * The kernels that make a domain's passes: on GPUs one for each shape of a pass; on CPUs, whose
 * passes are loops and take longer to compile than to run, one for all. Immutable and thread-safe.
 */
final class PassKernels<F> {

  /** The id of the constant that has the threads of a workgroup, where elements are short. */
  private static final int THREADS = 1;

  private final PersistentBackend backend;
  private final FiniteField<F> field;
  private final TransformPlan plan;
  private final KernelDescriptor ofAny;
  private final boolean shaped;

  /**
   * Finds the kernels of a plan.
   *
   * @param shaped whether each shape of a pass has its own
   */
  PassKernels(PersistentBackend backend, FiniteField<F> field, TransformPlan plan, boolean shaped) {
    this.backend = backend;
    this.field = field;
    this.plan = plan;
    this.ofAny = backend.registry().kernel(plan.kernel(field));
    this.shaped = shaped;
  }

  /** Returns whether shapes have kernels of their own: on a CPU not even with a GPU's shaders. */
  static boolean areShaped(PersistentBackend backend) {
    return backend.plan().report().type() != DeviceType.CPU
        && backend.options().shadersFor() != DeviceType.CPU;
  }

  /** Returns log2 of what a workgroup holds, of so many elements in all. */
  int logTile(long elements) {
    return shaped ? plan.logTile(elements) : plan.logTileOfMany();
  }

  /** Returns the kernel of passes whose workgroups hold 2^logTile elements. */
  Kernel<F> of(PassShape shape, int logTile) {
    return backend.kernel(shaped ? specialized(shape, logTile) : ofAny, field, plan.strategy());
  }

  private KernelDescriptor specialized(PassShape shape, int logTile) {
    KernelDescriptor ofShape = ofAny.specialized(PassShape.CONSTANT, shape.word());
    return plan.multipliesBetween()
        ? ofShape.specialized(THREADS, 1 << (logTile - TransformPlan.LOG_HELD))
        : ofShape;
  }
}
