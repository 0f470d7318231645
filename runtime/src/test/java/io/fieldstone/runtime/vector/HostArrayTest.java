// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fieldstone.runtime.TestFields;
import io.fieldstone.runtime.TestFields.Tag;
import io.fieldstone.runtime.error.ClosedException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.error.LengthMismatchException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.field.Field;
import io.fieldstone.runtime.gate.Gate;
import io.fieldstone.runtime.vulkan.GpuBuffer;
import io.fieldstone.runtime.vulkan.MappedBuffers;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ranges of arrays to mapped memory and back, chunk by chunk. */
class HostArrayTest {

  private static final Field<Tag> FP = TestFields.FP;
  private static final int SIZE = 100_000;

  private final Gate gate = new Gate("the backend");
  private final GpuBuffer memory = MappedBuffers.allocate(48L * SIZE + 96);

  @AfterEach
  void free() {
    MappedBuffers.free(memory);
  }

  private static long[] words(int size) {
    long[] words = new Random(size).longs(6L * size).toArray();
    for (int i = 5; i < words.length; i += 6) {
      words[i] = 0;
    }
    return words;
  }

  @Test
  void chunksOfWordsGoInAndOut() {
    long[] words = words(SIZE);
    long[] back = new long[words.length + 5];
    HostArray in = array(words, 0, words.length);
    HostArray out = array(back, 3, words.length);
    assertEquals(SIZE, in.size());
    for (long first = 0; first < SIZE; first += 33_333) {
      long count = Math.min(33_333, SIZE - first);
      in.copyIn(gate, first, count, memory, 48);
      out.copyOut(gate, memory, 48, first, count);
    }
    assertArrayEquals(words, Arrays.copyOfRange(back, 3, back.length - 2));
    assertEquals(0, back[2] | back[back.length - 2]);
  }

  private static HostArray array(long[] words, int offset, int length) {
    return HostArray.ofWords(
        "a", ArrayTypes.LONGS, FP, ElementForm.MONTGOMERY, words, offset, length);
  }

  @Test
  void valuesBecomeElementsOfTheForm() {
    Random random = new Random(3);
    BigInteger[] values = new BigInteger[2000];
    Arrays.setAll(values, i -> new BigInteger(512, random).mod(FP.modulus()));
    BigInteger[] back = new BigInteger[values.length];
    HostArray.ofValues("a", FP, ElementForm.MONTGOMERY, values, 0, 2000)
        .copyIn(gate, 0, 2000, memory, 0);
    HostArray.ofValues("raw", FP, ElementForm.CANONICAL, back, 0, 2000)
        .copyOut(gate, memory, 0, 0, 2000);
    for (int i = 0; i < values.length; i++) {
      assertEquals(values[i].multiply(FP.r()).mod(FP.modulus()), back[i], "element " + i);
    }
    HostArray.ofValues("out", FP, ElementForm.MONTGOMERY, back, 0, 2000)
        .copyOut(gate, memory, 0, 0, 2000);
    assertArrayEquals(values, back);
  }

  @Test
  void theFirstBadElementOfAnArrayIsNamed() {
    long[] words = words(SIZE);
    for (int bad : new int[] {99_999, 77_777, 40_000}) {
      words[bad * 6 + 5] = -1;
      String hex = Long.toHexString(-1L);
      for (int limb = 4; limb >= 0; limb--) {
        hex += String.format("%016x", words[bad * 6 + limb]);
      }
      var e =
          assertThrows(
              ElementRangeException.class,
              () -> array(words, 0, words.length).copyIn(gate, 5, SIZE - 5, memory, 0));
      assertEquals(
          "element " + bad + " of a is not below the modulus of bls12_381_fp: 0x" + hex,
          e.getMessage());
    }
    BigInteger[] values = {BigInteger.ONE, BigInteger.ONE.negate(), null};
    HostArray b = HostArray.ofValues("b", FP, ElementForm.CANONICAL, values, 0, 3);
    assertEquals(
        "element 1 of b is not in [0, p) of bls12_381_fp: -0x1",
        assertThrows(ElementRangeException.class, () -> b.copyIn(gate, 0, 2, memory, 0))
            .getMessage());
    assertThrows(NullPointerException.class, () -> b.copyIn(gate, 2, 1, memory, 0));
  }

  @Test
  void rangesThatDoNotFitAreRefused() {
    long[] words = words(10);
    HostArray a = array(words, 0, 60);
    assertEquals("a[10]", a.toString());
    assertThrows(LengthMismatchException.class, () -> array(words, 0, 59));
    assertThrows(IndexOutOfBoundsException.class, () -> array(words, 1, 60));
    assertThrows(IllegalArgumentException.class, () -> a.copyIn(gate, 5, 6, memory, 0));
    assertThrows(IllegalArgumentException.class, () -> a.copyIn(gate, -1, 1, memory, 0));
    assertThrows(IllegalArgumentException.class, () -> a.copyOut(gate, memory, 0, 0, -1));
    assertThrows(
        IllegalArgumentException.class, () -> a.copyOut(gate, memory, memory.bytes() - 47, 0, 1));
  }

  @Test
  void aClosedGateEndsACopy() {
    gate.close();
    HostArray a = array(words(10), 0, 60);
    assertThrows(ClosedException.class, () -> a.copyIn(gate, 0, 10, memory, 0));
    assertThrows(ClosedException.class, () -> a.copyOut(gate, memory, 0, 0, 10));
  }
}
