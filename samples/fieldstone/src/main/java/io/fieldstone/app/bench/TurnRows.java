// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.field.ElementForm;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Kinds of work that are ready to be run for a moment, again and again, in turns with another build
 * of Fieldstone: jobs and batches of BLS12-381 Fp {@code vector-add}, chains and programs of
 * BLS12-381 Fr products. Results are checked before and, but for chains, after. Not thread-safe;
 * closing it closes its vectors and not the backend.
 *
 * <pre>{@code
 * try (TurnRows rows = new TurnRows(gpu)) {
 *   Samples samples = rows.run(0, Duration.ofMillis(20));
 * }
 * }</pre>
 */
public final class TurnRows implements AutoCloseable {

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int CHAIN = 64;
  private static final int SMALL = 64;
  private static final int MIDDLE = 1 << 12;
  private static final int LARGE = 1 << 16;
  private static final int CHAIN_MIDDLE = 1 << 9;
  private static final int BATCH_JOBS = 4;
  private static final int BATCH_ELEMENTS = 1 << 14;

  private record Row(String name, Timings.Body body, Runnable check) {}

  private final PersistentBackend gpu;
  private final List<Row> rows = new ArrayList<>();
  private final Deque<Runnable> owned = new ArrayDeque<>();

  /**
   * Makes everything ready.
   *
   * @throws WrongResultException if something is computed that BigInteger does not
   */
  public TurnRows(PersistentBackend gpu) {
    this.gpu = gpu;
    try {
      for (int elements : new int[] {SMALL, MIDDLE, LARGE}) {
        jobs(elements, 1, BatchPipelinedBench.Data.HOST_VECTORS);
      }
      jobs(SMALL, 1, BatchPipelinedBench.Data.HEAP_ARRAYS);
      jobs(LARGE, 1, BatchPipelinedBench.Data.HEAP_ARRAYS);
      jobs(BATCH_ELEMENTS, BATCH_JOBS, BatchPipelinedBench.Data.HEAP_ARRAYS);
      chains(SMALL);
      chains(CHAIN_MIDDLE);
      check();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void jobs(int elements, int count, BatchPipelinedBench.Data data) {
    Workload workload = new Workload(gpu, elements, count);
    owned.push(workload::close);
    workload.prepare(gpu);
    workload.fill();
    boolean heap = data == BatchPipelinedBench.Data.HEAP_ARRAYS;
    BatchSource source = heap ? new HeapWorkload(gpu, workload) : workload;
    String where = heap ? ", heap arrays" : ", host vectors";
    String name =
        count == 1 ? "job of " + elements : "pipelined batch of " + count + " x " + elements;
    Timings.Body body = count == 1 ? source.jobs().get(0)::run : () -> pipelined(source);
    rows.add(
        new Row(
            name + where,
            body,
            () -> {
              source.poison();
              body.run();
              source.requireRight(name);
            }));
  }

  private void pipelined(BatchSource source) {
    try (Batch batch = gpu.batch()) {
      for (Job<?> job : source.jobs()) {
        batch.add(job);
      }
      batch.runPipelined();
    }
  }

  private void chains(int elements) {
    FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, FR);
    owned.push(fr::close);
    DeviceVector<Bls12381Fr> x = gpu.deviceVector(FR, elements, ElementForm.MONTGOMERY);
    owned.push(x::close);
    DeviceVector<Bls12381Fr> y = gpu.deviceVector(FR, elements, ElementForm.MONTGOMERY);
    owned.push(y::close);
    gpu.preparation()
        .dispatches(gpu.kernel("vector-mul", FR), ElementForm.MONTGOMERY)
        .run()
        .requireComplete();
    ProductChain<Bls12381Fr> known = new ProductChain<>(fr, x, y);
    Runnable chain =
        () -> {
          for (int i = 0; i < CHAIN; i += 2) {
            fr.mul(x, y, y);
            fr.mul(y, x, x);
          }
        };
    rows.add(
        new Row(
            CHAIN + " products of " + elements + ", a chain",
            () -> {
              chain.run();
              gpu.await();
            },
            () -> known.require("a chain", CHAIN, chain)));
    Program program = gpu.record(chain);
    owned.push(program::close);
    rows.add(
        new Row(
            CHAIN + " products of " + elements + ", a program",
            program::run,
            () -> known.require("a program", CHAIN, program::submit)));
  }

  /** Returns what is run, the same in every build that knows the same rows. */
  public List<String> names() {
    return rows.stream().map(Row::name).toList();
  }

  /** Runs one of them for a moment, and once at the least. */
  public Samples run(int row, Duration time) {
    Timings timings = new Timings();
    timings.repeat(time, 1, rows.get(row).body());
    return timings.samples();
  }

  /**
   * Runs each once more, and holds its result against BigInteger.
   *
   * @throws WrongResultException if one is wrong
   */
  public void check() {
    rows.forEach(row -> row.check().run());
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      owned.pop().run();
    }
  }
}
