// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** What a module tells of its source (section 2.4, item 7), which no driver needs. */
public final class DebugInformation {

  private static final Set<Integer> OPCODES =
      Set.of(
          Op.SOURCE_CONTINUED,
          Op.SOURCE,
          Op.SOURCE_EXTENSION,
          Op.NAME,
          Op.MEMBER_NAME,
          Op.LINE,
          Op.NO_LINE,
          Op.MODULE_PROCESSED);

  private DebugInformation() {}

  /**
   * Returns {@code spirv} without names, lines and texts of its source.
   *
   * @throws MalformedSpirvException if the bytes are no module
   */
  public static byte[] strip(byte[] spirv) throws MalformedSpirvException {
    int[] words = SpirvReader.words(spirv);
    ByteBuffer stripped = ByteBuffer.allocate(spirv.length).order(ByteOrder.LITTLE_ENDIAN);
    stripped.put(spirv, 0, SpirvReader.HEADER_WORDS * Integer.BYTES);
    int at = SpirvReader.HEADER_WORDS;
    while (at < words.length) {
      Instruction instruction = Instruction.at(words, at);
      if (!OPCODES.contains(instruction.opcode())) {
        stripped.put(spirv, at * Integer.BYTES, instruction.wordCount() * Integer.BYTES);
      }
      at += instruction.wordCount();
    }
    byte[] bytes = new byte[stripped.flip().remaining()];
    stripped.get(bytes);
    return bytes;
  }
}
