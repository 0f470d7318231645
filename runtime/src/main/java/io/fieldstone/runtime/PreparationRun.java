// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.Preparation.Use;
import io.fieldstone.runtime.PreparationReport.Failure;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.gate.Deadline;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.gate.Patience;
import io.fieldstone.runtime.tuning.DeviceProof;
import io.fieldstone.runtime.tuning.StrategyCalibrator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a {@link Preparation}, in stages; the steps of each are done by all the backend's
 * threads that make pipelines.
 *
 * <pre>
 *   1  pipelines: what proofs and measurements run; what is used of kernels that are settled
 *   2  strategies: measured and proven
 *   3  pipelines: what is used of the kernels that are settled only now
 *   4  transfer paths of jobs, measured
 * </pre>
 *
 * Not thread-safe; used once.
 */
final class PreparationRun {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** Something to do for a kernel, outside the gate. */
  private record Step(Kernel<?> kernel, String what, Runnable action) {}

  private record Outcome(Step step, @Nullable Throwable failure) {}

  /** A pipeline, whoever wants it. */
  private record Pipeline(KernelCode code, ElementForm form, boolean resident) {}

  private final BackendResources resources;
  private final Collection<Use> uses;
  private final TransferPath path;
  private final Consumer<PreparationProgress> listener;
  private final Deadline deadline;
  private final Set<Kernel<?>> kernels = new LinkedHashSet<>();
  private final Map<Kernel<?>, Failure> failures = new LinkedHashMap<>();
  private volatile boolean ended;
  private int done;
  private int total;

  PreparationRun(
      BackendResources resources,
      Collection<Use> uses,
      TransferPath path,
      Consumer<PreparationProgress> listener,
      Deadline deadline) {
    this.resources = resources;
    this.uses = List.copyOf(uses);
    this.path = path;
    this.listener = listener;
    this.deadline = deadline;
    uses.forEach(use -> kernels.add(use.kernel()));
  }

  PreparationReport run() {
    long start = System.nanoTime();
    Map<Pipeline, Step> first = new LinkedHashMap<>();
    List<Step> settling = new ArrayList<>();
    List<Kernel<?>> unsettled = new ArrayList<>();
    for (Kernel<?> kernel : kernels) {
      try {
        plan(kernel, first, settling, unsettled);
      } catch (FieldstoneException e) {
        fail(kernel, "strategies", e);
      }
    }
    List<Use> later = uses.stream().filter(use -> unsettled.contains(use.kernel())).toList();
    List<Kernel<?>> withPaths = path == TransferPath.DEVICE_LOCAL ? List.of() : withJobs();
    total = first.size() + settling.size() + later.size() + withPaths.size();
    try {
      doAll(List.copyOf(first.values()));
      doAll(settling);
      doAll(later.stream().map(PreparationRun::pipelineOf).toList());
      doAll(withPaths.stream().map(this::pathOf).toList());
    } finally {
      ended = true;
    }
    List<Kernel<?>> ready = kernels.stream().filter(k -> !failures.containsKey(k)).toList();
    return new PreparationReport(
        ready,
        (int) uses.stream().filter(use -> ready.contains(use.kernel())).count(),
        Duration.ofNanos(System.nanoTime() - start),
        List.copyOf(failures.values()));
  }

  /** Adds what a kernel needs in the first two stages. */
  private void plan(
      Kernel<?> kernel, Map<Pipeline, Step> first, List<Step> settling, List<Kernel<?>> unsettled) {
    Optional<KernelCode> known = kernel.choice().known();
    if (known.isPresent()) {
      KernelCode code = known.get();
      for (KernelCode each : resources.proof().candidates(code)) {
        add(first, kernel, each, DeviceProof.FORM, true);
      }
      for (Use use : uses) {
        if (use.kernel() == kernel) {
          add(first, kernel, code, use.form(), use.resident());
        }
      }
    } else {
      unsettled.add(kernel);
      for (KernelCode each : kernel.choice().candidates()) {
        add(first, kernel, each, StrategyCalibrator.FORM, true);
      }
    }
    settling.add(new Step(kernel, "strategy", kernel::settledCode));
  }

  private static void add(
      Map<Pipeline, Step> steps,
      Kernel<?> kernel,
      KernelCode code,
      ElementForm form,
      boolean resident) {
    steps.putIfAbsent(
        new Pipeline(code, form, resident),
        new Step(kernel, "pipeline of " + code, () -> code.prepare(form, resident)));
  }

  private static Step pipelineOf(Use use) {
    return new Step(
        use.kernel(),
        "pipeline",
        () -> use.kernel().settledCode().prepare(use.form(), use.resident()));
  }

  private List<Kernel<?>> withJobs() {
    return uses.stream().filter(use -> !use.resident()).map(Use::kernel).distinct().toList();
  }

  private Step pathOf(Kernel<?> kernel) {
    return new Step(
        kernel,
        "transfer path",
        () ->
            resources.measurePath(
                path,
                kernel.settledCode(),
                new PushConstants(kernel.descriptor(), kernel.types())));
  }

  private void doAll(List<Step> steps) {
    BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    for (Step step : steps) {
      if (failures.containsKey(step.kernel())) {
        outcomes.add(new Outcome(step, null)); // it would fail again
      } else if (!resources.workers().submit(() -> outcomes.add(attempt(step)))) {
        resources.requireOpen();
        outcomes.add(attempt(step));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      Outcome outcome = await(outcomes);
      done++;
      note(outcome);
      Step step = outcome.step();
      listener.accept(new PreparationProgress(done, total, step.kernel() + ": " + step.what()));
    }
  }

  private Outcome attempt(Step step) {
    try {
      if (!ended) {
        step.action().run();
      }
      return new Outcome(step, null);
    } catch (RuntimeException | Error e) {
      return new Outcome(step, e);
    }
  }

  private Outcome await(BlockingQueue<Outcome> outcomes) {
    Gate gate = resources.device().gate();
    @Nullable Outcome outcome = null;
    while (outcome == null) {
      resources.requireOpen();
      Patience.check(
          gate, deadline, "the preparation", "after " + done + " of " + total + " steps");
      try {
        outcome = outcomes.poll(deadline.nanosLeft(LOOK_NANOS), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the next check throws
      }
    }
    return outcome;
  }

  private void note(Outcome outcome) {
    Throwable failure = outcome.failure();
    if (failure instanceof ClosedException closed) {
      resources.requireOpen();
      throw closed;
    } else if (failure instanceof FieldstoneException e) {
      fail(outcome.step().kernel(), outcome.step().what(), e);
    } else if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }

  private void fail(Kernel<?> kernel, String step, FieldstoneException cause) {
    failures.putIfAbsent(kernel, new Failure(kernel, step, cause));
  }
}
