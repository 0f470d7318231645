// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.ThroughputKernelsDispatch;
import io.fieldstone.kernels.transform.Coset;
import io.fieldstone.kernels.transform.Domain;
import io.fieldstone.kernels.transform.Order;
import io.fieldstone.kernels.transform.Transform;
import io.fieldstone.kernels.transform.TransformPlan;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.ExtensionField;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.FieldElement;
import io.fieldstone.runtime.field.FiniteField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Transforms of vectors on the device, beside what its memory and its multiplier allow, and beside
 * BigInteger. Not thread-safe.
 */
public final class NttBench {

  /** A copy and products are timed on so many elements. */
  private static final int CHAIN_ELEMENTS = 1 << 16;

  private static final int CHAIN = 100;

  /** BigInteger's transforms are timed up to this size. */
  private static final int LOG_MOST_OF_BIG_INTEGER = 16;

  /** BigInteger runs as long as so many rows at least, until the JVM has compiled it. */
  private static final int ROWS_OF_BIG_INTEGER = 8;

  private static final int SEED = 1;

  /** The row that BigInteger stands beside. */
  private static final String FORWARD = "NR";

  /** Programs of transforms take about so long, of so many at most, */
  private static final double PROGRAM_NANOS = 5e6;

  private static final int MOST_IN_PROGRAM = 256;

  /** and have so many bytes at most between passes. */
  private static final long PROGRAM_BYTES = 1L << 27;

  /**
   * Where one takes longer, what comes with a dispatch by itself is less than a hundredth, but for
   * drivers that run kernels on the host: reading their clock takes a fifth of a transform there.
   */
  private static final double LONG_NANOS = 250e3;

  private static final double LONG_NANOS_ON_CPU = 250e6;

  /**
   * Vectors on the device: what is transformed, its transform, what lies between passes, and what
   * comes from the host.
   */
  private static final int RESIDENT = 4;

  private final PersistentBackend gpu;
  private final Duration measured;
  private final Progress progress;

  /**
   * One way of transforming.
   *
   * @param way what was done
   * @param logSize log2 of the size
   * @param rows how many are made at once
   * @param radices log2 of the small transforms of each pass, none of one element
   * @param strategy the strategy of its kernel
   * @param samples how long it took
   * @param inProgramNanos how long each of many takes in one program, by the host's clock; NaN if
   *     nobody times that: long ones, from host memory, and streamed
   * @param memoryNanos what reading and writing in each pass would take at the speed of a copy;
   *     from host to host, what copies there and back take; streamed, what they take twice
   * @param multiplierNanos what its products would take in registers; 0 if there are none; NaN if
   *     nobody times them: over an extension field, and streamed
   */
  public record Row(
      String way,
      int logSize,
      int rows,
      List<Integer> radices,
      String strategy,
      Samples samples,
      double inProgramNanos,
      double memoryNanos,
      double multiplierNanos) {

    /** Returns whether it was timed in a program, too. */
    public boolean inProgram() {
      return !Double.isNaN(inProgramNanos);
    }
  }

  /**
   * A whole bench.
   *
   * @param device the device
   * @param field the field
   * @param rows the rows
   * @param bigIntegerLogSize log2 of the size that BigInteger transforms
   * @param bigIntegerNanos how long one thread takes for that
   */
  public record Result(
      String device, String field, List<Row> rows, int bigIntegerLogSize, double bigIntegerNanos) {

    /** Returns the row of NR that BigInteger's time stands beside, if there is one. */
    public Optional<Row> besideBigInteger() {
      return rows.stream()
          .filter(row -> row.way().equals(FORWARD) && row.logSize() == bigIntegerLogSize)
          .findFirst();
    }

    /**
     * Returns how many times as long BigInteger takes as a row on the device, in a program where
     * that was timed.
     */
    public double bigIntegerTimes(Row row) {
      double nanos = row.inProgram() ? row.inProgramNanos() : row.samples().medianNanos();
      return bigIntegerNanos * row.rows() / nanos;
    }
  }

  /**
   * Runs on a backend, and tells of each size.
   *
   * @param measured how long each way on the device is measured
   */
  public NttBench(PersistentBackend gpu, Duration measured, Progress progress) {
    this.gpu = gpu;
    this.measured = measured;
    this.progress = progress;
  }

