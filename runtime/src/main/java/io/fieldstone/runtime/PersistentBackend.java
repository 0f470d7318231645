// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.PipelineCacheFile;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Vulkan device and everything that is made once on it: queues, memory allocator, pipelines,
 * command pools. Opening costs up to a second; a job on an open backend costs microseconds.
 *
 * <pre>{@code
 * try (PersistentBackend gpu = PersistentBackend.open()) {
 *   var fp = VectorKernelsDispatch.of(gpu, Bls12381FpField.INSTANCE);
 *   HostVector<Bls12381Fp> a = gpu.hostVector(Bls12381FpField.INSTANCE, 1000);
 *   ...
 *   HostVector<Bls12381Fp> sum = fp.add(a, b);
 * }
 * }</pre>
 *
 * <p>Thread-safe. The opener closes it; a backend that is still open when the JVM exits is closed
 * then, since some drivers crash otherwise. Closing waits for what runs and closes all vectors.
 */
public final class PersistentBackend implements AutoCloseable {

  /** A kernel; without a strategy, that of the kernel's or the options' choice. */
  private record KernelKey(
      KernelDescriptor descriptor, Field<?> field, @Nullable String strategy) {}

  private final BackendOptions options;
  private final KernelRegistry registry;
  private final VulkanInstance instance;
  private final VulkanDevice device;
  private final PipelineCacheFile pipelineCache;
  private final PathCalibrator calibrator;
  private final StrategyCalibrator strategyCalibrator;
  private final BatchExecutor executor;
  private final VectorTransfers transfers;
  private final Map<KernelKey, Kernel<?>> kernels = new ConcurrentHashMap<>();
  private final VectorMemory vectors;
  private final ActiveTimers activeTimers = new ActiveTimers();
  private final Set<GpuTimer> timers = ConcurrentHashMap.newKeySet();
  private final ResourceStack resources;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread exitHook = new Thread(this::shutDown, "fieldstone-exit");

  private PersistentBackend(
      BackendOptions options,
      KernelRegistry registry,
      ResourceStack resources,
      UnaryOperator<DevicePlan> replan) {
    this.options = options;
    this.registry = registry;
    this.resources = resources;
    this.instance = VulkanInstance.create(options.validation());
    resources.onClose(instance::close);
    DevicePlan plan =
        DevicePlanner.plan(instance.reports(), options.device())
            .withPipelineStatistics(options.pipelineStatistics());
    this.device = instance.open(replan.apply(plan));
    resources.onClose(device::close);
    String uuid = plan.report().uuid();
    this.pipelineCache =
        new PipelineCacheFile(
            device, options.cacheDirectory().resolve("pipelines-" + uuid + ".bin"));
    resources.onClose(pipelineCache::close);
    this.strategyCalibrator =
        new StrategyCalibrator(
            this,
            new MeasurementsFile(
                options.cacheDirectory().resolve("strategies-2-" + uuid + ".properties"),
                "probe kernel/field/digest of device, modulus and modules = the fastest strategy"));
    resources.onClose(() -> kernels.values().forEach(Kernel::free));
    this.vectors = new VectorMemory(this, device);
    resources.onClose(vectors::close);
    resources.onClose(() -> timers.forEach(GpuTimer::close));
    resources.onClose(device::drain);
    resources.onClose(strategyCalibrator::awaitMeasurement);
    resources.onClose(() -> kernels.values().forEach(Kernel::awaitDispatches));
    this.transfers = new VectorTransfers(this, device);
    resources.onClose(transfers::close);
    this.executor = new BatchExecutor(this, device);
    resources.onClose(executor::free);
    this.calibrator =
        new PathCalibrator(
            this,
            new CalibrationFile(
                options.cacheDirectory().resolve("paths-1-" + uuid + ".properties")));
  }

  /**
   * Opens the best device, as the environment variables say.
   *
   * @see BackendOptions#fromEnvironment()
   */
  public static PersistentBackend open() {
    return open(BackendOptions.fromEnvironment());
  }

  /**
   * Opens a device.
   *
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   * @throws io.fieldstone.runtime.error.NoDeviceException if there is no such device
   * @throws io.fieldstone.runtime.error.MissingFeatureException if it lacks what Fieldstone needs
   * @throws io.fieldstone.runtime.error.ConfigurationException if validation is wanted and its
   *     layer is not installed
   */
  public static PersistentBackend open(BackendOptions options) {
    return open(options, UnaryOperator.identity());
  }

  /** Opens a device with a plan that tests may bend. */
  static PersistentBackend open(BackendOptions options, UnaryOperator<DevicePlan> replan) {
    return open(options, KernelRegistry.load(), replan);
  }

  /** Opens a device with a plan that tests may bend and kernels of theirs. */
  static PersistentBackend open(
      BackendOptions options, KernelRegistry registry, UnaryOperator<DevicePlan> replan) {
    ResourceStack resources = new ResourceStack();
    boolean opened = false;
    try {
      PersistentBackend backend = new PersistentBackend(options, registry, resources, replan);
      Runtime.getRuntime().addShutdownHook(backend.exitHook);
      opened = true;
      return backend;
    } finally {
      if (!opened) {
        resources.close();
      }
    }
  }

  /**
   * Returns what each device of this machine reports, usable or not, without opening any.
   *
   * @throws io.fieldstone.runtime.error.NoDriverException if there is no Vulkan loader
   * @throws io.fieldstone.runtime.error.NoDeviceException if there is no driver
   */
  public static List<DeviceReport> devices() {
    try (VulkanInstance instance = VulkanInstance.create(false)) {
      return instance.reports();
    }
  }

