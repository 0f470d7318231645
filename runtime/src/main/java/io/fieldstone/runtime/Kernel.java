// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on one field of one backend. Generated classes hold one for each of their methods; the
 * untyped way is {@link PersistentBackend#kernel(String, Field)}.
 *
 * <p>Pipelines, one per element form, are made on first use and kept. The backend owns the kernel.
 * Thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class Kernel<F> {

  private final PersistentBackend backend;
  private final KernelDescriptor descriptor;
  private final Field<F> field;
  private final Map<ElementForm, KernelVariant> variants = new EnumMap<>(ElementForm.class);
  private @Nullable Dispatch<F> dispatch;
  private @Nullable PathCalibration calibration;

  /** Checks everything that can be checked without making the pipeline. */
  Kernel(PersistentBackend backend, KernelDescriptor descriptor, Field<F> field) {
    this.backend = backend;
    this.descriptor = descriptor;
    this.field = field;
    if (!descriptor.supports(field.shape())) {
      throw new UnsupportedFieldException(
          descriptor
              + " has no module for "
              + field
              + ", which has limb shape "
              + field.shape()
              + "; it has modules for "
              + descriptor.shapes());
    }
    descriptor.requirements().stream()
        .filter(feature -> !backend.plan().enabledFeatures().contains(feature))
        .findFirst()
        .ifPresent(
            feature -> {
              throw new MissingFeatureException(
                  descriptor
                      + " needs "
                      + feature
                      + ", which device \""
                      + backend.plan().report().name()
                      + "\" lacks; choose another device");
            });
    requireWithinLimits(backend.plan().report().limits());
  }

  private void requireWithinLimits(DeviceLimits limits) {
    if (descriptor.pushConstantBytes(field.shape()) > limits.maxPushConstantsSize()) {
      throw new MissingFeatureException(
          descriptor
              + " pushes "
              + descriptor.pushConstantBytes(field.shape())
              + " bytes of constants, but the device takes "
              + limits.maxPushConstantsSize());
    }
    if (descriptor.descriptorSets() > limits.maxBoundDescriptorSets()) {
      throw new MissingFeatureException(
          descriptor
              + " uses "
              + descriptor.descriptorSets()
              + " descriptor sets, but the device takes "
              + limits.maxBoundDescriptorSets());
    }
    if (descriptor.workgroupInvocations() > limits.maxComputeWorkGroupInvocations()) {
      throw new MissingFeatureException(
          descriptor
              + " has workgroups of "
              + descriptor.workgroupInvocations()
              + " invocations, but the device takes "
              + limits.maxComputeWorkGroupInvocations());
    }
  }

  /** Returns the backend that the kernel runs on. */
  public PersistentBackend backend() {
    return backend;
  }

  /** Returns the kernel's description. */
  public KernelDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the field. */
  public Field<F> field() {
    return field;
  }

  /**
   * Starts a dispatch on device vectors. It is this thread's until it is closed; other threads that
   * ask for one wait.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public Dispatch<F> dispatch() {
    return dispatchFrame().open();
  }

  private synchronized Dispatch<F> dispatchFrame() {
    backend.requireOpen();
    Dispatch<F> frame = dispatch;
    if (frame == null) {
      frame = new Dispatch<>(this);
      dispatch = frame;
    }
    return frame;
  }

  /** Starts a job on host vectors. */
  public Job.Builder<F> job() {
    return new Job.Builder<>(this);
  }

  /** Returns the kernel for elements of a form, made on first use. */
  synchronized KernelVariant variant(ElementForm form) {
    KernelVariant variant = variants.get(form);
    if (variant == null) {
      backend.requireOpen();
      variant = new KernelVariant(this, form);
      variants.put(form, variant);
    }
    return variant;
  }

  /** Returns the workgroups of a dispatch over {@code elements}; shaders stride if it is capped. */
  int workgroups(long elements) {
    long wanted =
        (elements + descriptor.workgroupInvocations() - 1) / descriptor.workgroupInvocations();
    return (int) Math.min(wanted, backend.plan().report().limits().maxComputeWorkGroupCountX());
  }

  /** Returns the path that is predicted to be faster for {@code elements} elements in all. */
  synchronized TransferPath path(long elements) {
    if (backend.plan().hostVisibleOnly()) {
      return TransferPath.HOST_VISIBLE;
    }
    PathCalibration measured = calibration;
    if (measured == null) {
      measured = backend.calibrator().calibrate(this);
      calibration = measured;
    }
    return measured.choose(elements);
  }

  /** Returns once no thread is submitting a dispatch; the backend is closed, so none starts one. */
  void awaitDispatches() {
    Dispatch<F> frame;
    synchronized (this) {
      frame = dispatch;
    }
    if (frame != null) {
      frame.awaitOwner();
    }
  }

  /** Frees what the kernel made. Called by the backend, once nothing runs. */
  synchronized void free() {
    variants.values().forEach(KernelVariant::free);
  }

  @Override
  public String toString() {
    return descriptor + "<" + field + ">";
  }
}
