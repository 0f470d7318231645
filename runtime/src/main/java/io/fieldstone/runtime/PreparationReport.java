// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.error.FieldstoneException;
import java.time.Duration;
import java.util.List;

/**
 * What came of a {@link Preparation}. Immutable.
 *
 * <pre>{@code
 * gpu.prepare(kernels).requireComplete();
 * }</pre>
 *
 * @param kernels the kernels whose calls use their fastest strategy now, with pipelines that are
 *     made
 * @param pipelines pipelines of theirs that are ready, made now or before
 * @param took how long it took
 * @param failures the kernels for which that failed, in no order, once each; the others are ready
 */
public record PreparationReport(
    List<Kernel<?>> kernels, int pipelines, Duration took, List<Failure> failures) {

  /**
   * A kernel that is not ready. It can be used all the same; the first use tries again.
   *
   * @param kernel the kernel
   * @param step what failed, in words
   * @param cause why
   */
  public record Failure(Kernel<?> kernel, String step, FieldstoneException cause) {}

  /**
   * Takes copies of the lists.
   *
   * @param kernels the kernels whose calls use their fastest strategy now, with pipelines that are
   *     made
   * @param pipelines pipelines of theirs that are ready, made now or before
   * @param took how long it took
   * @param failures the kernels for which that failed, in no order, once each; the others are ready
   */
  public PreparationReport {
    kernels = List.copyOf(kernels);
    failures = List.copyOf(failures);
  }

  /**
   * Throws unless all kernels are ready.
   *
   * @throws FieldstoneException the cause of the first failure, with the others as suppressed
   */
  public void requireComplete() {
    if (!failures.isEmpty()) {
      FieldstoneException first = failures.get(0).cause();
      for (Failure failure : failures) {
        if (failure.cause() != first) {
          first.addSuppressed(failure.cause());
        }
      }
      throw first;
    }
  }
}
