// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.SpecializationIds;
import io.fieldstone.runtime.device.DeviceLimits;
import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.UnknownNameException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.StrategyDescriptor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on one field of one backend. Generated classes hold one for each of their methods; the
 * untyped way is {@link PersistentBackend#kernel(String, Field)}.
 *
 * <p>Pipelines are made on first use and kept: one per element form, or two where the module
 * declares {@link SpecializationIds#RESIDENT}, for device vectors and for batches. A kernel with
 * several strategies chooses one before the first. The backend owns the kernel. Thread-safe.
 *
 * @param <F> the field's type tag
 */
public final class Kernel<F> {

  /** What one invocation loads at once at best; fewer bytes leave the memory bus idle. */
  private static final int MIN_INVOCATION_BYTES = 16;

  private final PersistentBackend backend;
  private final KernelDescriptor descriptor;
  private final Field<F> field;
  private final Map<ElementForm, Map<Residence, KernelVariant>> variants =
      new EnumMap<>(ElementForm.class);
  private final Agreement agreement;
  private volatile @Nullable String strategy;
  private @Nullable Dispatch<F> dispatch;
  private @Nullable PathCalibration calibration;

  /**
   * Checks everything that can be checked without making the pipeline.
   *
   * @param demanded the strategy to use, or null to choose
   */
  Kernel(
      PersistentBackend backend,
      KernelDescriptor descriptor,
      Field<F> field,
      @Nullable String demanded) {
    this.backend = backend;
    this.descriptor = descriptor;
    this.field = field;
    this.agreement = new Agreement(backend, field, descriptor);
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
    this.strategy =
        Strategies.settle(descriptor, field.shape(), backend.plan(), demanded, preferred());
    requireWithinLimits(backend.plan().report().limits());
  }

  /**
   * Returns the strategy that the options prefer; of a kernel that lacks it, though others have it,
   * the portable default.
   */
  private @Nullable String preferred() {
    String name = backend.options().strategy();
    if (name == null
        || descriptor.strategies().isEmpty()
        || descriptor.strategy(name).isPresent()) {
      return name;
    }
    List<String> known =
        Stream.concat(Stream.of(descriptor), backend.registry().kernels().stream())
            .flatMap(kernel -> kernel.strategies().stream())
            .map(StrategyDescriptor::name)
            .distinct()
            .toList();
    if (!known.contains(name)) {
      throw new UnknownNameException(
          "unknown strategy \"" + name + "\"; there are: " + String.join(", ", known));
    }
    return descriptor.strategies().get(0).name();
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
   * Returns the strategy whose modules the kernel runs, empty if it has but one module. The first
   * call, or the first dispatch or job before it, may measure the strategies: once per device and
   * field.
   *
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public String strategy() {
    String settled = strategy;
    if (settled == null) {
      settled = backend.strategyCalibrator().choose(descriptor, field);
      strategy = settled;
    }
    return settled;
  }

  /**
   * Returns what the driver tells of the kernel's pipeline for device vectors of a form, which is
   * made if it was not yet.
   *
   * @throws FormMismatchException if {@code form} is {@link ElementForm#UNREDUCED}, which no
   *     pipeline is made for: vectors of that form are so whatever the form of the call
   * @throws io.fieldstone.runtime.error.ClosedException if the backend was closed
   */
  public PipelineStatistics statistics(ElementForm form) {
    if (form == ElementForm.UNREDUCED) {
      throw new FormMismatchException(
          "there is no pipeline for UNREDUCED; ask for CANONICAL or MONTGOMERY");
    }
    KernelVariant variant = variant(form, Residence.DEVICE);
    synchronized (this) {
      backend.requireOpen();
      return variant.statistics();
    }
  }

  Agreement agreement() {
    return agreement;
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

  /**
   * Starts a job on host vectors.
   *
   * @throws BindingException if the kernel is cooperative: such run on device vectors only
   */
  public Job.Builder<F> job() {
    if (descriptor.cooperative()) {
      throw new BindingException(
          this + " is cooperative, which runs on device vectors only; use dispatch()");
    }
    return new Job.Builder<>(this);
  }

  /**
   * Returns the kernel for calls of a form on vectors of a residence, made on first use. A kernel
   * that gives each of its vectors a form has but one form of call, and one whose module does not
   * declare {@link SpecializationIds#RESIDENT} has one variant for both residences.
   */
  KernelVariant variant(ElementForm form, Residence residence) {
    String settled = strategy(); // not under this kernel's lock: measuring runs other kernels
    synchronized (this) {
      ElementForm ofCall = agreement.formIsOfCall() ? form : ElementForm.CANONICAL;
      Map<Residence, KernelVariant> ofForm =
          variants.computeIfAbsent(ofCall, ignored -> new EnumMap<>(Residence.class));
      KernelVariant variant = ofForm.get(residence);
      if (variant == null) {
        backend.requireOpen();
        byte[] spirv = SpirvResource.read(descriptor, field.shape(), settled);
        variant = new KernelVariant(this, spirv, ofCall, residence);
        ofForm.put(residence, variant);
        if (!SpecializationConstants.declares(spirv, SpecializationIds.RESIDENT)) {
          for (Residence any : Residence.values()) {
            ofForm.put(any, variant);
          }
        }
      }
      return variant;
    }
  }

  /**
   * Returns the workgroups of a dispatch over {@code elements}: each invocation takes 16 bytes of a
   * vector at least, and shaders stride if it is capped.
   */
  int workgroups(long elements) {
    long each =
        (long) descriptor.workgroupInvocations()
            * Math.max(1, MIN_INVOCATION_BYTES / field.elementBytes());
    long wanted = (elements + each - 1) / each;
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

  /** Frees what the kernel made, once nothing of it runs. Idempotent. */
  synchronized void free() {
    variants.values().stream()
        .flatMap(ofForm -> ofForm.values().stream())
        .distinct() // residences may share one
        .forEach(KernelVariant::free);
    variants.clear();
  }

  @Override
  public String toString() {
    return descriptor + "<" + field + ">";
  }
}
