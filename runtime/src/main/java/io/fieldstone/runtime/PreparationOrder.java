// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In what order the steps of a preparation begin: each once those are done that it comes after, and
 * of several what is measured first, since one kernel at a time is measured, and all other threads
 * make pipelines meanwhile. Where their work would disturb what is measured, since the device is
 * the CPU, a stage begins when all of the stages before it is done.
 *
 * <p>Not thread-safe.
 */
final class PreparationOrder {

  /** What steps do. */
  enum Stage {
    /** Pipelines, of what is known from the start. */
    PIPELINE,
    /** Strategies: measured and proven. */
    STRATEGY,
    /** Pipelines, of strategies that are known only then. */
    SETTLED_PIPELINE,
    /** Transfer paths, measured. */
    PATH
  }

  /** Something to do for a kernel, outside the gate. */
  record Step(Stage stage, Kernel<?> kernel, String what, Runnable action) {}

  /** More would wait for each other, and keep threads from pipelines. */
  private static final int STRATEGIES_AT_ONCE = 4;

  private static final List<Stage> FIRST_TO_LAST =
      List.of(Stage.STRATEGY, Stage.PIPELINE, Stage.SETTLED_PIPELINE, Stage.PATH);

  private final boolean inStages;
  private final Map<Stage, Deque<Step>> ready = new EnumMap<>(Stage.class);
  private final Map<Stage, Integer> left = new EnumMap<>(Stage.class);
  private final IdentityHashMap<Step, Integer> waitsFor = new IdentityHashMap<>();
  private final IdentityHashMap<Step, List<Step>> followers = new IdentityHashMap<>();
  private int strategies;

  /**
   * Makes an order of no steps.
   *
   * @param inStages whether each stage waits for the ones before it
   */
  PreparationOrder(boolean inStages) {
    this.inStages = inStages;
    for (Stage stage : Stage.values()) {
      ready.put(stage, new ArrayDeque<>());
      left.put(stage, 0);
    }
  }

  /** Adds a step that comes after others, which were added before and are not done. */
  void add(Step step, Collection<Step> after) {
    left.merge(step.stage(), 1, Integer::sum);
    if (after.isEmpty()) {
      ready(step);
      return;
    }
    waitsFor.put(step, after.size());
    for (Step each : after) {
      followers.computeIfAbsent(each, any -> new ArrayList<>()).add(step);
    }
  }

  /** Returns how many steps are not done. */
  int left() {
    return left.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Takes a step that may begin; none if all of them have, until another one is done. */
  Optional<Step> next() {
    for (Stage stage : FIRST_TO_LAST) {
      if (mayBegin(stage)) {
        Step step = readyOf(stage).poll();
        if (step != null) {
          strategies += stage == Stage.STRATEGY ? 1 : 0;
          return Optional.of(step);
        }
      }
    }
    return Optional.empty();
  }

  private boolean mayBegin(Stage stage) {
    if (stage == Stage.STRATEGY && strategies == STRATEGIES_AT_ONCE) {
      return false;
    }
    if (!inStages && stage != Stage.PATH) {
      return true;
    }
    return left.entrySet().stream()
        .noneMatch(entry -> entry.getKey().compareTo(stage) < 0 && entry.getValue() > 0);
  }

  /** Says that a step that was taken is done, well or not. */
  void done(Step step) {
    left.merge(step.stage(), -1, Integer::sum);
    strategies -= step.stage() == Stage.STRATEGY ? 1 : 0;
    for (Step follower : followers.getOrDefault(step, List.of())) {
      if (waitsFor.merge(follower, -1, Integer::sum) == 0) {
        ready(follower);
      }
    }
  }

  private void ready(Step step) {
    readyOf(step.stage()).add(step);
  }

  private Deque<Step> readyOf(Stage stage) {
    return ready.computeIfAbsent(stage, any -> new ArrayDeque<>());
  }
}
