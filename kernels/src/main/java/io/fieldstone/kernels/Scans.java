// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.kernels.check.ElementChecks;
import io.fieldstone.kernels.check.OperandChecks;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Prefix products and prefix sums of device vectors, of any length. {@link FieldOperations#scans}
 * has it.
 *
 * <pre>{@code
 * fr.scans().product(a, Scan.EXCLUSIVE, b);    // b[0] = 1, b[i + 1] = b[i] * a[i]
 * fr.scans().sum(a, Scan.INCLUSIVE, x, b, x);  // from x[0] on, where the next piece goes on
 * }</pre>
 *
 * <p>A long vector is read twice and written once: the total of each chunk of {@value
 * ScanKernels#CHUNK} elements, a scan of these totals, and then the elements of each chunk from
 * what is before it. That is 2.1 products for an element, and no thread waits for another one of
 * the same dispatch. Vectors that are not so long are scanned in one pass on GPUs, as are the
 * totals of those that are. The parts of a vector that lies in several buffers are scanned one
 * after the other.
 *
 * <p>The output may be the operand. Carries and totals are vectors of one element in the form of
 * the operand, which may be the same; neither is an element of the output, and the total none of
 * the operand. Everything can be recorded in a program, and returns once it is submitted. Errors
 * are those of {@link FieldOperations}.
 *
 * <p>Thread-safe: scans of one object take turns, since they share memory for totals, 1/{@value
 * ScanKernels#CHUNK} of the last operand. {@link FieldOperations#close} frees it.
 *
 * @param <F> the field's type tag
 */
public final class Scans<F> {

  private final PersistentBackend backend;
  private final Field<F> field;
  private final ReductionMemory<F> memory;
  private final BufferScan<F> ofBuffer;
  private final ScanSteps<F> products;
  private final ScanSteps<F> sums;

  Scans(
      PersistentBackend backend,
      Field<F> field,
      VectorKernels<F> vectorKernels,
      ProductKernels<F> productKernels) {
    this.backend = backend;
    this.field = field;
    this.memory = new ReductionMemory<>(backend, field);
    this.ofBuffer = new BufferScan<>(backend, memory);
    ScanKernels<F> scans = ScanKernelsDispatch.of(backend, field);
    ReductionKernels<F> reductions = ReductionKernelsDispatch.of(backend, field);
    TileKernels<F> tiles = TileKernelsDispatch.of(backend, field);
    TileMemory<F> tileMemory = new TileMemory<>(backend, memory);
    this.products =
        ScanSteps.ofProducts(
            WorkgroupCount.ofProductScan(backend.plan()),
            productsInOnePass(tiles, tileMemory),
            scans,
            reductions,
            productKernels);
    this.sums =
        ScanSteps.ofSums(
            WorkgroupCount.ofSumScan(backend.plan()),
            new TileScan<>(
                TileCount.ofSums(backend, field.shape()), tiles, tiles::prefixSums, tileMemory),
            scans,
            reductions,
            vectorKernels);
  }

  private @Nullable TileScan<F> productsInOnePass(TileKernels<F> tiles, TileMemory<F> tileMemory) {
    TileCount count = TileCount.ofProducts(backend, field.shape());
    return count.isNone()
        ? null
        : new TileScan<>(
            count,
            tiles,
            TileProductKernelsDispatch.of(backend, field)::prefixProducts,
            tileMemory);
  }

  /**
   * out[i] = a[0] * ... * a[i], or without a[i].
   *
   * @param a the operand
   * @param scan whether a[i] is taken in
   * @param out where the result goes, as long as the operand
   */
  public void product(DeviceVector<F> a, Scan scan, DeviceVector<F> out) {
    scan(products, a, scan, null, out, null);
  }

  /**
   * out[i] = carry * a[0] * ... * a[i], or without a[i].
   *
   * @param a the operand
   * @param scan whether a[i] is taken in
   * @param carry the factor of all elements
   * @param out where the result goes, as long as the operand
   * @param total where carry times the product of all elements goes, which is the carry of what
   *     comes next; null if nobody asks
   */
  public void product(
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    scan(products, a, scan, carry, out, total);
  }

  /**
   * out[i] = a[0] + ... + a[i], or without a[i].
   *
   * @param a the operand
   * @param scan whether a[i] is taken in
   * @param out where the result goes, as long as the operand
   */
  public void sum(DeviceVector<F> a, Scan scan, DeviceVector<F> out) {
    scan(sums, a, scan, null, out, null);
  }

  /**
   * out[i] = carry + a[0] + ... + a[i], or without a[i].
   *
   * @param a the operand
   * @param scan whether a[i] is taken in
   * @param carry the summand of all elements
   * @param out where the result goes, as long as the operand
   * @param total where carry plus the sum of all elements goes, which is the carry of what comes
   *     next; null if nobody asks
   */
  public void sum(
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    scan(sums, a, scan, carry, out, total);
  }

  BigInteger product(DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    return piece("prefixProduct", products, a, carry, out);
  }

  BigInteger sum(DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    return piece("prefixSum", sums, a, carry, out);
  }

  private synchronized BigInteger piece(
      String name, ScanSteps<F> steps, DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    ElementChecks.requireElement("carry", carry, field);
    if (backend.isRecording()) {
      String call = name + "(a, carry, out)";
      throw new RecordingException(
          call
              + " returns a value, which is not known while a program is recorded; have the result"
              + " written to a vector, and read that after the run");
    }
    requireAgreeing(a, out);
    DeviceVector<F> result = memory.result(a.form());
    DeviceVector<F> first = memory.element(carry, a.form());
    backend.together(
        () -> {
          scanBuffers(steps, a, Scan.INCLUSIVE, first, out, result);
          result.await();
        });
    return memory.host(1, a.form()).get(0);
  }

  private synchronized void scan(
      ScanSteps<F> steps,
      DeviceVector<F> a,
      Scan scan,
      @Nullable DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    requireAgreeing(a, out);
    if (carry != null) {
      OperandChecks.requireScalar("carry", carry, a);
      backend.requireOperand("carry", carry);
      backend.requireApart("carry", carry, "out", out);
    }
    if (total != null) {
      OperandChecks.requireScalar("total", total, a);
      backend.requireOperand("total", total);
      backend.requireApart("a", a, "total", total);
      backend.requireApart("out", out, "total", total);
    }
    try {
      DeviceVector<F> first = carry == null ? memory.constant(steps.neutral(), a.form()) : carry;
      scanBuffers(steps, a, scan, first, out, total);
    } finally {
      memory.endCall();
    }
  }

  private void requireAgreeing(DeviceVector<?> a, DeviceVector<?> out) {
    OperandChecks.requireLength("out", out, a.size());
    OperandChecks.requireForm("out", out, a);
    OperandChecks.requireReduced("a", a);
    backend.requireOperand("a", a);
    backend.requireOperand("out", out);
    backend.requireApartOrSame("a", a, "out", out);
  }

  /** A scan of each buffer, since chunks and their totals are cut at different places. */
  private void scanBuffers(
      ScanSteps<F> steps,
      DeviceVector<F> a,
      Scan scan,
      DeviceVector<F> carry,
      DeviceVector<F> out,
      @Nullable DeviceVector<F> total) {
    if (a.buffers() <= 1 && out.buffers() <= 1) {
      ofBuffer.scan(steps, a, scan, carry, out, total);
      return;
    }
    DeviceVector<F> carryOfNext = memory.device(Use.CARRY_OF_BUFFER, 1, a.form());
    DeviceVector<F> before = carry;
    long first = 0;
    while (first < a.size()) {
      long count = inOneBuffer(a, out, first);
      boolean last = first + count == a.size();
      DeviceVector<F> piece = a.slice(first, count);
      ofBuffer.scan(
          steps, piece, scan, before, out.slice(first, count), last ? total : carryOfNext);
      before = carryOfNext;
      first += count;
    }
  }

  /** Returns how many elements from {@code first} on lie in one buffer of each vector. */
  private long inOneBuffer(DeviceVector<F> a, DeviceVector<F> out, long first) {
    long some = 1;
    long tooMany = a.size() - first + 1;
    while (some + 1 < tooMany) {
      long count = (some + tooMany) >>> 1;
      if (a.slice(first, count).buffers() == 1 && out.slice(first, count).buffers() == 1) {
        some = count;
      } else {
        tooMany = count;
      }
    }
    return some;
  }

  /** Frees the memory. Idempotent. */
  synchronized void close() {
    memory.close();
  }
}
