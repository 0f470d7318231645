// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.smoke.Elements;
import io.fieldstone.app.smoke.HeapRoom;
import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.OneShot;
import io.fieldstone.runtime.PersistentBackend;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a persistent backend saves: one BLS12-381 Fp {@code vector-add} from Java arrays to
 * a Java array.
 *
 * <ul>
 *   <li>One-shot opens a backend, allocates three vectors, copies the inputs in, runs one job,
 *       copies the result out and closes the backend. No other backend is open meanwhile.
 *   <li>Persistent copies the same inputs in, runs one job and copies the result out, on a backend
 *       and vectors that are there already.
 * </ul>
 *
 * Both are warmed up, the pipeline cache on disk included; figures are medians.
 */
public final class PersistentBench {

  /** Measured one-shot runs of each size. */
  public static final int ONE_SHOT_RUNS = 11;

  /** Measured persistent runs of each size: they are short, so more of them cost nothing. */
  public static final int PERSISTENT_RUNS = 51;

  private static final int ONE_SHOT_WARM_UPS = 2;

  /** Arrays of each size. */
  private static final int ARRAYS = 4;

  /**
   * The JVM compiles what runs often, in the background and in steps: a job of 64 elements takes
   * 0.10 ms in the first hundred runs and 0.06 ms after a few thousand.
   */
  private static final long PERSISTENT_WARM_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);

  private static final int LEAST_PERSISTENT_WARM_UPS = 20;

  /**
   * One size.
   *
   * @param elements elements of the job
   * @param oneShot the one-shot runs
   * @param persistent the persistent runs
   */
  public record Row(long elements, Samples oneShot, Samples persistent) {

    /** Returns the median of the one-shot runs. */
    public double oneShotMillis() {
      return oneShot.millis();
    }

    /** Returns the median of the persistent runs. */
    public double persistentMillis() {
      return persistent.millis();
    }

    /** Returns how many times faster persistent is. */
    public double ratio() {
      return oneShotMillis() / persistentMillis();
    }
  }

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param rows one per size
   */
  public record Result(String device, List<Row> rows) {}

  private final BackendOptions options;
  private final Progress progress;
  private final int elements;
  private final byte[] a;
  private final byte[] b;
  private final byte[] expected;
  private final byte[] out;

  /** Takes operands from a filled workload. */
  private PersistentBench(
      BackendOptions options, Progress progress, Job<HostVector<Bls12381Fp>> job, int elements) {
    this.options = options;
    this.progress = progress;
    this.elements = elements;
    List<HostVector<Bls12381Fp>> inputs = Workload.inputs(job);
    this.a = Elements.copy(inputs.get(0));
    this.b = Elements.copy(inputs.get(1));
    this.expected = Elements.expected(StandardOperation.ADD, inputs, BigInteger.ZERO);
    this.out = new byte[expected.length];
  }

  /** Returns how many steps {@link #run} takes. */
  public static long steps(int sizes) {
    return (long) sizes * (ONE_SHOT_WARM_UPS + ONE_SHOT_RUNS + 1);
  }

  /**
   * Runs the bench.
   *
   * @param sizes elements of each row's job
   * @throws WrongResultException if a run computes something else than BigInteger
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for the longest
   *     job, before any is made
   */
  public static Result run(BackendOptions options, List<Integer> sizes, Progress progress) {
    List<PersistentBench> benches = new ArrayList<>();
    String device;
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      device = gpu.plan().report().name();
      requireRoom(gpu, sizes);
      for (int size : sizes) {
        try (Workload workload = new Workload(gpu, size, 1)) {
          workload.fill();
          benches.add(new PersistentBench(options, progress, workload.jobs().get(0), size));
        }
      }
    }
    return new Result(device, benches.stream().map(PersistentBench::measure).toList());
  }

  /** Of each size, there are arrays of operands, of what is expected and of what a run gives. */
  private static void requireRoom(PersistentBackend gpu, List<Integer> sizes) {
    long elements = sizes.stream().mapToLong(Integer::longValue).sum();
    HeapRoom.require("jobs", ARRAYS, elements, Bls12381FpField.INSTANCE.elementBytes());
    Workload.requireRoom(gpu, Collections.max(sizes), 1);
  }

  private Row measure() {
    long[] oneShot = new long[ONE_SHOT_RUNS];
    for (int i = -ONE_SHOT_WARM_UPS; i < ONE_SHOT_RUNS; i++) {
      Arrays.fill(out, (byte) 0);
      long start = System.nanoTime();
      OneShot.run(options, this::allocateAndAdd);
      long nanos = System.nanoTime() - start;
      requireRight("one-shot");
      if (i >= 0) {
        oneShot[i] = nanos;
      }
      progress.step("one-shot, " + elements);
    }
    long[] persistent = persistentNanos();
    progress.step("persistent, " + elements);
    return new Row(elements, Samples.ofNanos(oneShot), Samples.ofNanos(persistent));
  }

  private long[] persistentNanos() {
    long[] persistent = new long[PERSISTENT_RUNS];
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Workload workload = new Workload(gpu, elements, 1)) {
      workload.prepare(gpu);
      warmUp(workload);
      for (int i = 0; i < PERSISTENT_RUNS; i++) {
        persistent[i] = persistentRun(workload);
      }
    }
    return persistent;
  }

  private void warmUp(Workload workload) {
    long end = System.nanoTime() + PERSISTENT_WARM_UP_NANOS;
    for (int i = 0; i < LEAST_PERSISTENT_WARM_UPS || System.nanoTime() < end; i++) {
      persistentRun(workload);
    }
  }

  private long persistentRun(Workload workload) {
    Arrays.fill(out, (byte) 0);
    long start = System.nanoTime();
    add(workload);
    long nanos = System.nanoTime() - start;
    requireRight("persistent");
    return nanos;
  }

  private @Nullable Void allocateAndAdd(PersistentBackend gpu) {
    try (Workload workload = new Workload(gpu, elements, 1)) {
      add(workload);
    }
    return null;
  }

  private void add(Workload workload) {
    Job<HostVector<Bls12381Fp>> job = workload.jobs().get(0);
    Elements.put(a, job.vectors().get(0));
    Elements.put(b, job.vectors().get(1));
    Elements.get(job.run(), out);
  }

  private void requireRight(String how) {
    int at = Arrays.mismatch(out, expected);
    if (at >= 0) {
      throw new WrongResultException(
          how
              + ": element "
              + at / Bls12381FpField.INSTANCE.elementBytes()
              + " of "
              + elements
              + " is wrong");
    }
  }
}
