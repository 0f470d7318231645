// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import static io.fieldstone.app.performance.data.Names.HEAP;
import static io.fieldstone.app.performance.data.Names.HOST;

import io.fieldstone.app.bench.BatchPipelinedBench;
import io.fieldstone.app.bench.JobTimes;
import io.fieldstone.app.bench.PersistentBench;
import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Bls12381FpField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.TransferPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What is measured of jobs over host data: all are BLS12-381 Fp {@code vector-add}. */
final class HostSteps {

  private static final int SMALL = 64;

  /** Two vectors are read and one is written. */
  private static final long BYTES = 3L * Bls12381FpField.INSTANCE.elementBytes();

  private final BackendOptions options;
  private final Pace pace;
  private final Progress progress;

  HostSteps(BackendOptions options, Pace pace, Progress progress) {
    this.options = options;
    this.pace = pace;
    this.progress = progress;
  }

  List<Step> all() {
    List<Step> steps = new ArrayList<>();
    for (int elements : new int[] {SMALL, 1 << 16}) {
      steps.add(
          new Step(
              Section.PERSISTENT,
              "one-shot and persistent, " + elements,
              4.5 + pace.rowSeconds(),
              to -> persistent(elements, to)));
    }
    for (Pace.BatchSize batch : pace.batches()) {
      steps.add(
          new Step(
              Section.BATCHES,
              "batch of " + batch.jobs() + " x " + batch.elements(),
              0.5 + batch.elements() * (double) batch.jobs() * (5e-6 + 2e-7 * pace.batchRuns()),
              to -> batch(batch.elements(), batch.jobs(), to)));
    }
    for (int elements : pace.pathSizes()) {
      steps.add(
          new Step(
              Section.PATHS,
              "both paths, " + elements,
              0.5 + pace.rowSeconds() + elements * 2e-6,
              to -> paths(elements, to)));
    }
    for (BatchPipelinedBench.Data data : BatchPipelinedBench.Data.values()) {
      steps.add(
          new Step(
              Section.LATENCY,
              "latency, " + Names.of(data),
              0.3 + 2 * pace.rowSeconds(),
              to -> latency(data, to)));
    }
    steps.add(
        new Step(
            Section.CHUNKS,
            "chunks",
            pace.chunkSizes().size() * (0.3 + 2 * pace.rowSeconds()),
            this::chunks));
    return steps;
  }

  private void persistent(int elements, Consumer<Measurement> to) {
    PersistentBench.Row row =
        PersistentBench.run(options, List.of(elements), progress.part()).rows().get(0);
    add(to, Section.PERSISTENT, Names.ONE_SHOT, elements, row.oneShot());
    add(to, Section.PERSISTENT, Names.PERSISTENT + HEAP, elements, row.persistent());
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      add(
          to,
          Section.PERSISTENT,
          Names.PERSISTENT + HOST,
          elements,
          JobTimes.measure(gpu, elements, BatchPipelinedBench.Data.HOST_VECTORS, pace.row()));
    }
  }

  private void batch(int elements, int jobs, Consumer<Measurement> to) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      new BatchPipelinedBench(gpu, progress.part(), pace.batchRuns())
          .rows(elements, jobs)
          .forEach(
              (data, row) -> {
                String where = Names.of(data);
                to.accept(batch(Names.SEQUENTIAL + where, elements, jobs, row.sequential()));
                to.accept(batch(Names.PIPELINED + where, elements, jobs, row.pipelined()));
              });
    }
  }

  private static Measurement batch(String what, int elements, int jobs, Samples samples) {
    return new Measurement(Section.BATCHES, what, elements, jobs, BYTES * elements * jobs, samples);
  }

  private void paths(int elements, Consumer<Measurement> to) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      List<TransferPath> both = List.of(TransferPath.HOST_VISIBLE, TransferPath.DEVICE_LOCAL);
      List<Samples> samples = JobTimes.alternating(gpu, both, elements, pace.row());
      add(to, Section.PATHS, Names.HOST_VISIBLE, elements, samples.get(0));
      add(to, Section.PATHS, Names.DEVICE_LOCAL, elements, samples.get(1));
    }
  }

  private void latency(BatchPipelinedBench.Data data, Consumer<Measurement> to) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      Samples samples = JobTimes.measure(gpu, SMALL, data, pace.row().multipliedBy(2));
      add(to, Section.LATENCY, "job" + Names.of(data), SMALL, samples);
    }
  }

  private void chunks(Consumer<Measurement> to) {
    for (int chunk : pace.chunkSizes()) {
      progress.say("chunks of " + chunk);
      try (PersistentBackend gpu = PersistentBackend.open(options.withChunkElements(chunk))) {
        Samples samples =
            JobTimes.measure(
                gpu, pace.chunkedElements(), BatchPipelinedBench.Data.HEAP_ARRAYS, pace.row());
        add(to, Section.CHUNKS, Names.CHUNK + chunk, pace.chunkedElements(), samples);
      }
    }
  }

  private static void add(
      Consumer<Measurement> to, Section section, String what, int elements, Samples samples) {
    to.accept(new Measurement(section, what, elements, 1, BYTES * elements, samples));
  }
}
