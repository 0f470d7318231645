// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelRegistry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Where polynomials are tested: with shaders as CPUs and as GPUs run them, over a field of each
 * kind daily, over every field in both forms both ways with {@link OperationsTest#FULL}.
 */
final class PolynomialBackends implements BeforeAllCallback, AfterAllCallback {

  /** Measured strategies take pipelines of all of them. */
  private final OpenBackend chosen =
      OperationsTest.FULL ? new OpenBackend() : OpenBackend.withStrategy("columns");

  private final OpenBackend onGpu = OpenBackend.withGpuShaders("portable");

  private record Case(Field<?> field, ElementForm form, boolean onGpu) {}

  /** Of fields with transforms of at least 2^{@code log} elements. */
  static Stream<Arguments> cases(int log) {
    ElementForm canonical = ElementForm.CANONICAL;
    ElementForm montgomery = ElementForm.MONTGOMERY;
    List<Case> daily =
        List.of(
            new Case(Bls12381FrField.INSTANCE, montgomery, false),
            new Case(Bn254FrField.INSTANCE, canonical, true),
            new Case(Bls12377FpField.INSTANCE, montgomery, true),
            new Case(GoldilocksField.INSTANCE, canonical, false),
            new Case(BabyBearField.INSTANCE, montgomery, true),
            new Case(Mersenne31Field.INSTANCE, canonical, false));
    return KernelRegistry.load().fields().stream()
        .filter(field -> field.twoAdicity() >= log)
        .flatMap(
            field ->
                Stream.of(canonical, montgomery)
                    .flatMap(form -> Stream.of(false, true).map(gpu -> new Case(field, form, gpu))))
        .filter(each -> OperationsTest.FULL || daily.contains(each))
        .map(each -> Arguments.of(each.field(), each.form(), each.onGpu()));
  }

  PersistentBackend get(boolean gpu) {
    return (gpu ? onGpu : chosen).get();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    chosen.open();
    onGpu.open();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    chosen.close();
    onGpu.close();
  }
}
