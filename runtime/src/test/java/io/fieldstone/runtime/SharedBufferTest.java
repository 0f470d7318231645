// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lwjgl.vulkan.VK10.VK_ERROR_OUT_OF_HOST_MEMORY;
import static org.lwjgl.vulkan.VK11.VK_ERROR_INVALID_EXTERNAL_HANDLE;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.device.DevicePlan;
import io.fieldstone.runtime.device.TransferPath;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.HostImportException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.MissingFeatureException;
import io.fieldstone.runtime.error.OutOfMemoryException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelRegistry;
import io.fieldstone.runtime.vulkan.FaultInjector;
import io.fieldstone.runtime.vulkan.LwjglCalls;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Host vectors over the user's own direct buffers. */
class SharedBufferTest {

  private static final int PAGE = 4096;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(PAGE));

  private final PersistentBackend gpu = DEVICE.backend();

  /** Room for {@code elements} of 48 bytes, at the start of a page. */
  static ByteBuffer buffer(int elements) {
    int bytes = elements * 48;
    return ByteBuffer.allocateDirect(bytes + 2 * PAGE)
        .alignedSlice(PAGE)
        .limit(bytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void theDriversOfTheTestsCanDoIt() {
    assertEquals(PAGE, gpu.plan().report().hostImportAlignment());
  }

  @Test
  void whatIsWrittenToOneIsWrittenToTheOther() {
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      ByteBuffer buffer = buffer(1000);
      buffer.putLong(480, 77);
      try (HostVector<Tag> a = backend.hostVector(TestFields.FP, buffer)) {
        assertEquals(1000, a.size());
        assertEquals(ElementForm.CANONICAL, a.form());
        assertEquals(0, buffer.position());
        assertEquals(48_000, buffer.limit());
        assertEquals(BigInteger.valueOf(77), a.get(10));
        a.set(999, BigInteger.TEN);
        assertEquals(10, buffer.getLong(999 * 48));
        buffer.putLong(999 * 48, 11);
        assertEquals(BigInteger.valueOf(11), a.get(999));
      }
      assertEquals(11, buffer.getLong(999 * 48), "the buffer outlives the vector");
    }
  }

  @ParameterizedTest
  @CsvSource({"HOST_VISIBLE, 4096", "DEVICE_LOCAL, 4096", "DEVICE_LOCAL, 65536"})
  void kernelsWorkOnTheBuffersMemoryOnEveryPath(TransferPath path, long segmentBytes) {
    BackendOptions options = TestDevice.options().withTransferPath(path);
    PersistentBackend backend =
        PersistentBackend.open(options, plan -> plan.withSegmentBytes(segmentBytes));
    ByteBuffer in = buffer(3000);
    ByteBuffer out = buffer(3000);
    for (int i = 0; i < 3000; i++) {
      in.putLong(i * 48, i);
    }
    try (HostVector<Tag> a = backend.hostVector(TestFields.FP, in);
        HostVector<Tag> b = backend.hostVector(TestFields.FP, out);
        Batch batch = backend.batch()) {
      Kernel<Tag> twice = backend.kernel(TestKernels.DOUBLE, TestFields.FP);
      batch.add(twice.job().bind(0, a).bind(1, b).build());
      batch.runPipelined();
    }
    for (int i = 0; i < 3000; i++) {
      assertEquals(2L * i, out.getLong(i * 48), "element " + i);
    }
    backend.close();
    assertEquals(List.of(), backend.validationMessages());
  }

  /** Whoever asks for it has it submitted; but who only looks at his memory does not ask. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNobodyWaitsForIsDoneWhileAnotherThreadHoldsItsOwn(boolean busy)
      throws InterruptedException {
    ByteBuffer buffer = buffer(1000);
    buffer.putLong(0, 1);
    Kernel<Tag> twice = gpu.kernel(TestKernels.DOUBLE, TestFields.FP);
    var holds = new CountDownLatch(1);
    var done = new AtomicBoolean();
    try (HostVector<Tag> vector = gpu.hostVector(TestFields.FP, buffer);
        DeviceVector<Tag> other = gpu.deviceVector(TestFields.FP, 1)) {
      DeviceVector<Tag> x = vector.asDeviceVector();
      ResidentDispatchTest.dispatch(twice, x, x);
      x.await();
      Runnable hold =
          () -> {
            holds.countDown();
            while (!done.get()) {
              if (busy) { // a call now and then, which nobody waits for either
                ResidentDispatchTest.dispatch(twice, other, other);
              }
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
            }
          };
      Thread holder = new Thread(() -> gpu.together(hold));
      holder.start();
      try {
        holds.await();
        for (int i = 0; i < 50; i++) { // the first is submitted at once, others are grouped
          ResidentDispatchTest.dispatch(twice, x, x);
        }
        long start = System.nanoTime();
        long seen = 0;
        while (seen != 1L << 51 && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(2)) {
          Thread.sleep(1);
          VarHandle.fullFence();
          seen = buffer.getLong(0);
        }
        assertEquals(1L << 51, seen);
      } finally {
        done.set(true);
        holder.join();
      }
    }
  }

  @Test
  void uploadsReadItAndDownloadsWriteIt() {
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      ByteBuffer buffer = buffer(500);
      for (int i = 0; i < 500; i++) {
        buffer.putLong(i * 48, i);
      }
      try (HostVector<Tag> a = backend.hostVector(TestFields.FP, buffer, ElementForm.MONTGOMERY);
          DeviceVector<Tag> x = backend.upload(a)) {
        ResidentDispatchTest.dispatch(backend.kernel(TestKernels.DOUBLE, TestFields.FP), x, x);
        x.download(a);
      }
      assertEquals(998, buffer.getLong(499 * 48));
    }
  }

  @Test
  void aPartOfABufferIsShared() {
    ByteBuffer whole = buffer(1000);
    whole.position(PAGE).limit(PAGE + 480);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, whole)) {
      assertEquals(10, a.size());
      a.set(0, BigInteger.TWO);
      assertEquals(2, whole.getLong(PAGE));
    }
    whole.position(0).limit(0);
    try (HostVector<Tag> none = gpu.hostVector(TestFields.FP, whole)) {
      assertEquals(0, none.size());
      assertEquals(List.of(), none.toList());
    }
  }

  @Test
  void itsElementsAreCheckedWhenAskedFor() {
    ByteBuffer buffer = buffer(10);
    for (int i = 0; i < 48; i++) {
      buffer.put(96 + i, (byte) -1);
    }
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, buffer)) {
      var e = assertThrows(ElementRangeException.class, a::requireBelowModulus);
      assertEquals(
          "element 2 is not below the modulus of bls12_381_fp: 0x" + "ff".repeat(48),
          e.getMessage());
    }
  }

  @Test
  void buffersThatCannotBeSharedAreRefusedWithTheRemedy(@TempDir Path folder) throws IOException {
    refused(
        "the buffer is on the Java heap, where the device cannot reach it; use"
            + " ByteBuffer.allocateDirect, or a host vector and put()",
        ByteBuffer.allocate(480));
    refused(
        "the buffer is read-only, but whoever has the vector may write it; use a host vector and"
            + " put()",
        buffer(10).asReadOnlyBuffer());
    refused(
        "the buffer starts 48 bytes after a multiple of 4096, where the device wants it; use"
            + " ByteBuffer.allocateDirect(bytes + 2 * 4096).alignedSlice(4096).limit(bytes)",
        buffer(10).position(48));
    Path file = Files.write(folder.resolve("elements"), new byte[4800]);
    try (FileChannel channel = FileChannel.open(file)) {
      refused(
          "the buffer is read-only, but whoever has the vector may write it; use a host vector and"
              + " put()",
          channel.map(FileChannel.MapMode.READ_ONLY, 0, 4800));
    }
    assertEquals(
        "47 bytes are no whole number of elements of bls12_381_fp, which have 48",
        assertThrows(
                LengthMismatchException.class,
                () -> gpu.hostVector(TestFields.FP, buffer(1).limit(47)))
            .getMessage());
  }

  private void refused(String message, ByteBuffer buffer) {
    var e = assertThrows(HostImportException.class, () -> gpu.hostVector(TestFields.FP, buffer));
    assertEquals(message, e.getMessage());
  }

  @Test
  void aMappedFileIsRefusedUnlessAllOfItIsInMemory(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("elements"));
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_WRITE, 0, 48 << 16);
      refused(
          "the buffer is of a mapped file, which may be cut short while the device works on it; use"
              + " a host vector and readFrom()",
          map);
    }
  }

  /** Opens a device of whose alignment the plan says something else. */
  private static PersistentBackend open(FaultInjector injector, long alignment) {
    return PersistentBackend.open(
        TestDevice.options(), KernelRegistry.load(), injector.calls(), withAlignment(alignment));
  }

  private static UnaryOperator<DevicePlan> withAlignment(long alignment) {
    return plan ->
        Records.with(
            plan,
            Map.of(
                "report", Records.with(plan.report(), Map.of("hostImportAlignment", alignment))));
  }

  @Test
  void aDeviceWithoutTheExtensionAndOneOfLargerPagesSaySo() {
    FaultInjector injector = new FaultInjector(LwjglCalls.INSTANCE);
    try (PersistentBackend without = open(injector, 0)) {
      var e =
          assertThrows(
              MissingFeatureException.class, () -> without.hostVector(TestFields.FP, buffer(10)));
      assertEquals(
          "device \""
              + without.plan().report().name()
              + "\" cannot work on buffers' memory: it has no VK_EXT_external_memory_host; use a"
              + " host vector and put()",
          e.getMessage());
    }
    ByteBuffer large = ByteBuffer.allocateDirect(3 << 16).alignedSlice(1 << 16);
    try (PersistentBackend coarse = open(injector, 1 << 16)) {
      ByteBuffer end = large.slice(0, 4800);
      var e = assertThrows(HostImportException.class, () -> coarse.hostVector(TestFields.FP, end));
      assertEquals(
          "the buffer ends 60736 bytes before a multiple of 65536, which the device wants; allocate"
              + " so many more",
          e.getMessage());
      coarse.hostVector(TestFields.FP, large.limit(4800)).close();
    }
    assertEquals(Map.of(), injector.live());
  }

  @Test
  void afterEachFaultNothingIsLeftAndItWorks() {
    FaultInjector injector = new FaultInjector(LwjglCalls.INSTANCE);
    try (PersistentBackend backend =
        PersistentBackend.open(
            TestDevice.options(),
            KernelRegistry.load(),
            injector.calls(),
            plan -> plan.withSegmentBytes(PAGE))) {
      Map<String, Integer> before = injector.live();
      ByteBuffer buffer = buffer(300);
      for (String call :
          List.of(
              "getMemoryHostPointerProperties",
              "createBuffer",
              "allocateMemory",
              "bindBufferMemory")) {
        for (int occurrence : call.contains("Buffer") ? new int[] {1, 3} : new int[] {1}) {
          injector.failAt(call, occurrence, VK_ERROR_OUT_OF_HOST_MEMORY, false);
          assertThrows(OutOfMemoryException.class, () -> backend.hostVector(TestFields.FP, buffer));
          injector.disarm();
          assertEquals(before, injector.live(), call);
        }
      }
      for (String call : List.of("getMemoryHostPointerProperties", "allocateMemory")) {
        injector.failAt(call, 1, VK_ERROR_INVALID_EXTERNAL_HANDLE, false);
        var e =
            assertThrows(
                HostImportException.class, () -> backend.hostVector(TestFields.FP, buffer));
        assertEquals(
            "device \""
                + backend.plan().report().name()
                + "\" cannot work on the memory of this buffer, though it is aligned; use memory of"
                + " ByteBuffer.allocateDirect, or a host vector and put()",
            e.getMessage());
        injector.disarm();
      }
      try (HostVector<Tag> a = backend.hostVector(TestFields.FP, buffer)) {
        a.set(299, BigInteger.ONE);
      }
      assertEquals(1, buffer.getLong(299 * 48));
      assertEquals(before, injector.live());
    }
    assertEquals(Map.of(), injector.live());
  }

  @Test
  void theBufferIsKeptAsLongAsTheDeviceMayUseIt() throws InterruptedException {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, buffer(10));
    WeakReference<Object> shared = new WeakReference<>(a.storage().shared());
    System.gc();
    Thread.sleep(50);
    assertTrue(shared.get() instanceof ByteBuffer, "the vector keeps it");
    a.storage().retain();
    a.close();
    System.gc();
    assertTrue(shared.get() instanceof ByteBuffer, "whoever retains the vector keeps it");
    a.storage().release();
    assertThrows(ClosedException.class, () -> a.get(0));
    assertSame(a.storage().shared(), shared.get());
  }

  /** A device that does not come back may write to it at any time. */
  @Test
  void theBufferOfABackendThatIsGivenUpIsNeverCollected() throws InterruptedException {
    WeakReference<Object> shared = givenUp();
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertTrue(shared.get() instanceof ByteBuffer);
  }

  private static WeakReference<Object> givenUp() {
    try (PersistentBackend other = PersistentBackend.open(TestDevice.options())) {
      HostVector<Tag> a = other.hostVector(TestFields.FP, buffer(10));
      other.resources().context().vectors().abandon(); // as a close whose time is over does
      return new WeakReference<>(a.storage().shared());
    }
  }

  @Test
  void aClosedBackendSharesNothing() {
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    HostVector<Tag> open = other.hostVector(TestFields.FP, buffer(10));
    other.close();
    assertTrue(open.isClosed());
    FieldstoneException e =
        assertThrows(ClosedException.class, () -> other.hostVector(TestFields.FP, buffer(10)));
    assertTrue(String.valueOf(e.getMessage()).endsWith("was closed"), e.getMessage());
    assertEquals(List.of(), other.validationMessages());
  }
}
