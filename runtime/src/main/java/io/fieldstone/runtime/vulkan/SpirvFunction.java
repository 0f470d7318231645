// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A function of a module, and which of its blocks are reached. Not thread-safe. */
final class SpirvFunction {

  /** What is decided in one round may decide more in the next; few shaders have so long a chain. */
  private static final int MOST_ROUNDS = 64;

  private final int[] words;
  private final SpirvConstants constants;
  private final int start;
  private final int end;
  private final Map<Integer, SpirvBlock> blocks = new LinkedHashMap<>();

  /** Reads the function from its first instruction to behind its last. */
  SpirvFunction(int[] words, int start, int end, SpirvConstants constants) {
    this.words = words;
    this.start = start;
    this.end = end;
    this.constants = constants;
    int block = 0;
    int merge = 0;
    int continues = 0;
    for (int at = start; at < end; at += Spirv.length(words[at])) {
      int opcode = Spirv.opcode(words[at]);
      constants.read(words, at);
      if (opcode == Spirv.LABEL) {
        block = at;
        merge = 0;
        continues = 0;
      } else if (opcode == Spirv.SELECTION_MERGE) {
        merge = words[at + 1];
      } else if (opcode == Spirv.LOOP_MERGE) {
        merge = words[at + 1];
        continues = words[at + 2];
      } else if (Spirv.endsBlock(opcode)) {
        requireWords(opcode, at);
        if (block == 0) {
          throw new UnknownSpirvException(); // a block without a label
        }
        int label = words[block + 1];
        int next = at + Spirv.length(words[at]);
        List<Integer> targets = SpirvBlock.targets(words, at);
        blocks.put(label, new SpirvBlock(label, block, at, next, targets, merge, continues));
        block = 0;
      }
    }
  }

  /** Finds the blocks that loops go on by: from where they go on to the way back. */
  private void findWhatGoesOn() {
    Deque<SpirvBlock> next = new ArrayDeque<>();
    for (SpirvBlock header : blocks.values()) {
      if (header.continues != 0) {
        next.add(block(header.continues));
      }
      while (!next.isEmpty()) {
        SpirvBlock block = next.remove();
        if (!block.goesOn) {
          block.goesOn = true;
          block.targets.stream()
              .filter(label -> label != header.label && label != header.merge)
              .forEach(label -> next.add(block(label)));
        }
      }
    }
  }

  private void requireWords(int opcode, int at) {
    if (opcode == Spirv.SWITCH && !constants.isWord(words[at + 1])) {
      throw new UnknownSpirvException(); // a switch of other integers than those of 32 bits
    }
  }

  int id() {
    return words[start + 2];
  }

  /** Finds out which blocks are reached. */
  void follow() {
    findWhatGoesOn();
    boolean news = true;
    for (int round = 0; news; round++) {
      if (round == MOST_ROUNDS) {
        throw new UnknownSpirvException();
      }
      news = false;
      for (SpirvBlock block : blocks.values()) {
        news |= block.narrow(words, constants);
      }
      reach();
      for (SpirvBlock block : blocks.values()) {
        news |= block.reached && readAgain(block);
      }
    }
    Map<Integer, List<SpirvBlock>> before = new HashMap<>();
    for (SpirvBlock block : blocks.values()) {
      for (int label : block.targets) {
        before.computeIfAbsent(label, any -> new ArrayList<>()).add(block);
      }
    }
    blocks.values().stream()
        .filter(block -> block.reached)
        .forEach(block -> requireLoop(block, before.getOrDefault(block.label, List.of())));
  }

  private void reach() {
    blocks.values().forEach(block -> block.reached = false);
    Deque<SpirvBlock> next = new ArrayDeque<>();
    blocks.values().stream().limit(1).forEach(next::add);
    while (!next.isEmpty()) {
      SpirvBlock block = next.remove();
      if (!block.reached) {
        block.reached = true;
        block.live.forEach(label -> next.add(block(label)));
      }
    }
  }

  private SpirvBlock block(int label) {
    SpirvBlock block = blocks.get(label);
    if (block == null) {
      throw new UnknownSpirvException(); // a branch to no block
    }
    return block;
  }

  /** Finds out what follows of what is known newly; tells whether anything does. */
  private boolean readAgain(SpirvBlock block) {
    boolean news = false;
    for (int at = block.start; at < block.last; at += Spirv.length(words[at])) {
      int opcode = Spirv.opcode(words[at]);
      if (Spirv.hasResult(opcode) && constants.value(words[at + 2]).isEmpty()) {
        if (opcode == Spirv.PHI) {
          readPhi(block, at);
        } else {
          constants.read(words, at);
        }
        news |= constants.value(words[at + 2]).isPresent();
      }
    }
    return news;
  }