  /**
   * Measures transforms over a field.
   *
   * @param logSizes log2 of the sizes
   * @param rows how many are made at once
   * @throws WrongResultException if one of them is not what its inverse undoes, or has a wrong
   *     value
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for the longest of
   *     them, before any is made
   */
  public <F> Result run(FiniteField<F> field, List<Integer> logSizes, int rows) {
    long longest = Math.multiplyExact((long) rows, 1L << Collections.max(logSizes));
    Room.require(gpu, field, longest, 2, RESIDENT);
    List<Row> all = new ArrayList<>();
    try (KernelTimer timer = new KernelTimer(gpu, measured)) {
      double productNanos =
          field instanceof Field<F> prime ? productNanos(timer, prime) : Double.NaN;
      for (int log : logSizes) {
        all.addAll(measure(timer, field, log, rows, productNanos));
        progress.step("2^" + log);
      }
    }
    return result(field, logSizes, all);
  }

  /**
   * Measures transforms in parts, of vectors that need not fit the device.
   *
   * @param logSizes log2 of the sizes
   * @throws WrongResultException if one of them is not what its inverse undoes, or has a wrong
   *     value
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for the longest of
   *     them, before any is made
   */
  public <F> Result runStreamed(Field<F> field, List<Integer> logSizes) {
    Room.require(gpu, field, 1L << Collections.max(logSizes), 2, 0);
    List<Row> all = new ArrayList<>();
    for (int log : logSizes) {
      all.addAll(StreamedRows.measure(gpu, field, log));
      progress.step("2^" + log);
    }
    return result(field, logSizes, all);
  }

  private <F> Result result(FiniteField<F> field, List<Integer> logSizes, List<Row> all) {
    int log = Math.min(LOG_MOST_OF_BIG_INTEGER, Collections.max(logSizes));
    Duration onHost = measured.multipliedBy(ROWS_OF_BIG_INTEGER);
    long nanos =
        field instanceof Field<F> prime
            ? new BigIntegerTransform(prime, log).nanos(onHost)
            : new ElementTransform<>(field, log).nanos(onHost);
    return new Result(gpu.plan().report().name(), field.name(), all, log, nanos);
  }

  private <F> double productNanos(KernelTimer timer, Field<F> field) {
    var chain = ThroughputKernelsDispatch.of(gpu, field);
    gpu.kernel("mul-chain", field).strategy();
    try (DeviceVector<F> a = gpu.deviceVector(field, CHAIN_ELEMENTS, ElementForm.MONTGOMERY);
        DeviceVector<F> out = gpu.deviceVector(field, CHAIN_ELEMENTS, ElementForm.MONTGOMERY)) {
      Samples samples = timer.measure(() -> chain.mulChain(a, a, out));
      return (double) samples.leastNanos() / CHAIN_ELEMENTS / CHAIN;
    }
  }

