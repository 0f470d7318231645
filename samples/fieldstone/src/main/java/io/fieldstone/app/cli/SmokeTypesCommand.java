// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.Table;
import io.fieldstone.app.smoke.TypeSmoke;
import io.fieldstone.app.smoke.TypeSmokeReport;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every kernel over extension fields and curves, and holds it against BigInteger. */
@Command(
    name = "smoke-types",
    header = "Checks every operation of extension fields and curves.",
    description = {
      "Runs every kernel over extension fields and over the points of curves, in both forms and",
      "with each multiplication strategy of the device, on all pairs of edge values and on",
      "--elements random elements each: compares every result with the values on BigInteger,",
      "which take all cores."
    },
    footer = {
      "",
      "Exit code 1 if anything differs.",
      "",
      "Examples:",
      "  fieldstone smoke-types",
      "  fieldstone smoke-types --elements 1000000 --json types.json",
      "  fieldstone smoke-types --type bls12_381_g1,bn254_fp2",
    })
final class SmokeTypesCommand implements Callable<Integer> {

  @Option(
      names = "--type",
      paramLabel = "NAME",
      completionCandidates = Candidates.ComposedTypes.class,
      split = ",",
      description = "The extension fields and curves, all by default.")
  private List<String> names = new ArrayList<>();

  @Mixin private final SmokeOptions smoke = new SmokeOptions();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  SmokeTypesCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    long elements = smoke.elements(Integer.MAX_VALUE);
    List<TypeArgument<?>> types = types(names);
    BackendOptions options = device.backendOptions();
    return Output.withJson(
        smoke.json(),
        out -> {
          TypeSmokeReport report = run(options, types, elements);
          Types.requireKernels(names, report.without());
          out.accept(Json.text(report.toJson()));
          Output.print(spec, text(report));
          return report.passed() ? ExitCodes.OK : ExitCodes.MISMATCH;
        });
  }

  private static List<TypeArgument<?>> types(List<String> names) {
    if (names.isEmpty()) {
      return Types.composed();
    }
    List<TypeArgument<?>> types = Types.named(names);
    types.stream()
        .filter(Field.class::isInstance)
        .findFirst()
        .ifPresent(
            field -> {
              throw new BadInputException(
                  field.name() + " is a prime field; smoke-batch --field checks those");
            });
    return types;
  }

  private TypeSmokeReport run(BackendOptions options, List<TypeArgument<?>> types, long elements) {
    try (PersistentBackend gpu = PersistentBackend.open(options)) {
      TypeSmoke check = new TypeSmoke(gpu, types, elements, smoke.seed());
      try (Progress progress = Progress.start("smoke-types", check.steps())) {
        return check.run(progress);
      }
    }
  }

  private static String text(TypeSmokeReport report) {
    Table table = new Table("type", "kernel", "strategies", "operands", "compared", "wrong");
    for (TypeSmokeReport.Row row : report.rows()) {
      table.row(
          row.type(),
          row.kernel(),
          String.join(", ", row.strategies()),
          Long.toString(row.operands()),
          Long.toString(row.compared()),
          Long.toString(row.mismatches()));
    }
    StringBuilder text = new StringBuilder();
    line(text, "device " + report.device() + ", seed " + report.seed() + ", both forms");
    text.append(table);
    report.without().forEach(type -> line(text, "no kernels, not checked: " + type));
    report.validationMessages().forEach(message -> line(text, "validation: " + message));
    if (report.firstMismatch() != null) {
      line(text, "first mismatch: " + report.firstMismatch());
    }
    long planned = report.rows().stream().mapToLong(TypeSmokeReport.Row::planned).sum();
    line(
        text,
        (report.passed() ? "passed: " : "FAILED: ")
            + report.compared()
            + " of "
            + planned
            + " comparisons made, "
            + report.mismatches()
            + " mismatches");
    return text.toString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append(System.lineSeparator());
  }
}
