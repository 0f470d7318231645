// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import io.fieldstone.processor.spirv.SpirvType.Member;
import io.fieldstone.processor.spirv.SpirvType.Opaque;
import io.fieldstone.processor.spirv.SpirvType.Pointer;
import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types of a module by id. A type is made of types before it (only pointers may look ahead, and
 * they keep an id), so no type contains itself.
 */
final class TypeTable {

  private static final SpirvType OTHER = new Opaque(ResourceKind.OTHER);
  private static final int IMAGE_SAMPLED_OPERAND = 6;
  private static final int USED_WITHOUT_SAMPLER = 2;

  private final Decorations decorations;
  private final ConstantTable constants;
  private final Map<Integer, SpirvType> types = new HashMap<>();

  TypeTable(Decorations decorations, ConstantTable constants) {
    this.decorations = decorations;
    this.constants = constants;
  }

  SpirvType require(int id) throws MalformedSpirvException {
    SpirvType type = types.get(id);
    if (type == null) {
      throw invalid("id " + Integer.toUnsignedString(id) + " is used as a type but is none");
    }
    return type;
  }

  void accept(Instruction instruction) throws MalformedSpirvException {
    int id = instruction.operand(0);
    SpirvType type = type(instruction, id);
    if (type.depth() > SpirvType.MAX_DEPTH) {
      throw invalid("type " + id + " nests more than " + SpirvType.MAX_DEPTH + " deep");
    }
    if (types.putIfAbsent(id, type) != null) {
      throw invalid("type " + id + " is declared twice");
    }
  }

  private SpirvType type(Instruction i, int id) throws MalformedSpirvException {
    return switch (i.opcode()) {
      case Op.TYPE_BOOL -> new Scalar(ScalarKind.BOOL, 0);
      case Op.TYPE_INT ->
          new Scalar(i.operand(2) == 0 ? ScalarKind.UINT : ScalarKind.INT, width(i.operand(1)));
      case Op.TYPE_FLOAT -> new Scalar(ScalarKind.FLOAT, width(i.operand(1)));
      case Op.TYPE_VECTOR, Op.TYPE_MATRIX ->
          new SpirvType.Vector(require(i.operand(1)), components(i.operand(2)));
      case Op.TYPE_ARRAY ->
          new SpirvType.Array(
              require(i.operand(1)),
              constants.require(i.operand(2)),
              decorations.literal(id, Decoration.ARRAY_STRIDE));
      case Op.TYPE_RUNTIME_ARRAY ->
          new SpirvType.RuntimeArray(
              require(i.operand(1)), decorations.literal(id, Decoration.ARRAY_STRIDE));
      case Op.TYPE_STRUCT -> struct(i, id);
      case Op.TYPE_POINTER -> new Pointer(i.operand(1), i.operand(2));
      case Op.TYPE_IMAGE ->
          new Opaque(
              i.operand(IMAGE_SAMPLED_OPERAND) == USED_WITHOUT_SAMPLER
                  ? ResourceKind.STORAGE_IMAGE
                  : ResourceKind.SAMPLED_IMAGE);
      case Op.TYPE_SAMPLER -> new Opaque(ResourceKind.SAMPLER);
      case Op.TYPE_SAMPLED_IMAGE -> new Opaque(ResourceKind.COMBINED_IMAGE_SAMPLER);
      case Op.TYPE_ACCELERATION_STRUCTURE -> new Opaque(ResourceKind.ACCELERATION_STRUCTURE);
      default -> OTHER;
    };
  }

  private static int width(int bits) throws MalformedSpirvException {
    if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
      throw invalid("a number cannot have " + Integer.toUnsignedString(bits) + " bits");
    }
    return bits;
  }

  private static int components(int count) throws MalformedSpirvException {
    if (count < 2 || count > 16) {
      throw invalid("a vector cannot have " + Integer.toUnsignedString(count) + " components");
    }
    return count;
  }

  private SpirvType struct(Instruction instruction, int id) throws MalformedSpirvException {
    List<Member> members = new ArrayList<>();
    int depth = 0;
    for (int m = 0; m + 1 < instruction.operandCount(); m++) {
      SpirvType type = memberType(instruction.operand(m + 1));
      depth = Math.max(depth, type.depth() + 1);
      members.add(
          new Member(
              decorations.memberName(id, m),
              type,
              decorations.memberLiteral(id, m, Decoration.OFFSET),
              decorations.memberHas(id, m, Decoration.NON_WRITABLE),
              decorations.memberHas(id, m, Decoration.NON_READABLE)));
    }
    return new SpirvType.Struct(decorations.name(id), List.copyOf(members), depth);
  }

  /** Members may be pointers that are declared ahead of their own instruction. */
  private SpirvType memberType(int id) {
    return types.getOrDefault(id, OTHER);
  }
}
