// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.annotations.Access;
import io.fieldstone.runtime.device.DeviceType;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.BindingDescriptor;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The same work for each strategy of a kernel: whether the result is right, and how long it takes.
 * The first kernel that is tried is the one that the others are held against. Not thread-safe.
 *
 * @param <F> the field's type tag
 */
final class StrategyTrial<F> implements AutoCloseable {

  /** Three vectors of so many elements of 32 bytes exceed the caches of the largest GPUs. */
  private static final long GPU_ELEMENTS = 1L << 20;

  /** Enough to take longer than a dispatch does. */
  private static final long CPU_ELEMENTS = 1L << 13;

  private static final int RUNS = 5;

  /** So long a GPU is kept busy before a time counts: its clock rises with the load. */
  private static final long GPU_WARM_UP_NANOS = 20_000_000;

  /** So many elements differ; further ones repeat them, since random ones take long to make. */
  private static final long DISTINCT_ELEMENTS = 1L << 14;

  private static final long SEED = 1;

  /** What outputs hold before, so that missing writes show. */
  private static final byte POISON = (byte) 0xa5;

  private final PersistentBackend backend;
  private final @Nullable GpuTimer timer;
  private final ResourceStack resources = new ResourceStack();

  /** Vectors of one parameter; expected and actual results only where the kernel writes it. */
  private record Parameter<F>(
      BindingDescriptor binding,
      DeviceVector<F> vector,
      HostVector<F> before,
      HostVector<F> expected,
      HostVector<F> actual) {}

  private final List<Parameter<F>> parameters = new ArrayList<>();
  private boolean hasExpected;

  StrategyTrial(PersistentBackend backend, KernelDescriptor kernel, Field<F> field) {
    this.backend = backend;
    boolean made = false;
    try {
      this.timer = backend.plan().computeClock().exists() ? backend.timer() : null;
      if (timer != null) {
        resources.onClose(timer::close);
      }
      Agreement agreement = new Agreement(backend, field, kernel);
      for (int i = 0; i < kernel.bindings().size(); i++) {
        ElementForm form = agreement.form(i, ElementForm.MONTGOMERY);
        parameters.add(parameter(kernel.bindings().get(i), field, form, i));
      }
      made = true;
    } finally {
      if (!made) {
        close();
      }
    }
  }

  private Parameter<F> parameter(
      BindingDescriptor binding, Field<F> field, ElementForm form, int index) {
    long size = backend.plan().report().type() == DeviceType.CPU ? CPU_ELEMENTS : GPU_ELEMENTS;
    DeviceVector<F> vector = owned(backend.deviceVector(field, size, form));
    HostVector<F> before = owned(backend.hostVector(field, size, form));
    if (binding.access() == Access.OUT) {
      poison(before);
    } else {
      fill(before, index);
    }
    return new Parameter<>(
        binding,
        vector,
        before,
        owned(backend.hostVector(field, size, form)),
        owned(backend.hostVector(field, size, form)));
  }

  private <V extends FieldVector<F>> V owned(V vector) {
    resources.onClose(vector::close);
    return vector;
  }

  private static void poison(HostVector<?> vector) {
    for (long first = 0; first < vector.size(); first += vector.contiguous(first)) {
      ByteBuffer bytes = vector.slice(first, vector.contiguous(first));
      byte[] poison = new byte[bytes.remaining()];
      Arrays.fill(poison, POISON);
      bytes.put(poison);
    }
  }

  /** Writes every combination of edges of the first operands, then random elements. */
  private static void fill(HostVector<?> vector, int operand) {
    BigInteger p = vector.field().modulus();
    BigInteger allOnes =
        BigInteger.ONE
            .shiftLeft(vector.field().elementBytes() * Byte.SIZE)
            .subtract(BigInteger.ONE);
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            p.subtract(BigInteger.ONE),
            p.subtract(BigInteger.TWO),
            allOnes.mod(p));
    Random random = new Random(SEED + operand);
    long combinations = Math.min(vector.size(), (long) edges.size() * edges.size() * edges.size());
    long stride = (long) Math.pow(edges.size(), operand % 3);
    long distinct = Math.min(vector.size(), DISTINCT_ELEMENTS);
    for (long i = 0; i < distinct; i++) {
      vector.set(
          i,
          i < combinations
              ? edges.get((int) (i / stride % edges.size()))
              : new BigInteger(p.bitLength() + Long.SIZE, random).mod(p));
    }
    repeat(vector, distinct);
  }

  /** Copies the first {@code distinct} elements, which are contiguous, over all that follow. */
  private static void repeat(HostVector<?> vector, long distinct) {
    for (long first = distinct; first < vector.size(); ) {
      int count = (int) Math.min(distinct, vector.contiguous(first));
      vector.slice(first, count).put(vector.slice(0, count));
      first += count;
    }
  }

  /** Runs a kernel and returns whether its results are, word for word, those of the first. */
  boolean isRight(Kernel<F> kernel) {
    for (Parameter<F> parameter : parameters) {
      parameter.vector().upload(parameter.before());
    }
    dispatch(kernel);
    boolean right = true;
    for (Parameter<F> parameter : parameters) {
      if (parameter.binding().access().writes()) {
        parameter.vector().download(hasExpected ? parameter.actual() : parameter.expected());
        right &= !hasExpected || same(parameter.expected(), parameter.actual());
      }
    }
    hasExpected = true;
    return right;
  }

  private static boolean same(HostVector<?> one, HostVector<?> other) {
    for (long first = 0; first < one.size(); first += one.contiguous(first)) {
      int count = one.contiguous(first);
      if (!one.slice(first, count).equals(other.slice(first, count))) {
        return false;
      }
    }
    return true;
  }

  /** Returns the least time that a kernel takes, which has run before. */
  long nanos(Kernel<F> kernel) {
    long best = Long.MAX_VALUE;
    for (long busy = 0; timer != null && busy < GPU_WARM_UP_NANOS; ) {
      long nanos = run(kernel);
      best = Math.min(best, nanos);
      busy += Math.max(nanos, 1);
    }
    for (int run = 0; run < RUNS; run++) {
      best = Math.min(best, run(kernel));
    }
    return best;
  }

  private long run(Kernel<F> kernel) {
    if (timer != null) {
      return timer.measure(() -> dispatch(kernel));
    }
    long start = System.nanoTime();
    dispatch(kernel);
    backend.finish();
    return System.nanoTime() - start;
  }

  private void dispatch(Kernel<F> kernel) {
    try (Dispatch<F> dispatch = kernel.dispatch()) {
      for (int i = 0; i < parameters.size(); i++) {
        dispatch.bind(i, parameters.get(i).vector());
      }
      dispatch.submit();
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
