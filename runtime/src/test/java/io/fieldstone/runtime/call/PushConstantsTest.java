// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.call;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.runtime.TestFields;
import io.fieldstone.runtime.TestKernels;
import io.fieldstone.runtime.error.BindingException;
import io.fieldstone.runtime.error.ElementRangeException;
import io.fieldstone.runtime.field.ElementForm;
import io.fieldstone.runtime.kernel.KernelDescriptor;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushConstantsTest {

  private static final KernelDescriptor KERNEL =
      TestKernels.describe("fold", "add")
          .in("a", 0, 0)
          .pushConstant("rounds", 4, int.class)
          .pushConstant("seed", 8, long.class)
          .pushConstant("slope", 16, float.class)
          .pushConstant("scale", 24, double.class)
          .build();

  private static final int BYTES = KERNEL.pushConstantBytes(TestFields.FR.shape());

  private static CallTypes types(KernelDescriptor kernel) {
    return CallTypes.of(kernel, List.of(TestFields.FR));
  }

  private final PushConstants constants = new PushConstants(KERNEL, types(KERNEL));

  /** Returns a block as a dispatch has it. */
  private static byte[] bytes(PushConstants constants) {
    byte[] bytes = new byte[BYTES];
    constants.copyTo(bytes);
    return bytes;
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer block(PushConstants constants) {
    return wrap(bytes(constants));
  }

  @Test
  void everyConstantIsWrittenWhereItWasDeclared() {
    constants.put(0, -5);
    constants.put(1, Long.MIN_VALUE);
    constants.put(2, 0.5f);
    constants.put(3, 0.25);
    byte[] bytes = bytes(constants);
    PushConstants.setCount(bytes, 1000);
    ByteBuffer block = wrap(bytes);
    assertEquals(32, block.capacity());
    assertEquals(1000, block.getInt(0));
    assertEquals(-5, block.getInt(4));
    assertEquals(Long.MIN_VALUE, block.getLong(8));
    assertEquals(0.5f, block.getFloat(16));
    assertEquals(0.25, block.getDouble(24));
  }

  @Test
  void theCountIsAnUnsigned32BitInteger() {
    byte[] bytes = bytes(constants);
    PushConstants.setCount(bytes, 0xffff_fff0L);
    assertEquals(0xffff_fff0L, Integer.toUnsignedLong(wrap(bytes).getInt(0)));
  }

  @Test
  void theFirstWorkgroupFollowsTheCount() {
    byte[] bytes = new byte[12];
    PushConstants.setFirstWorkgroup(bytes, 7);
    assertArrayEquals(new int[] {0, 7, 0}, ints(bytes));
  }

  private static int[] ints(byte[] bytes) {
    int[] ints = new int[bytes.length / Integer.BYTES];
    wrap(bytes).asIntBuffer().get(ints);
    return ints;
  }

  @Test
  void whatWasNeverSetIsZero() {
    assertArrayEquals(new byte[32], bytes(constants));
  }

  @Test
  void whatWasNeverGivenIsRefusedByName() {
    constants.put(0, 0);
    constants.put(3, 0.0);
    var e = assertThrows(BindingException.class, constants::requireAll);
    assertEquals("fold<bls12_381_fr>: push constant seed is not given", e.getMessage());
    constants.put(1, 0L);
    e = assertThrows(BindingException.class, constants::requireAll);
    assertEquals("fold<bls12_381_fr>: push constant slope is not given", e.getMessage());
    constants.put(2, 0f);
    constants.requireAll();
    constants.copy().requireAll();
  }

  @Test
  void whatWasRefusedIsNotGiven() {
    assertThrows(BindingException.class, () -> constants.put(0, 1L));
    var e = assertThrows(BindingException.class, constants::requireAll);
    assertEquals("fold<bls12_381_fr>: push constant rounds is not given", e.getMessage());
  }

  @Test
  void clearedConstantsAreZeroAndNotGiven() {
    constants.put(0, 1);
    constants.put(1, 1L);
    constants.put(2, 1f);
    constants.put(3, 1.0);
    constants.requireAll();
    constants.clear();
    assertArrayEquals(new byte[32], bytes(constants));
    assertThrows(BindingException.class, constants::requireAll);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4, Integer.MAX_VALUE})
  void aConstantThatWasNotDeclaredIsRefused(int index) {
    var e = assertThrows(BindingException.class, () -> constants.put(index, 1));
    assertEquals("fold has no push constant " + index, e.getMessage());
  }

  @Test
  void aConstantOfAnotherTypeIsRefusedAndNeverConverted() {
    var e = assertThrows(BindingException.class, () -> constants.put(0, 1L));
    assertEquals("push constant rounds of fold is a int", e.getMessage());
    assertThrows(BindingException.class, () -> constants.put(1, 1));
    assertThrows(BindingException.class, () -> constants.put(2, 1.0));
    assertThrows(BindingException.class, () -> constants.put(3, 1.0f));
    assertArrayEquals(new byte[32], bytes(constants));
  }

  @Test
  void aCopyIsIndependent() {
    constants.put(0, 7);
    PushConstants copy = constants.copy();
    assertTrue(constants.hasValuesOf(copy));
    constants.put(0, 8);
    assertEquals(7, block(copy).getInt(4));
    copy.put(1, 1L);
    copy.put(2, 1f);
    copy.put(3, 1.0);
    copy.requireAll();
    assertThrows(BindingException.class, constants::requireAll);
  }

  @Test
  void callsOfTheSameConstantsAreAlike() {
    PushConstants other = new PushConstants(KERNEL, types(KERNEL));
    constants.put(0, 7);
    assertFalse(constants.hasValuesOf(other));
    other.put(0, 7);
    assertTrue(constants.hasValuesOf(other));
    other.put(3, 1.0);
    assertFalse(constants.hasValuesOf(other));
    constants.put(3, 1.0);
    assertTrue(constants.hasValuesOf(other));
  }

  @Test
  void anElementIsWrittenInTheFormOfTheCall() {
    KernelDescriptor axpy =
        TestKernels.describe("axpy", "add")
            .in("a", 0, 0)
            .pushConstant("s", 4, BigInteger.class)
            .build();
    assertEquals(36, axpy.pushConstantBytes(TestFields.FR.shape()));
    PushConstants block = new PushConstants(axpy, types(axpy));
    block.put(0, BigInteger.TWO);
    block.setForm(ElementForm.CANONICAL);
    assertEquals(BigInteger.TWO, element(block));
    block.setForm(ElementForm.MONTGOMERY);
    BigInteger p = TestFields.FR.modulus();
    assertEquals(BigInteger.ONE.shiftLeft(257).mod(p), element(block));
    var e = assertThrows(ElementRangeException.class, () -> block.put(0, p));
    assertEquals("s is not in [0, p) of bls12_381_fr: 0x" + p.toString(16), e.getMessage());
  }

  private static BigInteger element(PushConstants block) {
    byte[] bytes = new byte[36];
    block.copyTo(bytes);
    ByteBuffer words = wrap(bytes);
    BigInteger value = BigInteger.ZERO;
    for (int w = 7; w >= 0; w--) {
      long word = Integer.toUnsignedLong(words.getInt(4 + 4 * w));
      value = value.shiftLeft(32).or(BigInteger.valueOf(word));
    }
    return value;
  }

  @Test
  void theWorkIsTheLengthOfTheIntegers() {
    assertEquals("", constants.work());
    constants.put(2, 1e9f);
    assertEquals("", constants.work());
    constants.put(0, 1);
    assertEquals("/rounds<2^1", constants.work());
    constants.put(0, 3);
    assertEquals("/rounds<2^2", constants.work());
    constants.put(0, 0x8000);
    assertEquals("/rounds<2^16", constants.work());
    constants.put(0, 0x10000);
    assertEquals("/rounds<2^32", constants.work());
    constants.put(0, -1);
    constants.put(1, 1L << 40);
    assertEquals("/rounds<2^32/seed<2^64", constants.work());
    constants.clear();
    assertEquals("", constants.work());
  }
}
