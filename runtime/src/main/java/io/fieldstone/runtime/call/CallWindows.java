// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static java.util.Objects.requireNonNull;

import io.fieldstone.annotations.Extent;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.vector.VectorRange;
import io.fieldstone.runtime.vulkan.BindingSetCache;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of elements that calls of one pipeline are cut into, each of which is a dispatch, and
 * what each binds. Immutable; allocates nothing on the Java heap.
 *
 * <pre>
 *   call       | window                | window                 |
 *   points     | 0 ..                  | a buffer ends here     |      96 bytes each
 *   indices    | 0 ..                                           |       4 bytes each
 *   table      | whole                 | whole                  |
 * </pre>
 */
final class CallWindows {

  /** Where a binding of elements of any size may start, in elements. */
  private static final int COMMON_GRANULE = 64;

  private final KernelPipeline pipeline;
  private final List<BindingDescriptor> described;
  private final boolean[] ofElements;
  private final int[] times;
  private final boolean mixed;
  private final long alignment;

  CallWindows(KernelPipeline pipeline) {
    KernelCode kernel = pipeline.kernel();
    this.pipeline = pipeline;
    this.described = kernel.descriptor().bindings();
    this.ofElements = new boolean[described.size()];
    this.times = new int[described.size()];
    for (int i = 0; i < times.length; i++) {
      ofElements[i] = described.get(i).extent() == Extent.ELEMENTS;
      times[i] = described.get(i).times();
    }
    this.mixed = kernel.placement().isMixed();
    this.alignment = kernel.device().plan().report().limits().minStorageBufferOffsetAlignment();
  }

  private static VectorRange vector(@Nullable VectorRange[] vectors, int index) {
    return requireNonNull(vectors[index]);
  }

  /**
   * Returns how many elements a window has at most.
   *
   * @param ofGrid whether the workgroups of a dispatch limit it too
   */
  long most(@Nullable VectorRange[] vectors, boolean ofGrid) {
    long most = Long.MAX_VALUE;
    for (int i = 0; i < times.length; i++) {
      if (ofElements[i]) {
        VectorRange vector = vector(vectors, i);
        long ofVector =
            ofGrid
                ? pipeline.mostElements(vector.layout())
                : pipeline.kernel().maxBindingElements(vector.layout());
        most = Math.min(most, ofVector / times[i]);
      }
    }
    return mixed && most > COMMON_GRANULE ? most / COMMON_GRANULE * COMMON_GRANULE : most;
  }

  /** Returns how many of {@code count} elements from {@code first} on lie in one buffer each. */
  long run(@Nullable VectorRange[] vectors, long first, long count) {
    long run = count;
    for (int i = 0; i < times.length; i++) {
      if (ofElements[i]) {
        run = vector(vectors, i).run(first * times[i], run * times[i]) / times[i];
        if (run == 0) {
          throw cut(vectors, i);
        }
      }
    }
    return run;
  }

  private BindingException cut(@Nullable VectorRange[] vectors, int i) {
    return new BindingException(
        described.get(i).name()
            + " is "
            + vectors[i]
            + ", in which one buffer of the device's ends where none of other vectors does; take"
            + " shorter ones");
  }

  /**
   * Sets what the dispatch over a window binds: some elements, or the whole of other vectors, then
   * the tables of constants.
   *
   * @param other a vector to bind in the place of elements that are none: no dispatch looks at
   *     them, but every binding needs a buffer
   */
  void bind(
      BindingSetCache bindings,
      @Nullable VectorRange[] vectors,
      long first,
      long count,
      VectorRange other) {
    for (int i = 0; i < times.length; i++) {
      VectorRange vector = vector(vectors, i);
      if (!ofElements[i] || count == 0) {
        VectorRange whole = ofElements[i] ? other : vector;
        bindings.bind(i, whole.buffer(0), whole.offset(0), whole.bytes());
      } else {
        long at = first * times[i];
        long offset = vector.offset(at);
        if (mixed && first > 0 && offset % alignment != 0) {
          throw cut(vectors, i);
        }
        bindings.bind(
            i, vector.buffer(at), offset, count * times[i] * vector.layout().elementBytes());
      }
    }
    for (int i = 0; i < pipeline.constantTables(); i++) {
      bindings.bind(
          times.length + i, pipeline.constantTable(i), 0, pipeline.constantTable(i).bytes());
    }
  }
}
