// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.BackendMismatchException;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.FormMismatchException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.error.RecordingException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.trace.Stage;
import io.fieldstone.runtime.trace.StageTime;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies that run beside dispatches. */
class TransferTest {

  private static final Field<Tag> FIELD = TestFields.FP;
  private static final int SIZE = 256;
  private static final int STEP = 16;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEPARATE = new TestDevice(plan -> plan.withSeparateTransfers());

  /** Of 100 elements to a buffer, so that copies are several. */
  @RegisterExtension
  static final TestDevice CUT =
      new TestDevice(plan -> plan.withSeparateTransfers().withSegmentBytes(100 * 48L));

  private final PersistentBackend gpu = DEVICE.backend();

  static List<TestDevice> devices() {
    return List.of(DEVICE, SEPARATE, CUT);
  }

  /** What the vectors hold, and calls on both. */
  private static final class Model implements AutoCloseable {
    private final PersistentBackend gpu;
    private final Kernel<Tag> dbl;
    private final Random random;
    private final DeviceVector<Tag> device;
    private final HostVector<Tag> from;
    private final HostVector<Tag> to;
    private final Program program;
    private final BigInteger[] ofDevice = new BigInteger[SIZE];
    private final BigInteger[] ofFrom = new BigInteger[SIZE];
    private final BigInteger[] ofTo = new BigInteger[SIZE];
    private final List<Transfer> transfers = new ArrayList<>();

    Model(PersistentBackend gpu, long seed) {
      this.gpu = gpu;
      this.random = new Random(seed);
      this.dbl = gpu.kernel(TestKernels.DOUBLE, FIELD);
      this.device = gpu.deviceVector(FIELD, SIZE);
      this.from = TestVectors.operand(gpu, FIELD, SIZE, 0, seed);
      this.to = TestVectors.operand(gpu, FIELD, SIZE, 1, seed);
      device.upload(to);
      for (int i = 0; i < SIZE; i++) {
        ofFrom[i] = from.get(i);
        ofTo[i] = to.get(i);
        ofDevice[i] = to.get(i);
      }
      this.program = gpu.record(() -> ResidentDispatchTest.dispatch(dbl, device, device));
    }

    private static BigInteger twice(BigInteger x) {
      return x.shiftLeft(1).mod(FIELD.modulus());
    }

