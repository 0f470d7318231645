// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A SPIR-V assembler: appends instructions and hands out ids. */
public final class SpirvWords {

  private final List<Integer> words = new ArrayList<>();
  private int nextId = 1;

  /** Returns an id that nothing has. */
  public int newId() {
    return nextId++;
  }

  /** Returns the bound of the ids so far. */
  public int bound() {
    return nextId;
  }

  /** Appends an instruction; operands are words or strings. */
  public SpirvWords op(int opcode, Object... operands) {
    List<Integer> encoded = new ArrayList<>();
    for (Object operand : operands) {
      if (operand instanceof Integer word) {
        encoded.add(word);
      } else if (operand instanceof int[] several) {
        for (int word : several) {
          encoded.add(word);
        }
      } else {
        encoded.addAll(string((String) operand));
      }
    }
    words.add((encoded.size() + 1) << 16 | opcode);
    words.addAll(encoded);
    return this;
  }

  /** Appends the instructions of {@code other}. */
  public SpirvWords append(SpirvWords other) {
    words.addAll(other.words);
    return this;
  }

  private static List<Integer> string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer padded =
        ByteBuffer.allocate((utf8.length / 4 + 1) * 4).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(utf8).rewind();
    List<Integer> encoded = new ArrayList<>();
    while (padded.hasRemaining()) {
      encoded.add(padded.getInt());
    }
    return encoded;
  }

  /** Returns the module: a header of {@code version}, such as 0x00010300, and the instructions. */
  public byte[] module(int version, int bound) {
    ByteBuffer bytes = ByteBuffer.allocate((words.size() + 5) * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0x07230203).putInt(version).putInt(0).putInt(bound).putInt(0);
    words.forEach(bytes::putInt);
    return bytes.array();
  }
}
