// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Modules of tests, word by word. */
final class SpirvWords {

  private SpirvWords() {}

  static int[] op(int opcode, int... operands) {
    return IntStream.concat(
            IntStream.of(Spirv.first(opcode, operands.length + 1)), Arrays.stream(operands))
        .toArray();
  }

  static byte[] module(int[]... instructions) {
    int[] header = {Spirv.MAGIC, 0x10300, 0, 100, 0};
    int[] words =
        Stream.concat(Stream.of(header), Arrays.stream(instructions))
            .flatMapToInt(Arrays::stream)
            .toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(words);
    return bytes.array();
  }
}
