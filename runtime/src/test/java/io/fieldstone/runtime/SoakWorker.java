// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.DeadlineExceededException;
import io.fieldstone.runtime.error.DeviceLostException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.error.VulkanException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BinaryOperator;

/**
 * One thread of a {@link Soak}: does what users do, in random order, and holds every result against
 * BigInteger. Closes, interrupts, deadlines and faults may end what it does at any moment, but only
 * by the exceptions that say so.
 */
final class SoakWorker implements Runnable {

  private static final List<Field<Tag>> FIELDS =
      List.of(TestFields.FP, TestFields.FR, TestFields.GOLDILOCKS, TestFields.BABY_BEAR);
  private static final int MAX_ELEMENTS = 3000;

  /** After a failure a user does not try again at once either. */
  private static final long CALM_NANOS = 2_000_000;

  private static final Set<Class<? extends FieldstoneException>> EXPECTED =
      Set.of(
          ClosedException.class,
          OperationInterruptedException.class,
          DeadlineExceededException.class,
          DeviceLostException.class,
          OutOfMemoryException.class,
          VulkanException.class);

  private final Soak soak;
  private final Random random;
  private final SoakFutures futures;

  SoakWorker(Soak soak, long seed) {
    this.soak = soak;
    this.random = new Random(seed);
    this.futures = new SoakFutures(soak, this, random);
  }

  @Override
  public void run() {
    while (soak.goesOn()) {
      PersistentBackend gpu = soak.backend();
      try {
        step(gpu);
      } catch (FieldstoneException e) {
        if (!EXPECTED.contains(e.getClass())) {
          throw e;
        }
        soak.count(e.getClass().getSimpleName());
        if (Thread.interrupted()) {
          soak.count("interrupts that were seen");
        }
        LockSupport.parkNanos(CALM_NANOS);
      }
    }
  }

  private void step(PersistentBackend gpu) {
    switch (random.nextInt(15)) {
      case 0, 1 -> job(gpu);
      case 2, 3 -> batch(gpu);
      case 4, 5 -> chain(gpu);
      case 6 -> shared(gpu);
      case 7 -> deadline(gpu);
      case 8 -> leftOpen(gpu);
      case 9, 10 -> program(gpu);
      case 11 -> futures.job(gpu);
      case 12 -> futures.batch(gpu);
      case 13 -> futures.arrays(gpu);
      default -> drop(gpu);
    }
  }

  Field<Tag> field() {
    return FIELDS.get(random.nextInt(FIELDS.size()));
  }

  int size() {
    return random.nextInt(4) == 0 ? random.nextInt(8) : random.nextInt(MAX_ELEMENTS);
  }

  HostVector<Tag> operand(PersistentBackend gpu, Field<Tag> field, int size) {
    return TestVectors.operand(gpu, field, size, random.nextInt(2), random.nextLong());
  }

  void verify(
      HostVector<Tag> a, HostVector<Tag> b, HostVector<Tag> out, BinaryOperator<BigInteger> op) {
    for (long i = 0; i < out.size(); i += 1 + random.nextInt(20)) {
      BigInteger expected = op.apply(a.get(i), b.get(i)).mod(((Field<Tag>) out.type()).modulus());
      if (!expected.equals(out.get(i))) {
        soak.wrong(out + ", element " + i + ": " + out.get(i) + " instead of " + expected);
      }
      soak.count("elements that were compared");
    }
  }

  private void job(PersistentBackend gpu) {
    Field<Tag> field = field();
    int size = size();
    try (HostVector<Tag> a = operand(gpu, field, size);
        HostVector<Tag> b = operand(gpu, field, size);
        HostVector<Tag> sum =
            gpu.kernel(TestKernels.ADD, field).job().bind(0, a).bind(1, b).build().run()) {
      verify(a, b, sum, BigInteger::add);
      soak.count("jobs");
    }
  }

