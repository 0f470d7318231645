// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script by which a shell completes commands and options. */
@Command(
    name = "completion",
    header = "Prints a script that completes commands and options in a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(./fieldstone completion bash)",
      "  ./fieldstone completion zsh > ~/.fieldstone.zsh",
      "  echo 'source ~/.fieldstone.zsh' >> ~/.zshrc",
    })
final class CompletionCommand implements Callable<Integer> {

  /** Shells that complete. */
  enum Shell {
    /** The Bourne-again shell. */
    BASH,
    /** The Z shell, which also takes bash's scripts. */
    ZSH
  }

  /** What zsh is to load before it understands a script for bash. */
  private static final String ZSH =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
  private @Nullable Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = requireNonNull(spec).root().commandLine();
    String script = AutoComplete.bash(root.getCommandName(), root);
    Output.print(spec, (shell == Shell.ZSH ? ZSH : "") + script);
    return ExitCodes.OK;
  }
}
