// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.cli;

import io.fieldstone.app.files.NewFile;
import io.fieldstone.app.report.Json;
import io.fieldstone.app.report.Trace;
import io.fieldstone.app.report.TracePicture;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.StageSubscription;
import io.fieldstone.runtime.trace.StageTime;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that can tell when which stage of their work ran. */
final class TraceOption {

  /** A trace of more shows nothing and takes hundreds of megabytes: the last are kept. */
  private static final int MOST = 200_000;

  /** More than that cannot be told apart in a picture. */
  private static final int MOST_DRAWN = 80;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Also write when each stage ran: JSON for chrome://tracing and ui.perfetto.dev, or a"
              + " picture of the last "
              + MOST_DRAWN
              + " if it ends in .svg.")
  private @Nullable Path file;

  /** Does work on a backend, and writes the trace of it if one is wanted. */
  <R> R traced(PersistentBackend gpu, String title, Supplier<R> work) {
    Path wanted = file;
    if (wanted == null) {
      return work.get();
    }
    try (NewFile out = NewFile.create(wanted)) {
      return traced(gpu, title, wanted, out, work);
    }
  }

  /** Does work on a backend, and writes the trace of it to {@code out}, which is {@code file}. */
  static <R> R traced(
      PersistentBackend gpu, String title, Path file, NewFile out, Supplier<R> work) {
    Deque<StageTime> times = new ArrayDeque<>();
    R result = listen(gpu, times, work);
    out.write(text(file, List.copyOf(times), gpu.plan().report().name() + ": " + title));
    out.publish();
    return result;
  }

  @SuppressWarnings("try") // the subscription does its work by being there
  private static <R> R listen(PersistentBackend gpu, Deque<StageTime> times, Supplier<R> work) {
    try (StageSubscription listening =
        gpu.listen(
            time -> {
              if (times.size() == MOST) {
                times.removeFirst();
              }
              times.addLast(time);
            })) {
      return work.get();
    }
  }

  private static String text(Path file, List<StageTime> times, String title) {
    if (!file.toString().endsWith(".svg")) {
      return Json.text(Trace.of(times).toJson());
    }
    int first = Math.max(0, times.size() - MOST_DRAWN);
    return TracePicture.svg(Trace.of(times.subList(first, times.size())), title);
  }
}