  private void batch(PersistentBackend gpu) {
    Field<Tag> field = field();
    List<HostVector<Tag>> vectors = new ArrayList<>();
    TransferPath[] paths = TransferPath.values();
    ExecutionMode[] modes = ExecutionMode.values();
    try (Batch batch = gpu.batch()) {
      batch.path(paths[random.nextInt(paths.length)]).chunkElements(1L + random.nextInt(4000));
      List<CompletableFuture<HostVector<Tag>>> tickets = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int size = size();
        vectors.add(operand(gpu, field, size));
        vectors.add(operand(gpu, field, size));
        vectors.add(gpu.hostVector(field, size));
        int last = vectors.size() - 1;
        tickets.add(
            batch.add(
                gpu.kernel(TestKernels.SUB, field)
                    .job()
                    .bind(0, vectors.get(last - 2))
                    .bind(1, vectors.get(last - 1))
                    .bind(2, vectors.get(last))
                    .build()));
      }
      batch.run(modes[random.nextInt(modes.length)]);
      for (int i = 0; i < tickets.size(); i++) {
        verify(
            vectors.get(3 * i),
            vectors.get(3 * i + 1),
            tickets.get(i).join(),
            BigInteger::subtract);
      }
      soak.count("batches");
    } finally {
      vectors.forEach(HostVector::close);
    }
  }

  /** x = (a + a) - a + ..., on the device. */
  private void chain(PersistentBackend gpu) {
    Field<Tag> field = field();
    int size = size();
    try (HostVector<Tag> a = operand(gpu, field, size);
        HostVector<Tag> back = gpu.hostVector(field, size);
        DeviceVector<Tag> x = gpu.deviceVector(field, size);
        DeviceVector<Tag> y = gpu.deviceVector(field, size)) {
      x.upload(a);
      y.upload(a);
      int rounds = random.nextInt(10);
      for (int i = 0; i < rounds; i++) {
        ResidentDispatchTest.dispatch(gpu.kernel(TestKernels.ADD, field), x, y, x);
      }
      x.download(back);
      verify(a, a, back, (s, t) -> s.multiply(BigInteger.valueOf(rounds + 1L)));
      soak.count("chains of dispatches");
    }
  }

  /** x += y, recorded some times and run some times, maybe after what it uses was closed. */
  private void program(PersistentBackend gpu) {
    Field<Tag> field = field();
    int size = size();
    try (HostVector<Tag> a = operand(gpu, field, size);
        HostVector<Tag> back = gpu.hostVector(field, size);
        DeviceVector<Tag> x = gpu.deviceVector(field, size);
        DeviceVector<Tag> y = gpu.deviceVector(field, size)) {
      x.upload(a);
      y.upload(a);
      int length = 1 + random.nextInt(5);
      Kernel<Tag> add = gpu.kernel(TestKernels.ADD, field);
      Runnable steps =
          () -> {
            for (int i = 0; i < length; i++) {
              ResidentDispatchTest.dispatch(add, x, y, x);
            }
          };
      int runs = random.nextInt(5);
      try (Program program = gpu.record(steps)) {
        for (int i = 0; i < runs; i++) {
          if (random.nextBoolean()) {
            program.submit();
          } else {
            program.run();
          }
        }
        x.download(back);
        verify(a, a, back, (s, t) -> s.multiply(BigInteger.valueOf(1L + (long) runs * length)));
        soak.count("programs, run " + runs + " times");
        if (random.nextInt(4) == 0) {
          DeviceVector<Tag> used = y;
          used.close();
          program.submit();
          soak.wrong("a program ran after a vector of it was closed");
        }
      }
    }
  }

  /** Uses vectors that other threads use and close. */
  private void shared(PersistentBackend gpu) {
    HostVector<Tag> host = soak.sharedHost(gpu, random);
    DeviceVector<Tag> device = soak.sharedDevice(gpu, random);
    switch (random.nextInt(5)) {
      case 0 -> device.upload(host);
      case 1 -> device.download(host);
      case 2 -> requireReduced(host);
      case 3 ->
          ResidentDispatchTest.dispatch(
              gpu.kernel(TestKernels.NEG, (Field<Tag>) device.type()), device, device);
      default -> {
        if (random.nextBoolean()) {
          host.close();
        } else {
          device.close();
        }
      }
    }
    soak.count("uses of shared vectors");
  }

  private void requireReduced(HostVector<Tag> vector) {
    try {
      vector.requireBelowModulus();
    } catch (ElementRangeException e) {
      soak.count("downloads of vectors that nobody had written");
    }
  }

  private void deadline(PersistentBackend gpu) {
    Field<Tag> field = field();
    try (HostVector<Tag> a = operand(gpu, field, MAX_ELEMENTS);
        HostVector<Tag> out = gpu.hostVector(field, MAX_ELEMENTS);
        Batch batch = gpu.batch().chunkElements(64)) {
      batch.add(gpu.kernel(TestKernels.NEG, field).job().bind(0, a).bind(1, out).build());
      batch.run(ExecutionMode.SEQUENTIAL, Duration.ofNanos(random.nextInt(2_000_000)));
      verify(a, a, out, (s, t) -> s.negate());
      soak.count("batches within their deadline");
    }
  }

  private void leftOpen(PersistentBackend gpu) {
    Field<Tag> field = field();
    try (DeviceVector<Tag> x = gpu.deviceVector(field, 100)) {
      Dispatch<Tag> dispatch = gpu.kernel(TestKernels.NEG, field).dispatch();
      dispatch.bind(0, x);
      dispatch.bind(1, x);
      dispatch.submit();
      soak.count("dispatches that were left open");
    }
  }

  private void drop(PersistentBackend gpu) {
    if (random.nextInt(20) == 0) {
      gpu.deviceVector(field(), 64);
      soak.count("vectors that were dropped");
    } else {
      gpu.await();
      soak.count("waits for the device");
    }
  }
}
