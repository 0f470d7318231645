// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.kernels.check.OperandChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Reductions, in two levels. Thread-safe: they take turns, since they share the memory of the upper
 * level.
 *
 * <pre>
 *   a          | share of workgroup 0 | share of workgroup 1 | ... | share of workgroup W - 1 |
 *                         |                      |                            |
 *   partials             p0                     p1            ...           pW-1       one workgroup
 *                         +----------------------+-----------------------------+
 *   result                                       r
 * </pre>
 */
final class Reductions<F> implements AutoCloseable {

  private final PersistentBackend backend;
  private final ReductionKernels<F> kernels;
  private final WorkgroupCount workgroupCount;
  private final WorkgroupCount innerProductWorkgroupCount;
  private final ReductionMemory<F> memory;

  Reductions(PersistentBackend backend, Field<F> field) {
    this.backend = backend;
    this.kernels = ReductionKernelsDispatch.of(backend, field);
    this.workgroupCount = WorkgroupCount.of(backend.plan());
    this.innerProductWorkgroupCount = WorkgroupCount.ofInnerProduct(backend.plan());
    this.memory = new ReductionMemory<>(backend, field);
  }

  synchronized BigInteger sum(DeviceVector<F> a) {
    DeviceVector<F> result = result("sum(a)", a);
    return value(result, () -> reduceSum(a, result));
  }

  synchronized void sum(DeviceVector<F> a, DeviceVector<F> out) {
    resident(a, out, () -> reduceSum(a, out));
  }

  private void reduceSum(DeviceVector<F> a, DeviceVector<F> result) {
    reduce(
        a,
        workgroupCount,
        partials -> kernels.partialSums(a, partials),
        kernels::partialSums,
        result);
  }

  synchronized BigInteger innerProduct(DeviceVector<F> a, DeviceVector<F> b) {
    DeviceVector<F> result = result("innerProduct(a, b)", a);
    return value(result, () -> reduceInnerProduct(a, b, result));
  }

  synchronized void innerProduct(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> out) {
    OperandChecks.requireScalar("out", out, a);
    backend.requireOperand("b", b);
    backend.requireApart("b", b, "out", out);
    resident(a, out, () -> reduceInnerProduct(a, b, out));
  }

  private void reduceInnerProduct(DeviceVector<F> a, DeviceVector<F> b, DeviceVector<F> result) {
    reduce(
        a,
        innerProductWorkgroupCount,
        partials -> kernels.partialInnerProducts(a, b, partials),
        kernels::partialSums,
        result);
  }

  synchronized BigInteger product(DeviceVector<F> a) {
    DeviceVector<F> result = result("product(a)", a);
    return value(result, () -> reduceProduct(a, result));
  }

  synchronized void product(DeviceVector<F> a, DeviceVector<F> out) {
    resident(a, out, () -> reduceProduct(a, out));
  }

  private void reduceProduct(DeviceVector<F> a, DeviceVector<F> result) {
    reduce(
        a,
        workgroupCount,
        partials -> kernels.partialProducts(a, partials),
        kernels::partialProducts,
        result);
  }

  /** Has both levels leave their result in a vector of one element; one workgroup alone does. */
  private void reduce(
      DeviceVector<F> a,
      WorkgroupCount count,
      Consumer<DeviceVector<F>> lower,
      BiConsumer<DeviceVector<F>, DeviceVector<F>> upper,
      DeviceVector<F> result) {
    long workgroups = count.of(a.size(), a.bytes(), a.buffers());
    if (workgroups == 1) {
      lower.accept(result);
    } else {
      DeviceVector<F> partials = memory.device(Use.PARTIALS, workgroups, a.form());
      lower.accept(partials);
      upper.accept(partials, result);
    }
  }

  /** Runs a reduction whose result stays on the device. */
  private void resident(DeviceVector<F> a, DeviceVector<F> out, Runnable reduction) {
    OperandChecks.requireScalar("out", out, a);
    backend.requireOperand("a", a);
    backend.requireOperand("out", out);
    backend.requireApart("a", a, "out", out);
    try {
      backend.together(reduction);
    } finally {
      memory.endCall();
    }
  }

  /** Returns host memory for the result of a call that returns its value. */
  private DeviceVector<F> result(String call, DeviceVector<F> a) {
    requireNotRecording(call);
    return memory.result(a.form());
  }

  private void requireNotRecording(String call) {
    if (backend.isRecording()) {
      throw new RecordingException(
          call
              + " returns a value, which is not known while a program is recorded; have the result"
              + " written to a vector, and read that after the run");
    }
  }

  synchronized boolean equal(DeviceVector<F> a, DeviceVector<F> b) {
    requireNotRecording("equal(a, b)");
    DeviceVector<F> flags = totals(a);
    HostVector<F> downloaded = memory.host(flags.size(), flags.form());
    backend.together(
        () -> {
          kernels.unequal(a, b, flags);
          flags.download(downloaded);
        });
    return isZero(downloaded);
  }

  /** Flags are integers, which a sum modulo a small p could cancel. */
  private static boolean isZero(HostVector<?> flags) {
    byte[] bytes = new byte[Math.toIntExact(flags.bytes())];
    flags.get(0, ByteBuffer.wrap(bytes));
    for (byte each : bytes) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private DeviceVector<F> totals(DeviceVector<F> a) {
    return memory.device(
        Use.PARTIALS, workgroupCount.of(a.size(), a.bytes(), a.buffers()), a.form());
  }

  /** Has dispatches submitted together, and waits for their result. */
  private BigInteger value(DeviceVector<F> result, Runnable dispatches) {
    backend.together(
        () -> {
          dispatches.run();
          result.await();
        });
    return memory.host(1, result.form()).get(0);
  }

  /** Frees the memory. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
  }
}
