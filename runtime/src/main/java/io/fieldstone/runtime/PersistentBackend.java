// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MemoryAllocator;
import io.fieldstone.runtime.vulkan.PipelineCacheFile;
import io.fieldstone.runtime.vulkan.VulkanDevice;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
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

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());

  private record KernelKey(KernelDescriptor descriptor, Field<?> field) {}

  private final BackendOptions options;
  private final KernelRegistry registry = KernelRegistry.load();
  private final VulkanInstance instance;
  private final VulkanDevice device;
  private final PipelineCacheFile pipelineCache;
  private final PathCalibrator calibrator;
  private final BatchExecutor executor;
  private final VectorTransfers transfers;
  private final Map<KernelKey, Kernel<?>> kernels = new ConcurrentHashMap<>();
  private final Set<FieldVector<?>> vectors = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread exitHook = new Thread(this::shutDown, "fieldstone-exit");

  private PersistentBackend(BackendOptions options, VulkanInstance instance, DevicePlan plan) {
    this.options = options;
    this.instance = instance;
    this.device = instance.open(plan);
    String uuid = plan.report().uuid();
    this.pipelineCache =
        new PipelineCacheFile(
            device, options.cacheDirectory().resolve("pipelines-" + uuid + ".bin"));
    this.calibrator =
        new PathCalibrator(
            this,
            new CalibrationFile(
                options.cacheDirectory().resolve("paths-1-" + uuid + ".properties")));
    this.executor = new BatchExecutor(this, device);
    this.transfers = new VectorTransfers(this, device);
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
    VulkanInstance instance = VulkanInstance.create(options.validation());
    try {
      DevicePlan plan = DevicePlanner.plan(instance.reports(), options.device());
      PersistentBackend backend = new PersistentBackend(options, instance, replan.apply(plan));
      Runtime.getRuntime().addShutdownHook(backend.exitHook);
      return backend;
    } catch (RuntimeException e) {
      instance.close();
      throw e;
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
    SegmentLayout layout = layout(field);
    return register(
        new HostVector<>(
            this, field, size, form, layout, allocate(layout, size, allocator()::allocateHost)));
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
    SegmentLayout layout = layout(field);
    return register(
        new DeviceVector<>(
            this, field, size, form, layout, allocate(layout, size, allocator()::allocateDevice)));
  }

  private SegmentLayout layout(Field<?> field) {
    requireOpen();
    return SegmentLayout.of(field.elementBytes(), plan().segmentBytes());
  }

  private GpuBuffer[] allocate(SegmentLayout layout, long size, LongFunction<GpuBuffer> memory) {
    if (size < 0) {
      throw new ElementRangeException("a vector cannot have " + size + " elements");
    }
    GpuBuffer[] segments = new GpuBuffer[layout.segments(size)];
    int made = 0;
    try {
      for (long first = 0; first < size; first += layout.segmentElements()) {
        segments[made] = memory.apply(layout.run(first, size - first) * layout.elementBytes());
        made++;
      }
      return segments;
    } finally {
      if (made < segments.length) {
        for (int i = 0; i < made; i++) {
          allocator().free(segments[i]);
        }
      }
    }
  }

  private <V extends FieldVector<?>> V register(V vector) {
    vectors.add(vector);
    if (closed.get()) {
      vector.close();
      requireOpen();
    }
    return vector;
  }

  /** Frees a vector's memory, which nothing uses any more. */
  void free(FieldVector<?> vector) {
    if (vectors.remove(vector)) {
      for (GpuBuffer segment : vector.segments()) {
        allocator().free(segment);
      }
    }
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

  private MemoryAllocator allocator() {
    return device.allocator();
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
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    executor.close();
    transfers.close();
    device.drain();
    if (!vectors.isEmpty()) {
      LOGGER.log(
          Level.INFO,
          "closing the backend closes {0} vectors of {1} bytes that are still open",
          vectors.size(),
          vectors.stream().mapToLong(FieldVector::bytes).sum());
    }
    vectors.forEach(FieldVector::close);
    kernels.values().forEach(Kernel::free);
    pipelineCache.close();
    device.close();
    instance.close();
  }
}
