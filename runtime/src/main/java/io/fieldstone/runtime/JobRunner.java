// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.batch.BatchCores;
import io.fieldstone.runtime.batch.Begun;
import io.fieldstone.runtime.batch.CallsDone;
import io.fieldstone.runtime.batch.HostCall;
import io.fieldstone.runtime.batch.HostPath;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.gate.Deadline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Turns jobs into calls whose strategy and path are settled, and has them run. Stateless. */
final class JobRunner {

  /** In place of a kind, before kinds have places: that of the job before. */
  private static final int LIKE_THE_ONE_BEFORE = -1;

  private final BackendResources resources;

  JobRunner(BackendResources resources) {
    this.resources = resources;
  }

  /** Runs a job with the backend's path and chunk size, and waits for it. */
  void run(Job<?> job, ExecutionMode mode, Deadline deadline) {
    resources.context().recordings().refuse("run()", job);
    BackendOptions options = resources.options();
    try (BatchCores cores = resources.executor().cores(1)) {
      run(
          List.of(job),
          mode,
          options.transferPath(),
          options.chunkElements(),
          deadline,
          cores,
          new CallsDone());
    }
  }

  /**
   * Runs jobs and waits for them.
   *
   * @param jobsDone is told which jobs are done, also where not all of them are
   */
  void run(
      List<? extends Job<?>> jobs,
      ExecutionMode mode,
      TransferPath path,
      long chunkElements,
      Deadline deadline,
      BatchCores cores,
      CallsDone jobsDone) {
    JobEvents events = JobEvents.begin(jobs);
    Begun begun = new Begun(jobs.size(), cores);
    boolean done = false;
    try {
      begun.begin(i -> jobs.get(i).begin());
      int[] kinds = new int[jobs.size()];
      List<Settled> settled =
          settle(jobs, kinds, path, cores); // which may fail: jobs end what they began
      boolean alike = settled.size() == 1;
      HostCall[] calls = new HostCall[jobs.size()];
      cores.forEach(
          calls.length,
          i -> {
            Settled ofKind = settled.get(alike ? 0 : kinds[i]);
            calls[i] = jobs.get(i).call(ofKind.code(), ofKind.path(), ofKind.first());
          });
      boolean pipelined = mode == ExecutionMode.PIPELINED;
      resources
          .executor()
          .execute(Arrays.asList(calls), pipelined, chunkElements, deadline, cores, jobsDone);
      done = true;
    } finally {
      if (events != null) {
        events.end(mode, done);
      }
      begun.end(i -> jobs.get(i).outputs().end(jobsDone.isDone(i)));
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

  /**
   * Settles what jobs that are alike have in common.
   *
   * @param kinds where the place of what is settled for each job goes, if there are several
   */
  private List<Settled> settle(
      List<? extends Job<?>> jobs, int[] kinds, TransferPath path, BatchCores cores) {
    LongAdder changes = new LongAdder();
    long elements =
        cores.sum(
            kinds.length,
            i -> {
              Job<?> job = jobs.get(i);
              kinds[i] = i > 0 && Kind.areAlike(job, jobs.get(i - 1)) ? LIKE_THE_ONE_BEFORE : 0;
              if (kinds[i] != LIKE_THE_ONE_BEFORE) {
                changes.increment();
              }
              return job.size();
            });
    List<Settled> settled = new ArrayList<>(1);
    Map<Kind, Integer> places = kinds.length == 1 ? Map.of() : new HashMap<>();
    int looked = changes.sum() == 1 ? 1 : kinds.length; // the places of one kind need no look
    for (int i = 0; i < looked; i++) {
      if (kinds[i] == LIKE_THE_ONE_BEFORE) {
        kinds[i] = kinds[i - 1];
        continue;
      }
      Job<?> job = jobs.get(i);
      Integer known = kinds.length == 1 ? null : places.putIfAbsent(Kind.of(job), settled.size());
      kinds[i] = known == null ? settled.size() : known;
      if (known == null) {
        KernelCode code = job.kernel().code();
        HostPath ofKind = resources.settle(path, code, job.constants(), elements);
        settled.add(new Settled(code, ofKind, job.call(code, ofKind, null)));
      }
    }
    return settled;
  }
}
