// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.report.Progress;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.curve.Curve;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.field.TypeArgument;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import io.fieldstone.runtime.kernel.VectorElements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Makes the pipelines of all kernels on fields and curves, with each strategy and in each form, and
 * asks the driver about them.
 *
 * <pre>{@code
 * var result = TypePipelineBench.run(options, List.of(Bls12381G1Curve.INSTANCE), progress);
 * }</pre>
 */
public final class TypePipelineBench {

  private TypePipelineBench() {}

  /**
   * A pipeline on a type.
   *
   * @param type the field or curve
   * @param pipeline what the driver says
   * @param moduleBytes bytes of its SPIR-V
   */
  public record Row(String type, PipelineRow pipeline, long moduleBytes) {}

  /**
   * All of them.
   *
   * @param device the device's name
   * @param driver the driver's name and version
   * @param rows one per kernel, type, strategy and form
   * @param without the types that no kernel is for
   */
  public record Result(String device, String driver, List<Row> rows, List<String> without) {}

  /**
   * Runs the bench.
   *
   * @param options where the pipelines are made; their cache is left alone
   * @param progress has a step for each type
   */
  public static Result run(
      BackendOptions options, Collection<? extends TypeArgument<?>> types, Progress progress) {
    BackendOptions fresh =
        options.withoutKeptCaches().withPipelineStatistics(true).withValidation(false);
    try (PersistentBackend gpu = PersistentBackend.open(fresh)) {
      List<Row> rows = new ArrayList<>();
      List<String> without = new ArrayList<>();
      for (TypeArgument<?> type : types) {
        List<Row> ofType = rows(gpu, type);
        if (ofType.isEmpty()) {
          without.add(type.name());
        }
        rows.addAll(ofType);
        progress.step("pipelines of " + type.name());
      }
      return new Result(
          gpu.plan().report().name(),
          gpu.plan().report().driver(),
          List.copyOf(rows),
          List.copyOf(without));
    }
  }

  private static List<Row> rows(PersistentBackend gpu, TypeArgument<?> type) {
    List<Row> rows = new ArrayList<>();
    for (KernelDescriptor kernel : gpu.registry().kernels()) {
      if (!isFor(kernel, type)) {
        continue;
      }
      for (String strategy : Strategies.orNone(gpu, kernel, type)) {
        try {
          long bytes = moduleBytes(kernel, type, strategy);
          PipelineBench.rows(gpu, kernel, type, strategy)
              .forEach(row -> rows.add(new Row(type.name(), row, bytes)));
        } catch (UnsupportedFieldException e) {
          break; // its polynomial or curve has not the form that the module asks for
        }
      }
    }
    return rows;
  }

  private static boolean isFor(KernelDescriptor kernel, TypeArgument<?> type) {
    boolean ofCurves =
        kernel.bindings().stream()
            .anyMatch(vector -> vector.elements().equals(VectorElements.affine(0)));
    return kernel.typeArguments() > 0
        && ofCurves == (type instanceof Curve)
        && kernel.isOverPrimeField() == (type instanceof Field)
        && kernel.supports(type.coordinateField().shape())
        && kernel.supportsDegree(type.coordinateField().components());
  }

  private static long moduleBytes(KernelDescriptor kernel, TypeArgument<?> type, String strategy) {
    String resource =
        kernel.spirv(type.coordinateField().shape(), type.coordinateField().components(), strategy);
    try (InputStream in = kernel.resources().open(resource)) {
      return in == null ? 0 : in.readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
