// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The debug names and decorations of a module (section 2.4, items 7 and 8). */
final class Decorations {

  /** Decoration number and first literal, or no literal. */
  private record Applied(int decoration, OptionalInt literal) {}

  private record MemberKey(int struct, int member) {}

  private final Map<Integer, String> names = new HashMap<>();
  private final Map<MemberKey, String> memberNames = new HashMap<>();
  private final Map<Integer, List<Applied>> applied = new HashMap<>();
  private final Map<MemberKey, List<Applied>> appliedToMembers = new HashMap<>();

  private int groupDecorations;

  void accept(Instruction instruction) throws MalformedSpirvException {
    switch (instruction.opcode()) {
      case Op.NAME -> names.put(instruction.operand(0), instruction.string(1));
      case Op.MEMBER_NAME -> memberNames.put(memberKey(instruction), instruction.string(2));
      case Op.DECORATE ->
          applied
              .computeIfAbsent(instruction.operand(0), id -> new ArrayList<>())
              .add(decoration(instruction, 1));
      case Op.MEMBER_DECORATE ->
          appliedToMembers
              .computeIfAbsent(memberKey(instruction), key -> new ArrayList<>())
              .add(decoration(instruction, 2));
      case Op.GROUP_DECORATE -> decorateGroup(instruction);
      default -> {}
    }
  }

  private static MemberKey memberKey(Instruction instruction) throws MalformedSpirvException {
    return new MemberKey(instruction.operand(0), instruction.operand(1));
  }

  private static Applied decoration(Instruction instruction, int index)
      throws MalformedSpirvException {
    OptionalInt literal =
        instruction.operandCount() > index + 1
            ? OptionalInt.of(instruction.operand(index + 1))
            : OptionalInt.empty();
    return new Applied(instruction.operand(index), literal);
  }

  private void decorateGroup(Instruction instruction) throws MalformedSpirvException {
    List<Applied> group = List.copyOf(applied.getOrDefault(instruction.operand(0), List.of()));
    for (int i = 1; i < instruction.operandCount(); i++) {
      groupDecorations += group.size();
      if (groupDecorations > SpirvReader.MAX_GROUP_DECORATIONS) {
        throw MalformedSpirvException.invalid(
            "groups apply more than " + SpirvReader.MAX_GROUP_DECORATIONS + " decorations");
      }
      applied.computeIfAbsent(instruction.operand(i), id -> new ArrayList<>()).addAll(group);
    }
  }

  String name(int id) {
    return names.getOrDefault(id, "");
  }

  String memberName(int struct, int member) {
    return memberNames.getOrDefault(new MemberKey(struct, member), "");
  }

  boolean has(int id, int decoration) {
    return find(applied.get(id), decoration) != null;
  }

  OptionalInt literal(int id, int decoration) {
    Applied found = find(applied.get(id), decoration);
    return found == null ? OptionalInt.empty() : found.literal();
  }

  boolean memberHas(int struct, int member, int decoration) {
    return find(appliedToMembers.get(new MemberKey(struct, member)), decoration) != null;
  }

  OptionalInt memberLiteral(int struct, int member, int decoration) {
    Applied applied = find(appliedToMembers.get(new MemberKey(struct, member)), decoration);
    return applied == null ? OptionalInt.empty() : applied.literal();
  }

  private static @Nullable Applied find(@Nullable List<Applied> list, int decoration) {
    if (list != null) {
      for (Applied each : list) {
        if (each.decoration() == decoration) {
          return each;
        }
      }
    }
    return null;
  }
}
