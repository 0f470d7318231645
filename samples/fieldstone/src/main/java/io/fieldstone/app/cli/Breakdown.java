// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * What is said when Java itself is out of something, or finds files of Fieldstone or of its own
 * missing. It needs nothing but the JDK's classes, since others may be what is missing.
 */
public final class Breakdown {

  private static final int MOST_CAUSES = 100;

  private Breakdown() {}

  /**
   * Returns what failed and what to do, in one line; null if {@code e} is of another kind.
   *
   * @param e what was thrown
   */
  static @Nullable String explain(Throwable e) {
    @Nullable String forbidden = first(e, Breakdown::forbidden); // which classes fail to load for
    return forbidden == null ? first(e, Breakdown::line) : forbidden;
  }

  private static @Nullable String first(Throwable e, Explanation explanation) {
    @Nullable Throwable cause = e;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      @Nullable String line = explanation.of(cause);
      if (line != null) {
        return line;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private interface Explanation {
    @Nullable String of(Throwable e);
  }

  private static @Nullable String forbidden(Throwable e) {
    return e instanceof SecurityException
        ? "Java's security manager forbids what Fieldstone does ("
            + e.getMessage()
            + "); leave -Djava.security.manager out"
        : null;
  }

  private static @Nullable String line(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return String.valueOf(e.getMessage()).contains("native thread")
          ? "no more threads may be made here ("
              + e.getMessage()
              + "); raise the limit of processes (ulimit -u, the container's), or of memory"
          : "Java has too little memory ("
              + e.getMessage()
              + "); give it more: JDK_JAVA_OPTIONS=-Xmx1g, and no smaller limits of other kinds";
    }
    if (e instanceof StackOverflowError) {
      return "a thread of Java's has too small a stack; give it more: JDK_JAVA_OPTIONS=-Xss1m";
    }
    if (e instanceof LinkageError || e instanceof ServiceConfigurationError) {
      return "a part of Fieldstone cannot be loaded ("
          + (e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e)
          + "); build it again, or copy it whole, and give Java enough memory (-Xmx) and open files"
          + " (ulimit -n)";
    }
    if (e instanceof InternalError) {
      return "Java cannot go on ("
          + e
          + "); let enough files be open at once (ulimit -n), give Java more memory, make room, or install Java"
          + " again";
    }
    return null;
  }

  /**
   * Prints what ended the process before there was a command line, or for want of memory to go on.
   *
   * @return the exit code
   */
  public static int report(Throwable e) {
    @Nullable String line = explain(e);
    System.err.println(
        "fieldstone: "
            + (line == null ? unexpected(e) : line).strip().replaceAll("\\s*\\R\\s*", " "));
    return line == null ? ExitCodes.INTERNAL : ExitCodes.BAD_INPUT;
  }

  /** Returns what is said of a defect. */
  static String unexpected(Throwable e) {
    return "unexpected " + e + "; run it again with --stacktrace to see where";
  }
}
