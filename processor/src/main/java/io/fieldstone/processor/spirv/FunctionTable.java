// SPDX-License-Identifier: Apache-2.0
package io.fieldstone.processor.spirv;

import static io.fieldstone.processor.spirv.MalformedSpirvException.invalid;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions of a module, each reduced to what it does through pointers. */
final class FunctionTable {

  /** A call with its arguments. */
  record Call(int callee, List<Integer> arguments) {}

  /**
   * {@code derived} may point into what {@code base} points into: into the part that the constant
   * {@code index} names, or anywhere if that is 0.
   */
  record Derivation(int base, int derived, int index) {}

  /** What one function does. */
  static final class Body {
    final List<Integer> parameters = new ArrayList<>();
    final List<Call> calls = new ArrayList<>();
    final List<Derivation> derivations = new ArrayList<>();
    final List<Integer> reads = new ArrayList<>();
    final List<Integer> writes = new ArrayList<>();
    final List<Integer> mentions = new ArrayList<>();
    final Set<Influence> influences = EnumSet.noneOf(Influence.class);
  }

  /** Where the indices of an access chain start. */
  private static final int FIRST_INDEX = 3;

  private static final List<Influence> INFLUENCES = List.of(Influence.values());

  private final ConstantTable constants;
  private final Map<Integer, Body> bodies = new HashMap<>();
  private @Nullable Body current;

  FunctionTable(ConstantTable constants) {
    this.constants = constants;
  }

  @Nullable Body body(int id) {
    return bodies.get(id);
  }

  void accept(Instruction instruction) throws MalformedSpirvException {
    if (instruction.opcode() == Op.FUNCTION) {
      begin(instruction.operand(1));
    } else if (instruction.opcode() == Op.FUNCTION_END) {
      current = null;
    } else if (current != null) {
      record(instruction, current);
      for (Influence influence : INFLUENCES) {
        if (!current.influences.contains(influence) && isUnder(influence, instruction)) {
          current.influences.add(influence);
        }
      }
    }
  }

  private boolean isUnder(Influence influence, Instruction i) throws MalformedSpirvException {
    int opcode = i.opcode();
    if (opcode == Op.BRANCH_CONDITIONAL || opcode == Op.SWITCH) {
      return constants.isOf(influence, i.operand(0));
    }
    if (opcode == Op.STORE) {
      return constants.isOf(influence, i.operand(1));
    }
    int first = opcode == Op.EXT_INST ? 4 : Grammar.firstIdOperand(opcode);
    for (int operand = first; first >= 0 && operand < i.operandCount(); operand++) {
      if (constants.isOf(influence, i.operand(operand))) {
        return true;
      }
    }
    return false;
  }

  private void begin(int id) throws MalformedSpirvException {
    Body body = new Body();
    if (bodies.putIfAbsent(id, body) != null) {
      throw invalid("function " + Integer.toUnsignedString(id) + " is declared twice");
    }
    current = body;
  }

  private static void record(Instruction i, Body body) throws MalformedSpirvException {
    int opcode = i.opcode();
    switch (opcode) {
      case Op.FUNCTION_PARAMETER -> body.parameters.add(i.operand(1));
      case Op.FUNCTION_CALL -> body.calls.add(new Call(i.operand(2), operands(i, 3, 1)));
      case Op.ACCESS_CHAIN, Op.IN_BOUNDS_ACCESS_CHAIN ->
          body.derivations.add(
              new Derivation(
                  i.operand(2), i.operand(1), i.operandCount() > FIRST_INDEX ? i.operand(3) : 0));
      case Op.PTR_ACCESS_CHAIN, Op.IN_BOUNDS_PTR_ACCESS_CHAIN, Op.COPY_OBJECT, Op.COPY_LOGICAL ->
          body.derivations.add(new Derivation(i.operand(2), i.operand(1), 0));
      case Op.SELECT -> derive(i, body, 3, 1);
      case Op.PHI -> derive(i, body, 2, 2);
      case Op.LOAD, Op.ATOMIC_LOAD -> body.reads.add(i.operand(2));
      case Op.ARRAY_LENGTH -> body.mentions.add(i.operand(2));
      case Op.STORE -> {
        body.writes.add(i.operand(0));
        escape(i.operand(1), body);
      }
      case Op.ATOMIC_STORE, Op.ATOMIC_FLAG_CLEAR -> body.writes.add(i.operand(0));
      case Op.COPY_MEMORY, Op.COPY_MEMORY_SIZED -> {
        body.writes.add(i.operand(0));
        body.reads.add(i.operand(1));
      }
      case Op.EXT_INST -> {
        for (int id : operands(i, 4, 1)) {
          escape(id, body);
        }
      }
      case Op.RETURN_VALUE -> escape(i.operand(0), body);
      default -> {
        if (isReadModifyWrite(opcode)) {
          escape(i.operand(2), body);
        }
      }
    }
  }

  private static boolean isReadModifyWrite(int opcode) {
    return (opcode >= Op.ATOMIC_EXCHANGE && opcode <= Op.ATOMIC_XOR)
        || opcode == Op.ATOMIC_FLAG_TEST_AND_SET
        || opcode == Op.ATOMIC_FLOAT_MIN
        || opcode == Op.ATOMIC_FLOAT_MAX
        || opcode == Op.ATOMIC_FLOAT_ADD;
  }

  /** The pointer goes where it is not followed (or both ways at once): expect both from it. */
  private static void escape(int id, Body body) {
    body.reads.add(id);
    body.writes.add(id);
  }

  private static void derive(Instruction i, Body body, int from, int step)
      throws MalformedSpirvException {
    for (int base : operands(i, from, step)) {
      body.derivations.add(new Derivation(base, i.operand(1), 0));
    }
  }

  private static List<Integer> operands(Instruction i, int from, int step)
      throws MalformedSpirvException {
    List<Integer> operands = new ArrayList<>();
    for (int index = from; index < i.operandCount(); index += step) {
      operands.add(i.operand(index));
    }
    return operands;
  }
}
