// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import java.util.function.Function;

/**
 * One-shot execution: opens a backend, does one piece of work, closes the backend. Right for a
 * single call; anything more wants a {@link PersistentBackend}, which pays for instance, device and
 * pipelines once.
 *
 * <pre>{@code
 * BigInteger sum =
 *     OneShot.run(
 *         BackendOptions.fromEnvironment(),
 *         gpu -> {
 *           try (var fr = FieldOperations.of(gpu, Bls12381FrField.INSTANCE)) {
 *             return fr.sum(array);
 *           }
 *         });
 * }</pre>
 */
public final class OneShot {

  private OneShot() {}

  /**
   * Runs {@code work} on a backend of its own.
   *
   * @param <R> what the work returns
   * @param options how to open the backend
   * @param work what to do with it; vectors of the backend must not be returned, since it is closed
   * @return what {@code work} returns
   */
  public static <R> R run(BackendOptions options, Function<PersistentBackend, R> work) {
    try (PersistentBackend backend = PersistentBackend.open(options)) {
      return work.apply(backend);
    }
  }
}
