// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a diagnostic declares and expects, without compiling it: for the page of
 * diagnostics. Tests of one thread.
 *
 * @param source the first source, with its marks
 * @param expected what javac says of it
 */
public record Description(String source, List<Project.Expected> expected) {

  private static final ThreadLocal<@Nullable Boolean> WANTED = new ThreadLocal<>();

  /** Ends a test that is asked for its description. */
  @SuppressWarnings("serial") // never leaves the thread
  public static final class Described extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient @Nullable Description description;

    Described(@Nullable Description description) {
      super("described", null, false, false);
      this.description = description;
    }

    /** Returns the description; null if the test does more than to compile once. */
    public @Nullable Description description() {
      return description;
    }
  }

  /** Runs a test until it would compile. */
  public static @Nullable Description of(ThrowingTest test) throws Exception {
    WANTED.set(true);
    try {
      test.run();
      return null;
    } catch (Described end) {
      return end.description();
    } finally {
      WANTED.remove();
    }
  }

  /** A test. */
  public interface ThrowingTest {
    /** Runs it. */
    void run() throws Exception;
  }

  /** Ends the test here if it is to be described. */
  static void endAt(String source, List<Project.Expected> expected) {
    if (WANTED.get() != null) {
      throw new Described(new Description(source, expected));
    }
  }

  /** Ends the test here, of which nothing can be said, if it is to be described. */
  static void end() {
    if (WANTED.get() != null) {
      throw new Described(null);
    }
  }
}
