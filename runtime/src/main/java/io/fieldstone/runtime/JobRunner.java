// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import java.util.ArrayList;
import java.util.List;

/** Turns jobs into calls whose strategy and path are settled, and has them run. Stateless. */
final class JobRunner {

  private final BackendResources resources;

  JobRunner(BackendResources resources) {
    this.resources = resources;
  }

  /** Runs jobs with the backend's path and chunk size, and waits for them. */
  void run(List<? extends Job<?>> jobs, ExecutionMode mode, Deadline deadline) {
    BackendOptions options = resources.options();
    run(jobs, mode, options.transferPath(), options.chunkElements(), deadline);
  }

  /** Runs jobs and waits for them. */
  void run(
      List<? extends Job<?>> jobs,
      ExecutionMode mode,
      TransferPath path,
      long chunkElements,
      Deadline deadline) {
    resources.context().recordings().refuse("a job on host data");
    JobEvents events = JobEvents.begin(jobs);
    int begun = 0;
    boolean done = false;
    try {
      long elements = 0;
      for (; begun < jobs.size(); begun++) {
        jobs.get(begun).begin();
        elements += jobs.get(begun).size();
      }
      List<HostCall> calls = new ArrayList<>(jobs.size());
      for (Job<?> job : jobs) {
        calls.add(call(job, path, elements));
      }
      resources.executor().execute(calls, mode == ExecutionMode.PIPELINED, chunkElements, deadline);
      done = true;
    } finally {
      if (events != null) {
        events.end(mode, done);
      }
      for (int i = 0; i < begun; i++) {
        jobs.get(i).end(done);
      }
    }
  }

  private HostCall call(Job<?> job, TransferPath path, long elementsOfBatch) {
    KernelCode code = job.kernel().code();
    return job.call(code, resources.settle(path, code, job.constants(), elementsOfBatch));
  }
}
