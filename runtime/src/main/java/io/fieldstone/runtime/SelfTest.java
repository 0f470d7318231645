// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.tuning.DeviceProof;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The self-test of a device in full: every registered field, every kernel that has a {@link
 * io.fieldstone.runtime.kernel.KernelReference}, every strategy that the device can run, both
 * forms, on some hundred elements each, compared with BigInteger. It takes seconds on a GPU and up
 * to minutes on a CPU, most of it for making pipelines.
 *
 * <p>A small part of it needs no call: a backend does it by itself, once per device, driver, limb
 * shape and strategy, before it first uses them, and refuses a device that computes wrongly.
 *
 * <pre>{@code
 * SelfTest.run(gpu, trial -> trial.mistake().ifPresent(System.err::println));
 * }</pre>
 */
public final class SelfTest {

  private SelfTest() {}

  /**
   * What one kernel did.
   *
   * @param kernel the kernel's name
   * @param field the field's name
   * @param shape the field's limb shape, such as {@code 6x64}
   * @param strategy the strategy, empty if the kernel has none
   * @param form the form of the call
   * @param elements how many elements were compared
   * @param mistake the first wrong one, in words; empty if all are right
   */
  public record Trial(
      String kernel,
      String field,
      String shape,
      String strategy,
      ElementForm form,
      int elements,
      Optional<String> mistake) {}

  /**
   * Runs it; mistakes are told, not thrown.
   *
   * @param gpu the device to test
   * @param trials told of each trial as it is done, in this thread
   * @throws io.fieldstone.runtime.error.ClosedException if the backend is closed
   */
  public static void run(PersistentBackend gpu, Consumer<Trial> trials) {
    run(gpu, gpu.registry().fields(), trials);
  }

  /**
   * Runs what it has for some fields.
   *
   * @param gpu the device to test
   * @param fields which
   * @param trials told of each trial as it is done, in this thread
   * @throws io.fieldstone.runtime.error.ClosedException if the backend is closed
   */
  public static void run(
      PersistentBackend gpu, Collection<Field<?>> fields, Consumer<Trial> trials) {
    gpu.resources()
        .proof()
        .tryAll(
            fields,
            trial ->
                trials.accept(
                    new Trial(
                        trial.code().descriptor().name(),
                        trial.code().field().name(),
                        trial.code().field().shape().toString(),
                        trial.code().strategy(),
                        trial.form(),
                        DeviceProof.elements(),
                        trial.mistake())));
  }
}
