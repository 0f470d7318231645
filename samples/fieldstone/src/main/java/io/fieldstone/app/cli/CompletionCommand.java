// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
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

  /** Names the samples that the launcher runs, with spaces between, if it started this process. */
  private static final String SAMPLES_PROPERTY = "fieldstone.samples";

  /** What zsh is to load before it understands a script for bash. */
  private static final String ZSH =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
  private @Nullable Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine root = requireNonNull(spec).root().commandLine();
    @Nullable String samples = System.getProperty(SAMPLES_PROPERTY);
    if (samples != null) {
      addWordsOfLauncher(root, samples.isBlank() ? List.of() : List.of(samples.split(" ")));
    }
    nameConstants(root.getCommandSpec()); // no command runs after this one
    String script = AutoComplete.bash(root.getCommandName(), root);
    Output.print(spec, (shell == Shell.ZSH ? ZSH : "") + script);
    return ExitCodes.OK;
  }

  /** Has a command and those below it complete constants as options and parameters write them. */
  private static void nameConstants(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.typeInfo().isEnum()) {
        command.remove(option);
        command.addOption(option.toBuilder().completionCandidates(names(option)).build());
      }
    }
    for (PositionalParamSpec parameter : List.copyOf(command.positionalParameters())) {
      if (parameter.typeInfo().isEnum()) {
        command.remove(parameter);
        command.addPositional(parameter.toBuilder().completionCandidates(names(parameter)).build());
      }
    }
    command.subcommands().values().forEach(below -> nameConstants(below.getCommandSpec()));
  }

  private static List<String> names(ArgSpec argument) {
    return argument.typeInfo().getEnumConstantNames().stream().map(OptionNames::of).toList();
  }

  /** Adds what the launcher does itself, and takes no options of others. */
  private static void addWordsOfLauncher(CommandLine root, List<String> samples) {
    CommandSpec sample = CommandSpec.create();
    sample.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .paramLabel("NAME")
            .type(String.class)
            .completionCandidates(samples)
            .build());
    CommandSpec verify = CommandSpec.create();
    root.addSubcommand("sample", sample).addSubcommand("verify", verify);
    for (CommandSpec word : List.of(sample, verify)) {
      List.copyOf(word.options()).forEach(word::remove);
      word.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).build());
    }
  }
}
