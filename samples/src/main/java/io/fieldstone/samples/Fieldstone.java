// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldstone.samples.cli.CommandLines;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import org.lwjgl.system.Configuration;

/**
 * The main class of the {@code fieldstone} command line.
 *
 * <pre>{@code
 * java -jar fieldstone-samples.jar smoke-batch --elements 1000
 * }</pre>
 */
public final class Fieldstone {

  private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

  private Fieldstone() {}

  /** Runs one command; every backend is closed by the time the process exits. */
  public static void main(String[] args) {
    if (!Configuration.DEBUG.get(false)
        && !Configuration.DEBUG_LOADER.get(false)
        && !Configuration.DEBUG_MEMORY_ALLOCATOR.get(false)) {
      // What LWJGL prints of a missing library, beside throwing it, would hide the one line.
      Configuration.DEBUG_STREAM.set(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    }
    // Files and scripts read what is printed: its numbers are the same everywhere.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    if (System.getProperty(LOG_FORMAT) == null) {
      System.setProperty(LOG_FORMAT, "fieldstone: %5$s%6$s%n"); // one line each
    }
    int exitCode =
        CommandLines.execute(
            CommandLines.onStandardOutput(CommandLines.create(System.getenv())), args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
