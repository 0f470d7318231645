// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.cache.CalibrationFile;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

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

  private record KernelKey(KernelDescriptor descriptor, Field<?> field) {}

  private final BackendOptions options;
  private final KernelRegistry registry;
  private final VulkanInstance instance;
  private final VulkanDevice device;
  private final PipelineCacheFile pipelineCache;
  private final PathCalibrator calibrator;
  private final BatchExecutor executor;
  private final VectorTransfers transfers;
  private final Map<KernelKey, Kernel<?>> kernels = new ConcurrentHashMap<>();
  private final VectorMemory vectors;
  private final ResourceStack resources;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread exitHook = new Thread(this::shutDown, "fieldstone-exit");

  private PersistentBackend(
      BackendOptions options, ResourceStack resources, UnaryOperator<DevicePlan> replan) {
    this.options = options;
    this.registry = KernelRegistry.load();
    this.resources = resources;
    this.instance = VulkanInstance.create(options.validation());
    resources.onClose(instance::close);
    DevicePlan plan = DevicePlanner.plan(instance.reports(), options.device());
    this.device = instance.open(replan.apply(plan));
    resources.onClose(device::close);
    String uuid = plan.report().uuid();
    this.pipelineCache =
        new PipelineCacheFile(
            device, options.cacheDirectory().resolve("pipelines-" + uuid + ".bin"));
    resources.onClose(pipelineCache::close);
    resources.onClose(() -> kernels.values().forEach(Kernel::free));
    this.vectors = new VectorMemory(this, device);
    resources.onClose(vectors::close);
    resources.onClose(device::drain);
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
    ResourceStack resources = new ResourceStack();
    boolean opened = false;
    try {
      PersistentBackend backend = new PersistentBackend(options, resources, replan);
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
   * Returns a kernel on a field, the same object for the same arguments.
   *
   * @throws io.fieldstone.runtime.error.UnsupportedFieldException if it has no module for the field
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device lacks what it needs
   */
  @SuppressWarnings("unchecked") // the key's field has the kernel's F
  public <F> Kernel<F> kernel(KernelDescriptor descriptor, Field<F> field) {
    requireOpen();
    return (Kernel<F>)
        kernels.computeIfAbsent(
            new KernelKey(descriptor, field), key -> new Kernel<>(this, descriptor, field));
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
