// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.app.bench;

import io.fieldstone.app.smoke.Elements;
import io.fieldstone.runtime.BackendOptions;
import io.fieldstone.runtime.DeviceVector;
import io.fieldstone.runtime.HostVector;
import io.fieldstone.runtime.PersistentBackend;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.time.Duration;
import java.util.List;

/**
 * Measures what a device does with vectors that are on it, by its own clock: every operation of a
 * field, products in registers with each strategy, a copy; and how fast vectors get there and back.
 *
 * <p>Not thread-safe; closing it closes the backend.
 *
 * @param <F> the field's type tag
 */
public final class ResidentBench<F> implements AutoCloseable {

  private static final long CHECKED_ELEMENTS = 200;

  private final PersistentBackend gpu;
  private final Field<F> field;
  private final long elements;
  private final Duration time;
  private final KernelTimer timer;
  private final FieldBench<F> bench;

  /**
   * Opens a backend.
   *
   * @param time how long each kernel is measured
   * @throws io.fieldstone.runtime.error.MissingFeatureException if the device has no timestamps
   */
  public ResidentBench(BackendOptions options, Field<F> field, long elements, Duration time) {
    this.gpu = PersistentBackend.open(options);
    this.field = field;
    this.elements = elements;
    this.time = time;
    try {
      this.timer = new KernelTimer(gpu, time);
    } catch (RuntimeException e) {
      gpu.close();
      throw e;
    }
    this.bench = new FieldBench<>(gpu, field, timer, elements);
  }

  /**
   * Holds every operation against BigInteger.
   *
   * @throws WrongResultException if one computes something else
   */
  public void check() {
    bench.check(CHECKED_ELEMENTS);
  }

  /** Measures a copy on the device. */
  public Throughput copy() {
    return bench.copy();
  }

  /** Measures every operation. */
  public List<Throughput> operations() {
    return bench.resident();
  }

  /** Measures products in registers. */
  public List<ChainThroughput> chains() {
    return bench.chains(CHECKED_ELEMENTS);
  }

  /** Returns the strategy that the operations multiply with. */
  public String strategy() {
    return bench.strategy();
  }

  /** Returns the bytes of a vector. */
  public long vectorBytes() {
    return elements * field.elementBytes();
  }

  /** Measures the copy of a vector in host memory to the device. */
  public Samples upload() {
    return transfer(DeviceVector::upload);
  }

  /** Measures the copy of a vector on the device to host memory. */
  public Samples download() {
    return transfer(DeviceVector::download);
  }

  private interface Transfer<F> {
    void run(DeviceVector<F> vector, HostVector<F> host);
  }

  private Samples transfer(Transfer<F> transfer) {
    try (HostVector<F> host = gpu.hostVector(field, elements, ElementForm.MONTGOMERY);
        DeviceVector<F> vector = gpu.deviceVector(field, elements, ElementForm.MONTGOMERY)) {
      new Elements(field, 1).fill(List.of(host));
      vector.upload(host);
      return Timings.measure(
              time,
              () -> {
                transfer.run(vector, host);
                gpu.await();
              })
          .samples();
    }
  }

  @Override
  public void close() {
    try (gpu) {
      timer.close();
    }
  }
}
