// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Changes decorations, types, constants and the preamble of a module here and there, in ways that
 * often leave it valid.
 */
final class ModuleMutator {

  private static final int HEADER_WORDS = 5;
  private static final int BOUND_WORD = 3;
  private static final int[] ACCESS = {
    Decoration.NON_WRITABLE, Decoration.NON_READABLE, 19, 20, 21, 23
  };
  private static final int[] CAPABILITIES = {5, 9, 10, 11, 22, 25, 39, 61, 62, 63, 64, 4433, 4448};
  private static final String[] EXTENSIONS = {
    "SPV_KHR_16bit_storage", "SPV_KHR_8bit_storage", "SPV_KHR_variable_pointers"
  };

  private final Random random;
  private final int[] header;
  private final List<int[]> instructions = new ArrayList<>();

  private ModuleMutator(byte[] module, Random random) {
    this.random = random;
    int[] words = new int[module.length / Integer.BYTES];
    ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    header = Arrays.copyOf(words, HEADER_WORDS);
    for (int at = HEADER_WORDS; at < words.length; at += words[at] >>> 16) {
      instructions.add(Arrays.copyOfRange(words, at, at + (words[at] >>> 16)));
    }
  }

  /** Returns {@code module} with one to four changes. */
  static byte[] mutate(byte[] module, Random random) {
    ModuleMutator mutator = new ModuleMutator(module, random);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      mutator.change();
    }
    return mutator.bytes();
  }

  private byte[] bytes() {
    int size = HEADER_WORDS + instructions.stream().mapToInt(i -> i.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(header).forEach(bytes::putInt);
    instructions.forEach(i -> Arrays.stream(i).forEach(bytes::putInt));
    return bytes.array();
  }

  private void change() {
    switch (random.nextInt(15)) {
      case 0, 1 -> replace(Op.DECORATE, 3, random.nextInt(40));
      case 2 -> replace(Op.MEMBER_DECORATE, 4, random.nextInt(20) * 4);
      case 3 -> remove(random.nextBoolean() ? Op.DECORATE : Op.MEMBER_DECORATE);
      case 4, 5 -> addAccess();
      case 6 -> addMemberAccess();
      case 7 -> group();
      case 8 -> retype();
      case 9 -> replace(Op.SPEC_CONSTANT, 3, random.nextInt());
      case 10 -> flip();
      case 11 -> replace(Op.EXECUTION_MODE, 3 + random.nextInt(3), 1 + random.nextInt(256));
      case 12 -> add(Op.CAPABILITY, op(Op.CAPABILITY, pick(CAPABILITIES)));
      case 13 -> extend();
      default -> rename();
    }
  }

  private int pick(int[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Returns the place of one of the instructions with a suitable opcode, or -1. */
  private int find(IntPredicate opcode) {
    int[] places =
        IntStream.range(0, instructions.size())
            .filter(i -> opcode.test(instructions.get(i)[0] & 0xffff))
            .toArray();
    return places.length == 0 ? -1 : pick(places);
  }

  private static int[] op(int opcode, int... operands) {
    int[] words = new int[operands.length + 1];
    words[0] = words.length << 16 | opcode;
    System.arraycopy(operands, 0, words, 1, operands.length);
    return words;
  }

  private void replace(int opcode, int word, int value) {
    int place = find(o -> o == opcode);
    if (place >= 0 && instructions.get(place).length > word) {
      instructions.get(place)[word] = value;
    }
  }

  private void remove(int opcode) {
    int place = find(o -> o == opcode);
    if (place >= 0) {
      instructions.remove(place);
    }
  }

  /** Adds an instruction behind another one of {@code opcode}. */
  private void add(int opcode, int[] instruction) {
    int place = find(o -> o == opcode);
    if (place >= 0) {
      instructions.add(place + 1, instruction);
    }
  }

  private void addAccess() {
    int variable = find(o -> o == Op.VARIABLE);
    if (variable >= 0) {
      add(Op.DECORATE, op(Op.DECORATE, instructions.get(variable)[2], pick(ACCESS)));
    }
  }

  private void addMemberAccess() {
    int place = find(o -> o == Op.MEMBER_DECORATE);
    if (place >= 0) {
      int[] member = instructions.get(place);
      instructions.add(place + 1, op(Op.MEMBER_DECORATE, member[1], member[2], pick(ACCESS)));
    }
  }

  /** Lets a group apply a decoration. */
  private void group() {
    int place = find(o -> o == Op.DECORATE);
    if (place >= 0) {
      int[] decoration = instructions.get(place);
      int target = decoration[1];
      int group = header[BOUND_WORD]++;
      decoration[1] = group;
      instructions.add(place + 1, op(Op.GROUP_DECORATE, group, target));
      instructions.add(place + 1, op(73, group));
    }
  }

  /** Replaces a part of a type by a scalar or vector. */
  private void retype() {
    int place = find(o -> (o >= Op.TYPE_ARRAY && o <= Op.TYPE_STRUCT) || o == Op.TYPE_VECTOR);
    int part = find(o -> o >= Op.TYPE_INT && o <= Op.TYPE_MATRIX);
    if (place < 0 || part < 0) {
      return;
    }
    int[] type = instructions.get(place);
    if ((type[0] & 0xffff) == Op.TYPE_VECTOR) {
      type[3] = 2 + random.nextInt(3);
    } else if ((type[0] & 0xffff) != Op.TYPE_STRUCT) {
      type[2] = instructions.get(part)[1];
    } else if (type.length > 2) {
      type[2 + random.nextInt(type.length - 2)] = instructions.get(part)[1];
    }
  }

  /** Turns true into false, signed into unsigned, or a width into another. */
  private void flip() {
    int place =
        find(
            o ->
                o == Op.SPEC_CONSTANT_TRUE
                    || o == Op.SPEC_CONSTANT_FALSE
                    || o == Op.TYPE_INT
                    || o == Op.TYPE_FLOAT);
    if (place < 0) {
      return;
    }
    int[] words = instructions.get(place);
    int opcode = words[0] & 0xffff;
    if (opcode == Op.TYPE_INT && random.nextBoolean()) {
      words[3] ^= 1;
    } else if (opcode == Op.TYPE_INT || opcode == Op.TYPE_FLOAT) {
      words[2] = 8 << random.nextInt(4);
    } else {
      words[0] ^= Op.SPEC_CONSTANT_TRUE ^ Op.SPEC_CONSTANT_FALSE;
    }
  }

  private void extend() {
    String name = EXTENSIONS[random.nextInt(EXTENSIONS.length)];
    ByteBuffer text =
        ByteBuffer.allocate((name.length() / 4 + 1) * 4).order(ByteOrder.LITTLE_ENDIAN);
    text.put(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).rewind();
    int[] operands = new int[text.capacity() / 4];
    text.asIntBuffer().get(operands);
    int last = 0;
    while ((instructions.get(last)[0] & 0xffff) == Op.CAPABILITY) {
      last++;
    }
    instructions.add(last, op(Op.EXTENSION, operands));
  }

  private void rename() {
    int letters = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      letters = letters << 8 | 'a' + random.nextInt(26);
    }
    replace(Op.ENTRY_POINT, 3, letters);
  }
}