  /** A value is known if it is the same whichever way control comes. */
  private void readPhi(SpirvBlock block, int at) {
    Set<OptionalInt> values = new HashSet<>();
    for (int i = at + 3; i < at + Spirv.length(words[at]); i += 2) {
      if (comes(words[i + 1], block)) {
        values.add(constants.value(words[i]));
      }
    }
    if (values.size() == 1) {
      values.iterator().next().ifPresent(value -> constants.set(words[at + 2], value));
    }
  }

  private boolean comes(int from, SpirvBlock to) {
    SpirvBlock block = block(from);
    return block.reached && block.live.contains(to.label);
  }

  /** What makes a loop has to stay: where it goes on, and its way back. */
  private void requireLoop(SpirvBlock block, List<SpirvBlock> before) {
    if (block.continues == 0) {
      return;
    }
    boolean stays =
        block(block.continues).reached
            && before.stream().allMatch(each -> comes(each.label, block));
    if (!stays) {
      throw new UnknownSpirvException(); // a loop that is left before it goes on
    }
  }

  /** Returns the functions that are called by what is reached. */
  List<Integer> calls() {
    List<Integer> called = new ArrayList<>();
    for (SpirvBlock block : blocks.values()) {
      for (int at = block.start; block.reached && at < block.end; at += Spirv.length(words[at])) {
        if (Spirv.opcode(words[at]) == Spirv.FUNCTION_CALL) {
          called.add(words[at + 3]);
        }
      }
    }
    return called;
  }

  /** Adds the results of the whole function to those that are gone. */
  void leaveOut(Set<Integer> gone) {
    gone.add(id());
    for (int at = start; at < end; at += Spirv.length(words[at])) {
      if (Spirv.opcode(words[at]) == Spirv.FUNCTION_PARAMETER) {
        gone.add(words[at + 2]);
      }
    }
    blocks.values().forEach(block -> leaveOut(block, gone, true));
  }

  private void leaveOut(SpirvBlock block, Set<Integer> gone, boolean label) {
    if (label) {
      gone.add(block.label);
    }
    int at = block.start + Spirv.length(words[block.start]);
    for (; at < block.end; at += Spirv.length(words[at])) {
      int opcode = Spirv.opcode(words[at]);
      if (Spirv.hasResult(opcode)) {
        gone.add(words[at + 2]);
      } else if (!Spirv.hasNoResult(opcode)) {
        throw new UnknownSpirvException(); // an instruction that is not known
      }
    }
  }

  /**
   * Writes what is reached. Blocks that the structure needs stay, but end at once.
   *
   * @param gone where to add the results that are left out
   */
  void write(WordBuffer out, Set<Integer> gone) {
    if (blocks.isEmpty()) {
      out.put(words, start, end);
      return;
    }
    Set<Integer> needed = needed();
    int first = blocks.values().iterator().next().start;
    out.put(words, start, first);
    for (SpirvBlock block : blocks.values()) {
      if (block.reached) {
        write(block, out);
      } else {
        boolean stays = needed.contains(block.label);
        leaveOut(block, gone, !stays);
        if (stays) {
          out.put(words, block.start, block.start + Spirv.length(words[block.start]));
          out.put(Spirv.first(Spirv.UNREACHABLE, 1));
        }
      }
    }
    out.put(Spirv.first(Spirv.FUNCTION_END, 1));
  }

  /** Blocks that those that are reached name. */
  private Set<Integer> needed() {
    Set<Integer> needed = new HashSet<>();
    for (SpirvBlock block : blocks.values()) {
      if (block.reached) {
        needed.addAll(block.targets);
        needed.add(block.merge);
      }
    }
    return needed;
  }

  private void write(SpirvBlock block, WordBuffer out) {
    for (int at = block.start; at < block.end; at += Spirv.length(words[at])) {
      int next = at + Spirv.length(words[at]);
      if (Spirv.opcode(words[at]) == Spirv.PHI) {
        writePhi(block, at, out);
      } else {
        out.put(words, at, next);
      }
    }
  }

  private void writePhi(SpirvBlock block, int at, WordBuffer out) {
    List<Integer> pairs = new ArrayList<>();
    for (int i = at + 3; i < at + Spirv.length(words[at]); i += 2) {
      if (structurallyComes(words[i + 1], block)) {
        pairs.add(i);
      }
    }
    out.put(Spirv.first(Spirv.PHI, 3 + 2 * pairs.size()));
    out.put(words, at + 1, at + 3);
    pairs.forEach(i -> out.put(words, i, i + 2));
  }

  /** A branch that is never taken stays one: what follows must have a value for it. */
  private boolean structurallyComes(int from, SpirvBlock to) {
    SpirvBlock block = block(from);
    return block.reached && block.targets.contains(to.label);
  }
}
