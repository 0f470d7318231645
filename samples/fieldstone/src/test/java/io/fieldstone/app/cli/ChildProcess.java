// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.Fieldstone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the command line in a process of its own, as the launcher does. */
final class ChildProcess {

  /** Of native calls and of Unsafe, which LWJGL makes; the launcher gives the same options. */
  private static final int FIRST_JDK_THAT_WARNS = 24;

  private ChildProcess() {}

  /** Returns the command that runs Fieldstone with this process's class path. */
  static List<String> java(List<String> jvmOptions, String... args) {
    return javaWith(jvmOptions, System.getProperty("java.class.path"), args);
  }

  /** Returns the same with any class path. */
  static List<String> javaWith(List<String> jvmOptions, String classPath, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    // It is over before optimizing pays, or threads that collect.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath));
    command.add(Fieldstone.class.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Runs a command in {@code folder}, where its output is kept, too. */
  static Outcome run(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .directory(folder.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Outcome(exitCode, Files.readString(out), Files.readString(err));
  }
}
