// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.BadInputException;
import io.fieldstone.app.report.Diagnosis;
import io.fieldstone.app.report.Finding;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Progress;
import io.fieldstone.app.report.SelfTestReport;
import io.fieldstone.app.report.Settings;
import io.fieldstone.app.report.Surroundings;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.SelfTest;
import io.fieldstone.runtime.device.DeviceReport;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what this machine offers, and what is missing. */
@Command(
    name = "doctor",
    header = "Shows devices, drivers and features, and what is missing with its remedy.",
    footer = {
      "",
      "Exit code 2 if no device can be used, 1 if the self-test found a wrong result. Lines that",
      "begin with ! say what is not as it should be, and what to do; docs/troubleshooting.md has more.",
      "",
      "Examples:",
      "  fieldstone doctor",
      "  fieldstone doctor --json",
      "  fieldstone doctor --self-test",
      "  fieldstone doctor --self-test --field bn254_fr,goldilocks --device 0",
    })
final class DoctorCommand implements Callable<Integer> {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--self-test",
      description =
          "Compare the device with BigInteger: every field, kernel, strategy and form, some hundred"
              + " elements each. Seconds on a GPU, up to minutes on a CPU.")
  private boolean selfTest;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      completionCandidates = Candidates.PrimeFields.class,
      split = ",",
      description = "The fields of the self-test, all by default.")
  private List<String> fieldNames = new ArrayList<>();

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  DoctorCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    if (!selfTest && !fieldNames.isEmpty()) {
      throw new BadInputException("--field is for the self-test; give --self-test too");
    }
    KernelRegistry registry = InstalledKernels.load();
    List<Field<?>> fields = Types.fields(fieldNames);
    Diagnosis diagnosis = diagnose(registry);
    boolean passed = true;
    if (selfTest && diagnosis.problem() == null) {
      SelfTestReport tested = new SelfTestReport();
      try {
        test(diagnosis.options(), fields.isEmpty() ? registry.fields() : fields, tested);
        diagnosis = diagnosis.with(tested);
      } catch (FieldstoneException e) { // what was tested until then proves nothing
        diagnosis = diagnosis.with(e);
      }
      passed = tested.passed();
    }
    Output.print(spec, json ? Json.text(diagnosis.toJson()) : diagnosis.toText());
    if (diagnosis.problem() != null) {
      throw diagnosis.problem();
    }
    return passed ? ExitCodes.OK : ExitCodes.MISMATCH;
  }

  /** Looks at everything, whatever is wrong with some of it. */
  private Diagnosis diagnose(KernelRegistry registry) {
    Settings settings = device.settings();
    List<DeviceReport> reports = List.of();
    @Nullable FieldstoneException problem = null;
    try {
      reports = PersistentBackend.devices();
    } catch (FieldstoneException e) {
      problem = e;
    }
    Diagnosis diagnosis = Diagnosis.of(reports, settings.options(), problem);
    settings = settings.checked(registry, diagnosis.chosen());
    List<Finding> findings = new ArrayList<>(settings.findings());
    findings.addAll(
        Surroundings.look(settings.cacheIsKnown() ? settings.options().cacheDirectory() : null));
    diagnosis = diagnosis.with(findings);
    @Nullable FieldstoneException wrongSettings = settings.problem();
    return diagnosis.problem() == null && wrongSettings != null
        ? diagnosis.with(wrongSettings)
        : diagnosis;
  }

  private static void test(
      BackendOptions options, Collection<Field<?>> fields, SelfTestReport report) {
    try (PersistentBackend gpu = PersistentBackend.open(options);
        Progress progress = Progress.unknown("self-test")) {
      SelfTest.run(
          gpu,
          fields,
          trial -> {
            report.add(trial);
            progress.step(trial.field() + " " + trial.strategy());
          });
    }
  }
}
