// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor;

import io.fieldstone.annotations.LimbShape;
import io.fieldstone.processor.compilation.KernelCompiler;
import io.fieldstone.processor.compilation.KernelCompiler.CompiledKernel;
import io.fieldstone.processor.diagnostic.Diagnostics;
import io.fieldstone.processor.model.KernelInterface;
import io.fieldstone.processor.model.KernelMethod;
import io.fieldstone.processor.model.KernelSource;
import io.fieldstone.processor.model.TypeArguments;
import io.fieldstone.processor.resource.ResourceFinder;
import io.fieldstone.processor.validation.CheckedKernel;
import io.fieldstone.processor.validation.DegreeChecks;
import io.fieldstone.processor.validation.KernelValidator;
import io.fieldstone.processor.validation.SpirvResources;
import io.fieldstone.processor.validation.TableChecks;
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
  private final TableChecks tables;
  private final KernelCompiler compiler;
  private final Diagnostics diagnostics;

  /** Finds SPIR-V and constants by {@code finder}, makes SPIR-V by {@code compiler}. */
  KernelPreparation(ResourceFinder finder, KernelCompiler compiler, Diagnostics diagnostics) {
    this.resources = new SpirvResources(finder);
    this.tables = new TableChecks(finder, diagnostics);
    this.compiler = compiler;
    this.diagnostics = diagnostics;
  }

  /** Returns what is known of each kernel; those of any field are compiled for {@code shapes}. */
  List<CheckedKernel> check(KernelInterface kernels, Collection<LimbShape> shapes) {
    List<CheckedKernel> checked =
        kernels.kernels().stream()
            .map(kernel -> check(kernel, kernels.arguments(), shapes))
            .toList();
    DegreeChecks.check(checked, kernels.arguments(), diagnostics);
    return checked;
  }

  private CheckedKernel check(
      KernelMethod kernel, TypeArguments arguments, Collection<LimbShape> shapes) {
    tables.check(kernel, arguments);
    return compiled(kernel, arguments, shapes)
        .map(
            compiled ->
                new KernelValidator(compiled.modules(), compiler.validator(), diagnostics)
                    .validate(compiled.kernel(), arguments))
        .orElseGet(() -> CheckedKernel.withoutModules(kernel));
  }

  private Optional<CompiledKernel> compiled(
      KernelMethod kernel, TypeArguments arguments, Collection<LimbShape> shapes) {
    return kernel.source() instanceof KernelSource.Spirv
        ? Optional.of(new CompiledKernel(kernel, resources))
        : compiler.compile(kernel, arguments, shapes);
  }

  @Override
  public void close() {
    compiler.close();
  }
}
