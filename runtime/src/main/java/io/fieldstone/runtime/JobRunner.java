// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.vector.VectorStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns jobs into calls whose strategy and path are settled, and has them run. Stateless. */
final class JobRunner {

  static final Duration NO_TIMEOUT = Duration.ofSeconds(Long.MAX_VALUE);

  private final BackendResources resources;

  JobRunner(BackendResources resources) {
    this.resources = resources;
  }

  /** Runs jobs with the backend's path and chunk size, and waits for them. */
  void run(List<? extends Job<?>> jobs, ExecutionMode mode, Duration timeout) {
    BackendOptions options = resources.options();
    run(jobs, mode, options.transferPath(), options.chunkElements(), timeout);
  }

  /** Runs jobs and waits for them. */
  void run(
      List<? extends Job<?>> jobs,
      ExecutionMode mode,
      TransferPath path,
      long chunkElements,
      Duration timeout) {
    resources.context().recordings().refuse("a job on host vectors");
    Deadline deadline = Deadline.after(timeout);
    JobEvents events = JobEvents.begin(jobs);
    int begun = 0;
    boolean done = false;
    try {
      for (; begun < jobs.size(); begun++) {
        jobs.get(begun).begin();
      }
      long bytes = jobs.stream().mapToLong(job -> job.vectorsOfRun().get(0).bytes()).sum();
      List<HostCall> calls = new ArrayList<>(jobs.size());
      for (Job<?> job : jobs) {
        calls.add(call(job, path, bytes));
      }
      resources.executor().execute(calls, mode == ExecutionMode.PIPELINED, chunkElements, deadline);
      done = true;
    } finally {
      if (events != null) {
        events.end(mode, done);
      }
      for (Job<?> job : jobs.subList(0, begun)) {
        job.end(done);
      }
    }
  }

  private HostCall call(Job<?> job, TransferPath path, long bytesOfBatch) {
    KernelCode code = job.kernel().code();
    List<VectorStorage> storages = new ArrayList<>();
    for (HostVector<?> vector : job.vectorsOfRun()) {
      storages.add(vector.storage());
    }
    long elements = bytesOfBatch / code.field().elementBytes();
    return new HostCall(
        code, storages, job.form(), job.pushConstants(), resources.settle(path, code, elements));
  }
}