  /** Returns the options it was opened with. */
  public BackendOptions options() {
    return options;
  }

  /** Returns the device and what is used of it. */
  public DevicePlan plan() {
    return device.plan();
  }

  /** Returns the kernels and fields of all modules. */
  public KernelRegistry registry() {
    return registry;
  }

  /** Returns the executor of batches. */
  public BatchExecutor executor() {
    return executor;
  }

  /** Returns what Vulkan's validation layer has said; empty without {@code validation}. */
  public List<String> validationMessages() {
    return instance.validationMessages();
  }

  /**
   * Returns a kernel on a field, the same object for the same arguments. If it has several
   * strategies, the options' or the fastest is used; see {@link Kernel#strategy}.
   *
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it has no module for the field
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what it needs:
   *     the options' strategy if they name one, else the portable default
   * @throws io.fieldstone.runtime.error.UnknownNameException if the options name a strategy that
   *     neither it, of several, nor any registered kernel has
   */
  public <F> Kernel<F> kernel(KernelDescriptor descriptor, Field<F> field) {
    return make(descriptor, field, null);
  }

  /**
   * Returns a kernel on a field with a strategy of the caller's choice, whatever the options say
   * and however fast it is. It is not compared with others.
   *
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it has no module for the field
   * @throws io.fieldstone.runtime.error.UnknownNameException if it has no such strategy, or not for
   *     the field's limb shape
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what the
   *     strategy needs
   * @see #strategies
   */
  public <F> Kernel<F> kernel(KernelDescriptor descriptor, Field<F> field, String strategy) {
    return make(descriptor, field, requireNonNull(strategy, "strategy"));
  }

  @SuppressWarnings("unchecked") // the key's field has the kernel's F
  private <F> Kernel<F> make(
      KernelDescriptor descriptor, Field<F> field, @Nullable String strategy) {
    requireOpen();
    return (Kernel<F>)
        kernels.computeIfAbsent(
            new KernelKey(descriptor, field, strategy),
            key -> new Kernel<>(this, descriptor, field, strategy));
  }

  /**
   * Returns the strategies of a kernel that have a module for {@code shape} and that this device
   * can run, the portable default first; empty if the kernel has no strategies.
   */
  public List<String> strategies(KernelDescriptor descriptor, LimbShape shape) {
    return Strategies.usable(descriptor, shape, plan());
  }

  /**
   * Returns a registered kernel on a field.
   *
   * @throws io.fieldstone.runtime.error.UnknownNameException if there is no kernel of that name
   * @see #kernel(KernelDescriptor, Field)
   */
  public <F> Kernel<F> kernel(String name, Field<F> field) {
    return kernel(registry.kernel(name), field);
  }

  /** Waits until all dispatches on device vectors that were submitted are done. */
  public void finish() {
    requireOpen();
    device.compute().finish();
  }

  /**
   * Returns a new timer of dispatches, closed by the caller.
   *
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device's compute queue has
   *     no timestamps
   */
  public GpuTimer timer() {
    requireOpen();
    GpuTimer timer = new GpuTimer(this);
    timers.add(timer);
    return timer;
  }

  /** Returns a new batch, closed by the caller. */
  public Batch batch() {
    requireOpen();
    return new Batch(this);
  }

  /** Allocates a host vector of canonical elements, closed by the caller. */
  public <F> HostVector<F> hostVector(Field<F> field, long size) {
    return hostVector(field, size, ElementForm.CANONICAL);
  }

  /**
   * Allocates a host vector, closed by the caller.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <F> HostVector<F> hostVector(Field<F> field, long size, ElementForm form) {
    return vectors.host(field, size, form);
  }

  /** Allocates a device vector of canonical elements, closed by the caller. */
  public <F> DeviceVector<F> deviceVector(Field<F> field, long size) {
    return deviceVector(field, size, ElementForm.CANONICAL);
  }

  /**
   * Allocates a device vector, closed by the caller.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is not enough memory
   */
  public <F> DeviceVector<F> deviceVector(Field<F> field, long size, ElementForm form) {
    return vectors.device(field, size, form);
  }

  /** Returns how many elements of a layout one binding can cover. */
  long maxBindingElements(SegmentLayout layout) {
    long elements = plan().report().limits().maxStorageBufferRange() / layout.elementBytes();
    return elements / layout.granule() * layout.granule();
  }

  VulkanDevice device() {
    return device;
  }

  PipelineCacheFile pipelineCache() {
    return pipelineCache;
  }

  PathCalibrator calibrator() {
    return calibrator;
  }

  StrategyCalibrator strategyCalibrator() {
    return strategyCalibrator;
  }

  ActiveTimers activeTimers() {
    return activeTimers;
  }

  /** Forgets a timer that was closed. */
  void forget(GpuTimer timer) {
    timers.remove(timer);
  }

  VectorTransfers transfers() {
    return transfers;
  }

  VectorMemory vectors() {
    return vectors;
  }

  /** Throws if the backend was closed. */
  void requireOpen() {
    if (closed.get()) {
      throw new ClosedException("the backend was closed");
    }
  }

  /** Closes everything that lives on the backend, once what runs is done. Idempotent. */
  @Override
  public void close() {
    if (closed.get()) {
      return;
    }
    shutDown();
    try {
      Runtime.getRuntime().removeShutdownHook(exitHook);
    } catch (IllegalStateException e) {
      // The JVM is exiting, and the hook finds the backend closed.
    }
  }

  private void shutDown() {
    if (closed.compareAndSet(false, true)) {
      resources.close();
    }
  }
}
