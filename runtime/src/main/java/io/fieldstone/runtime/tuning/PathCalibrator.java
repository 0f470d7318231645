// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.tuning;

import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.BatchExecutor;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.cache.CalibrationFile;
import io.fieldstone.runtime.cache.PathCalibration;
import io.fieldstone.runtime.cache.PathCalibration.Cost;
import io.fieldstone.runtime.call.CallTypes;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.OutOfMemoryException;
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

  /** Nobody wants to wait for more: then kernels that take long are measured once, and on less. */
  private static final long MOST_NANOS = 500_000_000;

  /** And where there is no memory for more. */
  private static final long LARGE_OF_SLOW = 1L << 14;

  private record Key(KernelCode kernel, String work) {
    String inFile() {
      String strategy = kernel.strategy().isEmpty() ? "" : "/" + kernel.strategy();
      int degree = kernel.types().degree();
      String shape = kernel.types().shape() + (degree == 1 ? "" : "^" + degree);
      return kernel.descriptor().name() + "/" + shape + strategy + work;
    }
  }

  private final BatchExecutor executor;
  private final VectorAllocator vectors;
  private final CalibrationFile file;
  private final long chunkElements;
  private final Map<Key, PathCalibration> known = new ConcurrentHashMap<>();

  /** What was kept by other processes, for calls that measure nothing. */
  private final Map<Key, HostPath> hostPaths = new ConcurrentHashMap<>();

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
   * Returns the path that is predicted to be faster for {@code elements} elements in all; host
   * memory, until there is room to measure with.
   *
   * @param constants those of a call, all given
   */
  public HostPath choose(KernelCode kernel, PushConstants constants, long elements) {
    PathCalibration calibration;
    try {
      calibration = calibration(kernel, constants);
    } catch (OutOfMemoryException e) {
      return hostVisible(kernel, constants);
    }
    return calibration.choose(elements) == TransferPath.HOST_VISIBLE
        ? HostPath.hostVisible(calibration.hostInvocations())
        : HostPath.DEVICE_LOCAL;
  }

  /** Returns how a kernel reads and writes host memory itself, as far as that was measured. */
  public HostPath hostVisible(KernelCode kernel, PushConstants constants) {
    Key key = new Key(kernel, constants.work());
    PathCalibration calibration = known.get(key);
    return calibration == null
        ? hostPaths.computeIfAbsent(key, this::kept)
        : HostPath.hostVisible(calibration.hostInvocations());
  }

  private HostPath kept(Key key) {
    return file.find(key.inFile())
        .map(calibration -> HostPath.hostVisible(calibration.hostInvocations()))
        .orElse(HostPath.HOST_VISIBLE);
  }

  /** Measures, or finds, what the others go by. */
  public void measure(KernelCode kernel, PushConstants constants) {
    calibration(kernel, constants);
  }

  private PathCalibration calibration(KernelCode kernel, PushConstants constants) {
    Key key = new Key(kernel, constants.work());
    PathCalibration calibration = known.get(key);
    return calibration == null ? calibrate(key, constants) : calibration;
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
    String key = of.inFile();
    return file.find(key)
        .orElseGet(
            () -> {
              Events.Calibration event = Events.calibration();
              String result = "";
              try {
                PathCalibration measured = measured(kernel, constants);
                file.put(key, measured);
                result = measured.toString();
                return measured;
              } finally {
                if (event != null) {
                  event.end("path", kernel.descriptor().name(), name(kernel.types()), result);
                }
              }
            });
  }

  private static String name(CallTypes types) {
    return types.hasField() ? types.field().name() : "";
  }

  private PathCalibration measured(KernelCode kernel, PushConstants constants) {
    kernel.prepare(ElementForm.CANONICAL, false); // others that measure need not wait for it
    new Scratch(kernel, constants, vectors, LARGE_OF_SLOW).close(); // or nothing is timed
    long[] ofSmall = best(kernel, constants, SMALL, HostPath.HOST_VISIBLE, HostPath.DEVICE_LOCAL);
    long large = ofSmall[0] * (LARGE / SMALL) > MOST_NANOS ? LARGE_OF_SLOW : LARGE;
    long[] ofLarge;
    try {
      ofLarge = best(kernel, constants, large, WAYS);
    } catch (OutOfMemoryException e) {
      large = LARGE_OF_SLOW;
      ofLarge = best(kernel, constants, large, WAYS);
    }
    int fastest = 0;
    for (int way = 1; way < DEVICE_LOCAL; way++) {
      fastest = ofLarge[way] < ofLarge[fastest] * CLEARLY ? way : fastest;
    }
    return new PathCalibration(
        Cost.through(SMALL, (double) ofSmall[0], large, (double) ofLarge[fastest]),
        Cost.through(SMALL, (double) ofSmall[1], large, (double) ofLarge[DEVICE_LOCAL]),
        WAYS[fastest].invocations());
  }

  private long[] best(KernelCode kernel, PushConstants constants, long elements, HostPath... ways) {
    try (Scratch scratch = new Scratch(kernel, constants, vectors, elements)) {
      synchronized (clock) {
        return best(scratch, ways);
      }
    }
  }

  /** Returns the least time by each way, in turns: the first of them find cold code. */
  private long[] best(Scratch scratch, HostPath... ways) {
    List<List<HostCall>> calls = Stream.of(ways).map(scratch::call).map(List::of).toList();
    long[] best = new long[ways.length];
    Arrays.fill(best, Long.MAX_VALUE);
    long begin = System.nanoTime();
    long took = 0;
    for (int i = 0; took < (i < RUNS ? MOST_NANOS : LONG_NANOS) && i < MOST_RUNS; i++) {
      for (int way = 0; way < ways.length; way++) {
        best[way] = Math.min(best[way], nanos(calls.get(way)));
      }
      took = System.nanoTime() - begin;
    }
    return best;
  }

  private long nanos(List<HostCall> call) {
    BatchCores cores = executor.cores(1);
    long start = System.nanoTime();
    executor.execute(call, true, chunkElements, Deadline.NEVER, cores, new CallsDone());
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
          storages.add(vectors.allocate(kernel.types().elements(i), elements, form, Place.HOST));
        }
        made = true;
      } finally {
        if (!made) {
          close();
        }
      }
    }

    HostCall call(HostPath path) {
      return new HostCall(kernel, storages, ElementForm.CANONICAL, constants, path, null);
    }

    @Override
    public void close() {
      storages.forEach(VectorStorage::close);
    }
  }
}
