// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.fieldstone.runtime.PreparationOrder.Stage;
import io.fieldstone.runtime.PreparationOrder.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Steps begin when what they come after is done, and no earlier. */
class PreparationOrderTest {

  private static PersistentBackend gpu;
  private static Kernel<?> kernel;

  @BeforeAll
  static void open() {
    gpu = PersistentBackend.open(TestDevice.options());
    kernel = gpu.kernel(TestKernels.ADD, TestFields.BABY_BEAR);
  }

  @AfterAll
  static void close() {
    gpu.close();
  }

  private static Step step(Stage stage, String what) {
    return new Step(stage, kernel, what, () -> {});
  }

  private static List<String> whatBegins(PreparationOrder order, List<Step> begun) {
    List<String> names = new ArrayList<>();
    for (Optional<Step> next = order.next(); next.isPresent(); next = order.next()) {
      begun.add(next.get());
      names.add(next.get().what());
    }
    return names;
  }

  /** Two kernels that share a pipeline; the second one has another before its strategy is known. */
  private static PreparationOrder ofTwo(boolean inStages) {
    PreparationOrder order = new PreparationOrder(inStages);
    Step shared = step(Stage.PIPELINE, "shared");
    Step other = step(Stage.PIPELINE, "other");
    Step first = step(Stage.STRATEGY, "strategy 1");
    Step second = step(Stage.STRATEGY, "strategy 2");
    order.add(step(Stage.PATH, "path"), List.of());
    order.add(shared, List.of());
    order.add(other, List.of());
    order.add(first, List.of(shared));
    order.add(second, List.of(shared, other));
    order.add(step(Stage.SETTLED_PIPELINE, "pipeline 1"), List.of(first));
    order.add(step(Stage.SETTLED_PIPELINE, "pipeline 2"), List.of(second));
    assertEquals(7, order.left());
    return order;
  }

  @Test
  void aStrategyBeginsWhenItsOwnPipelinesAreMade() {
    PreparationOrder order = ofTwo(false);
    List<Step> begun = new ArrayList<>();
    assertEquals(List.of("shared", "other"), whatBegins(order, begun));
    order.done(begun.get(0));
    assertEquals(List.of("strategy 1"), whatBegins(order, begun));
    order.done(begun.get(2));
    assertEquals(List.of("pipeline 1"), whatBegins(order, begun));
    order.done(begun.get(1));
    order.done(begun.get(3));
    assertEquals(List.of("strategy 2"), whatBegins(order, begun));
    order.done(begun.get(4));
    assertEquals(List.of("pipeline 2"), whatBegins(order, begun));
    order.done(begun.get(5));
    assertEquals(List.of("path"), whatBegins(order, begun));
    order.done(begun.get(6));
    assertEquals(0, order.left());
    assertEquals(Optional.empty(), order.next());
  }

  @Test
  void inStagesItWaitsForThoseOfAll() {
    PreparationOrder order = ofTwo(true);
    List<Step> begun = new ArrayList<>();
    assertEquals(List.of("shared", "other"), whatBegins(order, begun));
    order.done(begun.get(0));
    assertEquals(List.of(), whatBegins(order, begun));
    order.done(begun.get(1));
    assertEquals(List.of("strategy 1", "strategy 2"), whatBegins(order, begun));
    order.done(begun.get(2));
    assertEquals(List.of(), whatBegins(order, begun));
    order.done(begun.get(3));
    assertEquals(List.of("pipeline 1", "pipeline 2"), whatBegins(order, begun));
    order.done(begun.get(4));
    order.done(begun.get(5));
    assertEquals(List.of("path"), whatBegins(order, begun));
  }

  @Test
  void strategiesGoFirstAndFewAtOnce() {
    PreparationOrder order = new PreparationOrder(false);
    for (int i = 0; i < 6; i++) {
      order.add(step(Stage.PIPELINE, "pipeline"), List.of());
      order.add(step(Stage.STRATEGY, "strategy"), List.of());
    }
    List<Step> begun = new ArrayList<>();
    List<String> names = whatBegins(order, begun);
    assertEquals(List.of("strategy", "strategy", "strategy", "strategy"), names.subList(0, 4));
    assertEquals(10, names.size());
    order.done(begun.get(2));
    Step next = order.next().orElseThrow();
    assertSame(Stage.STRATEGY, next.stage());
    assertEquals(Optional.empty(), order.next());
  }
}
