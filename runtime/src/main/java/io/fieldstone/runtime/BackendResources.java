// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.cache.MeasurementsFile;
import io.fieldstone.runtime.cache.TemporaryFolder;
import io.fieldstone.runtime.call.DeviceContext;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.KernelTable;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.call.Recordings;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.DevicePlanner;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.device.SoftwareFallback;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.event.StageLog;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ElementType;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.ResourceStack;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.profiling.ActiveTimers;
import io.fieldstone.runtime.stream.DeviceStream;
import io.fieldstone.runtime.stream.VectorTransfers;
import io.fieldstone.runtime.tuning.DeviceProof;
import io.fieldstone.runtime.tuning.PathCalibrator;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import io.fieldstone.runtime.tuning.Workers;
import io.fieldstone.runtime.vector.VectorAllocator;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import io.fieldstone.runtime.vulkan.OpenDevice;
import io.fieldstone.runtime.vulkan.VulkanCalls;
import io.fieldstone.runtime.vulkan.VulkanInstance;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a backend has made, and how it goes: what is left to close of a backend that was
 * dropped. It knows nothing of the {@link PersistentBackend}. Thread-safe.
 */
final class BackendResources {

  private static final System.Logger LOGGER = System.getLogger(PersistentBackend.class.getName());

  /** How long the JVM's exit waits for somebody who closes already. */
  static final Duration EXIT_TIME = Duration.ofSeconds(10);

  /** What was said of this machine, once per process. */
  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private final BackendOptions options;
  private final KernelRegistry registry;
  private final VulkanInstance instance;
  private final OpenDevice device;
  private final DeviceContext context;
  private final BatchExecutor executor;
  private final Workers workers = new Workers();
  private final DeviceProof proof;
  private final StrategyCalibrator strategies;
  private final PathCalibrator paths;
  private final MeasuredChoices choices;
  private final ResourceStack resources;
  private final @Nullable TemporaryFolder ownCaches;
  private final AtomicReference<@Nullable Thread> closer = new AtomicReference<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private BackendResources(
      BackendOptions options,
      KernelRegistry registry,
      VulkanCalls calls,
      UnaryOperator<DevicePlan> replan,
      ResourceStack resources) {
    this.options = options;
    this.registry = registry;
    this.resources = resources;
    this.ownCaches = options.cacheDirectory() == null ? TemporaryFolder.make() : null;
    if (ownCaches != null) {
      resources.onClose(ownCaches::close);
    }
    Path caches = ownCaches == null ? requireNonNull(options.cacheDirectory()) : ownCaches.path();
    this.instance = VulkanInstance.create(options.validation(), calls);
    resources.onClose(instance::close);
    List<DeviceReport> reports = instance.reports();
    DevicePlan plan =
        DevicePlanner.plan(reports, options.device())
            .withPipelineStatistics(options.pipelineStatistics())
            .withMemoryLimit(options.memoryLimit());
    SoftwareFallback.warning(reports, plan.report(), options.device())
        .filter(REPORTED::add)
        .ifPresent(warning -> LOGGER.log(Level.WARNING, warning));
    String uuid = plan.report().uuid();
    this.device = instance.open(replan.apply(plan), caches.resolve("pipelines-" + uuid + ".bin"));
    resources.onClose(device::close);
    KernelTable kernels =
        new KernelTable(device, requireNonNullElse(options.shadersFor(), plan.report().type()));
    resources.onClose(kernels::close);
    ActiveTimers timers = new ActiveTimers();
    resources.onClose(timers::close);
    DeviceStream stream = new DeviceStream(device);
    resources.onClose(stream::close);
    VectorTransfers transfers = new VectorTransfers(stream);
    this.executor = new BatchExecutor(device);
    resources.onClose(executor::close);
    VectorAllocator vectors =
        new VectorAllocator(
            device,
            options.leakTraces(),
            () -> {
              executor.trim();
              return stream.freesPrograms();
            });
    this.context =
        new DeviceContext(device, stream, kernels, vectors, transfers, timers, new Recordings());
    this.proof =
        new DeviceProof(
            context,
            registry,
            new MeasurementsFile(
                caches.resolve("self-test-1-" + uuid + ".properties"),
                "limb shape/strategy/digest of device and modules = what was compared"),
            workers);
    this.strategies =
        new StrategyCalibrator(
            context,
            registry,
            proof,
            new MeasurementsFile(
                caches.resolve("strategies-2-" + uuid + ".properties"),
                "probe kernel/field/digest of device, modulus and modules = the fastest strategy"),
            workers);
    this.paths =
        new PathCalibrator(
            executor,
            vectors,
            new CalibrationFile(caches.resolve("paths-2-" + uuid + ".properties")),
            BackendOptions.DEFAULT_CHUNK_ELEMENTS);
    this.choices =
        new MeasuredChoices(
            new MeasurementsFile(
                caches.resolve("choices-1-" + uuid + ".properties"),
                "device/driver/what there was a choice of = what was measured to be best"),
            plan.report(),
            this::requireOpen);
  }

