// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import io.fieldstone.processor.spirv.SpirvType.Scalar;
import io.fieldstone.processor.spirv.SpirvType.ScalarKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The scalar constants of a module by id, and the composite that is its workgroup size. */
final class ConstantTable {

  private final Decorations decorations;
  private final Map<Integer, SpirvConstant> scalars = new HashMap<>();
  private final List<SpirvConstant> specializable = new ArrayList<>();
  private Optional<EntryPoint.WorkgroupSize> workgroupSize = Optional.empty();

  /** What has its value from a constant that the runtime sets. */
  private final Map<Influence, BitSet> influenced = new EnumMap<>(Influence.class);

  ConstantTable(Decorations decorations) {
    this.decorations = decorations;
    for (Influence influence : Influence.values()) {
      influenced.put(influence, new BitSet());
    }
  }

  SpirvConstant require(int id) throws MalformedSpirvException {
    SpirvConstant constant = scalars.get(id);
    if (constant == null) {
      throw invalid("id " + Integer.toUnsignedString(id) + " is used as a constant but is none");
    }
    return constant;
  }

  /** Returns what the scalar constant {@code id} is, if it is one that nothing sets. */
  OptionalLong value(int id) {
    SpirvConstant constant = scalars.get(id);
    return constant == null || constant.specId().isPresent()
        ? OptionalLong.empty()
        : constant.bits();
  }

  /** Returns the constants with a specialization id, in the module's order. */
  List<SpirvConstant> specializable() {
    return List.copyOf(specializable);
  }

  /** Returns the constant that is decorated as the workgroup size. */
  Optional<EntryPoint.WorkgroupSize> workgroupSize() {
    return workgroupSize;
  }

  /** Returns whether {@code id} is a constant that {@code influence} is behind. */
  boolean isOf(Influence influence, int id) {
    return id > 0 && influenced.getOrDefault(influence, new BitSet()).get(id);
  }

  void accept(Instruction instruction, TypeTable types) throws MalformedSpirvException {
    SpirvType type = types.require(instruction.operand(0));
    int id = instruction.operand(1);
    for (Map.Entry<Influence, BitSet> influence : influenced.entrySet()) {
      if (dependsOn(influence.getKey(), instruction, id)) {
        influence.getValue().set(id);
      }
    }
    if (type instanceof Scalar scalar) {
      addScalar(
          id,
          new SpirvConstant(
              scalar, bits(instruction, scalar), specId(instruction, id), decorations.name(id)));
    } else if (isWorkgroupSize(id)) {
      workgroupSize =
          Optional.of(
              new EntryPoint.WorkgroupSize(
                  require(instruction.operand(2)),
                  require(instruction.operand(3)),
                  require(instruction.operand(4))));
    }
  }

  private boolean dependsOn(Influence influence, Instruction instruction, int id)
      throws MalformedSpirvException {
    int opcode = instruction.opcode();
    if (opcode == Op.SPEC_CONSTANT_COMPOSITE || opcode == Op.SPEC_CONSTANT_OP) {
      int first = opcode == Op.SPEC_CONSTANT_OP ? 3 : 2; // after the opcode of the operation
      for (int operand = first; operand < instruction.operandCount(); operand++) {
        if (isOf(influence, instruction.operand(operand))) {
          return true;
        }
      }
      return false;
    }
    return influence.covers(specId(instruction, id).orElse(-1));
  }

  private boolean isWorkgroupSize(int id) {
    OptionalInt builtIn = decorations.literal(id, Decoration.BUILT_IN);
    return builtIn.isPresent() && builtIn.getAsInt() == Decoration.BUILT_IN_WORKGROUP_SIZE;
  }

  private void addScalar(int id, SpirvConstant constant) throws MalformedSpirvException {
    if (scalars.putIfAbsent(id, constant) != null) {
      throw invalid("constant " + Integer.toUnsignedString(id) + " is declared twice");
    }
    if (constant.specId().isPresent()) {
      specializable.add(constant);
    }
  }

  private OptionalInt specId(Instruction instruction, int id) {
    return switch (instruction.opcode()) {
      case Op.SPEC_CONSTANT, Op.SPEC_CONSTANT_TRUE, Op.SPEC_CONSTANT_FALSE ->
          decorations.literal(id, Decoration.SPEC_ID);
      default -> OptionalInt.empty();
    };
  }

  private static OptionalLong bits(Instruction instruction, Scalar type)
      throws MalformedSpirvException {
    return switch (instruction.opcode()) {
      case Op.CONSTANT, Op.SPEC_CONSTANT -> OptionalLong.of(literal(instruction, type));
      case Op.CONSTANT_TRUE, Op.SPEC_CONSTANT_TRUE -> OptionalLong.of(1);
      case Op.CONSTANT_FALSE, Op.SPEC_CONSTANT_FALSE -> OptionalLong.of(0);
      default -> OptionalLong.empty();
    };
  }

  private static long literal(Instruction instruction, Scalar type) throws MalformedSpirvException {
    int low = instruction.operand(2);
    if (type.bits() == Long.SIZE) {
      return Integer.toUnsignedLong(low) | ((long) instruction.operand(3) << Integer.SIZE);
    }
    return type.kind() == ScalarKind.INT ? low : Integer.toUnsignedLong(low);
  }
}
