// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.bench.TracedWork;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.smoke.SmokeBatch;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows when the stages of one batch or program run. */
@Command(
    name = "trace",
    header = "Shows when the stages of one batch, chain or program run, and what overlaps.",
    description = {
      "Runs something short until it is warm, and once more, of which it writes when each stage",
      "began and ended: batch, jobs of bls12_381_fp vector-add from Java arrays to Java arrays,",
      "pipelined; dispatches, bls12_381_fr squares on a device vector; program, runs of a program of",
      "eight of those."
    },
    footer = {
      "",
      "Examples:",
      "  fieldstone trace batch --elements 65536 --jobs 4 --out batch.svg",
      "  fieldstone trace program --out program.json",
    })
final class TraceCommand implements Callable<Integer> {

  private static final int MAX_JOBS = 1000;

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "What to look at: batch, dispatches or program.")
  private TracedWork.@Nullable Kind kind;

  @Option(
      names = "--elements",
      paramLabel = "N",
      defaultValue = "65536",
      description = "Elements of each vector. By default ${DEFAULT-VALUE}.")
  private int elements;

  @Option(
      names = "--jobs",
      paramLabel = "J",
      defaultValue = "4",
      description = "Jobs, dispatches, or runs of the program. By default ${DEFAULT-VALUE}.")
  private int jobs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "JSON for chrome://tracing and ui.perfetto.dev, a picture if it ends in .svg.")
  private Path out = Path.of("");

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  TraceCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    Counts.require("--elements", elements, SmokeBatch.MAX_ELEMENTS);
    Counts.require("--jobs", jobs, MAX_JOBS);
    BackendOptions options = device.backendOptions();
    TracedWork.Kind wanted = requireNonNull(kind);
    String title = OptionNames.of(wanted.name()) + ", " + jobs + " x " + elements;
    try (NewFile file = NewFile.create(out); // before the device is warm
        PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress = Progress.unknown("trace")) {
      progress.say("until it is warm");
      new TracedWork(gpu, elements, jobs)
          .run(
              wanted,
              work ->
                  TraceOption.traced(
                      gpu,
                      title,
                      out,
                      file,
                      () -> {
                        work.run();
                        return true;
                      }));
      Output.println(spec, gpu.plan().report().name() + ", " + title + ": " + out);
    }
    return ExitCodes.OK;
  }
}
