// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.Reason.INVALID;
import static io.fieldstone.processor.spirv.MalformedSpirvException.Reason.TRUNCATED;

import java.nio.charset.StandardCharsets;

/**
 * One instruction in the word stream (section 2.3).
 *
 * <pre>
 *   31            16 15             0
 *  +----------------+----------------+
 *  |   word count   |     opcode     |  start
 *  +----------------+----------------+
 *  |            operand 0            |  start + 1
 *  +---------------------------------+
 *  |              ...                |
 * </pre>
 */
final class Instruction {

  private final int[] words;
  private final int start;
  private final int wordCount;

  private Instruction(int[] words, int start, int wordCount) {
    this.words = words;
    this.start = start;
    this.wordCount = wordCount;
  }

  static Instruction at(int[] words, int start) throws MalformedSpirvException {
    int wordCount = words[start] >>> 16;
    if (wordCount == 0) {
      throw new MalformedSpirvException(INVALID, "the instruction at word " + start + " is empty");
    }
    if (wordCount > words.length - start) {
      throw new MalformedSpirvException(
          TRUNCATED,
          "the instruction at word "
              + start
              + " has "
              + wordCount
              + " words, but only "
              + (words.length - start)
              + " are left");
    }
    return new Instruction(words, start, wordCount);
  }

  /** Returns the index of its first word in the module. */
  int start() {
    return start;
  }

  int opcode() {
    return words[start] & 0xffff;
  }

  int wordCount() {
    return wordCount;
  }

  int operandCount() {
    return wordCount - 1;
  }

  /** Returns operand {@code index}, which must be there. */
  int operand(int index) throws MalformedSpirvException {
    if (index >= operandCount()) {
      throw MalformedSpirvException.invalid(
          "the instruction at word " + start + " (opcode " + opcode() + ") lacks operand " + index);
    }
    return words[start + 1 + index];
  }

  /** Decodes the literal string that starts at operand {@code index} (section 2.2.1). */
  String string(int index) throws MalformedSpirvException {
    byte[] text = new byte[Math.max(0, operandCount() - index) * Integer.BYTES];
    for (int i = 0; i < text.length; i++) {
      byte value =
          (byte) (operand(index + i / Integer.BYTES) >>> (Byte.SIZE * (i % Integer.BYTES)));
      if (value == 0) {
        return new String(text, 0, i, StandardCharsets.UTF_8);
      }
      text[i] = value;
    }
    throw MalformedSpirvException.invalid("the string at word " + start + " has no end");
  }

  /** Returns how many operands the literal string {@code text} takes. */
  static int stringOperands(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length / Integer.BYTES + 1;
  }
}
