// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples.cli;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.Batch;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Job;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.KernelRegistry;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.Ticket;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.samples.files.BadInputException;
import io.fieldstone.samples.files.ElementFile;
import io.fieldstone.samples.files.NewFile;
import io.fieldstone.samples.report.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one kernel over files. */
@Command(
    name = "run",
    header = "Runs a kernel over files.",
    description = {
      "Runs a kernel over files of raw little-endian canonical elements",
      "(48 bytes each for bls12_381_fp, 32 for bls12_381_fr)."
    },
    footer = {
      "",
      "The output appears whole or not at all, and may be one of the inputs.",
      "",
      "Examples:",
      "  fieldstone run vector-add --field bls12_381_fp --in a.bin --in b.bin --out sum.bin",
      "  fieldstone run vector-neg --field bls12_381_fr --in a.bin --out a.bin --mode sequential",
    })
final class RunCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "KERNEL", description = "The kernel, as kernels lists it.")
  private String kernelName = "";

  @Option(
      names = "--field",
      required = true,
      paramLabel = "NAME",
      description = "The field, as fields lists it.")
  private String fieldName = "";

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "An input; once for each vector that the kernel reads, in its order.")
  private List<Path> inputs = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The output.")
  private Path output = Path.of("");

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "pipelined",
      description = "sequential or pipelined; ${DEFAULT-VALUE} by default.")
  private ExecutionMode mode = ExecutionMode.PIPELINED;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description =
          "auto, host-visible (the kernel works on host memory) or device-local (upload, compute,"
              + " download); GPU_DEVICE_LOCAL by default.")
  private @Nullable TransferPath path;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Elements per chunk; GPU_STREAM_CHUNK_ELEMS or 524288 by default.")
  private @Nullable Long chunk;

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  RunCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    KernelRegistry registry = KernelRegistry.load();
    KernelDescriptor kernel = registry.kernel(kernelName);
    requireCallable(kernel);
    run(kernel, registry.field(fieldName), options());
    return ExitCodes.OK;
  }

  private BackendOptions options() {
    BackendOptions options = device.backendOptions();
    if (path != null) {
      options = options.withTransferPath(path);
    }
    if (chunk != null) {
      Counts.require("--chunk", chunk, Long.MAX_VALUE);
      options = options.withChunkElements(chunk);
    }
    return options;
  }

  private void requireCallable(KernelDescriptor kernel) {
    List<String> read =
        kernel.bindings().stream()
            .filter(binding -> binding.access().reads())
            .map(BindingDescriptor::name)
            .toList();
    if (inputs.size() != read.size()) {
      throw new BadInputException(
          kernel
              + " reads "
              + read.size()
              + " vectors ("
              + String.join(", ", read)
              + "), but "
              + inputs.size()
              + " were given; give --in once for each");
    }
    long written = kernel.bindings().stream().filter(binding -> binding.access().writes()).count();
    if (written != 1 || !kernel.pushConstants().isEmpty()) {
      throw new BadInputException(
          kernel + " takes more than files can give; call its generated class from Java");
    }
  }

  private <F> void run(KernelDescriptor descriptor, Field<F> field, BackendOptions options) {
    List<ElementFile<F>> files = new ArrayList<>();
    try (NewFile out = NewFile.create(output)) {
      for (Path input : inputs) {
        files.add(ElementFile.open(input, field));
      }
      requireSameSize(files);
      String deviceName = compute(descriptor, field, options, files, out);
      files.forEach(ElementFile::close);
      out.publish();
      Output.println(
          spec,
          String.format(
              "%s on %s: %d elements to %s (%s, %s, %s)",
              descriptor,
              field,
              files.get(0).size(),
              output,
              deviceName,
              OptionNames.of(mode),
              OptionNames.of(options.transferPath())));
    } finally {
      files.forEach(ElementFile::close);
    }
  }

  private static void requireSameSize(List<? extends ElementFile<?>> files) {
    ElementFile<?> first = files.get(0);
    for (ElementFile<?> file : files) {
      if (file.size() != first.size()) {
        throw new BadInputException(
            first.path()
                + " has "
                + first.size()
                + " elements, but "
                + file.path()
                + " has "
                + file.size()
                + "; give inputs of the same length");
      }
    }
  }

  private <F> String compute(
      KernelDescriptor descriptor,
      Field<F> field,
      BackendOptions options,
      List<ElementFile<F>> files,
      NewFile out) {
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress = Progress.start("run", files.size() + 2L)) {
      Kernel<F> kernel = gpu.kernel(descriptor, field);
      List<HostVector<F>> vectors = new ArrayList<>();
      try (Batch batch = gpu.batch()) {
        Job.Builder<F> job = kernel.job();
        List<BindingDescriptor> bindings = descriptor.bindings();
        for (int i = 0; i < bindings.size(); i++) {
          if (bindings.get(i).access() == Access.OUT) {
            vectors.add(gpu.hostVector(field, files.get(0).size()));
          } else {
            vectors.add(files.get(reads(bindings.subList(0, i))).read(gpu));
            progress.step("read");
          }
          job.bind(i, vectors.get(i));
        }
        Ticket<F> ticket = batch.submit(job.build());
        batch.run(mode);
        progress.step("computed");
        out.write(ticket.result());
        progress.step("written");
        return gpu.plan().report().name();
      } finally {
        vectors.forEach(HostVector::close);
      }
    }
  }

  private static int reads(List<BindingDescriptor> bindings) {
    return (int) bindings.stream().filter(binding -> binding.access().reads()).count();
  }
}
