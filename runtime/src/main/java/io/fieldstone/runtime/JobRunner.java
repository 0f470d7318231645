// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static java.util.Objects.requireNonNull;

import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.Begun;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns jobs into calls whose strategy and path are settled, and has them run. Stateless. */
final class JobRunner {

  private final BackendResources resources;

  JobRunner(BackendResources resources) {
    this.resources = resources;
  }

  /** Runs a job with the backend's path and chunk size, and waits for it. */
  void run(Job<?> job, ExecutionMode mode, Deadline deadline) {
    resources.context().recordings().refuse("run()", job);
    BackendOptions options = resources.options();
    try (BatchCores cores = resources.executor().cores(1)) {
      run(List.of(job), mode, options.transferPath(), options.chunkElements(), deadline, cores);
    }
  }

  /** Runs jobs and waits for them. */
  void run(
      List<? extends Job<?>> jobs,
      ExecutionMode mode,
      TransferPath path,
      long chunkElements,
      Deadline deadline,
      BatchCores cores) {
    JobEvents events = JobEvents.begin(jobs);
    Begun begun = new Begun(jobs.size(), cores);
    boolean done = false;
    try {
      begun.begin(i -> jobs.get(i).begin());
      Map<Kind, Settled> kinds =
          settle(jobs, path, cores); // which may fail: jobs end what they began
      HostCall[] calls = new HostCall[jobs.size()];
      cores.forEach(
          calls.length,
          i -> {
            Job<?> job = jobs.get(i);
            Settled settled = requireNonNull(kinds.get(Kind.of(job)));
            calls[i] = job.call(settled.code(), settled.path(), settled.first());
          });
      boolean pipelined = mode == ExecutionMode.PIPELINED;
      resources.executor().execute(Arrays.asList(calls), pipelined, chunkElements, deadline, cores);
      done = true;
    } finally {
      if (events != null) {
        events.end(mode, done);
      }
      boolean succeeded = done;
      begun.end(i -> jobs.get(i).outputs().end(succeeded));
    }
  }

  /** Jobs for which the same is settled. */
  private record Kind(Kernel<?> kernel, String work) {
    static Kind of(Job<?> job) {
      return new Kind(job.kernel(), job.work());
    }

    static boolean areAlike(Job<?> one, Job<?> other) {
      return one.kernel() == other.kernel() && one.work().equals(other.work());
    }
  }

  /** What is settled before jobs run. */
  private record Settled(KernelCode code, HostPath path, HostCall first) {}

  private Map<Kind, Settled> settle(
      List<? extends Job<?>> jobs, TransferPath path, BatchCores cores) {
    boolean[] repeats = new boolean[jobs.size()];
    long elements =
        cores.sum(
            repeats.length,
            i -> {
              Job<?> job = jobs.get(i);
              repeats[i] = i > 0 && Kind.areAlike(job, jobs.get(i - 1));
              return job.size();
            });
    Map<Kind, Settled> kinds = new HashMap<>();
    for (int i = 0; i < repeats.length; i++) {
      if (!repeats[i]) {
        Job<?> job = jobs.get(i);
        Kind kind = Kind.of(job);
        if (!kinds.containsKey(kind)) {
          KernelCode code = job.kernel().code();
          HostPath settled = resources.settle(path, code, job.constants(), elements);
          kinds.put(kind, new Settled(code, settled, job.call(code, settled, null)));
        }
      }
    }
    return kinds;
  }
}