    void step() {
      int first = random.nextInt(SIZE / STEP) * STEP;
      int count = STEP + random.nextInt(SIZE - first - STEP + 1);
      int other = random.nextInt(SIZE - count + 1);
      DeviceVector<Tag> part = device.slice(first, count);
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          transfers.add(part.startUpload(from.slice(other, count)));
          System.arraycopy(ofFrom, other, ofDevice, first, count);
        }
        case 2, 3 -> {
          transfers.add(part.startDownload(to.slice(other, count)));
          System.arraycopy(ofDevice, first, ofTo, other, count);
        }
        case 4, 5, 6 -> {
          ResidentDispatchTest.dispatch(dbl, part, part);
          for (int i = first; i < first + count; i++) {
            ofDevice[i] = twice(ofDevice[i]);
          }
        }
        case 7 -> {
          if (random.nextBoolean()) {
            part.upload(from.slice(other, count));
            System.arraycopy(ofFrom, other, ofDevice, first, count);
          } else {
            part.download(to.slice(other, count));
            System.arraycopy(ofDevice, first, ofTo, other, count);
          }
        }
        default -> {
          program.run();
          for (int i = 0; i < SIZE; i++) {
            ofDevice[i] = twice(ofDevice[i]);
          }
        }
      }
    }

    void check() {
      if (random.nextBoolean()) {
        transfers.forEach(Transfer::await);
      } else {
        gpu.await();
      }
      assertTrue(transfers.stream().allMatch(Transfer::isDone));
      try (HostVector<Tag> all = device.download()) {
        for (int i = 0; i < SIZE; i++) {
          assertEquals(ofTo[i], to.get(i), "element " + i + " of the host");
          assertEquals(ofDevice[i], all.get(i), "element " + i + " of the device");
          assertEquals(ofFrom[i], from.get(i), "element " + i + " of the source");
        }
      }
    }

    @Override
    public void close() {
      program.close();
      device.close();
      from.close();
      to.close();
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  void anyCallsInAnyOrderGiveWhatTheyGiveOneByOne(TestDevice device) {
    boolean whole = device != CUT;
    for (int seed = 0; seed < 30; seed++) {
      try (Model model = new Model(device.backend(), seed)) {
        for (int i = 0; i < 40; i++) {
          model.step();
        }
        model.check();
      }
    }
    assertEquals(whole ? 1 : 3, buffers(device.backend()));
  }

  private static int buffers(PersistentBackend gpu) {
    try (DeviceVector<Tag> vector = gpu.deviceVector(FIELD, SIZE)) {
      return vector.buffers();
    }
  }

  @Test
  void moreCopiesThanTheDeviceHasAtOnce() {
    try (HostVector<Tag> from = TestVectors.operand(gpu, FIELD, 300, 0, 1);
        HostVector<Tag> to = TestVectors.poisoned(gpu, FIELD, 300);
        DeviceVector<Tag> device = gpu.deviceVector(FIELD, 300)) {
      for (int i = 0; i < 300; i++) {
        device.slice(i, 1).startUpload(from.slice(i, 1));
      }
      List<Transfer> back = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        back.add(device.slice(i, 1).startDownload(to.slice(i, 1)));
      }
      back.forEach(Transfer::await);
      TestVectors.assertElementWise(from, from, to, (s, t) -> s);
    }
  }

  @Test
  void theMemoryStaysUntilACopyIsDoneAndGoesBackThen() {
    long before = gpu.resources().context().vectors().liveBytes();
    for (int i = 0; i < 50; i++) {
      HostVector<Tag> from = TestVectors.operand(gpu, FIELD, 2000, 0, i);
      HostVector<Tag> to = gpu.hostVector(FIELD, 2000);
      DeviceVector<Tag> device = gpu.deviceVector(FIELD, 2000);
      Transfer up = device.startUpload(from);
      Transfer down = device.startDownload(to);
      from.close();
      device.close();
      if (i % 2 == 0) {
        down.await();
        up.await();
        Random random = new Random(i);
        for (int at = 0; at < 2000; at++) {
          assertEquals(TestVectors.value(FIELD, at, 0, random), to.get(at));
        }
      }
      to.close();
    }
    gpu.await();
    gpu.deviceVector(FIELD, 1).close(); // looks what has come back
    assertEquals(before, gpu.resources().context().vectors().liveBytes());
  }

  /** Nobody waits for them. */
  @Test
  void aBackendIsClosedWithCopiesThatRun() {
    for (boolean separate : List.of(false, true)) {
      PersistentBackend own =
          PersistentBackend.open(
              TestDevice.options(), plan -> separate ? plan.withSeparateTransfers() : plan);
      HostVector<Tag> from = own.hostVector(FIELD, 100_000);
      DeviceVector<Tag> device = own.deviceVector(FIELD, 100_000);
      Transfer up = device.startUpload(from);
      own.close();
      assertThrows(ClosedException.class, up::await);
      assertThrows(ClosedException.class, up::isDone);
      assertEquals(List.of(), own.validationMessages());
    }
  }

  /** Whoever waited has the memory back, though the backend was closed meanwhile. */
  @Test
  void nothingIsCopiedOnceWaitingHasThrown() throws InterruptedException {
    PersistentBackend own = PersistentBackend.open(TestDevice.options());
    int size = 1 << 16;
    ByteBuffer memory = ByteBuffer.allocateDirect(size * 48 + 4096).alignedSlice(4096);
    memory.limit(size * 48);
    HostVector<Tag> to = own.hostVector(FIELD, memory.slice());
    DeviceVector<Tag> device = own.upload(TestVectors.operand(own, FIELD, size, 0, 1));
    Kernel<Tag> dbl = own.kernel(TestKernels.DOUBLE, FIELD);
    Program program =
        own.record(
            () -> {
              for (int i = 0; i < 200; i++) {
                ResidentDispatchTest.dispatch(dbl, device, device);
              }
            });
    program.submit();
    Transfer down = device.startDownload(to);
    Thread closer = new Thread(own::close);
    closer.start();
    while (own.resources().device().gate().isOpen()) {
      Thread.onSpinWait();
    }
    try {
      down.await();
    } catch (ClosedException e) {
      // as it may
    }
    byte[] then = new byte[size * 48];
    memory.get(0, then);
    closer.join();
    byte[] later = new byte[size * 48];
    memory.get(0, later);
    assertArrayEquals(then, later);
    assertTrue(IntStream.range(0, then.length).anyMatch(i -> then[i] != 0));
  }

  @Test
  void whatIsRefusedIsNotStarted() {
    try (HostVector<Tag> host = gpu.hostVector(FIELD, 10);
        HostVector<Tag> shorter = gpu.hostVector(FIELD, 9);
        HostVector<Tag> montgomery = gpu.hostVector(FIELD, 10, ElementForm.MONTGOMERY);
        HostVector<Tag> other = SEPARATE.backend().hostVector(FIELD, 10);
        DeviceVector<Tag> device = gpu.deviceVector(FIELD, 10)) {
      assertThrows(LengthMismatchException.class, () -> device.startUpload(shorter));
      assertThrows(LengthMismatchException.class, () -> device.startDownload(shorter));
      assertThrows(FormMismatchException.class, () -> device.startUpload(montgomery));
      assertThrows(BackendMismatchException.class, () -> device.startDownload(other));
      assertThrows(BindingException.class, () -> host.asDeviceVector().startUpload(host));
      for (Runnable call :
          List.<Runnable>of(() -> device.startUpload(host), () -> device.startDownload(host))) {
        var e = assertThrows(RecordingException.class, () -> gpu.record(call));
        assertTrue(String.valueOf(e.getMessage()).startsWith("start"), e::toString);
      }
    }
  }

  @Test
  void closedVectorsAreRefused() {
    DeviceVector<Tag> device = gpu.deviceVector(FIELD, 10);
    device.close();
    try (HostVector<Tag> host = gpu.hostVector(FIELD, 10)) {
      assertThrows(ClosedException.class, () -> device.startUpload(host));
      assertThrows(ClosedException.class, () -> device.startDownload(host));
    }
  }

  @Test
  void anInterruptedThreadStartsNoneAndWaitsForThoseThatRun() {
    try (HostVector<Tag> from = TestVectors.operand(gpu, FIELD, SIZE, 0, 1);
        HostVector<Tag> to = TestVectors.poisoned(gpu, FIELD, SIZE);
        DeviceVector<Tag> device = gpu.deviceVector(FIELD, SIZE)) {
      Transfer up = device.startUpload(from);
      Transfer down = device.startDownload(to);
      byte[] was = new byte[SIZE * 48];
      byte[] is = new byte[SIZE * 48];
      from.get(0, was);
      Thread.currentThread().interrupt();
      try {
        var e = assertThrows(OperationInterruptedException.class, () -> device.startUpload(from));
        assertEquals(
            "the copy of " + from + " was interrupted before it was submitted", e.getMessage());
        up.await();
        down.await();
        assertTrue(Thread.currentThread().isInterrupted());
      } finally {
        Thread.interrupted();
      }
      to.get(0, is);
      assertArrayEquals(was, is);
    }
  }

  @Test
  void noElementsAreCopiedAtOnce() {
    try (HostVector<Tag> host = gpu.hostVector(FIELD, 0);
        DeviceVector<Tag> device = gpu.deviceVector(FIELD, 0)) {
      device.startUpload(host).await();
      device.startDownload(host).await();
    }
  }

  @Test
  @SuppressWarnings("try") // a subscription does its work by being there
  void listenersAreToldOfThem() {
    List<StageTime> times = Collections.synchronizedList(new ArrayList<>());
    try (HostVector<Tag> host = TestVectors.operand(gpu, FIELD, SIZE, 0, 1);
        DeviceVector<Tag> device = gpu.deviceVector(FIELD, SIZE);
        StageSubscription listening = gpu.listen(times::add)) {
      device.startUpload(host).await();
      device.startDownload(host).await();
    }
    assertEquals(
        List.of(Stage.UPLOAD, Stage.DOWNLOAD), times.stream().map(StageTime::stage).toList());
    assertEquals(List.of(SIZE * 48L, SIZE * 48L), times.stream().map(StageTime::bytes).toList());
  }
}
