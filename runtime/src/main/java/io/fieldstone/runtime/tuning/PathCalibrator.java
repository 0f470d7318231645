// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.PathCalibration;
import io.fieldstone.runtime.device.PathCalibration.Cost;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.event.Events;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorAllocator;
import io.fieldstone.runtime.vector.VectorStorage;
import io.fieldstone.runtime.vector.VectorStorage.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Measures which transfer path is faster for a kernel: once per device, kernel, limb shape and
 * strategy; the result is kept on disk. It runs batches as a user does, outside the device's gate
 * and the executor. Thread-safe: a thread waits for another that measures the same, and times one
 * after the other.
 */
public final class PathCalibrator {

  private static final long SMALL = 1L << 12;
  private static final long LARGE = 1L << 18;
  private static final int RUNS = 5;
  private static final int MOST_RUNS = 500;
  private static final long LONG_NANOS = 30_000_000;

  /** Ways that are compared, host memory with the fewest invocations first. */
  private static final HostPath[] WAYS = {
    HostPath.hostVisible(1L << 13),
    HostPath.hostVisible(1L << 15),
    HostPath.HOST_VISIBLE,
    HostPath.DEVICE_LOCAL
  };

  private static final int DEVICE_LOCAL = WAYS.length - 1;

  /** More invocations must be faster by so much: fewer leave room for other jobs' to overlap. */
  private static final double CLEARLY = 0.95;

  private final BatchExecutor executor;
  private final VectorAllocator vectors;
  private final CalibrationFile file;
  private final long chunkElements;
  private final Map<KernelCode, PathCalibration> known = new ConcurrentHashMap<>();
  private final Map<KernelCode, Object> locks = new ConcurrentHashMap<>();

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

  /** Returns the path that is predicted to be faster for {@code elements} elements in all. */
  public HostPath choose(KernelCode kernel, long elements) {
    return calibration(kernel).choose(elements) == TransferPath.HOST_VISIBLE
        ? hostVisible(kernel)
        : HostPath.DEVICE_LOCAL;
  }

  /** Returns how a kernel reads and writes host memory itself. */
  public HostPath hostVisible(KernelCode kernel) {
    return HostPath.hostVisible(calibration(kernel).hostInvocations());
  }

  private PathCalibration calibration(KernelCode kernel) {
    PathCalibration calibration = known.get(kernel);
    return calibration == null ? calibrate(kernel) : calibration;
  }

  private PathCalibration calibrate(KernelCode kernel) {
    synchronized (locks.computeIfAbsent(kernel, any -> new Object())) {
      PathCalibration calibration = known.get(kernel);
      if (calibration == null) {
        calibration = find(kernel);
        known.put(kernel, calibration);
      }
      return calibration;
    }
  }

  private PathCalibration find(KernelCode kernel) {
    String strategy = kernel.strategy().isEmpty() ? "" : "/" + kernel.strategy();
    String key = kernel.descriptor().name() + "/" + kernel.field().shape() + strategy;
    return file.find(key)
        .orElseGet(
            () -> {
              Events.Calibration event = Events.calibration();
              String result = "";
              try {
                PathCalibration measured = measure(kernel);
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

  private PathCalibration measure(KernelCode kernel) {
    kernel.prepare(ElementForm.CANONICAL, false); // others that measure need not wait for it
    try (Scratch small = new Scratch(kernel, vectors, SMALL);
        Scratch large = new Scratch(kernel, vectors, LARGE)) {
      synchronized (clock) {
        long[] ofSmall = best(small, HostPath.HOST_VISIBLE, HostPath.DEVICE_LOCAL);
        long[] ofLarge = best(large, WAYS);
        int fastest = 0;
        for (int way = 1; way < DEVICE_LOCAL; way++) {
          fastest = ofLarge[way] < ofLarge[fastest] * CLEARLY ? way : fastest;
        }
        return new PathCalibration(
            cost(ofSmall[0], ofLarge[fastest]),
            cost(ofSmall[1], ofLarge[DEVICE_LOCAL]),
            WAYS[fastest].invocations());
      }
    }
  }

  private static Cost cost(long ofSmall, long ofLarge) {
    return Cost.through(SMALL, (double) ofSmall, LARGE, (double) ofLarge);
  }

  /** Returns the least time by each way, in turns: the first of them find cold code. */
  private long[] best(Scratch scratch, HostPath... ways) {
    List<List<HostCall>> calls = Stream.of(ways).map(scratch::call).map(List::of).toList();
    long[] best = new long[ways.length];
    Arrays.fill(best, Long.MAX_VALUE);
    long begin = System.nanoTime();
    for (int i = 0; i < RUNS || (i < MOST_RUNS && System.nanoTime() - begin < LONG_NANOS); i++) {
      for (int way = 0; way < ways.length; way++) {
        best[way] = Math.min(best[way], nanos(calls.get(way)));
      }
    }
    return best;
  }

  private long nanos(List<HostCall> call) {
    BatchCores cores = executor.cores(1);
    long start = System.nanoTime();
    executor.execute(call, true, chunkElements, Deadline.NEVER, cores);
    return System.nanoTime() - start;
  }

  /** Vectors for a call. What they hold does not matter to its time. */
  private static final class Scratch implements AutoCloseable {
    private final KernelCode kernel;
    private final List<VectorStorage> storages = new ArrayList<>();

    Scratch(KernelCode kernel, VectorAllocator vectors, long elements) {
      this.kernel = kernel;
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

    /** Returns a call whose push constants are all zero. */
    HostCall call(HostPath path) {
      return new HostCall(
          kernel,
          storages,
          ElementForm.CANONICAL,
          new PushConstants(kernel.descriptor(), kernel.field()),
          path);
    }

    @Override
    public void close() {
      storages.forEach(VectorStorage::close);
    }
  }
}
