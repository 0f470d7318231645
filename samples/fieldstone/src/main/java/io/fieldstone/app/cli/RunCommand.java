// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.files.ElementFile;
import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.operations.Operation;
import io.fieldstone.app.operations.OperationRun;
import io.fieldstone.app.operations.Operations;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.ExecutionMode;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.field.FiniteField;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one operation over files. */
@Command(
    name = "run",
    header = "Runs an operation over files.",
    description = {
      "Runs an operation over files of raw little-endian elements (48 bytes each for",
      "bls12_381_fp, 32 for the 255-bit fields, 8 for goldilocks, 4 for the 31-bit fields)."
    },
    footer = {
      "",
      "Operations:",
      "  vector-add      a + b           vector-pow       a^scalar, scalar below 2^32",
      "  vector-sub      a - b           sum              one element",
      "  vector-neg      -a              product          one element",
      "  vector-double   2 a             inner-product    one element",
      "  vector-mul      a * b           prefix-product   a[0], a[0] * a[1], ...",
      "  vector-sqr      a^2             to-montgomery    canonical to Montgomery",
      "  vector-mul-add  a * b + c       from-montgomery  Montgomery to canonical",
      "  vector-scale    scalar * a      reduce           a mod p, of any bytes",
      "  vector-axpy     scalar * x + y  equal            one element, the integer 1 or 0",
      "  vector-inv      1 / a, 0 for 0  prefix-sum       a[0], a[0] + a[1], ...",
      "  poly-eval       a[0] + a[1] scalar + a[2] scalar^2 + ...: one element",
      "  ntt             values of coefficients a, as many as points; a power of two, natural order",
      "  intt            coefficients of values a",
      "  coset-ntt       values at the coset of generator scalar",
      "  coset-intt      coefficients of values a at that coset",
      "  lde             values at --blowup times as many points of it, in bit-reversed order",
      "  poly-mul        product of polynomials a and b, of any lengths: a's and b's, less one",
      "Conversions and reduce have forms of their own, whatever --form says. ntt to coset-intt are",
      "also over the extension fields that have transforms, such as mersenne31_complex: c0, c1 of each",
      "element, 4 bytes each.",
      "Any other element-wise kernel runs too; kernels lists them all.",
      "An empty file is a vector of no elements: vector operations and prefixes give such a one, sum",
      "and inner-product 0, product and equal 1. poly-eval and ntt to poly-mul take one at least.",
      "",
      "The output appears whole or not at all, and may be one of the inputs; pipes, devices and",
      "/dev/stdout get it piece by piece. Files of any size are worked on with the memory of a few",
      "chunks; only transforms and what takes them (ntt to poly-mul) have all on the device at once.",
      "",
      "Examples:",
      "  fieldstone run vector-add --field bn254_fr --in a.bin --in b.bin --out c.bin",
      "  fieldstone run vector-neg --field bn254_fr --in a.bin --out a.bin",
      "  fieldstone run vector-scale --field bn254_fr --scalar 42 --in a --out b",
      "  fieldstone run poly-eval --field bls12_381_fr --scalar 7 --in a --out one",
      "  fieldstone run lde --field baby_bear --scalar 31 --blowup 4 --in a --out b",
      "  fieldstone run ntt --field mersenne31_complex --in a --out b",
      "  fieldstone run inner-product --field goldilocks --in a --in b --out c",
      "  fieldstone run vector-inv --field goldilocks --in a --out /dev/stdout | xxd",
    })
final class RunCommand implements Callable<Integer> {

  private static final double NANOS_PER_SECOND = 1e9;

  private static final int BLOWUP = 2;

  @Parameters(
      index = "0",
      paramLabel = "OPERATION",
      completionCandidates = Candidates.FileOperations.class,
      description = "What to run, see below.")
  private String operationName = "";

