// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.FieldstoneException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostVectorTest {

  private static final int PAGE_BYTES = 4096;

  /** Elements of 48 bytes in a segment of a page, in whole granules. */
  private static final int SEGMENT = 80;

  @RegisterExtension static final TestDevice DEVICE = new TestDevice();

  @RegisterExtension
  static final TestDevice SEGMENTED = new TestDevice(plan -> plan.withSegmentBytes(PAGE_BYTES));

  static final List<Field<Tag>> FIELDS =
      List.of(
          TestFields.FP,
          TestFields.FR,
          TestFields.SECP,
          TestFields.GOLDILOCKS,
          TestFields.BABY_BEAR);

  private final PersistentBackend gpu = DEVICE.backend();
  private final PersistentBackend segmented = SEGMENTED.backend();

  @Test
  void aVectorKnowsWhatItIs() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10, ElementForm.MONTGOMERY)) {
      assertEquals(10, a.size());
      assertEquals(480, a.bytes());
      assertSame(TestFields.FP, a.type());
      assertEquals(ElementForm.MONTGOMERY, a.form());
      assertSame(gpu.resources().device(), a.storage().device());
      assertEquals("HostVector<bls12_381_fp>[10]", a.toString());
      assertFalse(a.isClosed());
    }
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void edgeValuesComeBackAsTheyWereSet(Field<Tag> field) {
    List<BigInteger> edges = TestVectors.edges(field);
    try (HostVector<Tag> a = gpu.hostVector(field, edges.size())) {
      for (int i = 0; i < edges.size(); i++) {
        a.set(i, edges.get(i));
      }
      for (int i = 0; i < edges.size(); i++) {
        assertEquals(edges.get(i), a.get(i), "element " + i);
      }
    }
  }

  @Test
  void settingAnElementLeavesItsNeighboursAlone() {
    BigInteger last = TestFields.FP.modulus().subtract(BigInteger.ONE);
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 2 * SEGMENT)) {
      for (int i = SEGMENT - 2; i < SEGMENT + 2; i++) {
        a.set(i, last);
      }
      a.set(SEGMENT - 1, BigInteger.ZERO);
      a.set(SEGMENT, BigInteger.ONE);
      assertEquals(last, a.get(SEGMENT - 2));
      assertEquals(BigInteger.ZERO, a.get(SEGMENT - 1));
      assertEquals(BigInteger.ONE, a.get(SEGMENT));
      assertEquals(last, a.get(SEGMENT + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 10, Long.MAX_VALUE, Long.MIN_VALUE})
  void anIndexOutsideOfTheVectorIsRefused(long i) {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      String message = "element " + i + " is not in HostVector<bls12_381_fp>[10]";
      var e = assertThrows(ElementRangeException.class, () -> a.get(i));
      assertEquals(message, e.getMessage());
      e = assertThrows(ElementRangeException.class, () -> a.set(i, BigInteger.ONE));
      assertEquals(message, e.getMessage());
    }
  }

  @Test
  void thereIsNothingAtTheEndAndBeyondItIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      assertEquals(0, a.slice(10, 0).size());
      a.put(10, ByteBuffer.allocate(0));
      a.get(10, ByteBuffer.allocate(0));
      var e = assertThrows(ElementRangeException.class, () -> a.slice(11, 0));
      assertEquals(
          "0 elements from 11 on are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
      e = assertThrows(ElementRangeException.class, () -> a.put(11, ByteBuffer.allocate(0)));
      assertEquals(
          "0 elements from 11 on are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
      e = assertThrows(ElementRangeException.class, () -> a.get(11, ByteBuffer.allocate(0)));
      assertEquals(
          "0 elements from 11 on are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
      assertThrows(ElementRangeException.class, () -> a.slice(-5, 0));
    }
  }

  @Test
  void anEmptyVectorHasNoElement() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 0)) {
      assertThrows(ElementRangeException.class, () -> a.get(0));
      assertEquals(0, a.slice(0, 0).size());
      a.put(0, ByteBuffer.allocate(0));
      a.get(0, ByteBuffer.allocate(0));
      a.requireBelowModulus();
    }
  }

  @Test
  void aVectorOfLessThanNothingIsRefused() {
    var e = assertThrows(ElementRangeException.class, () -> gpu.hostVector(TestFields.FP, -1));
    assertEquals("a vector cannot have -1 elements", e.getMessage());
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void aValueThatIsNotBelowTheModulusIsRefusedAndNotWritten(Field<Tag> field) {
    BigInteger p = field.modulus();
    try (HostVector<Tag> a = gpu.hostVector(field, 4)) {
      a.set(3, BigInteger.TWO);
      for (BigInteger value : List.of(p, p.add(BigInteger.ONE), p.shiftLeft(1000))) {
        var e = assertThrows(ElementRangeException.class, () -> a.set(3, value));
        assertEquals(
            "element 3 is not in [0, p) of " + field + ": 0x" + value.toString(16), e.getMessage());
      }
      assertThrows(ElementRangeException.class, () -> a.set(3, BigInteger.ONE.negate()));
      assertEquals(BigInteger.TWO, a.get(3));
    }
  }

  @Test
  void elementsAreLittleEndianLimbsOneAfterTheOther() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 2)) {
      a.set(0, new BigInteger("0102030405060708090a", 16));
      a.set(1, BigInteger.ONE.shiftLeft(376));
      ByteBuffer bytes = ByteBuffer.allocate(96).order(ByteOrder.LITTLE_ENDIAN);
      a.get(0, bytes);
      assertEquals(0, bytes.remaining());
      assertEquals(0x0304_0506_0708_090aL, bytes.getLong(0));
      assertEquals(0x0102L, bytes.getLong(8));
      assertEquals(0x0100_0000_0000_0000L, bytes.getLong(88));
    }
  }

  @Test
  void writingToASliceIsWritingToTheVector() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 10)) {
      HostSlice<Tag> slice = a.slice(3, 3);
      slice.put(0, ints(7, 8));
      slice.set(2, BigInteger.valueOf(9));
      for (int i = 0; i < 3; i++) {
        assertEquals(BigInteger.valueOf(7 + i), a.get(3 + i));
        assertEquals(BigInteger.valueOf(7 + i), slice.get(i));
      }
      a.set(4, BigInteger.TEN);
      ByteBuffer read = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      slice.get(1, read);
      assertEquals(ints(10, 9), read.flip());
    }
  }

  private static ByteBuffer ints(int... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes;
  }

  @Test
  void aSliceOfASliceCountsFromItsOwnStart() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 10)) {
      HostSlice<Tag> inner = a.slice(3, 5).slice(1, 2);
      assertEquals(2, inner.size());
      inner.set(1, BigInteger.TWO);
      assertEquals(BigInteger.TWO, a.get(5));
      assertEquals("elements 4 to 5 of HostVector<baby_bear>[10]", inner.toString());
    }
  }

  @Test
  void nothingOutsideOfASliceIsReachedThroughIt() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 10)) {
      HostSlice<Tag> slice = a.slice(3, 2);
      for (long i : new long[] {-1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThrows(ElementRangeException.class, () -> slice.get(i));
        assertThrows(ElementRangeException.class, () -> slice.set(i, BigInteger.ONE));
        assertThrows(ElementRangeException.class, () -> slice.put(i, ints(1)));
        assertThrows(ElementRangeException.class, () -> slice.get(i, ints(1)));
        assertThrows(ElementRangeException.class, () -> slice.slice(i, 1));
      }
      var e = assertThrows(ElementRangeException.class, () -> slice.put(1, ints(1, 2)));
      assertEquals(
          "elements 1 to 2 are not all in elements 3 to 4 of HostVector<baby_bear>[10]",
          e.getMessage());
      assertThrows(ElementRangeException.class, () -> slice.get(1, ints(1, 2)));
      assertThrows(ElementRangeException.class, () -> slice.slice(1, 2));
      assertThrows(ElementRangeException.class, () -> slice.slice(1, -1));
      assertThrows(LengthMismatchException.class, () -> slice.put(0, ByteBuffer.allocate(5)));
      assertThrows(LengthMismatchException.class, () -> slice.get(0, ByteBuffer.allocate(7)));
    }
  }

  @Test
  void bytesThatAreNoWholeElementsAreRefusedAndNotWritten() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 2)) {
      a.set(0, BigInteger.ONE);
      ByteBuffer odd = ByteBuffer.allocate(47);
      var e = assertThrows(LengthMismatchException.class, () -> a.put(0, odd));
      assertEquals(
          "47 bytes are no whole number of elements of bls12_381_fp, which have 48",
          e.getMessage());
      assertThrows(LengthMismatchException.class, () -> a.get(0, odd));
      assertEquals(0, odd.position());
      assertEquals(BigInteger.ONE, a.get(0));
    }
  }

  @Test
  void bulkAccessTakesWhatRemainsOfABuffer() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 4)) {
      ByteBuffer source = ints(1, 2, 3, 4);
      source.position(4).limit(12);
      a.put(1, source);
      assertEquals(12, source.position());
      assertEquals(12, source.limit());
      assertEquals(BigInteger.TWO, a.get(1));
      assertEquals(BigInteger.valueOf(3), a.get(2));
      ByteBuffer target = ByteBuffer.allocateDirect(16).order(ByteOrder.LITTLE_ENDIAN);
      target.position(8).limit(12);
      a.get(2, target);
      assertEquals(12, target.position());
      target.clear();
      assertEquals(0, target.getInt(4));
      assertEquals(3, target.getInt(8));
      assertEquals(0, target.getInt(12));
    }
  }

  @Test
  void slicesReachFromAnyElementToAnyOtherAcrossSegments() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 2 * SEGMENT + 5)) {
      for (long i = 0; i < a.size(); i++) {
        a.set(i, BigInteger.valueOf(i));
      }
      for (long first :
          new long[] {0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT - 1, 2 * SEGMENT}) {
        for (long end : new long[] {first, first + 1, first + 2, first + SEGMENT, a.size()}) {
          assertSliceCounts(a, first, Math.min(end, a.size()) - first);
        }
      }
    }
  }

  /** Every element has its own index as its value. */
  private static void assertSliceCounts(HostVector<Tag> a, long first, long count) {
    ByteBuffer bytes = ByteBuffer.allocate((int) count * 48).order(ByteOrder.LITTLE_ENDIAN);
    a.slice(first, count).get(0, bytes);
    for (int i = 0; i < count; i++) {
      assertEquals(first + i, bytes.getLong(i * 48));
    }
  }

  @Test
  void writingAcrossSegmentsLeavesTheOthersAlone() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 3 * SEGMENT)) {
      for (long i = 0; i < a.size(); i++) {
        a.set(i, BigInteger.ONE);
      }
      a.slice(SEGMENT - 1, SEGMENT + 2).put(0, ByteBuffer.allocate((SEGMENT + 2) * 48));
      for (long i = 0; i < a.size(); i++) {
        boolean written = i >= SEGMENT - 1 && i < 2 * SEGMENT + 1;
        assertEquals(written ? BigInteger.ZERO : BigInteger.ONE, a.get(i), "element " + i);
      }
    }
  }

  @Test
  void aSliceThatIsNotInTheVectorIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      var e = assertThrows(ElementRangeException.class, () -> a.slice(5, 6));
      assertEquals("elements 5 to 10 are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
      assertThrows(ElementRangeException.class, () -> a.slice(-1, 1));
      assertThrows(ElementRangeException.class, () -> a.slice(0, -1));
      assertThrows(ElementRangeException.class, () -> a.slice(Long.MAX_VALUE, 1));
      assertThrows(ElementRangeException.class, () -> a.slice(0, Integer.MAX_VALUE));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 85, 1000, 200_000})
  void elementZeroIsAtThePagesStart(long size) {
    try (HostVector<Tag> before = gpu.hostVector(TestFields.BABY_BEAR, 1);
        HostVector<Tag> a = gpu.hostVector(TestFields.FP, size)) {
      assertEquals(0, before.storage().segment(0).address() % PAGE_BYTES);
      assertEquals(0, a.storage().segment(0).address() % PAGE_BYTES);
    }
  }

  @Test
  void everySegmentIsAtAPagesStart() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 10 * SEGMENT)) {
      assertEquals(10, a.storage().segments());
      for (int i = 0; i < a.storage().segments(); i++) {
        assertEquals(0, a.storage().segment(i).address() % PAGE_BYTES);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void elementsBelowTheModulusAreReduced(Field<Tag> field) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, field, 1000, 0, 1)) {
      assertDoesNotThrow(a::requireBelowModulus);
    }
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void theModulusAndWhatIsAboveIsNotReduced(Field<Tag> field) {
    BigInteger allOnes =
        BigInteger.ONE.shiftLeft(field.elementBytes() * 8).subtract(BigInteger.ONE);
    for (BigInteger value :
        List.of(field.modulus(), field.modulus().add(BigInteger.ONE), allOnes)) {
      try (HostVector<Tag> a = TestVectors.operand(gpu, field, 100, 0, 1)) {
        putRaw(a, 99, value);
        var e = assertThrows(ElementRangeException.class, a::requireBelowModulus);
        assertEquals(
            "element 99 is not below the modulus of " + field + ": 0x" + value.toString(16),
            e.getMessage());
      }
    }
  }

  @Test
  void theFirstElementThatIsNotReducedIsNamedWhicheverThreadFindsIt() {
    for (PersistentBackend backend : List.of(gpu, segmented)) {
      try (HostVector<Tag> a = zeros(backend, 40_000)) {
        for (long bad : new long[] {39_999, 33_000, 32_999, 16_385, 16_384, 16_383, 80, 79, 0}) {
          putRaw(a, bad, TestFields.FP.modulus());
          var e = assertThrows(ElementRangeException.class, a::requireBelowModulus);
          assertEquals(
              "element "
                  + bad
                  + " is not below the modulus of bls12_381_fp: 0x"
                  + TestFields.FP.modulus().toString(16),
              e.getMessage());
        }
      }
    }
  }

  @Test
  void aClosedVectorIsAnExceptionAndNeverACrash() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.close();
    assertTrue(a.isClosed());
    var e = assertThrows(ClosedException.class, () -> a.get(0));
    assertEquals("HostVector<bls12_381_fp>[10] was closed", e.getMessage());
    assertThrows(ClosedException.class, () -> a.set(0, BigInteger.ONE));
    assertThrows(ClosedException.class, () -> a.put(0, ByteBuffer.allocate(48)));
    assertThrows(ClosedException.class, () -> a.get(0, ByteBuffer.allocate(48)));
    assertThrows(ClosedException.class, () -> a.slice(0, 1));
    assertThrows(ClosedException.class, () -> a.slice(0, 0));
    assertThrows(ClosedException.class, a::requireBelowModulus);
  }

  @Test
  void aSliceDoesNotOutliveItsVector() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    HostSlice<Tag> slice = a.slice(2, 3);
    HostSlice<Tag> inner = slice.slice(1, 1);
    a.close();
    for (HostSlice<Tag> each : List.of(slice, inner)) {
      var e = assertThrows(ClosedException.class, () -> each.get(0));
      assertEquals("HostVector<bls12_381_fp>[10] was closed", e.getMessage());
      assertThrows(ClosedException.class, () -> each.set(0, BigInteger.ONE));
      assertThrows(ClosedException.class, () -> each.put(0, ByteBuffer.allocate(48)));
      assertThrows(ClosedException.class, () -> each.get(0, ByteBuffer.allocate(48)));
      assertThrows(ClosedException.class, () -> each.slice(0, 1));
    }
    assertEquals(3, slice.size());
  }

  @Test
  void closingTwiceIsFine() {
    HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10);
    a.close();
    assertDoesNotThrow(a::close);
    assertEquals(10, a.size());
  }

  @Test
  void bytesGoInAndOutInBulk() {
    byte[] bytes = new byte[3 * SEGMENT * 48];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    byte[] back = new byte[bytes.length];
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 3 * SEGMENT)) {
      a.putUnchecked(0, ByteBuffer.wrap(bytes));
      a.get(0, ByteBuffer.wrap(back));
    }
    assertArrayEquals(bytes, back);
  }

  private static HostVector<Tag> zeros(PersistentBackend backend, long size) {
    HostVector<Tag> a = backend.hostVector(TestFields.FP, size);
    a.put(0, ByteBuffer.allocate((int) a.bytes()));
    return a;
  }

  /** Writes an element that {@link HostVector#set} would refuse. */
  private static void putRaw(HostVector<Tag> vector, long i, BigInteger value) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.type().elementBytes());
    while (bytes.hasRemaining()) {
      bytes.put(value.shiftRight(8 * bytes.position()).byteValue());
    }
    vector.putUnchecked(i, bytes.flip());
  }

  @Test
  void aBufferWhoseLimitAnotherThreadMovesOverrunsNothing() throws InterruptedException {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 1)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 26);
      Thread mover =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  buffer.limit(4);
                  buffer.limit(buffer.capacity());
                }
              });
      mover.start();
      for (int i = 0; i < 20_000; i++) {
        try {
          buffer.position(0);
          a.put(0, buffer);
          buffer.position(0);
          a.get(0, buffer);
        } catch (ElementRangeException | IllegalArgumentException | IndexOutOfBoundsException e) {
          // The limit was far away when it was looked at, or near when the position was moved.
        }
      }
      mover.interrupt();
      mover.join();
    }
  }

  @Test
  void aCheckInAPoolThatIsShutDownTouchesNothingAfterTheClose() {
    for (int round = 0; round < 30; round++) {
      HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 1 << 20);
      ForkJoinPool pool = new ForkJoinPool(4);
      ForkJoinTask<?> check = pool.submit(a::requireBelowModulus);
      pool.shutdownNow();
      try {
        check.join();
      } catch (CancellationException | FieldstoneException e) {
        // As it may: what counts is that the leaves that still run find the memory.
      }
      a.close();
    }
  }
}
