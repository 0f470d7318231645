// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.event.Events;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Java Flight Recorder is told of one run of jobs. Used by one thread. */
final class JobEvents {

  private final List<? extends Job<?>> jobs;
  private final Events.@Nullable Job job;
  private final Events.@Nullable Batch batch;

  private JobEvents(
      List<? extends Job<?>> jobs, Events.@Nullable Job job, Events.@Nullable Batch batch) {
    this.jobs = jobs;
    this.job = job;
    this.batch = batch;
  }

  /** Begins a job or, of several, a batch; null if that is not recorded. */
  static @Nullable JobEvents begin(List<? extends Job<?>> jobs) {
    Events.Job job = jobs.size() == 1 ? Events.job() : null;
    Events.Batch batch = jobs.size() == 1 ? null : Events.batch();
    return job == null && batch == null ? null : new JobEvents(jobs, job, batch);
  }

  /** Ends it, while the jobs have their vectors. */
  void end(ExecutionMode mode, boolean done) {
    long elements = 0;
    long bytes = 0;
    for (Job<?> each : jobs) {
      elements += each.size();
      bytes += each.bytes();
    }
    if (job != null) {
      job.end(jobs.get(0).kernel().toString(), elements, bytes, done);
    }
    if (batch != null) {
      batch.end(jobs.size(), elements, bytes, mode == ExecutionMode.PIPELINED, done);
    }
  }
}
