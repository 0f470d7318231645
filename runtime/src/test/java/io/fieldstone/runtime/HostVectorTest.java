// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.Field;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lwjgl.system.MemoryUtil;

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
      assertEquals(TestFields.FP, a.field());
      assertEquals(ElementForm.MONTGOMERY, a.form());
      assertEquals(gpu, a.backend());
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
  void nothingIsContiguousAtTheEndAndBeyondItIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      assertEquals(0, a.contiguous(10));
      var e = assertThrows(ElementRangeException.class, () -> a.contiguous(11));
      assertEquals("elements 11 .. 11 are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
      assertThrows(ElementRangeException.class, () -> a.slice(-5, 0));
    }
  }

  @Test
  void anEmptyVectorHasNoElement() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 0)) {
      assertThrows(ElementRangeException.class, () -> a.get(0));
      assertEquals(0, a.slice(0, 0).remaining());
      a.requireReduced();
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
      ByteBuffer bytes = a.slice(0, 2);
      assertEquals(ByteOrder.LITTLE_ENDIAN, bytes.order());
      assertEquals(96, bytes.remaining());
      assertEquals(0x0304_0506_0708_090aL, bytes.getLong(0));
      assertEquals(0x0102L, bytes.getLong(8));
      assertEquals(0x0100_0000_0000_0000L, bytes.getLong(88));
    }
  }

  @Test
  void writingToASliceIsWritingToTheVector() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.BABY_BEAR, 10)) {
      a.slice(3, 2).putInt(7).putInt(8);
      assertEquals(BigInteger.valueOf(7), a.get(3));
      assertEquals(BigInteger.valueOf(8), a.get(4));
    }
  }

  @Test
  void slicesReachFromAnyElementToTheEndOfItsSegment() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 2 * SEGMENT + 5)) {
      assertEquals(SEGMENT, a.contiguous(0));
      assertEquals(1, a.contiguous(SEGMENT - 1));
      assertEquals(SEGMENT, a.contiguous(SEGMENT));
      assertEquals(5, a.contiguous(2 * SEGMENT));
      assertEquals(1, a.contiguous(2 * SEGMENT + 4));
      assertEquals(SEGMENT * 48, a.slice(0, SEGMENT).remaining());
    }
  }

  @Test
  void aSliceAcrossSegmentsIsRefused() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 2 * SEGMENT)) {
      var e = assertThrows(IllegalArgumentException.class, () -> a.slice(SEGMENT - 1, 2));
      assertEquals("only 1 elements are contiguous from 79 on", e.getMessage());
    }
  }

  @Test
  void aSliceThatIsNotInTheVectorIsRefused() {
    try (HostVector<Tag> a = gpu.hostVector(TestFields.FP, 10)) {
      var e = assertThrows(ElementRangeException.class, () -> a.slice(5, 6));
      assertEquals("elements 5 .. 11 are not all in HostVector<bls12_381_fp>[10]", e.getMessage());
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
      assertEquals(0, MemoryUtil.memAddress(before.slice(0, 1)) % PAGE_BYTES);
      assertEquals(0, MemoryUtil.memAddress(a.slice(0, 1)) % PAGE_BYTES);
    }
  }

  @Test
  void everySegmentIsAtAPagesStart() {
    try (HostVector<Tag> a = segmented.hostVector(TestFields.FP, 10 * SEGMENT)) {
      for (long first = 0; first < a.size(); first += SEGMENT) {
        assertEquals(0, MemoryUtil.memAddress(a.slice(first, 1)) % PAGE_BYTES);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FIELDS")
  void elementsBelowTheModulusAreReduced(Field<Tag> field) {
    try (HostVector<Tag> a = TestVectors.operand(gpu, field, 1000, 0, 1)) {
      assertDoesNotThrow(a::requireReduced);
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
        var e = assertThrows(ElementRangeException.class, a::requireReduced);
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
          var e = assertThrows(ElementRangeException.class, a::requireReduced);
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
    assertThrows(ClosedException.class, () -> a.contiguous(0));
    assertThrows(ClosedException.class, () -> a.slice(0, 1));
    assertThrows(ClosedException.class, () -> a.slice(0, 0));
    assertThrows(ClosedException.class, a::requireReduced);
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
      for (int first = 0; first < a.size(); first += a.contiguous(first)) {
        a.slice(first, a.contiguous(first)).put(bytes, first * 48, a.contiguous(first) * 48);
      }
      for (int first = 0; first < a.size(); first += a.contiguous(first)) {
        a.slice(first, a.contiguous(first)).get(back, first * 48, a.contiguous(first) * 48);
      }
    }
    assertArrayEquals(bytes, back);
  }

  private static HostVector<Tag> zeros(PersistentBackend backend, long size) {
    HostVector<Tag> a = backend.hostVector(TestFields.FP, size);
    for (long first = 0; first < size; first += a.contiguous(first)) {
      MemoryUtil.memSet(a.slice(first, a.contiguous(first)), 0);
    }
    return a;
  }

  /** Writes an element that {@link HostVector#set} would refuse. */
  private static void putRaw(HostVector<Tag> vector, long i, BigInteger value) {
    ByteBuffer bytes = vector.slice(i, 1);
    for (int b = 0; b < vector.field().elementBytes(); b++) {
      bytes.put(value.shiftRight(8 * b).byteValue());
    }
  }
}
