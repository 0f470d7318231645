// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.OperationInterruptedException;
import io.fieldstone.runtime.field.ElementForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Elements from channels and files, and to them. */
@Timeout(120)
class ChannelTest {

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(4096));

  /** Several pieces, and a part of one. */
  private static final int MANY = 100_001;

  @TempDir private Path folder;

  private final PersistentBackend gpu = DEVICE.backend();

  private static byte[] elements(int count) {
    byte[] bytes = new byte[count * 48];
    new Random(count).nextBytes(bytes);
    for (int i = 1; i <= count; i++) {
      bytes[i * 48 - 1] = 0; // below the modulus
    }
    return bytes;
  }

  private static byte[] words(HostVector<Tag> vector) {
    byte[] words = new byte[(int) vector.bytes()];
    vector.get(0, words);
    return words;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("elements"), bytes);
  }

  @Test
  void filesAreReadAndWrittenWhole() throws IOException {
    byte[] bytes = elements(MANY);
    Path file = file(bytes);
    for (PersistentBackend backend : List.of(gpu, SEGMENTED.backend())) {
      try (HostVector<Tag> a = backend.hostVector(TestFields.FP, MANY);
          HostVector<Tag> b = backend.hostVector(TestFields.FP, file, ElementForm.MONTGOMERY)) {
        a.readFrom(file);
        assertArrayEquals(bytes, words(a));
        assertEquals(MANY, b.size());
        assertEquals(ElementForm.MONTGOMERY, b.form());
        assertArrayEquals(bytes, words(b));
        Path copy = folder.resolve("copy");
        try (FileChannel out =
            FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
          a.writeTo(out);
          a.slice(7, 3).writeTo(out);
          assertEquals(bytes.length + 144, out.position());
        }
        byte[] written = Files.readAllBytes(copy);
        assertArrayEquals(bytes, Arrays.copyOf(written, bytes.length));
        assertArrayEquals(
            Arrays.copyOfRange(bytes, 336, 480),
            Arrays.copyOfRange(written, bytes.length, written.length));
      }
    }
  }

  @Test
  void aFileIsReadFromItsPositionAndNoFurther() throws IOException {
    byte[] bytes = elements(200);
    try (FileChannel file = FileChannel.open(file(bytes));
        HostVector<Tag> a = gpu.hostVector(TestFields.FP, 100)) {
      a.put(0, new byte[4800]);
      file.position(48);
      a.slice(10, 50).readFrom(file);
      assertEquals(51 * 48, file.position());
      byte[] words = words(a);
      assertArrayEquals(
          Arrays.copyOfRange(bytes, 48, 51 * 48), Arrays.copyOfRange(words, 480, 60 * 48));
      Arrays.fill(words, 480, 60 * 48, (byte) 0);
      assertArrayEquals(new byte[4800], words);
    }
  }

  /** Gives few bytes at a time, and none now and then, as one that does not block. */
  private static ReadableByteChannel slow(byte[] bytes, int most) {
    ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes));
    return new ReadableByteChannel() {
      private int calls;

      @Override
      public int read(ByteBuffer target) throws IOException {
        if (calls++ % 3 == 0) {
          return 0;
        }
        ByteBuffer some = target.slice(target.position(), Math.min(target.remaining(), most));
        int read = channel.read(some);
        target.position(target.position() + Math.max(0, read));
        return read;
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }

  @Test
  void channelsMayGiveAndTakeTheirBytesInAnyPieces() throws IOException {
    byte[] bytes = elements(1000);
    for (int most : new int[] {1, 47, 48, 49, 10_000, 100_000}) {
      int count = most == 1 ? 20 : 1000;
      byte[] some = Arrays.copyOf(bytes, count * 48);
      try (HostVector<Tag> a = SEGMENTED.backend().hostVector(TestFields.FP, count)) {
        ReadableByteChannel channel = slow(Arrays.copyOf(bytes, count * 48 + 5), most);
        a.readFrom(channel);
        assertArrayEquals(some, words(a));
        ByteBuffer rest = ByteBuffer.allocate(10);
        while (channel.read(rest) >= 0) {}
        assertEquals(5, rest.position(), "no byte more than the vector's was read");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        a.writeTo(taking(out, most));
        assertArrayEquals(some, out.toByteArray());
      }
    }
  }

  private static WritableByteChannel taking(ByteArrayOutputStream out, int most) {
    return new WritableByteChannel() {
      private int calls;

      @Override
      public int write(ByteBuffer source) {
        if (calls++ % 3 == 0) {
          return 0;
        }
        int count = Math.min(most, source.remaining());
        for (int i = 0; i < count; i++) {
          out.write(source.get());
        }
        return count;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void anEarlyEndIsNamed() throws IOException {
    byte[] bytes = elements(MANY);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, MANY)) {
      for (int length : new int[] {0, 48, 47, 48 * 30_000 + 5, 48 * MANY - 1}) {
        String message =
            length % 48 == 0
                ? "the channel ended after " + length / 48 + " elements"
                : "the channel ended in element "
                    + length / 48
                    + ", after "
                    + length % 48
                    + " of its 48 bytes";
        byte[] some = Arrays.copyOf(bytes, length);
        var e = assertThrows(EOFException.class, () -> a.readFrom(slow(some, 1 << 20)));
        assertEquals(message, e.getMessage());
        try (FileChannel file = FileChannel.open(file(some))) {
          e = assertThrows(EOFException.class, () -> a.readFrom(file));
          assertEquals(message, e.getMessage());
        }
      }
    }
  }

  @Test
  void theFirstElementThatIsNotBelowTheModulusIsNamed() throws IOException {
    byte[] bytes = elements(MANY);
    for (int bad : new int[] {MANY - 1, 54_321, 0}) {
      Arrays.fill(bytes, bad * 48, bad * 48 + 48, (byte) -1);
      String message =
          "element " + bad + " is not below the modulus of bls12_381_fp: 0x" + "ff".repeat(48);
      Path file = file(bytes);
      try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, MANY)) {
        var e = assertThrows(ElementRangeException.class, () -> a.readFrom(file));
        assertEquals(file + ": " + message, e.getMessage());
        e = assertThrows(ElementRangeException.class, () -> a.readFrom(slow(bytes, 1 << 20)));
        assertEquals(message, e.getMessage());
      }
      try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, file, ElementForm.UNREDUCED)) {
        assertEquals(384, a.get(bad).bitLength());
      }
      assertThrows(
          ElementRangeException.class,
          () -> gpu.hostVector(TestFields.FP, file, ElementForm.CANONICAL));
    }
  }

  @Test
  void filesOfAnotherSizeAndWhatIsNoFileAreRefused() throws IOException {
    Path file = file(elements(3));
    Path odd = Files.write(folder.resolve("odd"), new byte[47]);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 2)) {
      assertEquals(
          file + " has 144 bytes, but HostVector<bls12_381_fp>[2] has 96",
          assertThrows(LengthMismatchException.class, () -> a.readFrom(file)).getMessage());
      assertThrows(FileSystemException.class, () -> a.readFrom(folder));
    }
    assertEquals(
        odd + " has 47 bytes, which are no whole number of elements of bls12_381_fp: those have 48",
        assertThrows(
                LengthMismatchException.class,
                () -> gpu.hostVector(TestFields.FP, odd, ElementForm.CANONICAL))
            .getMessage());
    assertEquals(
        folder + ": not a regular file; open it, and read from the channel",
        assertThrows(
                FileSystemException.class,
                () -> gpu.hostVector(TestFields.FP, folder, ElementForm.CANONICAL))
            .getMessage());
    assertThrows(
        FileSystemException.class,
        () -> gpu.hostVector(TestFields.FP, folder.resolve("none"), ElementForm.CANONICAL));
  }

  @Test
  void anInterruptEndsTheWaitForAChannel() throws IOException, InterruptedException {
    Pipe blocking = Pipe.open();
    Pipe empty = Pipe.open();
    Pipe full = Pipe.open();
    empty.source().configureBlocking(false);
    full.sink().configureBlocking(false);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, MANY)) {
      a.put(0, elements(MANY));
      TestThread reading =
          TestThread.start(
              () -> {
                assertThrows(OperationInterruptedException.class, () -> a.readFrom(empty.source()));
                assertTrue(Thread.currentThread().isInterrupted());
              });
      TestThread writing =
          TestThread.start(
              () ->
                  assertThrows(
                      OperationInterruptedException.class,
                      () -> a.slice(5, MANY - 5).writeTo(full.sink())));
      TestThread blocked =
          TestThread.start(
              () ->
                  assertThrows(
                      ClosedByInterruptException.class, () -> a.readFrom(blocking.source())));
      TestThread.pause(50);
      for (TestThread each : List.of(reading, writing, blocked)) {
        each.interrupt();
        each.succeeds();
      }
      assertFalse(blocking.source().isOpen());
      assertTrue(empty.source().isOpen());
      assertTrue(full.sink().isOpen());
    }
    for (Pipe pipe : List.of(empty, full, blocking)) {
      pipe.source().close();
      pipe.sink().close();
    }
  }

  @Test
  void aReaderThatWaitsDoesNotKeepTheBackendFromClosing() throws Exception {
    PersistentBackend other = PersistentBackend.open(TestDevice.options());
    HostVector<Tag> a = other.hostVector(TestFields.FP, 10);
    Pipe pipe = Pipe.open();
    TestThread reading =
        TestThread.start(
            () -> assertThrows(ClosedException.class, () -> a.readFrom(pipe.source())));
    TestThread.pause(20);
    long start = System.nanoTime();
    other.close();
    assertTrue(System.nanoTime() - start < 10_000_000_000L, "the close waited for the pipe");
    pipe.sink().write(ByteBuffer.allocate(480));
    reading.succeeds();
    pipe.sink().close();
    pipe.source().close();
    assertEquals(List.of(), other.validationMessages());
  }

  @Test
  void vectorsAreMadeOfValuesAndBecomeValues() {
    List<BigInteger> values =
        List.of(BigInteger.TWO, BigInteger.ZERO, TestFields.FR.modulus().subtract(BigInteger.ONE));
    for (ElementForm form : ElementForm.values()) {
      try (HostVector<Tag> a = gpu.hostVector(TestFields.FR, values, form);
          DeviceVector<Tag> x = gpu.upload(a);
          HostVector<Tag> back = x.download()) {
        assertEquals(form, x.form());
        assertEquals(form, back.form());
        assertEquals(values, back.toList());
        assertThrows(UnsupportedOperationException.class, () -> back.toList().clear());
      }
    }
    try (HostVector<Tag> none = gpu.hostVector(TestFields.FR, List.of());
        HostVector<Tag> back = gpu.upload(none).download()) {
      assertEquals(List.of(), back.toList());
    }
    long before = gpu.resources().context().vectors().liveBytes();
    assertThrows(
        ElementRangeException.class,
        () -> gpu.hostVector(TestFields.FR, List.of(TestFields.FR.modulus())));
    assertEquals(before, gpu.resources().context().vectors().liveBytes());
  }
}
