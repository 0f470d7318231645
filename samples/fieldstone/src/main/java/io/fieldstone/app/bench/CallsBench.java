// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.field.ElementForm;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what calls cost beside what the device computes: chains of dispatches and programs,
 * single jobs, many small jobs, jobs of several threads, a reduction. Everything is prepared, and
 * warmed up as long as it is measured, and what was computed is held against BigInteger.
 *
 * <pre>{@code
 * CallsBench bench = new CallsBench(gpu, Duration.ofSeconds(1), 8, 10_000, 1 << 20, progress);
 * CallsBench.Result result = bench.run();
 * }</pre>
 */
public final class CallsBench {

  /** Steps of progress. */
  public static final int STEPS = 10;

  /** Jobs of the batch of many small ones. */
  public static final int JOBS = 10_000;

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int CHAIN = 64;

  /** Vectors on the device while a chain is held against BigInteger. */
  private static final int CHAIN_VECTORS = 3;

  private static final int SMALL = 64;
  private static final int GPU_LARGE = 1 << 20;
  private static final int CPU_LARGE = 1 << 16;
  private static final int SUMMED = 1 << 10;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double HALF = 0.5;
  private static final double P99 = 0.99;

  /**
   * One kind of call.
   *
   * @param call what was called
   * @param elements elements of each vector
   * @param each how many of them are a run, as those of a chain
   * @param samples the runs
   */
  public record Row(String call, long elements, int each, Samples samples) {

    /** Returns how often it ran. */
    public long runs() {
      return samples.count();
    }

    /** Returns microseconds of one call, of a chain each: the median. */
    public double medianMicros() {
      return micros(HALF);
    }

    /** Returns what 99 of 100 do not exceed, in microseconds. */
    public double p99Micros() {
      return micros(P99);
    }

    /** Returns the longest, in microseconds. */
    public double longestMicros() {
      return micros(1);
    }

    private double micros(double part) {
      return samples.quantileNanos(part) / NANOS_PER_MICRO / each;
    }
  }

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param rows one per kind of call
   * @param threads threads of the last row
   * @param jobsPerSecond jobs of all threads of the last row
   */
  public record Result(String device, List<Row> rows, int threads, double jobsPerSecond) {}

  private final PersistentBackend gpu;
  private final Duration time;
  private final int threads;
  private final int jobs;
  private final int elements;
  private final Progress progress;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Prepares the bench.
   *
   * @param time how long each row is measured
   * @param threads threads that run jobs side by side
   * @param jobs jobs of the batch of many small ones
   * @param elements elements of the long chains
   */
  public CallsBench(
      PersistentBackend gpu,
      Duration time,
      int threads,
      int jobs,
      int elements,
      Progress progress) {
    this.gpu = gpu;
    this.time = time;
    this.threads = threads;
    this.jobs = jobs;
    this.elements = elements;
    this.progress = progress;
  }

  /** Returns how long the long chains are that keep a device busy. */
  public static int longElements(boolean cpu) {
    return cpu ? CPU_LARGE : GPU_LARGE;
  }

  /**
   * Runs the bench.
   *
   * @throws WrongResultException if something is computed that BigInteger does not
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for it, before
   *     anything is measured
   */
  public Result run() {
    Room.require(gpu, FR, elements, 1, CHAIN_VECTORS);
    Workload.requireRoom(gpu, SMALL, jobs);
    chains(SMALL);
    chains(elements);
    sum();
    job(SMALL, "job");
    manyJobs();
    job(SMALL * jobs, "one job of as many elements");
    double jobsPerSecond = new JobThreads(gpu, threads, SMALL, time).run(this::add);
    progress.step("jobs of threads");
    return new Result(gpu.plan().report().name(), List.copyOf(rows), threads, jobsPerSecond);
  }

  private void add(String call, long elements, Timings timings, int each) {
    rows.add(new Row(call, elements, each, timings.samples()));
  }

  private void add(String call, long elements, Timings timings) {
    add(call, elements, timings, 1);
  }

  private void chains(int elements) {
    try (FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, FR);
        DeviceVector<Bls12381Fr> x = gpu.deviceVector(FR, elements, ElementForm.MONTGOMERY);
        DeviceVector<Bls12381Fr> y = gpu.deviceVector(FR, elements, ElementForm.MONTGOMERY)) {
      gpu.preparation()
          .dispatches(gpu.kernel("vector-mul", FR), ElementForm.MONTGOMERY)
          .run()
          .requireComplete();
      Runnable chain = () -> chain(fr, x, y);
      ProductChain<Bls12381Fr> check = new ProductChain<>(fr, x, y);
      check.require("a chain", CHAIN, chain);
      Timings.Body chained =
          () -> {
            chain.run();
            gpu.await();
          };
      add("each of 64 dispatches", elements, Timings.measure(time, chained), CHAIN);
      progress.step("chain of " + elements);
      try (Program program = gpu.record(chain)) {
        check.require("a program", CHAIN, program::submit);
        add("each of 64 in a program", elements, Timings.measure(time, program::run), CHAIN);
      }
      progress.step("program of " + elements);
      Timings.Body one =
          () -> {
            fr.mul(x, y, y);
            gpu.await();
          };
      add("dispatch and finish", elements, Timings.measure(time, one));
    }
  }

  private static void chain(
      FieldOperations<Bls12381Fr> fr, DeviceVector<Bls12381Fr> x, DeviceVector<Bls12381Fr> y) {
    for (int i = 0; i < CHAIN; i += 2) {
      fr.mul(x, y, y);
      fr.mul(y, x, x);
    }
  }

  private void sum() {
    try (FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, FR);
        HostVector<Bls12381Fr> host = gpu.hostVector(FR, SUMMED);
        DeviceVector<Bls12381Fr> x = gpu.deviceVector(FR, SUMMED)) {
      for (int i = 0; i < SUMMED; i++) {
        host.set(i, BigInteger.valueOf(i));
      }
      x.upload(host);
      gpu.preparation()
          .dispatches(gpu.kernel("partial-sums", FR), ElementForm.CANONICAL)
          .run()
          .requireComplete();
      BigInteger expected = BigInteger.valueOf(SUMMED * (SUMMED - 1L) / 2);
      add(
          "sum",
          SUMMED,
          Timings.measure(time, () -> ProductChain.requireRight("sum", fr.sum(x), expected, 0, 1)));
    }
    progress.step("sum");
  }

  private void job(int elements, String name) {
    try (Workload workload = new Workload(gpu, elements, 1)) {
      workload.prepare(gpu);
      workload.fill();
      Job<HostVector<Bls12381Fp>> job = workload.jobs().get(0);
      add(name, elements, Timings.measure(time, job::run));
      workload.requireRight(name);
    }
    progress.step(name);
  }

  private void manyJobs() {
    try (Workload workload = new Workload(gpu, SMALL, jobs)) {
      workload.prepare(gpu);
      workload.fill();
      Timings.Body batch =
          () -> {
            try (Batch all = gpu.batch()) {
              all.addAll(workload.jobs());
              all.runPipelined();
            }
          };
      add(
          String.format(Locale.ROOT, "batch of %,d jobs", jobs),
          SMALL,
          Timings.measure(time, batch));
      workload.requireRight("a batch of many jobs");
    }
    progress.step("many jobs");
  }
}
