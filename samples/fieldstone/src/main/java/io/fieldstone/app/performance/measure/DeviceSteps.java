// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.performance.measure;

import io.fieldstone.app.bench.CallsBench;
import io.fieldstone.app.bench.ChainThroughput;
import io.fieldstone.app.bench.CpuBench;
import io.fieldstone.app.bench.CpuTimes;
import io.fieldstone.app.bench.HostDataBench;
import io.fieldstone.app.bench.HostDataRow;
import io.fieldstone.app.bench.ResidentBench;
import io.fieldstone.app.bench.Samples;
import io.fieldstone.app.bench.Throughput;
import io.fieldstone.app.performance.data.Measurement;
import io.fieldstone.app.performance.data.Names;
import io.fieldstone.app.performance.data.Section;
import io.fieldstone.app.report.Progress;
import io.fieldstone.kernels.Bls12381Fr;
import io.fieldstone.kernels.Bls12381FrField;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/** What is measured of calls, kernels and copies: all on BLS12-381 Fr. */
final class DeviceSteps {

  private static final Bls12381FrField FR = Bls12381FrField.INSTANCE;
  private static final int THREADS = 8;

  /** Rows of bench-calls, each warmed up and measured. */
  private static final int CALLS = 11;

  private static final int OPERATIONS = 20;
  private static final int CHAINS = 8;
  private static final double CPU_SECONDS = 2;

  /** A product takes so few nanoseconds that a thousand of them are counted. */
  private static final int THOUSAND = 1000;

  private final BackendOptions options;
  private final Pace pace;
  private final Progress progress;

  DeviceSteps(BackendOptions options, Pace pace, Progress progress) {
    this.options = options;
    this.pace = pace;
    this.progress = progress;
  }

  List<Step> all() {
    double kernel = pace.kernel().toMillis() / 1e3 + 0.25;
    return List.of(
        new Step(Section.CALLS, "calls", 2 + CALLS * pace.rowSeconds(), this::calls),
        new Step(Section.OPERATIONS, "operations", 4 + OPERATIONS * kernel, this::operations),
        new Step(Section.STRATEGIES, "strategies", 3 + CHAINS * kernel, this::strategies),
        new Step(Section.HOST_DATA, "Java arrays", 1 + pace.hostElements() * 3e-5, this::hostData),
        new Step(Section.CEILINGS, "ceilings", 1 + 3 * pace.rowSeconds(), this::ceilings),
        new Step(Section.CPU, "the CPU", CPU_SECONDS, this::cpu));
  }

  private void calls(Consumer<Measurement> to) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      for (CallsBench.Row row :
          new CallsBench(
                  gpu, pace.row(), THREADS, pace.smallJobs(), pace.chainElements(), progress.part())
              .run()
              .rows()) {
        to.accept(
            new Measurement(
                Section.CALLS, row.call(), row.elements(), row.each(), 0, row.samples()));
      }
    }
  }

  private ResidentBench<Bls12381Fr> resident() {
    return new ResidentBench<>(options, FR, pace.residentElements(), pace.kernel());
  }

  private void operations(Consumer<Measurement> to) {
    try (ResidentBench<Bls12381Fr> bench = resident()) {
      bench.check();
      for (Throughput row : bench.operations()) {
        String form = row.form() == ElementForm.CANONICAL ? ", canonical" : "";
        to.accept(
            new Measurement(
                Section.OPERATIONS,
                row.operation() + form,
                row.elements(),
                1,
                row.bytes(),
                row.samples()));
      }
    }
  }

  private void strategies(Consumer<Measurement> to) {
    try (ResidentBench<Bls12381Fr> bench = resident()) {
      for (ChainThroughput row : bench.chains()) {
        to.accept(
            new Measurement(
                Section.STRATEGIES,
                row.kernel() + ", " + row.strategy(),
                row.elements(),
                ChainThroughput.PRODUCTS,
                0,
                row.samples()));
      }
    }
  }

  private void hostData(Consumer<Measurement> to) {
    HostDataBench.Result result =
        HostDataBench.run(options, List.of(FR), pace.hostElements(), progress.part());
    for (HostDataRow row : result.rows()) {
      String form = row.form() == ElementForm.MONTGOMERY ? ", Montgomery form" : "";
      to.accept(
          new Measurement(
              Section.HOST_DATA,
              row.copy() + form,
              row.elements(),
              1,
              (long) row.elements() * row.elementBytes(),
              row.samples()));
    }
  }

  private void ceilings(Consumer<Measurement> to) {
    try (ResidentBench<Bls12381Fr> bench = resident()) {
      Throughput copy = bench.copy();
      ceiling(to, Names.COPY, copy.bytes(), copy.samples());
      ceiling(to, Names.UPLOAD, bench.vectorBytes(), bench.upload());
      ceiling(to, Names.DOWNLOAD, bench.vectorBytes(), bench.download());
    }
  }

  private void ceiling(Consumer<Measurement> to, String what, long bytes, Samples samples) {
    to.accept(new Measurement(Section.CEILINGS, what, pace.residentElements(), 1, bytes, samples));
  }

  private void cpu(Consumer<Measurement> to) {
    CpuTimes times = CpuBench.measure(FR, pace.kernel());
    ObjLongConsumer<String> add =
        (what, picos) ->
            to.accept(new Measurement(Section.CPU, what, THOUSAND, 1, 0, Samples.ofNanos(picos)));
    add.accept(Names.BIG_INTEGER, Math.round(times.bigIntegerNanos() * THOUSAND));
    if (times.nativeProduct() != null) {
      add.accept(Names.NATIVE, Math.round(times.nativeProduct().nanos() * THOUSAND));
    }
  }
}
