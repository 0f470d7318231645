// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.smoke;

import io.fieldstone.app.operations.Scalar;
import io.fieldstone.app.operations.StandardOperation;
import io.fieldstone.kernels.FieldOperations;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations on device vectors and holds them against BigInteger. Not thread-safe.
 *
 * <pre>{@code
 * ResidentSmoke smoke = new ResidentSmoke(gpu, 1_000, 1);
 * smoke.run(vectors, StandardOperation.SUM, ElementForm.MONTGOMERY);
 * assert smoke.result().mismatches() == 0;
 * }</pre>
 */
public final class ResidentSmoke {

  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);
  private static final double NANOS_PER_MILLI = 1e6;

  private final PersistentBackend gpu;
  private final long elements;
  private final long seed;
  private final Comparison comparison = new Comparison();
  private int calls;
  private long planned;
  private long nanos;

  /**
   * Prepares runs.
   *
   * @param elements elements of each vector, at least 1
   * @param seed what the operands are made from
   */
  public ResidentSmoke(PersistentBackend gpu, long elements, long seed) {
    this.gpu = gpu;
    this.elements = elements;
    this.seed = seed;
  }

  /**
   * Throws unless there is room for the operands of each operation.
   *
   * @throws io.fieldstone.runtime.error.OutOfMemoryException if there is none for one
   */
  static void requireRoom(PersistentBackend gpu, Field<?> field, long elements) {
    for (StandardOperation operation : StandardOperation.values()) {
      if (!operation.isKernel()) {
        new Operands<>(gpu, field, operation, ElementForm.MONTGOMERY, elements).close();
      }
    }
  }

  /** Runs an operation on vectors of a form, where the operation does not say another. */
  public <F> void run(FieldOperations<F> vectors, StandardOperation operation, ElementForm form) {
    try (Operands<F> operands = new Operands<>(gpu, vectors.field(), operation, form, elements)) {
      run(vectors, operation, operands, new Elements(vectors.field(), seed));
    }
  }

  private <F> void run(
      FieldOperations<F> vectors,
      StandardOperation operation,
      Operands<F> operands,
      Elements source) {
    operands.fill(source);
    BigInteger scalar = operation.scalar() == Scalar.INTEGER ? EXPONENT : source.next();
    byte[] expected = Elements.expected(operation, operands.host, scalar);
    long start = System.nanoTime();
    BigInteger value = operation.run(vectors, operands.device, scalar, operands.out);
    gpu.await();
    nanos += System.nanoTime() - start;
    calls++;
    planned += operands.result.size();
    if (value == null) {
      operands.out.download(operands.result);
    } else {
      operands.setResult(value, operation != StandardOperation.EQUAL);
    }
    comparison.compare(
        operation.operationName() + " on " + vectors.field() + ", " + operands.result.form(),
        operands.result,
        expected);
  }

  /** Inputs, here and there, and what is written. */
  private static final class Operands<F> implements AutoCloseable {
    final List<HostVector<F>> host = new ArrayList<>();
    final List<DeviceVector<F>> device = new ArrayList<>();
    final HostVector<F> result;
    final DeviceVector<F> out;

    Operands(
        PersistentBackend gpu,
        Field<F> field,
        StandardOperation operation,
        ElementForm form,
        long elements) {
      for (int i = 0; i < operation.inputs().size(); i++) {
        host.add(gpu.hostVector(field, elements, operation.inputForm(form)));
        device.add(gpu.deviceVector(field, elements, operation.inputForm(form)));
      }
      long results = operation.reduces() ? 1 : elements;
      result = gpu.hostVector(field, results, operation.outputForm(form));
      out = gpu.deviceVector(field, results, operation.outputForm(form));
    }

    void fill(Elements source) {
      source.fill(host);
      withoutZeros(host.get(0));
      for (int i = 0; i < host.size(); i++) {
        device.get(i).upload(host.get(i));
      }
      Elements.poison(result);
      out.upload(result);
    }

    /** One zero, at the end: a product with more says nothing about what follows the first. */
    private static void withoutZeros(HostVector<?> vector) {
      for (long i = 0; i < vector.size() - 1; i++) {
        if (vector.get(i).signum() == 0) {
          vector.set(i, BigInteger.ONE);
        }
      }
    }

    void setResult(BigInteger value, boolean isElement) {
      Field<F> field = (Field<F>) result.type();
      boolean encode = isElement && result.form() == ElementForm.MONTGOMERY;
      result.setRaw(0, encode ? value.multiply(field.r()).mod(field.modulus()) : value);
    }

    @Override
    public void close() {
      host.forEach(HostVector::close);
      device.forEach(DeviceVector::close);
      result.close();
      out.close();
    }
  }

  /** Returns how many comparisons there should have been. */
  public long planned() {
    return planned;
  }

  /** Returns where the first difference is, null if there is none. */
  public @Nullable String firstMismatch() {
    return comparison.firstMismatch();
  }

  /** Returns what was found. */
  public SmokeReport.Run result() {
    return new SmokeReport.Run(
        "RESIDENT",
        "DEVICE",
        calls,
        calls * elements,
        comparison.compared(),
        comparison.mismatches(),
        nanos / NANOS_PER_MILLI);
  }
}