  /** Opens a device; frees what was made if that fails. */
  static BackendResources open(
      BackendOptions options,
      KernelRegistry registry,
      VulkanCalls calls,
      UnaryOperator<DevicePlan> replan) {
    ResourceStack resources = new ResourceStack();
    boolean opened = false;
    try {
      BackendResources made = new BackendResources(options, registry, calls, replan, resources);
      opened = true;
      return made;
    } finally {
      if (!opened) {
        resources.close();
      }
    }
  }

  BackendOptions options() {
    return options;
  }

  KernelRegistry registry() {
    return registry;
  }

  OpenDevice device() {
    return device;
  }

  DeviceContext context() {
    return context;
  }

  BatchExecutor executor() {
    return executor;
  }

  DeviceProof proof() {
    return proof;
  }

  StrategyCalibrator strategies() {
    return strategies;
  }

  Workers workers() {
    return workers;
  }

  MeasuredChoices choices() {
    return choices;
  }

  List<String> validationMessages() {
    return instance.validationMessages();
  }

  <T> HostVector<T> hostVector(Object backend, ElementType<T> type, long size, ElementForm form) {
    requireNonNull(form, "form");
    return new HostVector<>(
        backend, context, type, context.vectors().allocate(type, size, form, Place.HOST));
  }

  <T> HostVector<T> hostVector(
      Object backend, ElementType<T> type, ByteBuffer buffer, ElementForm form) {
    requireNonNull(form, "form");
    return new HostVector<>(backend, context, type, context.vectors().share(type, buffer, form));
  }

  <T> DeviceVector<T> deviceVector(
      Object backend, ElementType<T> type, long size, ElementForm form) {
    requireNonNull(form, "form");
    return new DeviceVector<>(
        backend, context, type, context.vectors().allocate(type, size, form, Place.DEVICE));
  }

  /**
   * Returns {@code path}, or the one that is predicted to be faster if it leaves the choice: then
   * it is measured, if it was not yet.
   */
  HostPath settle(TransferPath path, KernelCode kernel, PushConstants constants, long elements) {
    boolean cpu = device.plan().hostVisibleOnly();
    return switch (path) {
      case DEVICE_LOCAL -> HostPath.DEVICE_LOCAL;
      case HOST_VISIBLE -> cpu ? HostPath.HOST_VISIBLE : paths.hostVisible(kernel, constants);
      case AUTO ->
          (cpu ? HostPath.HOST_VISIBLE : paths.choose(kernel, constants, elements)).orGathered();
    };
  }

  /** Measures what {@link #settle} goes by, unless calls have nothing of it. */
  void measurePath(TransferPath path, KernelCode kernel, PushConstants constants) {
    if (path != TransferPath.DEVICE_LOCAL && !device.plan().hostVisibleOnly()) {
      paths.measure(kernel, constants);
    }
  }

  void requireOpen() {
    if (!device.gate().isOpen()) {
      throw device.gate().refusal("the backend");
    }
  }

  /** Closes a backend that nobody refers to any more, and says so. */
  void closeDropped() {
    if (closer.get() == null) {
      close(false);
      LOGGER.log(
          Level.WARNING,
          "a backend on device \"{0}\" was dropped without close(); it is closed now",
          device.plan().report().name());
    }
  }

  /**
   * Closes everything, once nobody is inside the gate and nothing runs on the device, for all of
   * which there is a deadline; what cannot be waited for is never freed. All callers wait for the
   * same end, interrupted or not.
   *
   * @param exiting whether the JVM exits
   */
  void close(boolean exiting) {
    Gate gate = device.gate();
    if (exiting) {
      gate.closeForExit();
    } else {
      gate.close();
    }
    if (closer.compareAndSet(null, Thread.currentThread())) {
      try {
        closeOnce(exiting);
      } finally {
        closed.countDown();
      }
    } else if (closer.get() != Thread.currentThread()) { // not a logger that closes
      awaitClosed(exiting ? Deadline.after(EXIT_TIME) : Deadline.NEVER);
    }
  }

  private void closeOnce(boolean exiting) {
    Deadline deadline = Deadline.after(options.closeTimeout());
    boolean left = device.gate().awaitEmpty(deadline);
    if (left) {
      context.stream().stop();
    }
    boolean drained = left && device.drain(deadline);
    device.gate().end();
    if (drained) {
      context.recordings().endAll();
      context.stream().freePrograms(); // they keep their vectors
    }
    boolean idle = drained && context.vectors().close(deadline);
    // While the JVM exits, its threads are kept as all are that were in an operation.
    idle &= exiting || workers.stop(deadline, device.gate());
    StageLog stages = device.stages();
    if (stages != null && !exiting) {
      device.endStages(stages);
      stages.close();
    }
    if (idle) {
      resources.close();
    } else {
      long inside = device.gate().count();
      context.vectors().abandon();
      device.leak();
      if (ownCaches != null) {
        ownCaches.close();
      }
      LOGGER.log(
          Level.WARNING,
          "the backend on device \"{0}\" cannot be closed: after {1} {2} operations still run; its"
              + " memory is given up",
          device.plan().report().name(),
          options.closeTimeout(),
          inside);
    }
  }

  /** While the JVM exits, the closer may be one that waits for the exit: a logger, say. */
  private void awaitClosed(Deadline deadline) {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended && !deadline.passed()) {
      try {
        ended = closed.await(deadline.nanosLeft(Long.MAX_VALUE), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
