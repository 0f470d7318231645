// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.error.UnsupportedFieldException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Arrays and buffers into vectors and out of them: values and words, small and on all cores. */
class BulkCopyTest {

  /** Segments of some elements, so that copies of a few elements cross their borders. */
  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(4096));

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  /** More than the threshold from which on copies run on all cores. */
  private static final int MANY_BYTES = 1_200_000;

  private final PersistentBackend gpu = DEVICE.backend();
  private final PersistentBackend segmented = SEGMENTED.backend();

  static Stream<Arguments> vectors() {
    return HostVectorTest.FIELDS.stream()
        .flatMap(field -> Stream.of(ElementForm.values()).map(form -> Arguments.of(field, form)));
  }

  /** How many elements are copied on all cores. */
  private static int many(Field<?> field) {
    return MANY_BYTES / field.elementBytes();
  }

  private static BigInteger[] values(Field<?> field, ElementForm form, int count) {
    Random random = new Random(count);
    BigInteger end = BigInteger.ONE.shiftLeft(field.shape().bits());
    BigInteger[] values = new BigInteger[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          form == ElementForm.UNREDUCED && i % 3 == 0
              ? end.subtract(BigInteger.valueOf(i + 1))
              : TestVectors.value(field, i, 1, random);
    }
    return values;
  }

  /** What the words of an element are, as BigInteger says. */
  private static BigInteger raw(BigInteger value, Field<?> field, ElementForm form) {
    return form == ElementForm.MONTGOMERY
        ? value.multiply(BigInteger.ONE.shiftLeft(field.shape().bits())).mod(field.modulus())
        : value;
  }

  private static byte[] bytes(BigInteger[] raws, Field<?> field) {
    int each = field.elementBytes();
    byte[] bytes = new byte[raws.length * each];
    for (int i = 0; i < raws.length; i++) {
      byte[] bigEndian = raws[i].toByteArray();
      for (int k = 0; k < Math.min(each, bigEndian.length); k++) {
        bytes[i * each + k] = bigEndian[bigEndian.length - 1 - k];
      }
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void valuesComeBackAndAreWordsInTheFormOfTheVector(Field<Tag> field, ElementForm form) {
    for (PersistentBackend backend : List.of(gpu, segmented)) {
      BigInteger[] values = values(field, form, 1500);
      BigInteger[] raws =
          Arrays.stream(values).map(x -> raw(x, field, form)).toArray(BigInteger[]::new);
      try (HostVector<Tag> a = backend.hostVector(field, values.length, form)) {
        a.put(0, values);
        assertEquals(List.of(values), a.toList());
        for (int i = 0; i < values.length; i++) {
          assertEquals(values[i], a.get(i), "value " + i);
          assertEquals(raws[i], a.getRaw(i), "words " + i);
        }
        byte[] words = new byte[(int) a.bytes()];
        a.get(0, words);
        assertArrayEquals(bytes(raws, field), words);
        for (int i = 0; i < values.length; i++) {
          a.set(i, values[values.length - 1 - i]);
        }
        for (int i = 0; i < values.length; i++) {
          assertEquals(raws[values.length - 1 - i], a.getRaw(i), "words " + i);
          a.setRaw(i, raws[i]);
        }
        assertEquals(List.of(values), a.toList());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void wordsGoInAndOutAsBytesIntsLongsAndBuffers(Field<Tag> field, ElementForm form) {
    int many = many(field);
    BigInteger[] values = values(field, form, many);
    byte[] bytes = bytes(values, field);
    int[] ints = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
    long[] longs = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(longs);
    for (PersistentBackend backend : List.of(gpu, segmented)) {
      try (HostVector<Tag> a = backend.hostVector(field, many, form)) {
        byte[] bytesBack = new byte[bytes.length];
        int[] intsBack = new int[ints.length];
        long[] longsBack = new long[longs.length];
        a.put(0, bytes);
        a.get(0, intsBack);
        assertArrayEquals(ints, intsBack);
        clear(a);
        a.put(0, ints);
        a.get(0, bytesBack);
        assertArrayEquals(bytes, bytesBack);
        if (field.elementBytes() >= Long.BYTES) {
          a.get(0, longsBack);
          assertArrayEquals(longs, longsBack);
          clear(a);
          a.put(0, longs);
        }
        Arrays.fill(bytesBack, (byte) 0);
        a.get(0, bytesBack);
        assertArrayEquals(bytes, bytesBack);
        for (ByteBuffer buffer : buffers(bytes)) {
          clear(a);
          a.put(0, buffer);
          assertEquals(buffer.limit(), buffer.position());
          Arrays.fill(bytesBack, (byte) 0);
          a.get(0, bytesBack);
          assertArrayEquals(bytes, bytesBack);
        }
        for (ByteBuffer target : List.of(ByteBuffer.allocate(bytes.length), direct(bytes))) {
          a.get(0, target);
          assertEquals(ByteBuffer.wrap(bytes), target.flip());
        }
      }
    }
  }

  private static void clear(HostVector<?> vector) {
    vector.put(0, new byte[(int) vector.bytes()]);
  }

  /** The same bytes in every kind of buffer, of either order. */
  private static List<ByteBuffer> buffers(byte[] bytes) {
    byte[] shifted = new byte[bytes.length + 3];
    System.arraycopy(bytes, 0, shifted, 3, bytes.length);
    return List.of(
        ByteBuffer.wrap(bytes),
        ByteBuffer.wrap(shifted, 3, bytes.length).slice(),
        ByteBuffer.wrap(shifted, 3, bytes.length),
        ByteBuffer.wrap(bytes).asReadOnlyBuffer(),
        ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN),
        direct(bytes),
        direct(bytes).order(ByteOrder.LITTLE_ENDIAN),
        direct(bytes).asReadOnlyBuffer());
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Test
  void rangesOfArraysGoToRangesOfVectors() {
    Field<Tag> field = TestFields.FP;
    BigInteger[] values = values(field, ElementForm.MONTGOMERY, 400);
    try (HostVector<Tag> a = segmented.hostVector(field, 400, ElementForm.MONTGOMERY);
        HostVector<Tag> b = segmented.hostVector(field, 400, ElementForm.MONTGOMERY)) {
      a.put(0, values);
      for (int first : new int[] {0, 1, 79, 80, 81, 399}) {
        for (int count : new int[] {0, 1, 2, 200}) {
          if (first + count > 400) {
            continue;
          }
          BigInteger[] some = new BigInteger[count + 7];
          a.get(first, some, 5, count);
          clear(b);
          b.put(first, some, 5, count);
          byte[] bytes = new byte[count * 48 + 10];
          int[] ints = new int[count * 12 + 10];
          long[] longs = new long[count * 6 + 10];
          b.slice(first, count).get(0, bytes, 3, count * 48);
          b.get(first, ints, 4, count * 12);
          b.get(first, longs, 5, count * 6);
          requireOnly(b, first, count, values);
          for (UnaryOperator<HostVector<Tag>> put :
              List.<UnaryOperator<HostVector<Tag>>>of(
                  v -> {
                    v.put(first, bytes, 3, count * 48);
                    return v;
                  },
                  v -> {
                    v.slice(first, 400 - first).put(0, ints, 4, count * 12);
                    return v;
                  },
                  v -> {
                    v.put(first, longs, 5, count * 6);
                    return v;
                  })) {
            clear(b);
            requireOnly(put.apply(b), first, count, values);
          }
          assertEquals(null, some[4]);
          assertEquals(null, some[count + 5]);
          assertEquals(0, longs[4] | longs[count * 6 + 5]);
          assertEquals(0, ints[3] | ints[count * 12 + 4]);
          assertEquals(0, bytes[2] | bytes[count * 48 + 3]);
        }
      }
    }
  }

  private static void requireOnly(HostVector<Tag> b, int first, int count, BigInteger[] values) {
    for (int i = 0; i < values.length; i++) {
      boolean put = i >= first && i < first + count;
      assertEquals(put ? values[i] : BigInteger.ZERO, b.get(i), "element " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void theFirstBadElementIsNamedAndNothingIsWritten(Field<Tag> field, ElementForm form) {
    if (form == ElementForm.UNREDUCED) {
      return; // where there is none: see below
    }
    BigInteger p = field.modulus();
    String hex = "0x" + p.toString(16);
    int each = field.elementBytes();
    int many = many(field);
    BigInteger[] good = new BigInteger[many];
    Arrays.fill(good, p.subtract(BigInteger.ONE)); // whose highest limb is that of p
    byte[] goodBytes = bytes(good, field);
    byte[] bytesOfP = bytes(new BigInteger[] {p}, field);
    try (HostVector<Tag> a = segmented.hostVector(field, many + 10, form)) {
      for (int bad : new int[] {0, 1, 12_345, many - 1}) {
        for (int worse : new int[] {bad, many - 1}) {
          clear(a);
          BigInteger[] values = good.clone();
          byte[] bytes = goodBytes.clone();
          for (int at : new int[] {bad, worse}) {
            values[at] = p;
            System.arraycopy(bytesOfP, 0, bytes, at * each, each);
          }
          int[] ints = new int[bytes.length / 4];
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(ints);
          String message =
              "element " + (bad + 7) + " is not below the modulus of " + field + ": " + hex;
          var e = assertThrows(ElementRangeException.class, () -> a.put(7, bytes));
          assertEquals(message, e.getMessage());
          e = assertThrows(ElementRangeException.class, () -> a.put(7, ints));
          assertEquals(message, e.getMessage());
          for (ByteBuffer buffer : buffers(bytes)) {
            int position = buffer.position();
            e = assertThrows(ElementRangeException.class, () -> a.put(7, buffer));
            assertEquals(message, e.getMessage());
            assertEquals(position, buffer.position());
          }
          if (each >= Long.BYTES) {
            long[] longs = new long[bytes.length / 8];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(longs);
            e = assertThrows(ElementRangeException.class, () -> a.put(7, longs));
            assertEquals(message, e.getMessage());
          }
          e = assertThrows(ElementRangeException.class, () -> a.put(7, values));
          assertEquals(
              "element " + (bad + 7) + " is not in [0, p) of " + field + ": " + hex,
              e.getMessage());
        }
        byte[] words = new byte[(int) a.bytes()];
        a.get(0, words);
        assertArrayEquals(new byte[words.length], words, "nothing was written");
      }
    }
  }

  @Test
  void whatIsNoIntegerInRangeIsRefusedByItsIndex() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 5)) {
      clear(a);
      BigInteger[] negative = {BigInteger.ONE, BigInteger.TWO.negate(), null};
      assertEquals(
          "element 3 is not in [0, p) of bls12_381_fp: -0x2",
          assertThrows(ElementRangeException.class, () -> a.put(2, negative, 0, 2)).getMessage());
      BigInteger[] none = {BigInteger.ONE, null};
      assertEquals(
          "the value at index 1 is null",
          assertThrows(NullPointerException.class, () -> a.put(0, none)).getMessage());
      assertEquals(BigInteger.ZERO, a.get(0));
    }
  }

  @Test
  void anUnreducedVectorTakesAnyWords() {
    byte[] ones = new byte[480];
    Arrays.fill(ones, (byte) -1);
    BigInteger largest = BigInteger.ONE.shiftLeft(384).subtract(BigInteger.ONE);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10, ElementForm.UNREDUCED)) {
      a.put(0, ones);
      assertEquals(largest, a.get(9));
      assertThrows(
          ElementRangeException.class,
          () -> a.put(0, new BigInteger[] {largest.add(BigInteger.ONE)}));
    }
  }

  @Test
  void uncheckedBytesAreNotLookedAt() {
    byte[] ones = new byte[480];
    Arrays.fill(ones, (byte) -1);
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      a.putUnchecked(0, ByteBuffer.wrap(ones));
      assertEquals(384, a.getRaw(9).bitLength());
      assertThrows(ElementRangeException.class, a::requireBelowModulus);
    }
  }

  @Test
  void lengthsAndRangesThatDoNotFitAreRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 5);
        HostVector<Tag> small = gpu.hostVector(TestFields.BABY_BEAR, 5)) {
      assertEquals(
          "47 bytes are no whole number of elements of bls12_381_fp, which have 48",
          assertThrows(LengthMismatchException.class, () -> a.put(0, new byte[47])).getMessage());
      assertEquals(
          "13 ints are no whole number of elements of bls12_381_fp, which have 12",
          assertThrows(LengthMismatchException.class, () -> a.get(0, new int[13])).getMessage());
      assertEquals(
          "5 longs are no whole number of elements of bls12_381_fp, which have 6",
          assertThrows(LengthMismatchException.class, () -> a.put(0, new long[5])).getMessage());
      assertEquals(
          "elements of baby_bear have 32 bits, which are no longs; use int[] or byte[]",
          assertThrows(UnsupportedFieldException.class, () -> small.put(0, new long[5]))
              .getMessage());
      assertEquals(
          "elements 1 to 5 are not all in HostVector<bls12_381_fp>[5]",
          assertThrows(ElementRangeException.class, () -> a.put(1, new long[30])).getMessage());
      assertThrows(ElementRangeException.class, () -> a.get(1, new BigInteger[5]));
      assertThrows(ElementRangeException.class, () -> a.put(-1, new BigInteger[0]));
      assertThrows(IndexOutOfBoundsException.class, () -> a.put(0, new long[6], 1, 6));
      assertThrows(IndexOutOfBoundsException.class, () -> a.put(0, new byte[48], -1, 48));
      assertThrows(IndexOutOfBoundsException.class, () -> a.get(0, new int[12], 0, -12));
      assertThrows(IndexOutOfBoundsException.class, () -> a.get(0, new BigInteger[1], 1, 1));
      HostSlice<Tag> slice = a.slice(1, 2);
      assertThrows(ElementRangeException.class, () -> slice.put(1, new long[12], 0, 12));
      assertThrows(ElementRangeException.class, () -> slice.get(0, new BigInteger[3], 0, 3));
      ByteBuffer readOnly = ByteBuffer.allocate(48).asReadOnlyBuffer();
      assertThrows(ReadOnlyBufferException.class, () -> a.get(0, readOnly));
    }
  }

  @Test
  void aFileThatIsMappedIsReadThroughTheHeap(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("elements");
    BigInteger[] values = values(TestFields.FP, ElementForm.CANONICAL, 30_000);
    byte[] bytes = bytes(values, TestFields.FP);
    Files.write(file, bytes);
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        HostVector<Tag> a = gpu.hostVector(TestFields.FP, values.length)) {
      ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes.length);
      clear(a);
      a.put(0, map);
      assertEquals(List.of(values), a.toList());
      channel.truncate(4096);
      clear(a);
      map.rewind();
      assertThrows(InternalError.class, () -> a.put(0, map));
      assertEquals(BigInteger.ZERO, a.get(0));
    }
  }

  @Test
  void wordsOfSmallCopiesAllocateNothing() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 100)) {
      long[] longs = new long[600];
      int[] ints = new int[1200];
      byte[] bytes = new byte[4800];
      ByteBuffer buffer = ByteBuffer.allocate(4800);
      Runnable copies =
          () -> {
            a.put(0, longs);
            a.get(0, longs);
            a.put(0, ints);
            a.get(0, ints, 0, 12);
            a.put(1, bytes, 48, 480);
            a.get(0, bytes);
            buffer.clear();
            a.put(0, buffer);
            buffer.clear();
            a.get(0, buffer);
          };
      clear(a);
      for (int i = 0; i < 20_000; i++) {
        copies.run();
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 1000; i++) {
        copies.run();
      }
      long allocated = threads.getThreadAllocatedBytes(thread) - before;
      assertTrue(allocated < 1000, allocated + " bytes in 8000 copies");
    }
  }

  @Test
  void copiesEndWithTheVectorsClose() throws InterruptedException {
    int many = 300_000; // so that a close finds them in the middle
    for (int round = 0; round < 20; round++) {
      HostVector<Tag> a = gpu.hostVector(TestFields.FP, many);
      BigInteger[] values = new BigInteger[many];
      Arrays.fill(values, BigInteger.TWO);
      TestThread filling = TestThread.start(() -> forever(() -> a.put(0, values)));
      TestThread reading = TestThread.start(() -> forever(() -> a.get(0, new byte[many * 48])));
      Thread.sleep(round);
      a.close();
      filling.succeeds();
      reading.succeeds();
    }
  }

  private static void forever(Runnable copy) {
    assertThrows(
        ClosedException.class,
        () -> {
          while (true) {
            copy.run();
          }
        });
  }
}
