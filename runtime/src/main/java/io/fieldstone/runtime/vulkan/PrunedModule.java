// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Leaves out of a module what its specialization constants rule out: the other arms of branches
 * that they decide, and functions that are called there only. Some drivers inline and optimize all
 * of it before they find that out, in ten times the time.
 */
final class PrunedModule {

  private final int[] words;
  private final SpirvConstants constants;
  private final Map<Integer, SpirvFunction> functions = new LinkedHashMap<>();
  private final List<Integer> entries = new ArrayList<>();
  private final Set<Integer> gone = new HashSet<>();
  private int firstFunction;

  private PrunedModule(int[] words, SpirvConstants constants) {
    this.words = words;
    this.constants = constants;
  }

  /**
   * Returns the module without that, or as it is where there is anything that is not known here.
   *
   * @param spirv a module, in little-endian words
   * @param specialized values by the ids of specialization constants of 32 bits
   */
  static byte[] of(byte[] spirv, Map<Integer, Integer> specialized) {
    try {
      int[] words = Spirv.words(spirv);
      int[] pruned = new PrunedModule(words, new SpirvConstants(specialized)).pruned();
      ByteBuffer bytes =
          ByteBuffer.allocate(pruned.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(pruned);
      return bytes.array();
    } catch (UnknownSpirvException | IndexOutOfBoundsException e) {
      return spirv;
    }
  }

  private int[] pruned() {
    read();
    Set<Integer> called = called();
    WordBuffer body = new WordBuffer(words.length);
    functions.forEach(
        (id, function) -> {
          if (called.contains(id)) {
            function.write(body, gone);
          } else {
            function.leaveOut(gone);
          }
        });
    WordBuffer all = new WordBuffer(words.length);
    all.put(words, 0, Spirv.HEADER_WORDS);
    for (int at = Spirv.HEADER_WORDS; at < firstFunction; at += Spirv.length(words[at])) {
      if (!isOfWhatIsGone(at)) {
        all.put(words, at, at + Spirv.length(words[at]));
      }
    }
    int[] rest = body.toArray();
    all.put(rest, 0, rest.length);
    return all.toArray();
  }

  private void read() {
    if (words.length <= Spirv.HEADER_WORDS || words[0] != Spirv.MAGIC) {
      throw new UnknownSpirvException(); // no module
    }
    firstFunction = words.length;
    int start = 0;
    for (int at = Spirv.HEADER_WORDS; at < words.length; at += Spirv.length(words[at])) {
      if (Spirv.length(words[at]) == 0) {
        throw new UnknownSpirvException(); // an instruction of no words
      }
      switch (Spirv.opcode(words[at])) {
        case Spirv.ENTRY_POINT -> entries.add(words[at + 2]);
        case Spirv.FUNCTION -> {
          firstFunction = Math.min(firstFunction, at);
          start = at;
        }
        case Spirv.FUNCTION_END -> {
          if (start == 0) {
            throw new UnknownSpirvException(); // the end of no function
          }
          var function = new SpirvFunction(words, start, at + 1, constants);
          functions.put(function.id(), function);
          start = 0;
        }
        default -> {
          if (at < firstFunction) {
            constants.read(words, at);
          }
        }
      }
    }
  }

  /** Returns the functions that are called, from the entry points on. */
  private Set<Integer> called() {
    Set<Integer> called = new HashSet<>();
    Deque<Integer> next = new ArrayDeque<>(entries);
    while (!next.isEmpty()) {
      int id = next.remove();
      SpirvFunction function = functions.get(id);
      if (function == null) {
        throw new UnknownSpirvException(); // a call of no function
      }
      if (called.add(id)) {
        function.follow();
        next.addAll(function.calls());
      }
    }
    return called;
  }

  private boolean isOfWhatIsGone(int at) {
    return switch (Spirv.opcode(words[at])) {
      case Spirv.NAME, Spirv.MEMBER_NAME, Spirv.DECORATE, Spirv.MEMBER_DECORATE ->
          gone.contains(words[at + 1]);
      default -> false;
    };
  }
}
