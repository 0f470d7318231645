// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fieldstone.samples.cli.CommandLines;
import java.io.OutputStream;
import java.io.PrintStream;
import org.lwjgl.system.Configuration;

/**
 * The main class of the {@code fieldstone} command line.
 *
 * <pre>{@code
 * java -jar fieldstone-samples.jar smoke-batch --elements 1000
 * }</pre>
 */
public final class Fieldstone {

  private Fieldstone() {}

  /** Runs one command; every backend is closed by the time the process exits. */
  public static void main(String[] args) {
    if (!Configuration.DEBUG.get(false)
        && !Configuration.DEBUG_LOADER.get(false)
        && !Configuration.DEBUG_MEMORY_ALLOCATOR.get(false)) {
      // What LWJGL prints of a missing library, beside throwing it, would hide the one line.
      Configuration.DEBUG_STREAM.set(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8));
    }
    int exitCode = CommandLines.execute(CommandLines.create(System.getenv()), args);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }
}
