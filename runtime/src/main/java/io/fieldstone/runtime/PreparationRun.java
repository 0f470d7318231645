// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.Preparation.Use;
import io.fieldstone.runtime.PreparationOrder.Stage;
import io.fieldstone.runtime.PreparationOrder.Step;
import io.fieldstone.runtime.PreparationReport.Failure;
import io.fieldstone.runtime.call.KernelCode;
import io.fieldstone.runtime.call.PushConstants;
import io.fieldstone.runtime.device.DeviceType;
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
import java.util.HashMap;
import java.util.IdentityHashMap;
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
 * One run of a {@link Preparation}: steps that are done by all the backend's threads that make
 * pipelines, each as soon as {@link PreparationOrder} lets it begin.
 *
 * <pre>
 *   pipelines     what proofs and measurements run; what is used of kernels that are settled
 *   strategies    each measured and proven once its pipelines are made
 *   pipelines     what is used of a kernel once its strategy is known
 *   paths         transfer paths of jobs, measured when all else is done
 * </pre>
 *
 * Not thread-safe; used once.
 */
final class PreparationRun {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private record Outcome(Step step, @Nullable Throwable failure) {}

  /** A pipeline, whoever wants it. */
  private record Pipeline(KernelCode code, ElementForm form, boolean resident) {}

  private final BackendResources resources;
  private final Collection<Use> uses;
  private final TransferPath path;
  private final Consumer<PreparationProgress> listener;
  private final Deadline deadline;
  private final Set<Kernel<?>> kernels = new LinkedHashSet<>();
  private final Map<Pipeline, Step> pipelines = new HashMap<>();

  /** The kernels that want what a step makes, where there may be others than the step's own. */
  private final IdentityHashMap<Step, Set<Kernel<?>>> owners = new IdentityHashMap<>();

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
    PreparationOrder order =
        new PreparationOrder(resources.device().plan().report().type() == DeviceType.CPU);
    for (Kernel<?> kernel : kernels) {
      try {
        plan(kernel, order);
      } catch (FieldstoneException e) {
        fail(kernel, "strategies", e);
      }
    }
    if (path != TransferPath.DEVICE_LOCAL) {
      withJobs().forEach(kernel -> order.add(pathOf(kernel), List.of()));
    }
    try {
      doAll(order);
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

  /** Adds what a kernel needs, but for its path. */
  private void plan(Kernel<?> kernel, PreparationOrder order) {
    List<Use> own = uses.stream().filter(use -> use.kernel() == kernel).toList();
    List<Step> toSettle = new ArrayList<>();
    Optional<KernelCode> known = kernel.choice().known();
    if (known.isPresent()) {
      KernelCode code = known.get();
      for (KernelCode each : resources.proof().candidates(code)) {
        toSettle.add(pipelineOf(kernel, each, DeviceProof.FORM, true, order));
      }
      own.forEach(use -> pipelineOf(kernel, code, use.form(), use.resident(), order));
    } else {
      for (KernelCode each : kernel.choice().candidates()) {
        toSettle.add(pipelineOf(kernel, each, StrategyCalibrator.FORM, true, order));
      }
    }
    Step settling = new Step(Stage.STRATEGY, kernel, "strategy", kernel::settledCode);
    order.add(settling, toSettle);
    if (known.isEmpty()) {
      own.forEach(use -> order.add(settledPipelineOf(use), List.of(settling)));
    }
  }

  /** Returns the step that makes a pipeline, which is added if no other kernel wants it as well. */
  private Step pipelineOf(
      Kernel<?> kernel,
      KernelCode code,
      ElementForm form,
      boolean resident,
      PreparationOrder order) {
    Step step =
        pipelines.computeIfAbsent(
            new Pipeline(code, form, resident),
            any -> {
              String what = "pipeline of " + code;
              Step made =
                  new Step(Stage.PIPELINE, kernel, what, () -> code.prepare(form, resident));
              order.add(made, List.of());
              return made;
            });
    owners.computeIfAbsent(step, any -> new LinkedHashSet<>()).add(kernel);
    return step;
  }

  private Set<Kernel<?>> owners(Step step) {
    return owners.getOrDefault(step, Set.of(step.kernel()));
  }

  private static Step settledPipelineOf(Use use) {
    return new Step(
        Stage.SETTLED_PIPELINE,
        use.kernel(),
        "pipeline",
        () -> use.kernel().settledCode().prepare(use.form(), use.resident()));
  }

  private List<Kernel<?>> withJobs() {
    return uses.stream().filter(use -> !use.resident()).map(Use::kernel).distinct().toList();
  }

  private Step pathOf(Kernel<?> kernel) {
    return new Step(
        Stage.PATH,
        kernel,
        "transfer path",
        () ->
            resources.measurePath(
                path,
                kernel.settledCode(),
                new PushConstants(kernel.descriptor(), kernel.types())));
  }

  private void doAll(PreparationOrder order) {
    BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    total = order.left();
    int begun = 0;
    while (done < total) {
      Optional<Step> next = begun < resources.workers().threads() ? order.next() : Optional.empty();
      if (next.isPresent()) {
        begin(next.get(), outcomes);
        begun++;
        continue;
      }
      Outcome outcome = await(outcomes);
      begun--;
      done++;
      Step step = outcome.step();
      order.done(step);
      note(outcome);
      listener.accept(new PreparationProgress(done, total, step.kernel() + ": " + step.what()));
    }
  }

  private void begin(Step step, BlockingQueue<Outcome> outcomes) {
    if (failures.keySet().containsAll(owners(step))) {
      outcomes.add(new Outcome(step, null)); // it would fail again
    } else if (!resources.workers().submit(() -> outcomes.add(attempt(step)))) {
      resources.requireOpen();
      outcomes.add(attempt(step));
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
      owners(outcome.step()).forEach(kernel -> fail(kernel, outcome.step().what(), e));
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
