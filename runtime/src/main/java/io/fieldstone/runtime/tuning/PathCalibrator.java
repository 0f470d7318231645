// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.cache.PathCalibration.Cost;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorAllocator;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures which transfer path is faster for a kernel: once per device, kernel, limb shape,
 * strategy and {@linkplain PushConstants#work work}, with the constants of the first such call, so
 * that a power is not taken for a copy; the result is kept on disk. It runs batches as a user does,
 * outside the device's gate and the executor. Thread-safe: a thread waits for another that measures
 * the same, and times one after the other.
 */
public final class PathCalibrator {

  private static final long SMALL = 1L << 12;
  private static final long LARGE = 1L << 18;
  private static final int RUNS = 5;
  private static final int MOST_RUNS = 500;
  private static final long LONG_NANOS = 30_000_000;

  /** Nobody wants to wait for more: then kernels that take long are measured once, and on less. */
  private static final long MOST_NANOS = 500_000_000;

  private static final long LARGE_OF_SLOW = 1L << 14;

  private record Key(KernelCode kernel, String work) {}

  private final BatchExecutor executor;
  private final VectorAllocator vectors;
  private final CalibrationFile file;
  private final long chunkElements;
  private final Map<Key, PathCalibration> known = new ConcurrentHashMap<>();
  private final Map<Key, Object> locks = new ConcurrentHashMap<>();

  /** Held while times are taken. */
  private final Object clock = new Object();

  /**
   * Makes a calibrator.
   *
   * @param executor what runs the batches
   * @param vectors where their vectors come from
   * @param file where results are kept
   * @param chunkElements elements per chunk
   */
  public PathCalibrator(
      BatchExecutor executor, VectorAllocator vectors, CalibrationFile file, long chunkElements) {
    this.executor = executor;
    this.vectors = vectors;
    this.file = file;
    this.chunkElements = chunkElements;
  }

  /**
   * Returns the path that is predicted to be faster for {@code elements} elements in all.
   *
   * @param constants those of a call, all given
   */
  public TransferPath choose(KernelCode kernel, PushConstants constants, long elements) {
    Key key = new Key(kernel, constants.work());
    PathCalibration calibration = known.get(key);
    if (calibration == null) {
      calibration = calibrate(key, constants);
    }
    return calibration.choose(elements);
  }

  private PathCalibration calibrate(Key key, PushConstants constants) {
    synchronized (locks.computeIfAbsent(key, any -> new Object())) {
      PathCalibration calibration = known.get(key);
      if (calibration == null) {
        calibration = find(key, constants);
        known.put(key, calibration);
      }
      return calibration;
    }
  }

  private PathCalibration find(Key of, PushConstants constants) {
    KernelCode kernel = of.kernel();
    String strategy = kernel.strategy().isEmpty() ? "" : "/" + kernel.strategy();
    String key = kernel.descriptor().name() + "/" + kernel.field().shape() + strategy + of.work();
    return file.find(key)
        .orElseGet(
            () -> {
              Events.Calibration event = Events.calibration();
              String result = "";
              try {
                PathCalibration measured = measure(kernel, constants);
                file.put(key, measured);
                result = measured.toString();
                return measured;
              } finally {
                if (event != null) {
                  event.end("path", kernel.descriptor().name(), kernel.field().name(), result);
                }
              }
            });
  }

  private PathCalibration measure(KernelCode kernel, PushConstants constants) {
    kernel.prepare(ElementForm.CANONICAL, false); // others that measure need not wait for it
    long[] ofSmall = best(kernel, constants, SMALL);
    long large = ofSmall[0] * (LARGE / SMALL) > MOST_NANOS ? LARGE_OF_SLOW : LARGE;
    long[] ofLarge = best(kernel, constants, large);
    return new PathCalibration(
        Cost.through(SMALL, (double) ofSmall[0], large, (double) ofLarge[0]),
        Cost.through(SMALL, (double) ofSmall[1], large, (double) ofLarge[1]));
  }

  private long[] best(KernelCode kernel, PushConstants constants, long elements) {
    try (Scratch scratch = new Scratch(kernel, constants, vectors, elements)) {
      synchronized (clock) {
        return best(scratch);
      }
    }
  }

  /** Returns the least times by either path, in turns: the first of them find cold code. */
  private long[] best(Scratch scratch) {
    List<HostCall> hostVisible = List.of(scratch.call(TransferPath.HOST_VISIBLE));
    List<HostCall> deviceLocal = List.of(scratch.call(TransferPath.DEVICE_LOCAL));
    long[] best = {Long.MAX_VALUE, Long.MAX_VALUE};
    long begin = System.nanoTime();
    long took = 0;
    for (int i = 0; took < (i < RUNS ? MOST_NANOS : LONG_NANOS) && i < MOST_RUNS; i++) {
      best[0] = Math.min(best[0], nanos(hostVisible));
      best[1] = Math.min(best[1], nanos(deviceLocal));
      took = System.nanoTime() - begin;
    }
    return best;
  }

  private long nanos(List<HostCall> call) {
    long start = System.nanoTime();
    executor.execute(call, true, chunkElements, Deadline.NEVER);
    return System.nanoTime() - start;
  }

  /** Vectors for a call. What they hold does not matter to its time. */
  private static final class Scratch implements AutoCloseable {
    private final KernelCode kernel;
    private final PushConstants constants;
    private final List<VectorStorage> storages = new ArrayList<>();

    Scratch(KernelCode kernel, PushConstants constants, VectorAllocator vectors, long elements) {
      this.kernel = kernel;
      this.constants = constants;
      boolean made = false;
      try {
        for (int i = 0; i < kernel.descriptor().bindings().size(); i++) {
          ElementForm form = kernel.rules().form(i, ElementForm.CANONICAL);
          storages.add(vectors.allocate(kernel.field(), elements, form, Place.HOST));
        }
        made = true;
      } finally {
        if (!made) {
          close();
        }
      }
    }

    HostCall call(TransferPath path) {
      return new HostCall(kernel, storages, ElementForm.CANONICAL, constants, path);
    }

    @Override
    public void close() {
      storages.forEach(VectorStorage::close);
    }
  }
}
