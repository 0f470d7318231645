// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.event;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Java Flight Recorder is told, if somebody records. Stateless.
 *
 * <pre>{@code
 * Events.Wait event = Events.waiting();   // null unless it is recorded
 * try {
 *   ...
 * } finally {
 *   if (event != null) {
 *     event.end("the job");
 *   }
 * }
 * }</pre>
 *
 * <p>Where nothing is recorded, asking costs a few loads and allocates nothing. A Java runtime
 * without the module {@code jdk.jfr} records nothing.
 */
public final class Events {

  /** A job that ran by itself. */
  public interface Job {
    /** Ends it. */
    void end(String kernel, long elements, long bytes, boolean done);
  }

  /** Several jobs that ran together. */
  public interface Batch {
    /** Ends it. */
    void end(int jobs, long elements, long bytes, boolean pipelined, boolean done);
  }

  /** A thread that waited for the device. */
  public interface Wait {
    /** Ends it. */
    void end(String what);
  }

  /** A choice that was measured, or a proof of the device. */
  public interface Calibration {
    /** Ends it; {@code result} is empty if it failed. */
    void end(String kind, String kernel, String field, String result);
  }

  /** A pipeline that the driver made. */
  public interface Pipeline {
    /** Ends it. */
    void end(String kernel, String strategy, String form, boolean resident, int moduleBytes);
  }

  /** A vector that was copied to the device or from it. */
  public interface Transfer {
    /** Ends it. */
    void end(String source, String target, long bytes, boolean done);
  }

  private static final @Nullable FlightRecorderEvents RECORDER =
      isPresent() ? new FlightRecorderEvents() : null;

  private Events() {}

  private static boolean isPresent() {
    Optional<Module> recorder = ModuleLayer.boot().findModule("jdk.jfr");
    return recorder.isPresent() && Events.class.getModule().canRead(recorder.get());
  }

  /** Begins a job, if that is recorded. */
  public static @Nullable Job job() {
    return RECORDER == null ? null : RECORDER.job();
  }

  /** Begins a batch, if that is recorded. */
  public static @Nullable Batch batch() {
    return RECORDER == null ? null : RECORDER.batch();
  }

  /** Begins a wait, if that is recorded. */
  public static @Nullable Wait waiting() {
    return RECORDER == null ? null : RECORDER.waiting();
  }

  /** Begins a calibration, if that is recorded. */
  public static @Nullable Calibration calibration() {
    return RECORDER == null ? null : RECORDER.calibration();
  }

  /** Begins a pipeline, if that is recorded. */
  public static @Nullable Pipeline pipeline() {
    return RECORDER == null ? null : RECORDER.pipeline();
  }

  /** Begins a transfer, if that is recorded. */
  public static @Nullable Transfer transfer() {
    return RECORDER == null ? null : RECORDER.transfer();
  }
}
