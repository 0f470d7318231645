// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.runtime.vulkan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A block of a function: from its label to what it ends with. */
final class SpirvBlock {

  final int label;

  /** Where its label and its last instruction stand, and what follows. */
  final int start;

  final int last;
  final int end;

  /** Where control goes from here: to all targets, or the one that is known to be taken. */
  final List<Integer> targets;

  List<Integer> live;

  /** Where what it heads ends and, in a loop, goes on; 0 where it heads nothing. */
  final int merge;

  final int continues;
  boolean reached;

  /** Whether it is of what a loop goes on by, all of which its way back has to come after. */
  boolean goesOn;

  SpirvBlock(
      int label, int start, int last, int end, List<Integer> targets, int merge, int continues) {
    this.label = label;
    this.start = start;
    this.last = last;
    this.end = end;
    this.targets = targets;
    this.live = targets;
    this.merge = merge;
    this.continues = continues;
  }

  /** Returns where the instruction at {@code at}, of 32-bit literals, goes to. */
  static List<Integer> targets(int[] words, int at) {
    List<Integer> targets = new ArrayList<>();
    switch (Spirv.opcode(words[at])) {
      case Spirv.BRANCH -> targets.add(words[at + 1]);
      case Spirv.BRANCH_CONDITIONAL -> {
        targets.add(words[at + 2]);
        targets.add(words[at + 3]);
      }
      case Spirv.SWITCH -> {
        targets.add(words[at + 2]);
        for (int i = at + 4; i < at + Spirv.length(words[at]); i += 2) {
          targets.add(words[i]);
        }
      }
      default -> {}
    }
    return targets;
  }

  /** Finds out by what is known now where control goes; tells whether that is news. */
  boolean narrow(int[] words, SpirvConstants constants) {
    if (live.size() < 2 || goesOn) {
      return false;
    }
    OptionalInt value = constants.value(words[last + 1]);
    if (value.isEmpty()) {
      return false;
    }
    live = List.of(taken(words, value.getAsInt()));
    return true;
  }

  private int taken(int[] words, int value) {
    if (Spirv.opcode(words[last]) == Spirv.BRANCH_CONDITIONAL) {
      return words[last + (value != 0 ? 2 : 3)];
    }
    for (int i = last + 3; i < last + Spirv.length(words[last]); i += 2) {
      if (words[i] == value) {
        return words[i + 1];
      }
    }
    return words[last + 2];
  }
}
