// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lwjgl.system.Configuration;

/** The command line as a process of its own has it. */
public final class Program {

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private static final String HEADLESS = "java.awt.headless";

  private Program() {}

  /** Runs one command and returns the process's exit code. */
  public static int run(String[] args) {
    if (!Configuration.DEBUG.get(false)
        && !Configuration.DEBUG_LOADER.get(false)
        && !Configuration.DEBUG_MEMORY_ALLOCATOR.get(false)) {
      // What LWJGL prints of a missing library, beside throwing it, would hide the one line.
      Configuration.DEBUG_STREAM.set(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    }
    // Files and scripts read what is printed: its numbers are the same everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    if (System.getProperty(HEADLESS) == null) {
      System.setProperty(HEADLESS, "true"); // charts need letters, and no screen
    }
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "fieldstone: %5$s%6$s%n"); // one line each
    }
    @Nullable String elsewhere = WorkingFolder.elsewhere(System.getProperty("user.dir", ""));
    if (elsewhere != null) {
      System.err.println("fieldstone: " + elsewhere);
      return ExitCodes.BAD_INPUT;
    }
    int exitCode =
        CommandLines.execute(
            CommandLines.onStandardOutput(CommandLines.create(System.getenv())), args);
    return ExitCodes.ofProcess(exitCode);
  }
}
