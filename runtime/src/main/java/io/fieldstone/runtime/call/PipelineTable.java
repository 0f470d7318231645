// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import io.fieldstone.runtime.field.ElementForm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines of a {@link KernelCode}, by form of call and place of the vectors. Finding one
 * waits for nobody, and making one waits for nobody but who makes the same. Thread-safe.
 */
final class PipelineTable {

  private static final ElementForm[] FORMS = ElementForm.values();
  private static final int PLACES = 2;

  private final AtomicReferenceArray<@Nullable KernelPipeline> made =
      new AtomicReferenceArray<>(FORMS.length * PLACES);
  private final Object[] locks = new Object[FORMS.length * PLACES];

  PipelineTable() {
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
  }

  private static int index(ElementForm form, boolean resident) {
    int number =
        switch (form) {
          case CANONICAL -> 0;
          case MONTGOMERY -> 1;
          case UNREDUCED -> 2;
        };
    return number * PLACES + (resident ? 1 : 0);
  }

  /** Returns a pipeline, or null if it was not made yet. */
  @Nullable KernelPipeline find(ElementForm form, boolean resident) {
    return made.get(index(form, resident));
  }

  /**
   * Returns a pipeline, made if it was not yet.
   *
   * @param apart whether that of resident vectors is another than that of host vectors
   */
  KernelPipeline make(
      ElementForm form, boolean resident, boolean apart, Supplier<KernelPipeline> maker) {
    int index = index(form, resident);
    synchronized (locks[apart ? index : index(form, false)]) {
      @Nullable KernelPipeline known = made.get(index);
      if (known != null) {
        return known;
      }
      KernelPipeline pipeline = maker.get();
      made.set(index, pipeline);
      if (!apart) {
        made.set(index(form, !resident), pipeline);
      }
      return pipeline;
    }
  }

  /** Tells which forms and places there are pipelines for. */
  void forEach(BiConsumer<ElementForm, Boolean> each) {
    for (ElementForm form : FORMS) {
      for (boolean resident : new boolean[] {false, true}) {
        if (find(form, resident) != null) {
          each.accept(form, resident);
        }
      }
    }
  }

  /** Returns all pipelines, once each, and forgets them. */
  List<KernelPipeline> drain() {
    List<KernelPipeline> all = new ArrayList<>();
    for (int i = 0; i < locks.length; i++) {
      @Nullable KernelPipeline pipeline = made.getAndSet(i, null);
      if (pipeline != null && !all.contains(pipeline)) {
        all.add(pipeline);
      }
    }
    return all;
  }
}
