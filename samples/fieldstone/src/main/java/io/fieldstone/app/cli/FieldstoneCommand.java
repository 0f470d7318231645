// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.report.Version;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a name: shows the others. */
@Command(
    name = "fieldstone",
    description = "Finite-field arithmetic on any Vulkan device.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = FieldstoneCommand.VersionLine.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    subcommands = HelpCommand.class,
    footer = {
      "",
      "The launcher also knows: sample NAME, which runs one of the samples, and verify, which runs",
      "everything that continuous integration checks.",
      "",
      "Exit codes: 0 success, 1 a wrong result, 2 bad input or no usable device, 70 anything else.",
      "",
      "Examples:",
      "  fieldstone doctor",
      "  fieldstone smoke-batch",
      "  fieldstone report --quick",
      "  fieldstone run vector-add --field bn254_fr --in a.bin --in b.bin --out c.bin",
    })
final class FieldstoneCommand implements Callable<Integer> {

  /** The version, and what it was built of. */
  static final class VersionLine implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"fieldstone " + Version.current().whole()};
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "With an error line, also print where it came from.")
  private boolean stacktrace;

  boolean stacktrace() {
    return stacktrace;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
    return ExitCodes.OK;
  }
}
