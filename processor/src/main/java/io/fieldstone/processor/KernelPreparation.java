// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.compilation.KernelCompiler;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelInterface.ConcreteField;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.validation.CheckedKernel;
import io.fieldstone.processor.validation.KernelValidator;
import io.fieldstone.processor.validation.Modules;
import io.fieldstone.processor.validation.SpirvResources;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a sound declaration goes through before its class is generated. Whoever makes one closes it.
 *
 * <pre>
 *   expression --> GLSL --compile--.
 *                  GLSL --compile--+--> modules --validate--> kernel with its facts
 *                SPIR-V --find-----'
 * </pre>
 */
final class KernelPreparation implements AutoCloseable {

  private final SpirvResources resources;
  private final KernelCompiler compiler;
  private final Diagnostics diagnostics;

  /** Finds SPIR-V in {@code resources}, makes it by {@code compiler}. */
  KernelPreparation(SpirvResources resources, KernelCompiler compiler, Diagnostics diagnostics) {
    this.resources = resources;
    this.compiler = compiler;
    this.diagnostics = diagnostics;
  }

  /** Returns what is known of each kernel; those of any field are compiled for {@code shapes}. */
  List<CheckedKernel> check(KernelInterface kernels, Collection<LimbShape> shapes) {
    return kernels.kernels().stream()
        .map(kernel -> check(kernel, kernels.concreteField(), shapes))
        .toList();
  }

  private CheckedKernel check(
      KernelMethod kernel, Optional<ConcreteField> field, Collection<LimbShape> shapes) {
    return modules(kernel, field, shapes)
        .map(
            modules ->
                new KernelValidator(modules, compiler.validator(), diagnostics)
                    .validate(kernel, field))
        .orElseGet(() -> CheckedKernel.withoutModules(kernel));
  }

  private Optional<Modules> modules(
      KernelMethod kernel, Optional<ConcreteField> field, Collection<LimbShape> shapes) {
    if (kernel.source() instanceof KernelSource.Spirv) {
      return Optional.of(resources);
    }
    return compiler.compile(
        kernel, field.isPresent() ? field.get().shape().stream().toList() : shapes);
  }

  @Override
  public void close() {
    compiler.close();
  }
}
