// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Preparation;
import io.fieldstone.runtime.PreparationReport;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Runs every operation on fields. Those that are one kernel run as one batch of random jobs, in one
 * form or the other, in each mode over each path; results are held against BigInteger's and against
 * the first run's. Inversions, reductions and scans run on device vectors; see {@link
 * ResidentSmoke}. Outputs are poisoned before each run.
 *
 * <pre>{@code
 * SmokeBatch smoke = new SmokeBatch(gpu, gpu.registry().fields(), 1_000, 3, 1);
 * SmokeReport report = smoke.run(Progress.start("smoke-batch", smoke.steps()));
 * }</pre>
 */
public final class SmokeBatch {

  /** The most elements of a job: expected results are Java arrays. */
  public static final long MAX_ELEMENTS = 1 << 24;

  /** One job in so many is shorter, so that a batch has jobs of different lengths. */
  private static final int SHORTER_EVERY = 3;

  private static final List<StandardOperation> OPERATIONS = List.of(StandardOperation.values());

  private static final List<TransferPath> PATHS =
      List.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL);

  /** The exponent of powers: both kinds of step, many times. */
  private static final BigInteger EXPONENT = BigInteger.valueOf(0xB504F333L);

  private static final double NANOS_PER_MILLI = 1e6;

  /** The vectors of a job that is to be made. */
  private record Planned<F>(
      Field<F> field,
      StandardOperation operation,
      int job,
      List<HostVector<F>> in,
      HostVector<F> out) {}

  private static final class Case<F> {
    private final String name;
    private final Job<HostVector<F>> job;
    private final byte[] expected;
    private byte @Nullable [] firstResult;

    Case(String name, Job<HostVector<F>> job, byte[] expected) {
      this.name = name;
      this.job = job;
      this.expected = expected;
    }
  }

  /** Runs a filled batch; tests put a faulty one in its place. */
  interface Runner {
    /** Runs the jobs of {@code batch}, which are {@code jobs}. */
    void run(Batch batch, List<Job<? extends HostVector<?>>> jobs, ExecutionMode mode);
  }

  private final PersistentBackend gpu;
  private final List<Field<?>> fields;
  private final long elements;
  private final int jobs;
  private final long seed;
  private final Runner runner;

  /**
   * Prepares a run.
   *
   * @param fields the fields
   * @param elements elements of a job at most, {@code 1 .. MAX_ELEMENTS}
   * @param jobs jobs of each kernel on each field
   * @param seed what the operands are made from
   */
  public SmokeBatch(
      PersistentBackend gpu, Collection<Field<?>> fields, long elements, int jobs, long seed) {
    this(gpu, fields, elements, jobs, seed, (batch, filled, mode) -> batch.run(mode));
  }

  SmokeBatch(
      PersistentBackend gpu,
      Collection<Field<?>> fields,
      long elements,
      int jobs,
      long seed,
      Runner runner) {
    this.gpu = gpu;
    this.fields = List.copyOf(fields);
    this.elements = elements;
    this.jobs = jobs;
    this.seed = seed;
    this.runner = runner;
  }

  /** Returns how many steps {@link #run} takes. */
  public long steps() {
    return 2L + (long) PATHS.size() * ExecutionMode.values().length + fields.size();
  }

  /**
   * Prepares the kernels, makes the jobs, runs them in every way, then the resident operations, and
   * compares.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for all of it,
   *     before anything is prepared or made
   */
  public SmokeReport run(Progress progress) {
    List<HostVector<?>> vectors = new ArrayList<>();
    try {
      List<Planned<?>> planned = new ArrayList<>();
      requireRoom();
      fields.forEach(field -> plan(field, vectors, planned));
      SmokeReport.Prepared prepared = prepare(progress);
      progress.step("prepared");
      List<Case<?>> cases = new ArrayList<>();
      fields.forEach(field -> addCases(field, planned, cases));
      Collections.shuffle(cases, new Random(seed));
      progress.step("jobs made");
      return run(prepared, cases, progress);
    } finally {
      vectors.forEach(HostVector::close);
    }
  }

  /** Makes everything that the runs need, on all cores: one after the other takes minutes. */
  private SmokeReport.Prepared prepare(Progress progress) {
    Preparation preparation = gpu.preparation().path(PATHS.get(0)); // each run says its own
    for (Field<?> field : fields) {
      for (StandardOperation operation : OPERATIONS) {
        for (String name : operation.kernels()) {
          Kernel<?> kernel = gpu.kernel(name, field);
          ElementForm form = form(field, operation);
          if (operation.isKernel()) {
            preparation.jobs(kernel, form);
          } else {
            preparation.dispatches(kernel, form);
          }
        }
      }
    }
    preparation.onProgress(
        step -> progress.say("preparing " + step.done() + " of " + step.total()));
    PreparationReport report = preparation.run();
    report.requireComplete();
    return new SmokeReport.Prepared(
        report.kernels().size(), report.pipelines(), report.took().toNanos() / NANOS_PER_MILLI);
  }

  /**
   * Half of a field's operations run in one form, half in the other, and the other way round on the
   * next field: making pipelines takes most of the time.
   */
  private ElementForm form(Field<?> field, StandardOperation operation) {
    return (fields.indexOf(field) + OPERATIONS.indexOf(operation)) % 2 == 0
        ? ElementForm.MONTGOMERY
        : ElementForm.CANONICAL;
  }

  /** Makes the vectors of a field's jobs, without any data. */
  private <F> void plan(Field<F> field, List<HostVector<?>> vectors, List<Planned<?>> planned) {
    Random sizes = new Random(seed);
    for (StandardOperation operation : OPERATIONS) {
      for (int j = 0; operation.isKernel() && j < jobs; j++) {
        boolean shorter = j % SHORTER_EVERY == SHORTER_EVERY - 1;
        long size = shorter ? 1 + sizes.nextInt((int) elements) : elements;
        ElementForm form = form(field, operation);
        List<HostVector<F>> in = new ArrayList<>();
        for (int i = 0; i < operation.inputs().size(); i++) {
          in.add(add(vectors, gpu.hostVector(field, size, operation.inputForm(form))));
        }
        HostVector<F> out = add(vectors, gpu.hostVector(field, size, operation.outputForm(form)));
        planned.add(new Planned<>(field, operation, j, in, out));
      }
    }
  }

  /** Of results there are arrays twice: what is expected, and what the first run had. */
  private void requireRoom() {
    long kernels = OPERATIONS.stream().filter(StandardOperation::isKernel).count();
    int bytes = fields.stream().mapToInt(Field::elementBytes).sum();
    HeapRoom.require(
        "the results of " + jobs + " jobs of each kernel", 2 * kernels * jobs, elements, bytes);
    fields.stream()
        .max(Comparator.comparingInt(Field::elementBytes))
        .ifPresent(largest -> ResidentSmoke.requireRoom(gpu, largest, elements));
  }

  private <F> void addCases(Field<F> field, List<Planned<?>> planned, List<Case<?>> cases) {
    Elements operands = new Elements(field, seed);
    planned.stream()
        .filter(each -> each.field() == field)
        .forEach(each -> cases.add(fill(each, operands)));
  }

  private <F> Case<F> fill(Planned<F> planned, Elements operands) {
    StandardOperation operation = planned.operation();
    operands.fill(planned.in());
    BigInteger scalar = operation.scalar() == Scalar.INTEGER ? EXPONENT : operands.next();
    return new Case<>(
        operation.operationName() + " on " + planned.field() + ", job " + planned.job(),
        job(planned.field(), operation, planned.in(), scalar, planned.out()),
        Elements.expected(operation, planned.in(), scalar));
  }

  private <F> Job<HostVector<F>> job(
      Field<F> field,
      StandardOperation operation,
      List<HostVector<F>> in,
      BigInteger scalar,
      HostVector<F> out) {
    Job.Builder<HostVector<F>> job = gpu.kernel(operation.operationName(), field).job();
    for (int i = 0; i < in.size(); i++) {
      job.bind(i, in.get(i));
    }
    job.bind(in.size(), out);
    switch (operation.scalar()) {
      case NONE -> {}
      case ELEMENT -> job.push(0, scalar);
      case INTEGER -> job.push(0, scalar.intValue());
    }
    return job.build();
  }

  private static <V extends HostVector<?>> V add(List<HostVector<?>> vectors, V vector) {
    vectors.add(vector);
    return vector;
  }

  private SmokeReport run(SmokeReport.Prepared prepared, List<Case<?>> cases, Progress progress) {
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
                mode.name(),
                path.name(),
                cases.size(),
                total,
                comparison.compared(),
                comparison.mismatches(),
                nanos / NANOS_PER_MILLI));
        progress.step(mode + " over " + path);
      }
    }
    // with BigInteger in every run, and with the first run in every other
    long planned = total * (2L * runs.size() - 1);
    ResidentSmoke resident = new ResidentSmoke(gpu, elements, seed);
    for (Field<?> field : fields) {
      runResident(resident, field);
      progress.step("resident on " + field);
    }
    runs.add(resident.result());
    return new SmokeReport(
        gpu.plan().report().name(),
        elements,
        jobs,
        seed,
        prepared,
        runs,
        planned + resident.planned(),
        firstMismatch == null ? resident.firstMismatch() : firstMismatch,
        gpu.validationMessages());
  }

  private <F> void runResident(ResidentSmoke resident, Field<F> field) {
    try (FieldOperations<F> vectors = FieldOperations.of(gpu, field)) {
      for (StandardOperation operation : OPERATIONS) {
        if (!operation.isKernel()) {
          resident.run(vectors, operation, form(field, operation));
        }
      }
    }
  }

  private long execute(List<Case<?>> cases, ExecutionMode mode, TransferPath path) {
    for (Case<?> c : cases) {
      Elements.poison(c.job.result());
    }
    try (Batch batch = gpu.batch().path(path)) {
      List<Job<? extends HostVector<?>>> submitted = new ArrayList<>();
      for (Case<?> c : cases) {
        batch.add(c.job);
        submitted.add(c.job);
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
