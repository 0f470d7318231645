// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fieldstone.processor.testing.Shader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever the bytes, the reader gives a module or says what is wrong with them. */
class SpirvReaderFuzzTest {

  private static final long SEED = 0x5eed;
  private static final int CASES = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final List<byte[]> MODULES =
      List.of(
          Shader.add()
              .push("double", "scale", 8)
              .constant(3, "uint", "ROUNDS")
              .localSizeId(4)
              .shared(64)
              .bytes(),
          ShippedModules.bytes("add_1x32.spv"),
          ShippedModules.bytes("add_6x64.spv"));

  /** Reads; returns whether there was a module. Any other exception fails the test. */
  private static boolean read(byte[] bytes) {
    try {
      SpirvReader.read(bytes);
      return true;
    } catch (MalformedSpirvException e) {
      assertTrue(e.getMessage() != null && !e.getMessage().isEmpty());
      return false;
    }
  }

  private static void fuzz(Function<Random, byte[]> mutation) {
    Random random = new Random(SEED);
    int modules = 0;
    for (int i = 0; i < CASES; i++) {
      modules += read(mutation.apply(random)) ? 1 : 0;
    }
    assertTrue(modules < CASES, "some mutations are noticed");
  }

  private static byte[] any(Random random) {
    return MODULES.get(random.nextInt(MODULES.size())).clone();
  }

  @Test
  void survivesRandomWords() {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            fuzz(
                random -> {
                  byte[] bytes = new byte[random.nextInt(100) * 4];
                  random.nextBytes(bytes);
                  return bytes;
                }));
  }

  @Test
  void survivesRandomInstructionsAfterAGoodHeader() {
    assertTimeoutPreemptively(LIMIT, () -> fuzz(SpirvReaderFuzzTest::randomInstructions));
  }

  private static byte[] randomInstructions(Random random) {
    ByteBuffer bytes = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x0723_0203).putInt(Shader.SPIRV_1_3).putInt(0).putInt(32).putInt(0);
    while (bytes.remaining() > 64) {
      int operands = random.nextInt(8);
      bytes.putInt((operands + 1) << 16 | random.nextInt(90));
      for (int i = 0; i < operands; i++) {
        bytes.putInt(random.nextInt(32));
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  @Test
  void survivesFlippedBits() {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            fuzz(
                random -> {
                  byte[] bytes = any(random);
                  for (int flips = random.nextInt(8); flips >= 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                  }
                  return bytes;
                }));
  }

  @Test
  void survivesReplacedWords() {
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            fuzz(
                random -> {
                  ByteBuffer bytes = ByteBuffer.wrap(any(random)).order(ByteOrder.LITTLE_ENDIAN);
                  for (int i = random.nextInt(6); i >= 0; i--) {
                    int word = 5 + random.nextInt(bytes.capacity() / 4 - 5);
                    int value = random.nextBoolean() ? random.nextInt(64) : random.nextInt();
                    bytes.putInt(word * 4, value);
                  }
                  return bytes.array();
                }));
  }

  @Test
  void survivesTruncationAnywhere() {
    for (byte[] module : MODULES) {
      for (int length = 0; length < module.length; length++) {
        read(Arrays.copyOf(module, length));
      }
    }
  }
}
