// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.app.smoke.HeapRoom;
import io.fieldstone.kernels.Bls12381Fp;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HeapVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Program;
import io.fieldstone.runtime.StageSubscription;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import java.util.function.Consumer;

/**
 * Work that is short enough to look at as a whole. Kernels are prepared, and it has run before.
 *
 * @param gpu what runs it
 * @param elements elements of each vector
 * @param count how many jobs, dispatches or runs of a program
 */
public record TracedWork(PersistentBackend gpu, int elements, int count) {

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int LEAST_WARM_UPS = 5;
  private static final int MOST_WARM_UPS = 1000;

  /** So that what is looked at is compiled code, and clocks that rise with the load have risen. */
  private static final long WARM_UP_NANOS = 1_000_000_000;

  private static final int PROGRAM_DISPATCHES = 8;

  /** Java arrays of a job. */
  private static final int ARRAYS = 3;

  /** What can be looked at. */
  public enum Kind {
    /** Jobs over heap arrays, run as one pipelined batch. */
    BATCH,
    /** An upload, dispatches that each need the one before, and a download. */
    DISPATCHES,
    /** The same with runs of a program of eight dispatches. */
    PROGRAM
  }

  /**
   * Does the work until it is warm, and once more.
   *
   * @param watch runs what it is given, which is the work that is looked at
   */
  public void run(Kind kind, Consumer<Runnable> watch) {
    switch (kind) {
      case BATCH -> batch(watch);
      case DISPATCHES, PROGRAM -> chain(kind, watch);
    }
  }

  private void watch(Runnable work, Consumer<Runnable> watch) {
    warmUp(work);
    watch.accept(work);
  }

  /** Runs it as what is looked at runs, so that the device's clocks are read already. */
  @SuppressWarnings("try") // the subscription does its work by being there
  private void warmUp(Runnable work) {
    try (StageSubscription listening = gpu.listen(time -> {})) {
      long begin = System.nanoTime();
      for (int i = 0;
          i < LEAST_WARM_UPS || (i < MOST_WARM_UPS && System.nanoTime() - begin < WARM_UP_NANOS);
          i++) {
        work.run();
      }
    }
  }

  private void batch(Consumer<Runnable> watch) {
    HeapRoom.require(
        "the arrays of " + count + " jobs",
        ARRAYS * (long) count,
        elements,
        Bls12381FpField.INSTANCE.elementBytes());
    try (Workload workload = new Workload(gpu, elements, count)) {
      workload.prepare(gpu);
      workload.fill();
      HeapWorkload arrays = new HeapWorkload(gpu, workload);
      watch(() -> batch(arrays.jobs()), watch);
      arrays.requireRight("a batch");
    }
  }

  private void batch(List<Job<HeapVector<Bls12381Fp>>> jobs) {
    try (Batch batch = gpu.batch()) {
      jobs.forEach(batch::add);
      batch.runPipelined();
    }
  }

  private void chain(Kind kind, Consumer<Runnable> watch) {
    try (FieldOperations<Bls12381Fr> fr = FieldOperations.of(gpu, FR);
        HostVector<Bls12381Fr> host = gpu.hostVector(FR, elements, ElementForm.MONTGOMERY);
        DeviceVector<Bls12381Fr> x = gpu.deviceVector(FR, elements, ElementForm.MONTGOMERY)) {
      new Elements(FR, 1).fill(List.of(host));
      gpu.preparation()
          .dispatches(gpu.kernel("vector-sqr", FR), ElementForm.MONTGOMERY)
          .run()
          .requireComplete();
      if (kind == Kind.DISPATCHES) {
        watch(() -> chain(host, x, () -> fr.sqr(x, x)), watch);
        return;
      }
      Runnable squares =
          () -> {
            for (int i = 0; i < PROGRAM_DISPATCHES; i++) {
              fr.sqr(x, x);
            }
          };
      try (Program program = gpu.record(squares)) {
        watch(() -> chain(host, x, program::submit), watch);
      }
    }
  }

  private void chain(HostVector<Bls12381Fr> host, DeviceVector<Bls12381Fr> x, Runnable link) {
    x.upload(host);
    for (int i = 0; i < count; i++) {
      link.run();
    }
    x.download(host);
  }
}
