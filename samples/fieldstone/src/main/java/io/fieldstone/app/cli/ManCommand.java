// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page of all commands. */
@Command(
    name = "man",
    header = "Prints the manual page, for man.",
    footer = {
      "",
      "Examples:",
      "  ./fieldstone man | man -l -",
      "  ./fieldstone man > /usr/local/share/man/man1/fieldstone.1",
    })
final class ManCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    Output.print(spec, ManPage.of(requireNonNull(spec).root()));
    return ExitCodes.OK;
  }
}
