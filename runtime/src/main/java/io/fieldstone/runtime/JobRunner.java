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
import org.jspecify.annotations.Nullable;

/** Turns jobs into calls whose strategy and path are settled, and has them run. Stateless. */
final class JobRunner {

  private final BackendResources resources;

  JobRunner(BackendResources resources) {
    this.resources = resources;
  }

  /** Runs a job with the backend's path and chunk size, and waits for it. */
  void run(Job<?> job, ExecutionMode mode, Deadline deadline) {
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
    resources.context().recordings().refuse("a job on host data");
    JobEvents events = JobEvents.begin(jobs);
    Begun begun = new Begun(jobs.size(), cores);
    boolean done = false;
    try {
      Map<Kernel<?>, SettledKernel> kernels = settle(jobs, path);
      HostCall[] calls = new HostCall[jobs.size()];
      begun.begin(
          i -> {
            Job<?> job = jobs.get(i);
            SettledKernel settled = requireNonNull(kernels.get(job.kernel()));
            calls[i] = job.call(settled.code(), settled.path());
            job.begin();
          });
      boolean pipelined = mode == ExecutionMode.PIPELINED;
      resources.executor().execute(Arrays.asList(calls), pipelined, chunkElements, deadline, cores);
      done = true;
    } finally {
      if (events != null) {
        events.end(mode, done);
      }
      boolean succeeded = done;
      begun.end(i -> jobs.get(i).end(succeeded));
    }
  }

  /** What is settled of a kernel before its jobs run. */
  private record SettledKernel(KernelCode code, HostPath path) {}

  private Map<Kernel<?>, SettledKernel> settle(List<? extends Job<?>> jobs, TransferPath path) {
    long elements = 0;
    for (Job<?> job : jobs) {
      elements += job.size();
    }
    Map<Kernel<?>, SettledKernel> kernels = new HashMap<>();
    @Nullable Kernel<?> last = null;
    for (Job<?> job : jobs) {
      Kernel<?> kernel = job.kernel();
      if (kernel != last && !kernels.containsKey(kernel)) {
        KernelCode code = kernel.code();
        kernels.put(kernel, new SettledKernel(code, resources.settle(path, code, elements)));
      }
      last = kernel;
    }
    return kernels;
  }
}
