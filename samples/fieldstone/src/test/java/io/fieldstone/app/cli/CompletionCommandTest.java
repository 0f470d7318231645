// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

@EnabledOnOs({OS.LINUX, OS.MAC})
class CompletionCommandTest {

  @TempDir Path folder;

  private String complete(String words, int word) throws Exception {
    assertTrue(Files.isExecutable(Path.of("/bin/bash")), "install bash");
    Path script = folder.resolve("completion");
    Files.writeString(script, Outcome.of("completion", "bash").assertOk().out());
    Process bash =
        new ProcessBuilder(
                "/bin/bash",
                "-c",
                "compopt() { :; }; source '" // which only works while a user completes
                    + script
                    + "'; COMP_WORDS=("
                    + words
                    + "); COMP_CWORD="
                    + word
                    + "; COMP_LINE='"
                    + words
                    + "'; COMP_POINT=${#COMP_LINE}; _complete_fieldstone; echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), out);
    return out;
  }

  @Test
  void bashCompletesCommandsAndOptions() throws Exception {
    assertEquals("report", complete("fieldstone rep", 1).strip());
    List<String> options = List.of(complete("fieldstone report --", 2).strip().split("\\s+"));
    assertTrue(options.containsAll(List.of("--quick", "--out", "--compare")), options.toString());
  }

  @Test
  void bashCompletesConstantsAsTheyAreTaken() throws Exception {
    assertEquals("host-visible", complete("fieldstone run --path h", 3).strip());
    assertEquals("host-data", complete("fieldstone report --only h", 3).strip());
    assertEquals("bash zsh", complete("fieldstone completion ''", 2).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "doctor --field ba, baby_bear",
    "smoke-batch --field gold, goldilocks",
    "bench-host-data --field bn254_fr, bn254_fr",
    "bench-kernels --field al, all",
    "bench-kernels --strategy col, columns",
    "bench-ntt --field mersenne31_complex, mersenne31_complex mersenne31_complex2",
    "plan ntt --field baby_bear4, baby_bear4",
    "run ntt --field gol, goldilocks goldilocks2",
    "bench-pipelines --type pal, pallas pallas_fp",
    "smoke-types --type pal, pallas",
    "plan n, ntt",
    "run vector-su, vector-sub",
    "run coset, coset-ntt coset-intt",
    "trace dis, dispatches",
  })
  void bashCompletesNames(String words, String completed) throws Exception {
    int last = words.split(" ").length;
    assertEquals(completed, complete("fieldstone " + words, last).strip());
  }

  @Test
  void everyNameIsCompleted() {
    Set<String> named = Set.of("NAME", "STRATEGY", "OPERATION", "WHAT");
    for (CommandLine command : CommandLines.create(Map.of()).getSubcommands().values()) {
      List<ArgSpec> completed =
          command.getCommandSpec().args().stream()
              .filter(each -> named.contains(each.paramLabel()))
              .toList();
      for (ArgSpec each : completed) {
        String which = command.getCommandName() + " " + each;
        Iterable<String> candidates = each.completionCandidates();
        assertTrue(candidates != null && candidates.iterator().hasNext(), which);
      }
      assertEquals(
          completed.size(),
          completed.stream().map(ArgSpec::paramLabel).distinct().count(),
          "scripts have one list for each label of a command: " + completed);
    }
  }

  @Test
  void bashCompletesTheWordsOfTheLauncherThatStartedThis() throws Exception {
    assertEquals("", complete("fieldstone sam", 1).strip());
    System.setProperty("fieldstone.samples", "hello custom-kernel");
    try {
      assertEquals("sample", complete("fieldstone sam", 1).strip());
      assertEquals("verify", complete("fieldstone ver", 1).strip());
      assertEquals("custom-kernel", complete("fieldstone sample c", 2).strip());
      assertEquals("hello custom-kernel", complete("fieldstone sample ''", 2).strip());
      assertEquals("--help", complete("fieldstone sample --", 2).strip());
      assertEquals("verify", complete("fieldstone help ver", 2).strip());
    } finally {
      System.clearProperty("fieldstone.samples");
    }
  }

  @Test
  void zshLoadsWhatItNeedsFirst() {
    String zsh = Outcome.of("completion", "zsh").assertOk().out();
    assertTrue(zsh.startsWith("autoload -U +X compinit && compinit\n"), zsh.substring(0, 40));
  }

  @Test
  void anotherShellIsBadInput() {
    Outcome.of("completion", "fish").assertBadInput("fish", "bash, zsh");
    Outcome.of("completion").assertBadInput("SHELL");
  }
}
