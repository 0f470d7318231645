// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.kernels;

import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.Dispatch;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.Kernel;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One kernel of {@link AlgebraKernels} on two vectors of elements, each of several base elements.
 * Numbers are converted on all cores. Owns its vectors. Not thread-safe.
 */
final class AlgebraRun<F> implements AutoCloseable {

  private final int components;
  private final int elements;
  private final DeviceVector<F> a;
  private final DeviceVector<F> b;
  private final DeviceVector<F> out;
  private final HostVector<F> host;
  private final Kernel<F> kernel;

  /**
   * Uploads the vectors.
   *
   * @param strategy the strategy; empty for a kernel that has none
   * @param components base elements of an element
   */
  AlgebraRun(
      PersistentBackend gpu,
      Field<F> field,
      KernelDescriptor descriptor,
      String strategy,
      ElementForm form,
      int components,
      int elements) {
    this.components = components;
    this.elements = elements;
    long words = (long) elements * components;
    this.kernel =
        strategy.isEmpty()
            ? gpu.kernel(descriptor, field)
            : gpu.kernel(descriptor, field, strategy);
    this.host = gpu.hostVector(field, words, form);
    this.a = gpu.deviceVector(field, words, form);
    this.b = gpu.deviceVector(field, words, form);
    this.out = gpu.deviceVector(field, words, form);
  }

  /** Sets both vectors, by what gives the base elements of element i. */
  void set(IntFunction<List<BigInteger>> left, IntFunction<List<BigInteger>> right) {
    upload(left, a);
    upload(right, b);
  }

  private void upload(IntFunction<List<BigInteger>> values, DeviceVector<F> to) {
    IntStream.range(0, elements)
        .parallel()
        .forEach(
            i -> {
              List<BigInteger> words = values.apply(i);
              for (int c = 0; c < components; c++) {
                host.set((long) i * components + c, words.get(c));
              }
            });
    to.upload(host);
  }

  /** Runs the kernel; the results can be asked for then. */
  void run(OptionalInt operation) {
    try (Dispatch<F> dispatch = kernel.dispatch()) {
      dispatch.bind(0, a);
      dispatch.bind(1, b);
      dispatch.bind(2, out);
      operation.ifPresent(number -> dispatch.push(0, number));
      dispatch.submit();
      out.download(host);
    }
  }

  /** Returns the base elements of element i of the last run. Any thread may ask. */
  List<BigInteger> result(int i) {
    List<BigInteger> result = new ArrayList<>(components);
    for (int c = 0; c < components; c++) {
      result.add(host.get((long) i * components + c));
    }
    return result;
  }

  @Override
  public void close() {
    a.close();
    b.close();
    out.close();
    host.close();
  }
}