  private <F> List<Row> measure(
      KernelTimer timer, FiniteField<F> field, int log, int rows, double productNanos) {
    long size = (long) rows << log;
    List<Row> all = new ArrayList<>();
    try (Domain<F> domain = Domain.of(gpu, field, 1L << log);
        Coset<F> coset = domain.coset(generator(field));
        TransformVectors<F> operations = TransformVectors.of(gpu, field);
        HostVector<F> host = gpu.hostVector(field, size, ElementForm.MONTGOMERY);
        HostVector<F> result = gpu.hostVector(field, size, ElementForm.MONTGOMERY);
        DeviceVector<F> a = gpu.deviceVector(field, size, ElementForm.MONTGOMERY);
        DeviceVector<F> out = gpu.deviceVector(field, size, ElementForm.MONTGOMERY)) {
      KernelVectors.fill(host, SEED);
      a.upload(host);
      Transform<F> forward = domain.forward(Order.NATURAL_TO_REVERSED).rows(rows);
      Transform<F> back = domain.inverse(Order.REVERSED_TO_NATURAL).rows(rows);
      requireInverse(operations, forward, back, a, out);
      requireInverse(operations, forward.on(coset), back.on(coset), a, out);
      Transform<F> natural = domain.forward(Order.NATURAL).rows(rows);
      requireInverse(operations, natural, domain.inverse(Order.NATURAL).rows(rows), a, out);
      FewTerms<F> terms = new FewTerms<>(gpu, field, 1L << log, rows);
      for (Transform<F> each : List.of(forward, natural)) {
        operations.zero(out);
        terms.require(each, field.one(), out);
        operations.zero(out);
        terms.require(each.on(coset), coset.generatorElement(), out);
      }
      long copy = timer.measure(() -> operations.negate(a, out)).leastNanos();
      Map<String, Transform<F>> ways = new LinkedHashMap<>();
      ways.put(FORWARD, forward);
      ways.put("NN", natural);
      ways.put("inverse RN", back);
      ways.put("coset NR", forward.on(coset));
      for (var way : ways.entrySet()) {
        TransformPlan plan = domain.plan(way.getValue().order());
        double memory = (double) copy * plan.passes();
        double products = size * productsPerElement(plan) * productNanos;
        Samples samples = timer.measure(() -> way.getValue().apply(a));
        double inProgram = inProgramNanos(way.getValue(), a, samples.medianNanos());
        all.add(row(way.getKey(), log, rows, plan, samples, inProgram, memory, products));
      }
      double products = size * productsPerElement(domain.plan()) * productNanos;
      double bus =
          HostTimes.measure(
                  () -> {
                    a.upload(host);
                    a.download(result);
                  })
              .medianNanos();
      Samples there = HostTimes.measure(() -> forward.apply(host, result));
      all.add(row("host NR", log, rows, domain.plan(), there, Double.NaN, bus, products));
      back.apply(result, result);
      a.upload(host);
      out.upload(result);
      requireEqual(operations, forward, a, out);
      Samples again = HostTimes.measure(() -> back.apply(host, result));
      all.add(row("host RN", log, rows, domain.plan(), again, Double.NaN, bus, products));
    }
    return all;
  }

  private <F> double inProgramNanos(Transform<F> transform, DeviceVector<F> a, double aloneNanos) {
    boolean onCpu = gpu.plan().report().type() == DeviceType.CPU;
    if (aloneNanos > (onCpu ? LONG_NANOS_ON_CPU : LONG_NANOS)) {
      return Double.NaN;
    }
    long most = Math.min(MOST_IN_PROGRAM, PROGRAM_BYTES / a.bytes());
    int count = (int) Math.max(1, Math.min((double) most, PROGRAM_NANOS / aloneNanos));
    try (Program many =
        gpu.record(
            () -> {
              for (int i = 0; i < count; i++) {
                transform.apply(a);
              }
            })) {
      return HostTimes.measure(many::run).medianNanos() / count;
    }
  }

  private static Row row(
      String way,
      int log,
      int rows,
      TransformPlan plan,
      Samples samples,
      double inProgram,
      double memory,
      double products) {
    return new Row(
        way, log, rows, plan.radices(), plan.strategy(), samples, inProgram, memory, products);
  }

  private static <F> FieldElement<F> generator(FiniteField<F> field) {
    return field instanceof ExtensionField<F> extension
        ? extension.generator()
        : field.element(field.primeField().generator());
  }

  private static <F> void requireInverse(
      TransformVectors<F> operations,
      Transform<F> forward,
      Transform<F> back,
      DeviceVector<F> a,
      DeviceVector<F> out) {
    forward.apply(a, out);
    back.apply(out);
    requireEqual(operations, forward, a, out);
  }

  private static <F> void requireEqual(
      TransformVectors<F> operations,
      Transform<F> forward,
      DeviceVector<F> a,
      DeviceVector<F> out) {
    if (!operations.equal(a, out)) {
      throw new WrongResultException(
          "the inverse transform of a transform over "
              + forward.domain()
              + " is not what was transformed");
    }
  }

  /**
   * Returns how many products each element takes: half of one for each layer that does not multiply
   * with one, and those between passes, of short elements.
   */
  private static double productsPerElement(TransformPlan plan) {
    if (plan.multipliesBetween()) {
      return Math.max(plan.logSize() - plan.passes(), 0) / 2.0 + plan.passes() - 1.0;
    }
    return Math.max(plan.logSize() - 1, 0) / 2.0;
  }
}
