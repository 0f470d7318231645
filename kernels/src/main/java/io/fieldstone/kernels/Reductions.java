// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.kernels.ReductionMemory.Use;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * Reductions and scans, in two levels. Thread-safe: they take turns, since they share the memory of
 * the upper level.
 *
 * <pre>
 *   a          | share of workgroup 0 | share of workgroup 1 | ... | share of workgroup W - 1 |
 *                         |                      |                            |
 *   partials             p0                     p1            ...           pW-1       one workgroup
 *                         +----------------------+-----------------------------+
 *   result                                       r
 * </pre>
 *
 * <p>A scan multiplies contiguous blocks, scans the W products with one workgroup, and then scans
 * the blocks, each from the product of those before it.
 */
final class Reductions<F> implements AutoCloseable {

  private static final int INCLUSIVE = 0;
  private static final int EXCLUSIVE = 1;

  private final Field<F> field;
  private final BigInteger rInverse;
  private final ReductionKernels<F> kernels;
  private final WorkgroupCount workgroupCount;
  private final WorkgroupCount innerProductWorkgroupCount;
  private final ReductionMemory<F> memory;

  Reductions(PersistentBackend backend, Field<F> field) {
    this.field = field;
    this.rInverse = field.r().modInverse(field.modulus());
    this.kernels = ReductionKernelsDispatch.of(backend, field);
    this.workgroupCount = WorkgroupCount.of(backend.plan());
    this.innerProductWorkgroupCount = WorkgroupCount.ofInnerProduct(backend.plan());
    this.memory = new ReductionMemory<>(backend, field);
  }

  synchronized BigInteger sum(DeviceVector<F> a) {
    DeviceVector<F> partials = partials(a);
    kernels.partialSums(a, partials);
    return sumOf(partials);
  }

  synchronized BigInteger innerProduct(DeviceVector<F> a, DeviceVector<F> b) {
    DeviceVector<F> partials = partials(a, innerProductWorkgroupCount);
    kernels.partialInnerProducts(a, b, partials);
    return sumOf(partials);
  }

  synchronized BigInteger product(DeviceVector<F> a) {
    DeviceVector<F> partials = partials(a);
    kernels.partialProducts(a, partials);
    return productOf(partials);
  }

  synchronized boolean equal(DeviceVector<F> a, DeviceVector<F> b) {
    DeviceVector<F> flags = partials(a);
    kernels.unequal(a, b, flags);
    HostVector<F> downloaded = memory.host(flags.size(), flags.form());
    flags.download(downloaded);
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

  synchronized void prefixProduct(DeviceVector<F> a, DeviceVector<F> out) {
    scan(a, memory.one(a.form()), out);
  }

  synchronized BigInteger prefixProduct(DeviceVector<F> a, BigInteger carry, DeviceVector<F> out) {
    if (carry.signum() < 0 || carry.compareTo(field.modulus()) >= 0) {
      throw new ElementRangeException(
          "carry is not in [0, p) of "
              + field
              + (carry.signum() < 0 ? ": -0x" : ": 0x")
              + carry.abs().toString(16));
    }
    DeviceVector<F> totals = scan(a, memory.element(carry, a.form()), out);
    return productOf(totals).multiply(carry).mod(field.modulus());
  }

  /** Returns the products of the blocks. */
  private DeviceVector<F> scan(DeviceVector<F> a, DeviceVector<F> carry, DeviceVector<F> out) {
    DeviceVector<F> totals = partials(a);
    DeviceVector<F> carries = memory.device(Use.CARRIES, totals.size(), a.form());
    kernels.blockProducts(a, totals);
    kernels.blockPrefixProducts(totals, carry, EXCLUSIVE, carries);
    kernels.blockPrefixProducts(a, carries, INCLUSIVE, out);
    return totals;
  }

  private DeviceVector<F> partials(DeviceVector<F> a) {
    return partials(a, workgroupCount);
  }

  private DeviceVector<F> partials(DeviceVector<F> a, WorkgroupCount count) {
    return memory.device(Use.PARTIALS, count.of(a.size(), a.bytes()), a.form());
  }

  private BigInteger sumOf(DeviceVector<F> partials) {
    DeviceVector<F> result = memory.device(Use.RESULT, 1, partials.form());
    kernels.partialSums(partials, result);
    return canonical(result);
  }

  private BigInteger productOf(DeviceVector<F> partials) {
    DeviceVector<F> result = memory.device(Use.RESULT, 1, partials.form());
    kernels.partialProducts(partials, result);
    return canonical(result);
  }

  /** Waits for the one element of {@code result} and returns what it stands for. */
  private BigInteger canonical(DeviceVector<F> result) {
    HostVector<F> downloaded = memory.host(1, result.form());
    result.download(downloaded);
    BigInteger value = downloaded.getRaw(0);
    return result.form() == ElementForm.MONTGOMERY
        ? value.multiply(rInverse).mod(field.modulus())
        : value;
  }

  /** Frees the memory. Idempotent. */
  @Override
  public synchronized void close() {
    memory.close();
  }
}
