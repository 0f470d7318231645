// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures every operation of fields on vectors that are on the device, products in registers with
 * each strategy, the pipelines, and products on the CPU; all in one run, on the same fields.
 *
 * <pre>{@code
 * KernelsBench.Result result = KernelsBench.run(options, fields, 1 << 20, progress);
 * }</pre>
 */
public final class KernelsBench {

  /** Elements of each vector on a GPU. */
  public static final long GPU_ELEMENTS = 1 << 24;

  /** Elements of each vector on a CPU. */
  public static final long CPU_ELEMENTS = 1 << 16;

  /** Enough for every pair of edge values and as many random ones. */
  private static final long CHECKED_ELEMENTS = 1000;

  /** Steps of progress for each field. */
  private static final int STEPS = 4;

  /**
   * The whole bench.
   *
   * @param device the device's name
   * @param driver the driver's name and version
   * @param elements elements of each vector
   * @param copy the fastest copy, whose bandwidth is the measure
   * @param fields one per field
   */
  public record Result(
      String device, String driver, long elements, Throughput copy, List<FieldResult> fields) {

    /** Returns the part of the copy's bandwidth that an operation reaches. */
    public double ofCopy(Throughput operation) {
      return operation.bytesPerSecond() / copy.bytesPerSecond();
    }
  }

  private KernelsBench() {}

  /** Returns how many steps {@link #run} takes. */
  public static long steps(int fields) {
    return (long) fields * STEPS;
  }

  /**
   * Runs the bench.
   *
   * @param fields the fields
   * @param wanted elements of each vector; 0 for what fits the kind of device
   * @param measured how long each row is measured
   * @throws WrongResultException if an operation computes something else than BigInteger
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is no room for the vectors,
   *     before any is filled or anything timed
   */
  public static Result run(
      BackendOptions options,
      List<Field<?>> fields,
      long wanted,
      Duration measured,
      Progress progress) {
    requireRoom(options, fields, wanted);
    List<List<PipelineRow>> pipelines = pipelines(options, fields);
    fields.forEach(field -> progress.step("pipelines of " + field));
    try (PersistentBackend gpu = PersistentBackend.open(options);
        KernelTimer timer = new KernelTimer(gpu, measured)) {
      long elements = elements(gpu, wanted);
      Throughput copy = new FieldBench<>(gpu, Bls12381FrField.INSTANCE, timer, elements).copy();
      List<FieldResult> results = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        FieldBench<?> bench = new FieldBench<>(gpu, fields.get(i), timer, elements);
        Throughput other = bench.copy();
        copy = other.bytesPerSecond() > copy.bytesPerSecond() ? other : copy;
        results.add(measure(bench, fields.get(i), pipelines.get(i), measured, progress));
      }
      return new Result(
          gpu.plan().report().name(), gpu.plan().report().driver(), elements, copy, results);
    }
  }

  private static long elements(PersistentBackend gpu, long wanted) {
    boolean cpu = gpu.plan().report().type() == DeviceType.CPU;
    return wanted > 0 ? wanted : cpu ? CPU_ELEMENTS : GPU_ELEMENTS;
  }

  private static void requireRoom(BackendOptions options, List<Field<?>> fields, long wanted) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      long elements = elements(gpu, wanted);
      Room.require(gpu, Bls12381FrField.INSTANCE, elements, 1, FieldBench.COPIED);
      fields.forEach(field -> Room.require(gpu, field, elements, 1, FieldBench.residentVectors()));
    }
  }

  private static FieldResult measure(
      FieldBench<?> bench,
      Field<?> field,
      List<PipelineRow> pipelines,
      Duration measured,
      Progress progress) {
    bench.check(CHECKED_ELEMENTS);
    progress.step("vectors of " + field);
    List<Throughput> resident = bench.resident();
    progress.step("registers of " + field);
    List<ChainThroughput> chains = bench.chains(CHECKED_ELEMENTS);
    progress.step("CPU, " + field);
    return new FieldResult(
        field, bench.strategy(), resident, chains, pipelines, CpuBench.measure(field, measured));
  }

  private static List<List<PipelineRow>> pipelines(BackendOptions options, List<Field<?>> fields) {
    return PipelineBench.measure(options.withoutKeptCaches(), fields);
  }
}
