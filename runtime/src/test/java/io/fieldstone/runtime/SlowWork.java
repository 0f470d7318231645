// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.field.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that takes a device a good part of a second, so that there is a middle of it to interrupt: a
 * dispatch that is long, and a job of thousands of chunks.
 */
final class SlowWork implements AutoCloseable {

  private static final Field<Tag> FIELD = TestFields.BABY_BEAR;
  private static final long DISPATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int RUNS = 4;
  private static final int MAX_ROUNDS = 1 << 22;

  /** What was found to be slow enough, which takes a while: all tests are of one device. */
  private static final AtomicInteger SLOW_ROUNDS = new AtomicInteger(1);

  private static final long DISPATCH_ELEMENTS = 1 << 14;
  private static final long JOB_ELEMENTS = 1L << 19;

  /** Elements of a chunk, which is as small as a binding can be. */
  static final long CHUNK = 64;

  private final Kernel<Tag> slow;
  private final Kernel<Tag> fast;
  private final HostVector<Tag> input;
  private final DeviceVector<Tag> source;
  private final DeviceVector<Tag> target;
  private int rounds = SLOW_ROUNDS.get();

  SlowWork(PersistentBackend gpu) {
    this.slow = gpu.kernel(TestKernels.BUSY, FIELD);
    this.fast = gpu.kernel(TestKernels.MIX, FIELD, "fast");
    this.input = gpu.hostVector(FIELD, JOB_ELEMENTS);
    ByteBuffer numbers = ByteBuffer.allocate((int) input.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < JOB_ELEMENTS; i++) {
      numbers.putInt(i & 0xffff);
    }
    input.put(0, numbers.flip());
    fast.job().bind(0, input).bind(1, input).build().run().close(); // makes the pipeline
    source = gpu.deviceVector(FIELD, DISPATCH_ELEMENTS);
    target = gpu.deviceVector(FIELD, DISPATCH_ELEMENTS);
    if (rounds == 1) {
      while (nanos(gpu) < DISPATCH_NANOS && rounds < MAX_ROUNDS) {
        rounds *= 2;
      }
      SLOW_ROUNDS.set(rounds);
    }
  }

  /** Returns the least time of several, since others may keep the machine busy meanwhile. */
  private long nanos(PersistentBackend gpu) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < RUNS && best >= DISPATCH_NANOS; i++) {
      gpu.await();
      long start = System.nanoTime();
      dispatch();
      gpu.await();
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  /** Submits a dispatch that takes a tenth of a second or more. */
  void dispatch() {
    try (Dispatch<Tag> dispatch = slow.dispatch()) {
      dispatch.bind(0, source);
      dispatch.bind(1, target);
      dispatch.push(0, rounds);
      dispatch.submit();
    }
  }

  /** Submits some of them. */
  void keepBusy() {
    for (int i = 0; i < 4; i++) {
      dispatch();
    }
  }

  /** Returns a job whose output is its own; it squares. */
  Job<HostVector<Tag>> job() {
    return fast.job().bind(0, input).bind(1, input).build();
  }

  /** Returns the elements of the job's input and output. */
  static long size() {
    return JOB_ELEMENTS;
  }

  /** Returns whether {@code out} is what the job writes. */
  static boolean isRight(HostVector<Tag> out) {
    ByteBuffer bytes = ByteBuffer.allocate((int) out.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    out.get(0, bytes);
    for (int i = 0; i < JOB_ELEMENTS; i++) {
      int low = i & 0xffff;
      if (bytes.getInt(i * Integer.BYTES) != low * low) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    input.close();
    source.close();
    target.close();
  }
}
