// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.util.Comparator;
import java.util.List;

/**
 * What {@link KernelsBench} measured of one field.
 *
 * @param field the field
 * @param strategy the strategy that its operations multiply with
 * @param resident its operations, on vectors that are on the device
 * @param chains its products in registers, per strategy
 * @param pipelines what the driver says of its kernels
 * @param cpu its products on the CPU
 */
public record FieldResult(
    Field<?> field,
    String strategy,
    List<Throughput> resident,
    List<ChainThroughput> chains,
    List<PipelineRow> pipelines,
    CpuTimes cpu) {

  /** Returns how fast an operation is on Montgomery vectors. */
  public Throughput resident(StandardOperation operation) {
    return resident.stream()
        .filter(row -> row.operation().equals(operation.operationName()))
        .filter(row -> row.form() == operation.inputForm(ElementForm.MONTGOMERY))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the fastest chain of a kernel. */
  public ChainThroughput fastest(String kernel) {
    return chains.stream()
        .filter(row -> row.kernel().equals(kernel))
        .min(Comparator.comparingDouble(ChainThroughput::nanosPerProduct))
        .orElseThrow();
  }

  /** Returns what an inversion takes, in times of a product in registers. */
  public double inversionInRegisterProducts() {
    return resident(StandardOperation.INV).nanosPerElement()
        / fastest("mul-chain").nanosPerProduct();
  }

  /** Returns what an inversion takes, in times of a product of vectors. */
  public double inversionInVectorProducts() {
    return resident(StandardOperation.INV).nanosPerElement()
        / resident(StandardOperation.MUL).nanosPerElement();
  }
}
