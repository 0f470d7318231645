// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.report;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * A bar that shows on a terminal how far long work is, and disappears with it. In a pipe or a file
 * there is nothing of the kind.
 *
 * <pre>{@code
 * try (Progress progress = Progress.start("smoke-batch", 4)) {
 *   progress.step("sequential");
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

  private static final int REFRESH_MILLIS = 100;
  private static final int TICKS_PER_SECOND = 10;

  private final @Nullable ProgressBar bar;

  private final boolean part;

  private Progress(@Nullable ProgressBar bar, boolean part) {
    this.bar = bar;
    this.part = part;
  }

  /**
   * Starts to show progress, if there is a terminal.
   *
   * @param task what is done
   * @param steps in how many steps
   */
  public static Progress start(String task, long steps) {
    return new Progress(isTerminal() ? bar(task, steps) : null, false);
  }

  /**
   * Starts to show the progress of work whose parts take different times, if there is a terminal:
   * what remains is estimated from what the parts so far have taken.
   *
   * @param task what is done
   * @param seconds about how long all of it takes
   */
  public static Progress timed(String task, double seconds) {
    return start(task, Math.round(seconds * TICKS_PER_SECOND));
  }

  /**
   * Starts to show that something happens, in steps whose number nobody knows, if there is a
   * terminal.
   *
   * @param task what is done
   */
  public static Progress unknown(String task) {
    return start(task, -1);
  }

  /** Returns progress that nobody sees. */
  public static Progress none() {
    return new Progress(null, true);
  }

  /** Returns progress of a part of the work: it says what happens, and moves nothing. */
  public Progress part() {
    return new Progress(bar, true);
  }

  private static ProgressBar bar(String task, long steps) {
    // A console means that standard output is a terminal; standard error may still be a file.
    PrintStream terminal = System.out;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(terminal))
        .clearDisplayOnFinish()
        .build();
  }

  /** JDK 22 to 24 have a console without a terminal, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // null until 21 and from 25 on; in between, isTerminal
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  /** Says that one step is done, and what the next one is. */
  public void step(String next) {
    if (bar != null && part) {
      bar.setExtraMessage(next);
    } else if (bar != null) {
      bar.step().setExtraMessage(next);
    }
  }

  /** Says that work is done that was thought to take some seconds, see {@link #timed}. */
  public void took(double seconds) {
    if (bar != null) {
      bar.stepBy(Math.round(seconds * TICKS_PER_SECOND));
    }
  }

  /** Says what happens within a step. */
  public void say(String what) {
    if (bar != null) {
      bar.setExtraMessage(what);
    }
  }

  /** Removes the bar. Idempotent. */
  @Override
  public void close() {
    if (bar != null && !part) {
      bar.close();
    }
  }
}
