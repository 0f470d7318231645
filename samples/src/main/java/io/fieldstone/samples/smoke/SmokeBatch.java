// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.smoke;

import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.VectorKernelsDispatch;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.samples.report.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs one batch of random jobs, every kernel on every standard field, in each mode over each path,
 * and holds every result against BigInteger's and against the first run's. Outputs are poisoned
 * before each run.
 *
 * <pre>{@code
 * SmokeReport report = new SmokeBatch(gpu, 10_000, 3, 1).run(Progress.start("smoke-batch", 4));
 * }</pre>
 */
public final class SmokeBatch {

  /** The most elements of a job: expected results are Java arrays. */
  public static final long MAX_ELEMENTS = 1 << 24;

  /** One job in so many is shorter, so that a batch has jobs of different lengths. */
  private static final int SHORTER_EVERY = 3;

  private static final List<TransferPath> PATHS =
      List.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL);

  private static final double NANOS_PER_MILLI = 1e6;

  private static final class Case<F> {
    private final String name;
    private final Job<F> job;
    private final byte[] expected;
    private byte @Nullable [] firstResult;

    Case(String name, Job<F> job, byte[] expected) {
      this.name = name;
      this.job = job;
      this.expected = expected;
    }
  }

  /** Runs a filled batch; tests put a faulty one in its place. */
  interface Runner {
    /** Runs the jobs of {@code batch}, which are {@code jobs}. */
    void run(Batch batch, List<Job<?>> jobs, ExecutionMode mode);
  }

  private final PersistentBackend gpu;
  private final long elements;
  private final int jobs;
  private final long seed;
  private final Runner runner;

  /**
   * Prepares a run.
   *
   * @param elements elements of a job at most, {@code 1 .. MAX_ELEMENTS}
   * @param jobs jobs of each kernel on each field
   * @param seed what the operands are made from
   */
  public SmokeBatch(PersistentBackend gpu, long elements, int jobs, long seed) {
    this(gpu, elements, jobs, seed, (batch, filled, mode) -> batch.run(mode));
  }

  SmokeBatch(PersistentBackend gpu, long elements, int jobs, long seed, Runner runner) {
    this.gpu = gpu;
    this.elements = elements;
    this.jobs = jobs;
    this.seed = seed;
    this.runner = runner;
  }

  /** Returns how many steps {@link #run} takes. */
  public static int steps() {
    return 1 + PATHS.size() * ExecutionMode.values().length;
  }

  /** Makes the jobs, runs them in every way, and compares. */
  public SmokeReport run(Progress progress) {
    List<HostVector<?>> vectors = new ArrayList<>();
    try {
      List<Case<?>> cases = new ArrayList<>();
      addCases(Bls12381FpField.INSTANCE, vectors, cases);
      addCases(Bls12381FrField.INSTANCE, vectors, cases);
      Collections.shuffle(cases, new Random(seed));
      progress.step("jobs made");
      return run(cases, progress);
    } finally {
      vectors.forEach(HostVector::close);
    }
  }

  private <F> void addCases(Field<F> field, List<HostVector<?>> vectors, List<Case<?>> cases) {
    VectorKernelsDispatch<F> kernels = VectorKernelsDispatch.of(gpu, field);
    Elements operands = new Elements(field, seed);
    Random sizes = new Random(seed);
    for (Operation operation : Operation.values()) {
      for (int j = 0; j < jobs; j++) {
        boolean shorter = j % SHORTER_EVERY == SHORTER_EVERY - 1;
        long size = shorter ? 1 + sizes.nextInt((int) elements) : elements;
        HostVector<F> a = add(vectors, gpu.hostVector(field, size));
        HostVector<F> b = add(vectors, gpu.hostVector(field, size));
        HostVector<F> out = add(vectors, gpu.hostVector(field, size));
        operands.fill(a, b);
        cases.add(
            new Case<>(
                operation.name().toLowerCase(Locale.ROOT) + " on " + field + ", job " + j,
                operation.job(kernels, a, b, out),
                Elements.expected(operation, a, b)));
      }
    }
  }

  private static <V extends HostVector<?>> V add(List<HostVector<?>> vectors, V vector) {
    vectors.add(vector);
    return vector;
  }

  private SmokeReport run(List<Case<?>> cases, Progress progress) {
    long total = cases.stream().mapToLong(c -> c.job.size()).sum();
    List<SmokeReport.Run> runs = new ArrayList<>();
    @Nullable String firstMismatch = null;
    for (TransferPath path : PATHS) {
      for (ExecutionMode mode : ExecutionMode.values()) {
        long nanos = execute(cases, mode, path);
        Comparison comparison = compare(cases, mode + " over " + path);
        if (firstMismatch == null) {
          firstMismatch = comparison.firstMismatch();
        }
        runs.add(
            new SmokeReport.Run(
                mode,
                path,
                cases.size(),
                total,
                comparison.compared(),
                comparison.mismatches(),
                nanos / NANOS_PER_MILLI));
        progress.step(mode + " over " + path);
      }
    }
    return new SmokeReport(
        gpu.plan().report().name(),
        elements,
        jobs,
        seed,
        runs,
        // with BigInteger in every run, and with the first run in every other
        total * (2L * runs.size() - 1),
        firstMismatch,
        gpu.validationMessages());
  }

  private long execute(List<Case<?>> cases, ExecutionMode mode, TransferPath path) {
    for (Case<?> c : cases) {
      Elements.poison(c.job.result());
    }
    try (Batch batch = gpu.batch().path(path)) {
      List<Job<?>> submitted = new ArrayList<>();
      for (Case<?> c : cases) {
        submitted.add(batch.submit(c.job).job());
      }
      long start = System.nanoTime();
      runner.run(batch, submitted, mode);
      return System.nanoTime() - start;
    }
  }

  private static Comparison compare(List<Case<?>> cases, String how) {
    Comparison comparison = new Comparison();
    for (Case<?> c : cases) {
      HostVector<?> result = c.job.result();
      comparison.compare(c.name + ", " + how, result, c.expected);
      byte[] first = c.firstResult;
      if (first == null) {
        c.firstResult = Elements.copy(result);
      } else {
        comparison.compare(c.name + ", " + how + ", against the first run", result, first);
      }
    }
    return comparison;
  }
}
