// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.util.Objects.requireNonNull;

import io.fieldstone.app.performance.turns.TurnServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** One side of {@code bench-builds}, which starts it. */
@Command(
    name = "bench-turns",
    hidden = true,
    header = "Measures what standard input says, for bench-builds.",
    footer = {"", "Example:", "  echo '0 100' | fieldstone bench-turns"})
final class BenchTurnsCommand implements Callable<Integer> {

  @Mixin private final DeviceOptions device;

  @Spec private @Nullable CommandSpec spec;

  BenchTurnsCommand(Map<String, String> environment) {
    device = new DeviceOptions(environment);
  }

  @Override
  public Integer call() {
    TurnServer.serve(
        device.backendOptions(),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        requireNonNull(spec).commandLine().getOut());
    return ExitCodes.OK;
  }
}