  @Option(
      names = "--field",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Candidates.FiniteFields.class,
      description = "The field, as fields lists it.")
  private String fieldName = "";

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FILE",
      description = "An input; once for each vector that is read, in order.")
  private List<Path> inputs = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The output.")
  private Path output = Path.of("");

  @Option(
      names = "--scalar",
      paramLabel = "VALUE",
      description =
          "The scalar, or exponent, of an operation that takes one: decimal, or hexadecimal after"
              + " 0x; of an extension field, its coefficients, with commas between. Canonical,"
              + " whatever --form says.")
  private @Nullable String scalar;

  @Option(
      names = "--blowup",
      paramLabel = "N",
      description = "Of lde: how many values for each coefficient, a power of two; 2 by default.")
  private @Nullable Integer blowup;

  @Option(
      names = "--form",
      paramLabel = "FORM",
      defaultValue = "canonical",
      description =
          "The form of the elements in files: canonical or montgomery; ${DEFAULT-VALUE} by"
              + " default.")
  private FileForm form = FileForm.CANONICAL;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "pipelined",
      description = "Of element-wise kernels: sequential or pipelined (the default).")
  private ExecutionMode mode = ExecutionMode.PIPELINED;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description =
          "Of element-wise kernels: auto, host-visible (they work on host memory) or device-local"
              + " (upload, compute, download); GPU_DEVICE_LOCAL by default.")
  private @Nullable TransferPath path;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "Elements per chunk; GPU_STREAM_CHUNK_ELEMS or 524288 by default.")
  private @Nullable Long chunk;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write what was done as JSON.")
  private @Nullable Path json;

  @Mixin private final TraceOption trace = new TraceOption();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  RunCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    KernelRegistry registry = InstalledKernels.load();
    Operation operation = Operations.named(registry, operationName);
    requireInputs(operation);
    requireBlowup(operation);
    FiniteField<?> field = Types.finiteField(fieldName);
    requireField(operation, field);
    BackendOptions options = options();
    return Output.withJson(json, asJson -> run(operation, field, options, asJson));
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

  private void requireInputs(Operation operation) {
    List<String> read = operation.inputs();
    if (inputs.size() != read.size()) {
      throw new BadInputException(
          operation.name()
              + " reads "
              + read.size()
              + (read.size() == 1 ? " vector (" : " vectors (")
              + String.join(", ", read)
              + "), but "
              + inputs.size()
              + (inputs.size() == 1 ? " was" : " were")
              + " given; give --in once for each");
    }
  }

  private static void requireField(Operation operation, FiniteField<?> field) {
    if (field.components() > 1 && !operation.takesExtensions()) {
      throw new BadInputException(
          operation.name()
              + " is over prime fields, and "
              + field
              + " is an extension field, which ntt to coset-intt take");
    }
  }

  private void requireBlowup(Operation operation) {
    if (blowup != null && !operation.extendsInput()) {
      throw new BadInputException(
          operation.name() + " gives no more elements than it reads; leave --blowup out");
    }
  }

  private <F> int run(
      Operation operation, FiniteField<F> field, BackendOptions options, Consumer<String> asJson) {
    List<BigInteger> value = operation.scalar().parse(operation.name(), scalar, field);
    List<ElementFile<F>> files = new ArrayList<>();
    try (NewFile out = NewFile.create(output)) {
      for (Path input : inputs) {
        files.add(ElementFile.open(input, field));
      }
      requireElements(operation, files);
      if (!operation.takesAnyLengths()) {
        requireSameSize(files);
      }
      long begin = System.nanoTime();
      String how = compute(operation, field, value, options, files, out);
      double seconds = (System.nanoTime() - begin) / NANOS_PER_SECOND;
      files.forEach(ElementFile::close);
      out.publish();
      asJson.accept(
          Json.text(toJson(operation, field, files.get(0).size(), out.elements(), how, seconds)));
      Output.println(
          spec,
          String.format(
              "%s on %s: %d elements to %s (%s)",
              operation.name(), field, out.elements(), output, how));
      return ExitCodes.OK;
    } finally {
      files.forEach(ElementFile::close);
    }
  }

  private Map<String, Object> toJson(
      Operation operation,
      FiniteField<?> field,
      long elements,
      long written,
      String how,
      double seconds) {
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("operation", operation.name());
    done.put("field", field.name());
    done.put("elements", elements);
    done.put("written", written);
    done.put("output", output.toString());
    done.put("how", how);
    done.put("seconds", Json.number(seconds));
    return done;
  }

  private static void requireElements(Operation operation, List<? extends ElementFile<?>> files) {
    for (ElementFile<?> file : files) {
      if (file.size() == 0 && !operation.takesNoElements()) {
        throw new BadInputException(
            file.path() + " has no elements, but " + operation.name() + " takes one at least");
      }
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
      Operation operation,
      FiniteField<F> field,
      List<BigInteger> value,
      BackendOptions options,
      List<ElementFile<F>> files,
      NewFile out) {
    long steps = operation.pieces(files.get(0).size(), mode, options.chunkElements());
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress = Progress.start("run", steps)) {
      OperationRun<F> run =
          new OperationRun<>(
              gpu,
              field,
              form.elements(),
              value,
              blowup == null ? BLOWUP : blowup,
              mode,
              files,
              out,
              progress);
      String how = trace.traced(gpu, operation.name() + " on " + field, () -> operation.run(run));
      return gpu.plan().report().name() + ", " + how;
    }
  }
}
