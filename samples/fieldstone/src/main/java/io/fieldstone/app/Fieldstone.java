// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fieldstone.app.cli.Breakdown;
import io.fieldstone.app.cli.Program;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The main class of the {@code fieldstone} command line.
 *
 * <pre>{@code
 * java -jar fieldstone.jar smoke-batch --elements 1000
 * }</pre>
 *
 * <p>It needs no other class to say that one is missing, nor memory to say that there is none: a
 * main method that throws ends the process with 1, which says that a result is wrong.
 */
public final class Fieldstone {

  private static final int INTERNAL = 70;

  private static final byte[] LAST_WORDS =
      "fieldstone: Java has too little memory, or files of it or of Fieldstone are missing\n"
          .getBytes(US_ASCII);

  private Fieldstone() {}

  /** Runs one command; every backend is closed by the time the process exits. */
  @SuppressWarnings("CatchingUnchecked") // whatever it is
  public static void main(String[] args) {
    try {
      int exitCode = run(args);
      if (exitCode != 0) {
        System.exit(exitCode);
      }
    } catch (Throwable e) {
      haltWithLastWords();
    }
  }

  private static int run(String[] args) {
    try {
      return Program.run(args);
    } catch (Throwable e) {
      return Breakdown.report(e);
    }
  }

  private static void haltWithLastWords() {
    try {
      new FileOutputStream(FileDescriptor.err).write(LAST_WORDS);
    } catch (IOException | Error e) {
      // The exit code says it too.
    } finally {
      Runtime.getRuntime().halt(INTERNAL);
    }
  }
}
